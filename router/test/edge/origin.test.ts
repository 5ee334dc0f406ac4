import { describe, expect, test } from 'vitest';
import { startEdge } from './edge-server.ts';
import { rawRequest } from './raw-request.ts';

const studio = 'https://studio.apollographql.com';
const hello = JSON.stringify({ query: '{ me }' });
const json = { 'content-type': 'application/json' };

describe('Host', () => {
  test.each(['localhost', 'localhost:4000', '127.0.0.1:1', '[::1]:4000', 'LOCALHOST'])('%s is our own', async (host) => {
    const { url } = await startEdge();
    expect((await rawRequest(url, '/graphql', { method: 'POST', headers: { host, ...json }, body: hello })).status).toBe(200);
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:4000',
    '192.168.0.7:4000',
    '127.0.0.2',
    'localhost:4000@evil.example',
  ])('%s is refused with a sentence, also by routes and probes of depth (DNS rebinding)', async (host) => {
    const { url, engine } = await startEdge();
    for (const path of ['/graphql', '/ready', '/']) {
      const answer = await rawRequest(url, path, {
        method: path === '/graphql' ? 'POST' : 'GET',
        headers: { host, ...json },
        ...(path === '/graphql' ? { body: hello } : {}),
      });
      expect([answer.status, JSON.parse(answer.body).errors[0].extensions.code]).toEqual([421, 'HOST_NOT_ALLOWED']);
    }
    expect(engine.seen).toEqual([]);
  });

  test('the public address is our own, with its port and no other', async () => {
    const { url } = await startEdge({ publicUrl: new URL('https://hub.example.org') });
    const statusFor = async (host: string): Promise<number> =>
      (await rawRequest(url, '/graphql', { method: 'POST', headers: { host, ...json }, body: hello })).status;
    expect(await statusFor('hub.example.org')).toBe(200);
    expect(await statusFor('Hub.Example.org:443')).toBe(200);
    expect(await statusFor('hub.example.org:8443')).toBe(421);
    expect(await statusFor('localhost:4000')).toBe(200);
  });
});

describe('CORS', () => {
  test('a preflight of an allowed origin is answered, cached, and never allows credentials', async () => {
    const { url } = await startEdge();
    const headers = {
      origin: studio,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    };
    const answer = await rawRequest(url, '/graphql', { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': studio,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-max-age': '7200',
    });
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  test('an origin that is not allowed gets no leave, in the preflight and in the answer', async () => {
    const { url } = await startEdge();
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    expect((await rawRequest(url, '/graphql', { method: 'OPTIONS', headers })).headers['access-control-allow-origin']).toBeUndefined();
    const answer = await rawRequest(url, '/graphql', { method: 'POST', headers: { origin: 'https://evil.example', ...json }, body: hello });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['vary']).toBe('Origin');
  });

  test('an allowed origin may read answers, refusals and the request id', async () => {
    const { url } = await startEdge({ allowedOrigins: ['https://app.example'] });
    for (const body of [hello, '{']) {
      const answer = await rawRequest(url, '/graphql', { method: 'POST', headers: { origin: 'https://app.example', ...json }, body });
      expect(answer.headers['access-control-allow-origin']).toBe('https://app.example');
      expect(answer.headers['access-control-expose-headers']).toContain('x-request-id');
    }
  });
});

describe('Session cookie', () => {
  const ask = async (headers: Record<string, string>, publicUrl: URL | null = null): Promise<string> => {
    const { url } = await startEdge({ publicUrl });
    const answer = await rawRequest(url, '/graphql', { method: 'POST', headers: { ...json, ...headers }, body: hello });
    return JSON.parse(answer.body).data.me;
  };

  test('counts for our own pages and for programs', async () => {
    expect(await ask({ cookie: 'conhub_session=ann' })).toBe('usr_ann');
    expect(
      await ask({
        cookie: 'a=b; conhub_session=ann; c=d',
        host: 'localhost:4000',
        origin: 'http://localhost:4000',
        'sec-fetch-site': 'same-origin',
      }),
    ).toBe('usr_ann');
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an allowed origin', { origin: studio }],
    ['another port of the same machine', { origin: 'http://localhost:3000', host: 'localhost:4000', 'sec-fetch-site': 'same-site' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a request that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
  ])('is nothing in a request from %s', async (_name, headers) => {
    expect(await ask({ cookie: 'conhub_session=ann', ...headers })).toBe('anonymous');
  });

  test('over https only the __Host- cookie counts', async () => {
    const publicUrl = new URL('https://hub.example.org');
    const host = 'hub.example.org';
    expect(await ask({ host, cookie: 'conhub_session=ann' }, publicUrl)).toBe('anonymous');
    expect(await ask({ host, cookie: '__Host-conhub_session=ann' }, publicUrl)).toBe('usr_ann');
  });

  test('an old cookie counts as none, so that its browser can sign in', async () => {
    expect(await ask({ cookie: 'conhub_session=long-ended' })).toBe('anonymous');
  });

  test('is set for our own pages only, HttpOnly, strict, and bound to the host over https', async () => {
    const { url } = await startEdge({ publicUrl: new URL('https://hub.example.org') });
    const signIn = (headers: Record<string, string>) =>
      rawRequest(url, '/graphql', {
        method: 'POST',
        headers: { ...json, ...headers },
        body: JSON.stringify({ query: 'mutation { signIn }' }),
      });
    const own = await signIn({ host: 'hub.example.org', origin: 'https://hub.example.org' });
    expect(own.headers['set-cookie']).toEqual([
      '__Host-conhub_session=a-secret; Path=/; HttpOnly; SameSite=Strict; Secure; Expires=Tue, 01 Jan 2030 00:00:00 GMT',
    ]);
    expect((await signIn({ host: 'localhost:4000' })).headers['set-cookie']).toEqual([
      'conhub_session=a-secret; Path=/; HttpOnly; SameSite=Strict; Expires=Tue, 01 Jan 2030 00:00:00 GMT',
    ]);
    const foreign = await signIn({ host: 'hub.example.org', origin: studio });
    expect(foreign.headers['set-cookie']).toBeUndefined();
    expect(JSON.parse(foreign.body).data.signIn).toBe('token');
  });
});
