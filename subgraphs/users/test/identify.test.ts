import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { requestInfo } from '@conhub/testkit';
import { SignJWT, importJWK } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { generateSigningKey } from '../src/index.ts';
import { type House, publicUrl, startHouse } from './house.ts';
import { type Person, elsewhere, identified, join, setUp, signIn } from './people.ts';

const bearer = (house: House, token: string, organization: string | null = null) =>
  house.users.identify({ bearer: token, sessionCookie: null, organization }, requestInfo());
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('without a credential somebody is anonymous, with an access token its person in their default organization', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  expect(await house.users.identify({ bearer: null, sessionCookie: null, organization: null }, requestInfo())).toEqual({
    kind: 'anonymous',
  });
  expect(await bearer(house, ann.accessToken)).toMatchObject({
    kind: 'user',
    userId: ann.userId,
    organizationId: ann.organizationId,
    roleKey: 'OWNER',
  });
});

test('the header names an organization by id or slug; one that the person is not in, and one that does not exist, are refused alike', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const eve = await elsewhere(house, ann);
  for (const name of ['acme', 'ACME', ann.organizationId])
    expect(await bearer(house, ann.accessToken, name)).toMatchObject({ organizationId: ann.organizationId });
  for (const name of ['elsewhere', eve.organizationId, 'nowhere', 'org_00000000000000000000000000', `'; drop table`]) {
    await expect(bearer(house, ann.accessToken, name)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('what is not a token of ours is refused, whatever it says of itself, and nothing is fetched because of it', async () => {
  let requests = 0;
  const server = createServer((_incoming, response) => {
    requests += 1;
    response.end('{"keys":[]}');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/jwks`;
  const house = await startHouse();
  const ann = await setUp(house);
  const [ours] = house.keys;
  if (ours === undefined) throw new Error('There is no key');
  const claims = JSON.parse(Buffer.from(ann.accessToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  const own = await importJWK(ours.privateKey, 'EdDSA');
  const foreign = generateSigningKey();
  const foreignKey = await importJWK(foreign.privateKey, 'EdDSA');
  const signed = (key: typeof own, header: object, payload: object = claims) =>
    new SignJWT({ ...payload }).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: ours.kid, ...header }).sign(key);
  const hmac = (header: object, secret: string): string => {
    const body = `${part(header)}.${part(claims)}`;
    return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
  };
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  // The control: the same way of signing with nothing changed is accepted.
  expect(await bearer(house, await signed(own, {}))).toMatchObject({ kind: 'user' });
  const { x } = ours.privateKey;
  const forgeries: string[] = [
    'not a token',
    '',
    `${part({ alg: 'none', typ: 'at+jwt', kid: ours.kid })}.${part(claims)}.`,
    `${part({ alg: 'None', typ: 'at+jwt', kid: ours.kid })}.${part(claims)}.${ann.accessToken.split('.')[2]}`,
    hmac({ alg: 'HS256', typ: 'at+jwt', kid: ours.kid }, x),
    hmac({ alg: 'HS256', typ: 'at+jwt', kid: ours.kid }, JSON.stringify(house.users.jwks())),
    hmac({ alg: 'EdDSA', typ: 'at+jwt', kid: ours.kid }, x),
    await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: ours.kid }).sign(rsa.privateKey),
    await signed(foreignKey, {}),
    await signed(foreignKey, { kid: foreign.kid }),
    await signed(foreignKey, { kid: foreign.kid, jku: url }),
    await signed(foreignKey, { kid: url, x5u: url }),
    await signed(foreignKey, { jwk: { kty: 'OKP', crv: 'Ed25519', x: foreign.privateKey.x } }),
    await signed(foreignKey, { kid: '../../../dev/null' }),
    await signed(own, { typ: 'JWT' }),
    await signed(own, { typ: undefined }),
    await signed(own, { kid: undefined }),
    await signed(own, {}, { ...claims, aud: 'https://another.example' }),
    await signed(own, {}, { ...claims, iss: 'https://another.example' }),
    await signed(own, {}, { ...claims, exp: Number(claims['iat']) - 61 }),
    await signed(own, {}, { ...claims, nbf: Number(claims['iat']) + 3_600 }),
    await signed(own, {}, { ...claims, sid: undefined }),
    await signed(own, {}, { ...claims, sid: ann.userId }),
    await signed(own, {}, { ...claims, sub: 'usr_01h455vb4pex5vsknk084sn02q' }),
    await signed(own, {}, { ...claims, exp: undefined }),
    `${ann.accessToken.slice(0, -2)}AA`,
  ];
  for (const token of forgeries) await expect(bearer(house, token), token).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(requests).toBe(0);
});

test('an access token lasts a quarter of an hour, give or take a minute of clock', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  house.passes(15 * 60_000 + 30_000);
  expect(await bearer(house, ann.accessToken)).toMatchObject({ kind: 'user' });
  house.passes(60_000);
  await expect(bearer(house, ann.accessToken)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('an access token says what RFC 9068 asks for, and the published key verifies it', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const [header, payload] = ann.accessToken
    .split('.')
    .slice(0, 2)
    .map((text) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>);
  expect(header).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt', kid: house.keys[0]?.kid });
  expect(payload).toMatchObject({ iss: publicUrl, aud: publicUrl, sub: ann.userId, sid: ann.viewer.sessionId, client_id: 'conhub' });
  expect(Number(payload?.['exp']) - Number(payload?.['iat'])).toBeLessThanOrEqual(15 * 60);
  expect(house.users.jwks()).toEqual({
    keys: [{ kty: 'OKP', crv: 'Ed25519', x: house.keys[0]?.privateKey.x, kid: house.keys[0]?.kid, use: 'sig', alg: 'EdDSA' }],
  });
  expect(JSON.stringify(house.users.jwks())).not.toContain(house.keys[0]?.privateKey.d);
});

test('a key is rotated without one rejected token: the new one signs, the old one verifies', async () => {
  const [old, fresh] = [generateSigningKey(), generateSigningKey()];
  const house = await startHouse({ signingKeys: [fresh, old] });
  const ann = await setUp(house);
  const claims = JSON.parse(Buffer.from(ann.accessToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string>;
  const earlier = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: old.kid })
    .sign(await importJWK(old.privateKey, 'EdDSA'));
  expect(await bearer(house, earlier)).toMatchObject({ userId: ann.userId });
});

test('a changed role and a removed member are seen by the next request, whatever the cache held', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'MEMBER');
  expect((await identified(house, bob.accessToken)).roleKey).toBe('MEMBER');
  await house.ask(
    'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { membership { id } } }',
    { input: { membershipId: bob.membershipId, roleId: (await roles(house, ann))['Admin'] } },
    ann,
  );
  expect((await identified(house, bob.accessToken)).roleKey).toBe('ADMIN');
  await house.ask(
    'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }',
    { id: bob.membershipId },
    ann,
  );
  expect(await identified(house, bob.accessToken)).toMatchObject({ organizationId: null, membershipId: null, scopes: [] });
  await expect(bearer(house, bob.accessToken, ann.organizationId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

async function roles(house: House, who: Person): Promise<Record<string, string>> {
  const { data } = await house.ask('{ organization { roles { id name } } }', {}, who);
  return Object.fromEntries(data.organization.roles.map((role: { id: string; name: string }) => [role.name, role.id]));
}

test('the cache holds an answer for ten seconds when no broadcast comes', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  await bearer(house, ann.accessToken);
  await house.sql('update users.sessions set ended_at = now()');
  expect(await bearer(house, ann.accessToken)).toMatchObject({ kind: 'user' });
  house.passes(10_001);
  await expect(bearer(house, ann.accessToken)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('watching: the end of the session, of the membership, of the key is told once; the end of another is not', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'ADMIN');
  const other = await signIn(house, bob.email);
  const { data } = await house.ask(
    'mutation { createApiKey(input: { name: "k", scopes: ["search:read"] }) { secret apiKey { id } } }',
    {},
    bob,
  );
  const key = await bearer(house, data.createApiKey.secret);
  const ended: string[] = [];
  const waitFor = async (count: number): Promise<void> => {
    for (let n = 0; n < 200 && ended.length < count; n += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const watch = (name: string, viewer: Parameters<typeof house.users.watchIdentity>[0]) =>
    onTestFinished(house.users.watchIdentity(viewer, () => void ended.push(name)));
  watch('ann', ann.viewer);
  watch('bob', bob.viewer);
  watch('other', other.viewer);
  watch('key', key);
  const unwatched = house.users.watchIdentity(bob.viewer, () => void ended.push('unwatched'));
  unwatched();
  await house.ask('mutation { signOut { endedSessionId } }', {}, other);
  await waitFor(1);
  expect(ended).toEqual(['other']);
  await house.ask(
    'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }',
    { id: bob.membershipId },
    ann,
  );
  await waitFor(3);
  expect(ended.toSorted((a, b) => a.localeCompare(b))).toEqual(['bob', 'key', 'other']);
});

test('when a session was last seen, and from where, is kept to the minute', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  house.passes(90_000);
  await house.users.identify(
    { bearer: ann.accessToken, sessionCookie: null, organization: null },
    requestInfo({ ipAddress: '192.0.2.7', userAgent: 'browser' }),
  );
  let row: Record<string, unknown> | undefined;
  for (let n = 0; n < 100 && row?.['user_agent'] !== 'browser'; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    [row] = await house.sql('select ip_address, user_agent from users.sessions');
  }
  expect(row).toEqual({ ip_address: '192.0.2.7', user_agent: 'browser' });
});
