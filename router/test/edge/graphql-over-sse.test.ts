import { createClient } from 'graphql-sse';
import { describe, expect, test } from 'vitest';
import { codeOf, startEdge, type RunningEdge } from './edge-server.ts';
import { rawRequest } from './raw-request.ts';

const client = ({ url }: RunningEdge, headers: Record<string, string> = {}) =>
  createClient({ url: new URL('/graphql', url).href, headers, retryAttempts: 0 });

async function all(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const results: unknown[] = [];
  for await (const result of stream) results.push(result);
  return results;
}

const streamed = (
  edge: RunningEdge,
  query: string,
  headers: Record<string, string> = {},
  signal: AbortSignal | null = null,
): Promise<Response> =>
  fetch(new URL('/graphql', edge.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query }),
    signal,
  });

describe('GraphQL over server-sent events', () => {
  test('subscriptions, queries and mutations stream to graphql-sse’s own client', async () => {
    const edge = await startEdge();
    const asAnn = client(edge, { authorization: 'Bearer ann' });
    expect(await all(asAnn.iterate({ query: 'subscription { ticks(to: 3) }' }))).toEqual([1, 2, 3].map((ticks) => ({ data: { ticks } })));
    expect(await all(asAnn.iterate({ query: '{ me }' }))).toEqual([{ data: { me: 'usr_ann' } }]);
    asAnn.dispose();
  });

  test.each([
    ['text/event-stream', 'text/event-stream'],
    ['text/event-stream, multipart/mixed', 'text/event-stream'],
    ['application/graphql-response+json, application/json, text/event-stream, multipart/mixed', 'application/graphql-response+json'],
    ['*/*', 'application/json'],
  ])('who accepts %s is answered with %s', async (accept, type) => {
    const edge = await startEdge();
    const response = await edge.graphql({ query: '{ hello }' }, { accept });
    expect(response.headers.get('content-type')).toContain(type);
    expect(await response.text()).toContain('hello world');
  });

  test.each([
    ['{', {}, 400, 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ me }', { authorization: 'Bearer expired' }, 401, 'UNAUTHENTICATED'],
    ['{ hello }', { 'content-type': 'text/plain' }, 400, 'CSRF_PREVENTION'],
  ])('%s is refused by an ordinary answer with its status', async (query, headers, status, code) => {
    const response = await streamed(await startEdge(), query, headers as Record<string, string>);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });

  test('an EventSource of our own page may subscribe by GET, and may not change anything', async () => {
    const { url } = await startEdge();
    const headers = { accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' };
    const get = (query: string) => rawRequest(url, `/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect((await get('subscription { ticks(to: 1) }')).body).toContain('event: next\ndata: {"data":{"ticks":1}}');
    expect((await get('mutation { rename(name: "x") }')).status).toBe(405);
    expect((await get('query mutation { hello }')).status).toBe(200);
  });

  test('a client that goes away ends its source', async () => {
    const edge = await startEdge();
    const stop = new AbortController();
    const response = await streamed(edge, 'subscription { whoAmI }', {}, stop.signal);
    await response.body?.getReader().read();
    expect(edge.engine.open.streams).toBe(1);
    stop.abort();
    await expect.poll(() => edge.engine.open.streams).toBe(0);
  });

  test('when the session ends the stream says so, completes, and its source ends', async () => {
    const edge = await startEdge();
    const response = await streamed(edge, 'subscription { ticks(to: 1, everyMs: 60000) }', { authorization: 'Bearer ann' });
    await expect.poll(() => edge.watched.size).toBe(1);
    edge.endIdentities();
    const text = await response.text();
    expect(text).toContain('SESSION_ENDED');
    expect(text).toContain('event: complete');
    expect(edge.watched.size).toBe(0);
  });

  test('what a running stream throws never reaches the client', async () => {
    const edge = await startEdge();
    const text = await streamed(edge, 'subscription { breaks }')
      .then((response) => response.text())
      .catch((error: unknown) => String(error));
    expect(text).not.toContain('inner detail');
    await expect.poll(() => edge.lines.some(({ level }) => level === 'error')).toBe(true);
  });
});
