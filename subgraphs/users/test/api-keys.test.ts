import { requestInfo } from '@conhub/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isApiKey, newApiKey } from '../src/api-keys/api-key-format.ts';
import { type Answer, type House, startHouse } from './house.ts';
import { type Person, elsewhere, join, roleId, setUp } from './people.ts';

const CREATE =
  'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id name prefix scopes expiresAt revokedAt createdBy { id } } } }';
const REVOKE = 'mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKey { id revokedAt } } }';
const LIST =
  'query ($after: String) { organization { apiKeys(first: 2, after: $after) { totalCount nodes { id name } pageInfo { hasNextPage endCursor } } } }';

const identify = (house: House, secret: string, organization: string | null = null) =>
  house.users.identify({ bearer: secret, sessionCookie: null, organization }, requestInfo());
const create = async (house: House, who: Person, scopes: string[], over: object = {}) =>
  (await house.ask(CREATE, { input: { name: 'k', scopes, ...over } }, who)).data.createApiKey;

test('keys are managed by people signed in with keys:manage', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'MEMBER');
  const { apiKey } = await create(house, ann, ['search:read']);
  for (const [who, code] of [
    [{}, 'UNAUTHENTICATED'],
    [bob, 'FORBIDDEN'],
  ] as const) {
    expect((await house.ask(CREATE, { input: { name: 'k', scopes: ['search:read'] } }, who)).codes).toEqual([code]);
    expect((await house.ask(REVOKE, { id: apiKey.id }, who)).codes).toEqual([code]);
  }
  expect((await house.ask(LIST, {}, bob)).codes).toEqual(['FORBIDDEN']);
});

test('a key is shown once, kept as a hash, and acts as its creator with its own scopes', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const { secret, apiKey } = await create(house, ann, ['search:read', 'documents:read', 'search:read']);
  expect(secret).toMatch(/^chk_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/);
  expect(apiKey).toMatchObject({
    prefix: secret.slice(0, 12),
    scopes: ['search:read', 'documents:read'],
    createdBy: { id: ann.userId },
    expiresAt: null,
  });
  expect(await identify(house, secret)).toEqual({
    kind: 'apiKey',
    apiKeyId: apiKey.id,
    userId: ann.userId,
    organizationId: ann.organizationId,
    scopes: ['search:read', 'documents:read'],
    teamIds: [],
  });
  expect(JSON.stringify(await house.sql('select * from users.api_keys'))).not.toContain(secret.slice(13));
  const { data } = await house.ask(
    '{ viewer { user { id } apiKey { id } session { id } organization { id } membership { id } scopes memberships { nodes { id } } } }',
    {},
    { viewer: await identify(house, secret) },
  );
  expect(data.viewer).toEqual({
    user: { id: ann.userId },
    apiKey: { id: apiKey.id },
    session: null,
    organization: { id: ann.organizationId },
    membership: { id: ann.membershipId },
    scopes: ['search:read', 'documents:read'],
    memberships: { nodes: [{ id: ann.membershipId }] },
  });
});

test('a key never may more than its creator does now, and ends with revocation, expiry and membership', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'ADMIN');
  const wide = await create(house, bob, ['search:read', 'members:manage']);
  const short = await create(house, bob, ['search:read'], { expiresAt: new Date(house.now().getTime() + 60_000).toISOString() });
  const revoked = await create(house, bob, ['search:read']);
  expect((await house.ask(CREATE, { input: { name: 'k', scopes: ['organization:delete'] } }, bob)).codes).toEqual(['FORBIDDEN']);
  await house.ask(
    'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { membership { id } } }',
    { input: { membershipId: bob.membershipId, roleId: roleId('VIEWER') } },
    ann,
  );
  expect(await identify(house, wide.secret)).toMatchObject({ scopes: ['search:read'] });
  expect(await identify(house, short.secret)).toMatchObject({ kind: 'apiKey' });
  house.passes(60_001);
  await expect(identify(house, short.secret)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await identify(house, revoked.secret);
  expect((await house.ask(REVOKE, { id: revoked.apiKey.id }, ann)).data.revokeApiKey.apiKey.revokedAt).toEqual(expect.any(String));
  await expect(identify(house, revoked.secret)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const before = await house.sql('select revoked_at from users.api_keys order by created_at');
  await house.ask(REVOKE, { id: revoked.apiKey.id }, ann);
  expect(await house.sql('select revoked_at from users.api_keys order by created_at')).toEqual(before);
  await house.ask(
    'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }',
    { id: bob.membershipId },
    ann,
  );
  await expect(identify(house, wide.secret)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a key works in its own organization only', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const { secret } = await create(house, ann, ['search:read']);
  await house.ask('mutation { createOrganization(input: { name: "Labs", slug: "labs" }) { organization { id } } }', {}, ann);
  for (const name of ['acme', ann.organizationId])
    expect(await identify(house, secret, name)).toMatchObject({ organizationId: ann.organizationId });
  await expect(identify(house, secret, 'labs')).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('what is for persons refuses a key, whatever its scopes', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const { secret } = await create(house, ann, ann.viewer.scopes as string[]);
  const viewer = await identify(house, secret);
  const operations = [
    'mutation { changePassword(input: { password: "another password 1" }) { viewer { scopes } } }',
    'mutation { updateProfile(input: { displayName: "X" }) { user { id } } }',
    'mutation { createOrganization(input: { name: "X" }) { organization { id } } }',
    'mutation { acceptInvitation(input: { token: "x" }) { __typename } }',
    'mutation { signOut { endedSessionId } }',
    'mutation { endSession(input: { allOthers: true }) { endedSessionIds } }',
    '{ viewer { sessions { nodes { id } } } }',
  ];
  for (const operation of operations) expect((await house.ask(operation, {}, { viewer })).codes, operation).toEqual(['FORBIDDEN']);
  // Leaving is the person's too, even where the key could remove others.
  const bob = await join(house, ann, 'Bob', 'OWNER');
  const member = await create(house, bob, ['search:read']);
  const leaving = await house.ask(
    'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }',
    { id: bob.membershipId },
    { viewer: await identify(house, member.secret) },
  );
  expect(leaving.codes).toEqual(['FORBIDDEN']);
});

test('a key makes no key that may more or lasts longer than itself', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const expiresAt = new Date(house.now().getTime() + 3_600_000).toISOString();
  const { secret } = await create(house, ann, ['keys:manage', 'search:read'], { expiresAt });
  const viewer = await identify(house, secret);
  const make = async (input: object) =>
    (await house.ask(CREATE, { input: { name: 'k', scopes: ['search:read'], ...input } }, { viewer })).codes;
  expect(await make({ scopes: ['members:manage'], expiresAt })).toEqual(['FORBIDDEN']);
  expect(await make({})).toEqual(['BAD_USER_INPUT']);
  expect(await make({ expiresAt })).toEqual([]);
});

test('faults of the input are named', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  for (const input of [
    { name: ' ', scopes: ['search:read'] },
    { name: 'k', scopes: [] },
    { name: 'k', scopes: ['root'] },
    { name: 'k', scopes: ['search:read'], expiresAt: '2020-01-01T00:00:00Z' },
  ]) {
    expect((await house.ask(CREATE, { input }, ann)).codes).toEqual(['BAD_USER_INPUT']);
  }
});

test('keys are listed newest first, ended ones too, in pages', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.unshift((await create(house, ann, ['search:read'])).apiKey.id);
  await house.ask(REVOKE, { id: ids[2] }, ann);
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data }: Answer = await house.ask(LIST, { after }, ann);
    const { nodes, pageInfo, totalCount } = data.organization.apiKeys;
    expect(totalCount).toBe(5);
    seen.push(...nodes.map((node: { id: string }) => node.id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual(ids);
  expect((await house.ask(LIST, { after: 'bm90IGEgY3Vyc29y' }, ann)).codes).toEqual(['BAD_USER_INPUT']);
});

test('another organization’s keys are not there', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const eve = await elsewhere(house, ann);
  const { apiKey } = await create(house, ann, ['search:read']);
  expect((await house.ask(REVOKE, { id: apiKey.id }, eve)).codes).toEqual(['NOT_FOUND']);
  expect((await house.ask(LIST, {}, eve)).data.organization.apiKeys.totalCount).toBe(0);
});

test('every key has the form, and one changed character makes it none', () => {
  fc.assert(
    fc.property(fc.nat(61), fc.constantFrom(...'0123456789ABCxyz_-'), (position, character) => {
      const { secret, prefix } = newApiKey();
      expect(secret.startsWith(`${prefix}_`)).toBe(true);
      expect(isApiKey(secret)).toBe(true);
      const changed = secret.slice(0, position) + character + secret.slice(position + 1);
      expect(isApiKey(changed)).toBe(changed === secret);
    }),
  );
});
