import { UnauthenticatedError } from '@conhub/subgraph-kit';
import { createClient, type Client } from 'graphql-ws';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { ann, startEdge, type RunningEdge } from './edge-server.ts';

interface Result {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

const address = ({ url }: RunningEdge): string => new URL('/graphql', url).href.replace('http', 'ws');

function client(edge: RunningEdge, connectionParams?: Record<string, unknown>): Client {
  const made = createClient({
    url: address(edge),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(connectionParams === undefined ? {} : { connectionParams }),
  });
  onTestFinished(() => made.dispose());
  return made;
}

async function all(stream: AsyncIterable<unknown>): Promise<Result[]> {
  const results: Result[] = [];
  for await (const result of stream) results.push(result as Result);
  return results;
}

/** A socket of our own: what a client library would never send. */
async function rawSocket(edge: RunningEdge, options: { headers?: Record<string, string>; protocol?: string } = {}) {
  const socket = new WebSocket(address(edge), options.protocol ?? 'graphql-transport-ws', {
    headers: options.headers ?? {},
    maxPayload: 1e9,
  });
  const messages: { type: string; id?: string; payload?: never }[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  socket.on('error', () => undefined);
  const opened = new Promise<boolean>((resolve) => socket.once('open', () => resolve(true)).once('close', () => resolve(false)));
  onTestFinished(() => socket.terminate());
  return { socket, messages, closed, isOpen: await opened, send: (message: object) => socket.send(JSON.stringify(message)) };
}

describe('GraphQL over WebSocket', () => {
  test('queries, mutations and subscriptions run as the viewer of connection_init', async () => {
    const edge = await startEdge();
    const asAnn = client(edge, { authorization: 'Bearer ann', 'conhub-organization': 'one' });
    expect(await all(asAnn.iterate({ query: '{ me }' }))).toEqual([{ data: { me: 'usr_ann' } }]);
    expect(await all(asAnn.iterate({ query: 'mutation { rename(name: "x") }' }))).toEqual([{ data: { rename: 'x' } }]);
    expect(await all(asAnn.iterate({ query: 'subscription { ticks(to: 3) }' }))).toEqual([1, 2, 3].map((ticks) => ({ data: { ticks } })));
  });

  test('an operation by documentId alone runs', async () => {
    const { isOpen, send, messages } = await rawSocket(await startEdge());
    expect(isOpen).toBe(true);
    send({ type: 'connection_init' });
    await expect.poll(() => messages.length).toBe(1);
    send({ type: 'subscribe', id: '1', payload: { documentId: 'sha256:hello' } });
    await expect.poll(() => messages.map(({ type }) => type)).toEqual(['connection_ack', 'next', 'complete']);
  });

  test('the same rules hold as over HTTP: a refused operation is an error with code and request id, the socket lives on', async () => {
    const edge = await startEdge();
    const anyone = client(edge);
    const refusalOf = (query: string): Promise<unknown> =>
      new Promise((resolve) => {
        const error = (errors: unknown): void => resolve((errors as NonNullable<Result['errors']>)[0]?.extensions);
        anyone.subscribe({ query }, { error, next: resolve, complete: () => resolve('not refused') });
      });
    expect(await refusalOf('{')).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED', requestId: expect.any(String) });
    expect(await refusalOf('{ nothing }')).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(await refusalOf('{ explode }')).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    const [fails] = await all(anyone.iterate({ query: '{ fails }' }));
    expect(fails?.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requestId: expect.any(String) });
  });

  test('what a running stream throws is masked', async () => {
    const edge = await startEdge();
    const failed = all(client(edge).iterate({ query: 'subscription { breaks }' })).catch((errors: unknown) => errors);
    expect(JSON.stringify(await failed)).toContain('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(await failed)).not.toContain('inner detail');
  });

  test('a client that completes a subscription, or goes away, ends its source at once', async () => {
    const edge = await startEdge();
    const listening = client(edge);
    const stop = listening.subscribe(
      { query: 'subscription { ticks(to: 2, everyMs: 400) }' },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    const { socket, send, messages } = await rawSocket(edge);
    send({ type: 'connection_init' });
    await expect.poll(() => messages.length).toBe(1);
    send({ type: 'subscribe', id: '1', payload: { query: 'subscription { whoAmI }' } });
    await expect.poll(() => edge.engine.open.streams).toBe(2);
    stop();
    socket.terminate();
    await expect.poll(() => edge.engine.open.streams, { timeout: 2_000 }).toBe(0);
  });

  test.each([
    ['a token that is not valid', { authorization: 'Bearer expired' }],
    ['an authorization that is no Bearer', { Authorization: 'Basic YTpi' }],
  ])('%s is refused with 4403', async (_name, payload) => {
    const { send, closed } = await rawSocket(await startEdge());
    send({ type: 'connection_init', payload });
    expect((await closed).code).toBe(4403);
  });

  test('an operation before connection_init closes with 4401; no connection_init in time with 4408', async () => {
    const edge = await startEdge({ limits: { connectionInitTimeoutMs: 100 } });
    const early = await rawSocket(edge);
    early.send({ type: 'subscribe', id: '1', payload: { query: '{ hello }' } });
    expect((await early.closed).code).toBe(4401);
    expect((await (await rawSocket(edge)).closed).code).toBe(4408);
  });

  test('a message of 40 MB closes with 1009 and is not held; one of 256 KB is read', async () => {
    const edge = await startEdge();
    const small = await rawSocket(edge);
    small.send({ type: 'ping', payload: { pad: 'x'.repeat(255 * 1024) } });
    await expect.poll(() => small.messages[0]?.type).toBe('pong');
    const { socket, closed } = await rawSocket(edge);
    const before = process.memoryUsage().external;
    socket.send('x'.repeat(40 * 1024 * 1024));
    expect((await closed).code).toBe(1009);
    expect(process.memoryUsage().external - before).toBeLessThan(90 * 1024 * 1024);
  });

  test('of 5,000 operations on one socket 50 run; the others are refused, and a place that is free again is given', async () => {
    const edge = await startEdge();
    const { send, messages } = await rawSocket(edge);
    send({ type: 'connection_init', payload: { authorization: 'Bearer ann' } });
    await expect.poll(() => messages.length).toBe(1);
    for (let id = 0; id < 5_000; id++)
      send({ type: 'subscribe', id: String(id), payload: { query: 'subscription { ticks(to: 1, everyMs: 60000) }' } });
    await expect.poll(() => messages.filter(({ type }) => type === 'error').length, { timeout: 20_000 }).toBe(4_950);
    expect(edge.engine.open.streams).toBe(50);
    expect(JSON.stringify(messages.find(({ type }) => type === 'error'))).toContain('TOO_MANY_REQUESTS');
    send({ type: 'complete', id: '0' });
    send({ type: 'subscribe', id: 'again', payload: { query: '{ hello }' } });
    await expect.poll(() => messages.some(({ type, id }) => type === 'next' && id === 'again')).toBe(true);
  });

  test('when session or membership end the socket closes with 4401 and its streams end', async () => {
    const edge = await startEdge();
    const { send, messages, closed } = await rawSocket(edge);
    send({ type: 'connection_init', payload: { authorization: 'Bearer ann' } });
    send({ type: 'ping' });
    await expect.poll(() => messages.some(({ type }) => type === 'connection_ack')).toBe(true);
    send({ type: 'subscribe', id: '1', payload: { query: 'subscription { whoAmI }' } });
    await expect.poll(() => edge.engine.open.streams).toBe(1);
    edge.endIdentities();
    expect(await closed).toEqual({ code: 4401, reason: 'The session or the membership has ended' });
    await expect.poll(() => edge.engine.open.streams).toBe(0);
    expect(edge.watched.size).toBe(0);
  });

  test('a role that changes is seen by the next operation and by a running subscription', async () => {
    let isEnded = false;
    const edge = await startEdge({
      refreshViewer: () => (isEnded ? Promise.reject(new UnauthenticatedError()) : Promise.resolve({ ...ann, userId: 'usr_ann_changed' })),
    });
    const { send, messages, closed } = await rawSocket(edge);
    send({ type: 'connection_init', payload: { authorization: 'Bearer ann' } });
    await expect.poll(() => messages.length).toBe(1);
    send({ type: 'subscribe', id: '1', payload: { query: 'subscription { whoAmI }' } });
    await expect.poll(() => JSON.stringify(messages)).toContain('usr_ann_changed');
    isEnded = true;
    send({ type: 'subscribe', id: '2', payload: { query: '{ me }' } });
    expect((await closed).code).toBe(4401);
  });

  test.each([
    ['no Origin', {}, 'anonymous'],
    ['our own page', { origin: 'http://localhost:4000', host: 'localhost:4000' }, 'usr_ann'],
    ['an allowed origin', { origin: 'https://studio.apollographql.com' }, 'anonymous'],
  ])('a cookie counts on a socket of our own page only: %s', async (_name, headers, me) => {
    const { send, messages } = await rawSocket(await startEdge(), { headers: { cookie: 'conhub_session=ann', ...headers } });
    send({ type: 'connection_init' });
    await expect.poll(() => messages.length).toBe(1);
    send({ type: 'subscribe', id: '1', payload: { query: '{ me }' } });
    await expect.poll(() => JSON.stringify(messages)).toContain(`"me":"${me}"`);
  });

  test.each([
    ['a page of an origin that is not allowed', { origin: 'https://evil.example' }, 403],
    ['a page on another port of this machine', { origin: 'http://localhost:3000', host: 'localhost:4000' }, 403],
    ['a name that is not ours', { host: 'evil.example' }, 421],
  ])('a socket is refused to %s', async (_name, headers, status) => {
    const edge = await startEdge();
    const { isOpen } = await rawSocket(edge, { headers });
    expect(isOpen).toBe(false);
    expect(edge.lines.at(-1)).toMatchObject({ method: 'WS', status });
  });

  test('another subprotocol closes with 4406', async () => {
    const { closed } = await rawSocket(await startEdge(), { protocol: 'graphql-ws' });
    expect([4406, 1006]).toContain((await closed).code);
  });

  test('a socket that answers no ping is ended', async () => {
    const edge = await startEdge({ limits: { socketPingMs: 50 } });
    const { socket, closed } = await rawSocket(edge);
    // Stops reading: a machine that has gone without a word.
    (socket as unknown as { _socket: { pause(): void } })._socket.pause();
    await expect.poll(() => edge.lines.some(({ method }) => method === 'WS'), { timeout: 2_000 }).toBe(true);
    (socket as unknown as { _socket: { resume(): void } })._socket.resume();
    expect((await closed).code).toBe(1006);
  });
});
