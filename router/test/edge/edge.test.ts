import { createServer } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { ForbiddenError, UnavailableError, type RequestInfo, type SubgraphRoute } from '@conhub/subgraph-kit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createEdge } from '../../src/index.ts';
import { codeOf, startEdge } from './edge-server.ts';
import { rawRequest } from './raw-request.ts';

describe('Probes', () => {
  test('/health answers under 50 ms while requests run, under any Host', async () => {
    const { url, graphql } = await startEdge();
    const running = Array.from({ length: 50 }, () => graphql({ query: '{ slow(ms: 300) }' }));
    const times: number[] = [];
    for (let time = 0; time < 21; time++) {
      const startedAt = performance.now();
      expect((await rawRequest(url, '/health', { headers: { host: '10.1.2.3' } })).status).toBe(200);
      times.push(performance.now() - startedAt);
    }
    await Promise.all(running);
    // The median: the machine that runs the tests may be busy with something else for a moment.
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(50);
  });

  test('/ready is 200 when every part is well, else 503 with the sentence of each that is not', async () => {
    const parts = [
      { name: 'users', problem: null },
      { name: 'search', problem: null as string | null },
    ];
    const { url } = await startEdge({ checks: () => Promise.resolve(parts) });
    expect((await fetch(new URL('/ready', url))).status).toBe(200);
    parts[1]!.problem = 'The index is being rebuilt';
    const response = await fetch(new URL('/ready', url));
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'not ready', checks: parts });
  });

  test('/ready does not show what a failing check threw', async () => {
    const { url, lines } = await startEdge({ checks: () => Promise.reject(new Error('password=hunter2')) });
    const response = await fetch(new URL('/ready', url));
    expect([response.status, (await response.text()).includes('hunter2')]).toEqual([503, false]);
    expect(lines.some(({ level }) => level === 'error')).toBe(true);
  });

  test('the signing keys are public', async () => {
    const { url } = await startEdge({ jwks: () => ({ keys: [{ kty: 'OKP', kid: 'one' }] }) });
    const response = await fetch(new URL('/.well-known/jwks.json', url));
    expect(await response.json()).toEqual({ keys: [{ kty: 'OKP', kid: 'one' }] });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('Routes of subgraphs', () => {
  const seen: RequestInfo[] = [];
  const redeem: SubgraphRoute = {
    method: 'POST',
    path: '/session/link',
    handle: async (_incoming, response, request) => {
      seen.push(request);
      request.setSessionCookie?.('a-secret', null);
      response.writeHead(204).end();
    },
  };

  test('get the request with its address, and may set the cookie', async () => {
    const { url } = await startEdge({ routes: [redeem] });
    const answer = await rawRequest(url, '/session/link', { method: 'POST', headers: { 'x-request-id': 'r-1' } });
    expect([answer.status, answer.headers['set-cookie'], answer.headers['x-request-id']]).toEqual([
      204,
      ['conhub_session=a-secret; Path=/; HttpOnly; SameSite=Strict'],
      'r-1',
    ]);
    expect(seen.at(-1)).toMatchObject({ id: 'r-1', ipAddress: '127.0.0.1' });
  });

  test('are not reached by a page of another origin, nor by another method, and count against the address', async () => {
    const { url } = await startEdge({ routes: [redeem], limits: { rates: { address: { requests: 2, windowMs: 60_000 } } } });
    const before = seen.length;
    expect((await rawRequest(url, '/session/link', { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await rawRequest(url, '/session/link')).status).toBe(405);
    expect(seen).toHaveLength(before);
    expect((await rawRequest(url, '/session/link', { method: 'POST' })).status).toBe(204);
    expect((await rawRequest(url, '/session/link', { method: 'POST' })).status).toBe(429);
  });

  test('that throw are masked; what nobody owns is 404; two owners are refused at the start', async () => {
    const broken: SubgraphRoute = { method: 'GET', path: '/files/*', handle: () => Promise.reject(new Error('an inner detail')) };
    const { url } = await startEdge({ routes: [broken] });
    const failed = await rawRequest(url, '/files/a/b');
    expect([failed.status, failed.body.includes('inner detail')]).toEqual([500, false]);
    expect(await codeOf(await fetch(new URL('/nothing', url)))).toBe('NOT_FOUND');
    await expect(startEdge({ routes: [redeem, redeem] })).rejects.toThrow('Two subgraphs claim POST /session/link');
  });
});

describe('Identity', () => {
  test('a Bearer that is not valid is 401 with a challenge, whatever else is sent', async () => {
    const { graphql } = await startEdge();
    for (const authorization of ['Bearer expired', 'Basic YTpi', 'Bearer']) {
      const response = await graphql({ query: '{ hello }' }, { authorization, cookie: 'conhub_session=ann' });
      expect([response.status, response.headers.get('www-authenticate'), await codeOf(response)]).toEqual([
        401,
        'Bearer realm="conhub"',
        'UNAUTHENTICATED',
      ]);
    }
  });

  test.each([
    [new ForbiddenError('You are not a member of that organization'), 403, 'FORBIDDEN'],
    [new UnavailableError('The database does not answer', new Date(Date.now() + 3_000)), 503, 'UNAVAILABLE'],
    [new Error('an inner detail'), 500, 'INTERNAL_SERVER_ERROR'],
  ])('a refusal of identify keeps its meaning (%s)', async (error, status, code) => {
    const identify = async (): Promise<never> => {
      throw error;
    };
    const { graphql } = await startEdge({ identify });
    const response = await graphql({ query: '{ hello }' });
    expect(response.status).toBe(status);
    expect(response.headers.has('retry-after')).toBe(status === 503);
    const text = await response.text();
    expect(text).toContain(code);
    expect(text).not.toContain('inner detail');
  });
});

describe('The access log', () => {
  test('has one line a request, with who and what, and neither secret nor query', async () => {
    const { graphql, lines } = await startEdge();
    await graphql(
      { query: 'query Greeting { hello(name: "canary-text") }', operationName: 'Greeting' },
      { authorization: 'Bearer ann', 'x-request-id': 'r-9' },
    );
    await graphql(
      { query: '{ hello }' },
      { authorization: 'Bearer canary-token', 'x-request-id': 'r-10', cookie: 'conhub_session=canary-cookie' },
    );
    await expect.poll(() => lines.length).toBe(2);
    expect(lines[0]).toMatchObject({
      method: 'POST',
      path: '/graphql',
      status: 200,
      ms: expect.any(Number),
      requestId: 'r-9',
      operationName: 'Greeting',
      viewer: 'user',
      viewerId: 'usr_ann',
    });
    expect(lines[1]).toMatchObject({ status: 401, requestId: 'r-10', code: 'UNAUTHENTICATED' });
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});

describe('Listening', () => {
  test('a port that is taken is one sentence', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    await expect(startEdge({ port })).rejects.toThrow(
      `Port ${port} is taken by another program: choose another one with --port or CONHUB_PORT`,
    );
  });

  test('an address that is no proxy is refused at the start', () => {
    expect(() => createEdge({ trustedProxies: ['everywhere'] } as never)).toThrow('CIDR');
  });
});

describe('Draining', () => {
  test('finishes what runs, closes sockets with 1001, ends streams without a complete, and takes nothing new', async () => {
    const { edge, url, graphql } = await startEdge();
    const slow = graphql({ query: '{ slow(ms: 400) }' });
    const stream = await graphql({ query: 'subscription { whoAmI(everyMs: 20) }' }, { accept: 'text/event-stream' });
    const socket = new WebSocket(new URL('/graphql', url).href.replace('http', 'ws'), 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const startedAt = performance.now();
    const drained = edge.drain(5_000);
    expect(await closed).toBe(1001);
    expect(await stream.text()).not.toContain('event: complete');
    await expect(rawRequest(url, '/health')).rejects.toThrow('ECONNREFUSED');
    const answer = await slow;
    expect([answer.status, await answer.json()]).toEqual([200, { data: { slow: 'slow' } }]);
    await drained;
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('cuts after its time what does not end', async () => {
    const { edge, graphql } = await startEdge();
    const slow = graphql({ query: '{ slow(ms: 3000) }' }).catch(() => 'cut');
    await after(50);
    const startedAt = performance.now();
    await edge.drain(200);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(await slow).toBe('cut');
  });
});
