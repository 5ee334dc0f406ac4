import { createServer } from 'node:http';
import { readFile, readdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RequestInfo, SubgraphRoute } from '@conhub/subgraph-kit';
import { requestInfo } from '@conhub/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createFolderMail } from '../src/index.ts';
import { addressKey } from '../src/limiting/address-key.ts';
import { type House, nextAddress, operatorToken as token, startHouse } from './house.ts';
import { SIGN_IN, identified, join, password, setUp, tokenOf } from './people.ts';

/** The routes behind a real HTTP server on loopback. */
async function serve(house: House, over: Partial<RequestInfo> = {}, routes: readonly SubgraphRoute[] = house.users.routes) {
  const server = createServer((incoming, response) => {
    const route = routes.find(({ method, path }) => method === incoming.method && path === incoming.url);
    void route?.handle(incoming, response, requestInfo(over));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return async (route: string, body: object | string, type = 'application/json') => {
    const response = await fetch(`http://127.0.0.1:${port}${route}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, string> & { error: { code: string } },
    };
  };
}

test('the operator’s door opens for the token of this start, to programs on this machine', async () => {
  const house = await startHouse();
  await setUp(house);
  const post = await serve(house);
  for (const route of ['/operator/session', '/operator/link', '/operator/setup']) {
    expect(await post(route, { token: 'guess' })).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHENTICATED' } } });
    expect(await post(route, {})).toMatchObject({ status: 400, body: { error: { code: 'BAD_USER_INPUT' } } });
  }
  expect((await post('/operator/password', { token: 'guess', email: 'ann@example.org' })).status).toBe(401);
  const behindProxy = await serve(house, { ipAddress: '192.0.2.1' });
  expect(await behindProxy('/operator/session', { token })).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
  const closed = await startHouse({ operatorToken: null });
  expect((await (await serve(closed))('/operator/session', { token })).status).toBe(401);
});

test('what else the installation lets its operator ask stands behind the same door', async () => {
  const house = await startHouse();
  const asked: string[] = [];
  const route = house.users.operatorRoute('/operator/thing', { name: z.string() }, async ({ name }) => {
    asked.push(name);
    return { name };
  });
  const post = await serve(house, {}, [route]);
  expect(await post('/operator/thing', { token: 'guess', name: 'x' })).toMatchObject({ status: 401 });
  expect(await post('/operator/thing', { token })).toMatchObject({ status: 400, body: { error: { code: 'BAD_USER_INPUT' } } });
  expect(await post('/operator/thing', { token, name: 'x' }, 'text/plain')).toMatchObject({ status: 400 });
  const behindProxy = await serve(house, { ipAddress: '192.0.2.1' }, [route]);
  expect(await behindProxy('/operator/thing', { token, name: 'x' })).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
  expect(asked).toEqual([]);
  expect(await post('/operator/thing', { token, name: 'x' })).toMatchObject({ status: 200, body: { name: 'x' } });
});

test('a body that is not small JSON is refused', async () => {
  const house = await startHouse();
  const post = await serve(house);
  expect((await post('/operator/session', { token }, 'text/plain')).status).toBe(400);
  expect((await post('/operator/session', '{')).status).toBe(400);
  expect((await post('/operator/session', { token, padding: 'x'.repeat(10_000) })).status).toBe(400);
  expect((await post('/operator/session', 'null')).status).toBe(400);
});

test('the operator signs in as the owner of longest standing, or as somebody by address, and it is a fact', async () => {
  const house = await startHouse();
  const post = await serve(house);
  expect(await post('/operator/session', { token })).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'OWNER');
  const { body, headers } = await post('/operator/session', { token });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({ userId: ann.userId, organizationId: ann.organizationId });
  expect((await identified(house, body['accessToken'] ?? '')).sessionId).toBe(body['sessionId']);
  const asBob = await post('/operator/session', { token, email: 'BOB@example.org' });
  expect(asBob.body).toMatchObject({ userId: bob.userId });
  expect(await post('/operator/session', { token, email: 'nobody@example.org' })).toMatchObject({ status: 404 });
  const started = (await house.facts('users.session.started')).filter((fact) => (fact.payload as { method: string }).method === 'OPERATOR');
  expect(started.slice(-2)).toMatchObject([
    { organizationId: ann.organizationId, payload: { userId: ann.userId } },
    { organizationId: ann.organizationId, payload: { userId: bob.userId } },
  ]);
});

test('a sign-in link sets the cookie, once, within ten minutes, for a page of this origin', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const cookies: (string | null)[] = [];
  const post = await serve(house, { setSessionCookie: (value) => void cookies.push(value), ipAddress: '127.0.0.1' });
  const link = async () => tokenOf((await post('/operator/link', { token })).body['url'] ?? '');
  const secret = await link();
  expect(secret).toHaveLength(43);
  expect((await post('/session/link', { token: 'guess' })).status).toBe(401);
  expect((await (await serve(house))('/session/link', { token: secret })).status).toBe(400);
  const answers = await Promise.all([post('/session/link', { token: secret }), post('/session/link', { token: secret })]);
  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 401]);
  expect(cookies).toHaveLength(1);
  expect(await house.users.identify({ bearer: null, sessionCookie: cookies[0] ?? '', organization: null }, requestInfo())).toMatchObject({
    userId: ann.userId,
  });
  const late = await link();
  house.passes(10 * 60_000 + 1);
  expect((await post('/session/link', { token: late })).status).toBe(401);
  expect((await house.facts('users.sign_in_link.created'))[0]).toMatchObject({
    actor: { kind: 'service', name: 'operator' },
    payload: { userId: ann.userId },
  });
});

test('guessing links is limited', async () => {
  const house = await startHouse();
  const post = await serve(house, { setSessionCookie: () => {}, ipAddress: nextAddress() });
  for (let n = 0; n < 5; n += 1) expect((await post('/session/link', { token: `guess ${n}` })).status).toBe(401);
  const refused = await post('/session/link', { token: 'guess' });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a new password is shown once, works, and ends what was signed in and what was locked', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const post = await serve(house);
  for (let n = 0; n < 10; n += 1) {
    await house.ask(SIGN_IN, { input: { email: ann.email, password: 'not the password' } });
    house.passes(13_000);
  }
  const { body } = await post('/operator/password', { token, email: ann.email });
  expect(body['password']).toHaveLength(24);
  await expect(identified(house, ann.accessToken)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  house.passes(60_000);
  const attempt = async (secret: string) =>
    (await house.ask(SIGN_IN, { input: { email: ann.email, password: secret } })).data.signIn.__typename;
  expect(await attempt(password)).toBe('InvalidCredentials');
  expect(await attempt(body['password'] ?? '')).toBe('SignInPayload');
  expect(JSON.stringify([await house.sql('select * from users.credentials'), await house.sql('select * from users.events')])).not.toContain(
    body['password'],
  );
});

test('the operator sets up once, with a password that nobody knows', async () => {
  const house = await startHouse();
  const post = await serve(house);
  const first = await post('/operator/setup', { token, organizationName: 'Home' });
  expect(first).toMatchObject({ status: 200, body: { isNew: true } });
  const again = await post('/operator/setup', { token, organizationName: 'Another' });
  expect(again.body).toEqual({ ...first.body, isNew: false });
  expect(await house.users.setupToken()).toBeNull();
  const { body } = await post('/operator/session', { token });
  const viewer = await identified(house, body['accessToken'] ?? '');
  const { data } = await house.ask(
    '{ viewer { user { displayName email } organization { name slug } membership { role { name } } } }',
    {},
    { viewer },
  );
  expect(data.viewer).toEqual({
    user: { displayName: 'Owner', email: 'owner@conhub.localhost' },
    organization: { name: 'Home', slug: 'home' },
    membership: { role: { name: 'Owner' } },
  });
});

test('mail goes into a folder as messages that only their owner can read', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'conhub-mail-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const mail = createFolderMail(path.join(folder, 'mail'), 'conhub@localhost');
  await mail({ to: 'ann@example.org', subject: 'Einladung zu Müller', text: 'one\ntwo' });
  const [name = ''] = await readdir(path.join(folder, 'mail'));
  const file = path.join(folder, 'mail', name);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, 'utf8');
  expect(text).toContain('To: <ann@example.org>\r\n');
  expect(text).toContain(`Subject: =?utf-8?B?${Buffer.from('Einladung zu Müller').toString('base64')}?=\r\n`);
  expect(text.endsWith('\r\n\r\none\r\ntwo\r\n')).toBe(true);
});

test('an address counts as its /64, however it is written', () => {
  const same = ['2001:db8:0:1::1', '2001:0db8:0000:0001:ffff:ffff:ffff:ffff', '2001:db8:0:1:0:0:0:2', '2001:DB8:0:1::2%eth0'];
  expect(new Set(same.map(addressKey))).toEqual(new Set(['2001:db8:0:1::/64']));
  expect(addressKey('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(addressKey('::1')).toBe('0:0:0:0::/64');
  expect(addressKey(null)).toBe('unknown');
});
