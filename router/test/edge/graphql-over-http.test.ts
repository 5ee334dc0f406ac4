import { createHash } from 'node:crypto';
import { auditServer } from 'graphql-http';
import { describe, expect, test } from 'vitest';
import { bodyOf, codeOf, startEdge } from './edge-server.ts';

function withPreflight(given: RequestInit['headers']): Headers {
  const headers = new Headers(given);
  headers.set('apollo-require-preflight', 'true');
  return headers;
}

describe('GraphQL over HTTP', () => {
  test('the audit suite of graphql-http finds no error, and only the stated warnings', async () => {
    const { url } = await startEdge();
    const results = await auditServer({
      url: new URL('/graphql', url).href,
      // A GET needs it by the CSRF rule; the suite knows nothing of that.
      fetchFn: (address: string, init: RequestInit = {}) => fetch(address, { ...init, headers: withPreflight(init.headers) }),
    });
    expect(results.length).toBeGreaterThanOrEqual(60);
    const notOk = results.filter((result) => result.status !== 'ok');
    expect(notOk.filter((result) => result.status === 'error').map(({ id, name }) => `${id} ${name}`)).toEqual([]);
    // router/README.md says why.
    expect(notOk.map(({ id }) => id).toSorted()).toEqual(['572B', '7B9B', 'FDE2']);
  });

  test('an answer is data, by POST and by GET, for both media types', async () => {
    const { url, graphql } = await startEdge();
    const posted = await graphql(
      { query: 'query ($n: String) { hello(name: $n) }', variables: { n: 'Ann' } },
      { accept: 'application/graphql-response+json' },
    );
    expect(posted.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(await posted.json()).toEqual({ data: { hello: 'hello Ann' } });
    const got = await fetch(new URL('/graphql?query={hello}', url), { headers: { 'apollo-require-preflight': '1' } });
    expect(got.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await got.json()).toEqual({ data: { hello: 'hello world' } });
  });

  test('a document id alone is an operation', async () => {
    const { graphql } = await startEdge();
    expect(await bodyOf(await graphql({ documentId: 'sha256:hello' }))).toEqual({ data: { hello: 'hello world' } });
    const unknown = await graphql({ documentId: `sha256:${createHash('sha256').update('x').digest('hex')}` });
    expect(unknown.status).toBe(400);
    expect(await codeOf(unknown)).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test.each([
    ['a text that does not parse', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown operation name', { query: 'query A { hello }', operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['a subscription over POST', { query: 'subscription { ticks(to: 1) }' }, 'BAD_REQUEST'],
    ['no query', {}, 'BAD_REQUEST'],
    ['a batch', [{ query: '{ hello }' }], 'BAD_REQUEST'],
    ['a query that is a number', { query: 1 }, 'BAD_REQUEST'],
  ])('%s is refused with 400 for both media types, its code and the request id', async (_name, body, code) => {
    const { graphql } = await startEdge();
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const response = await graphql(body, { accept, 'x-request-id': 'my-request-1' });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain(accept);
      expect(response.headers.get('x-request-id')).toBe('my-request-1');
      const { errors, data } = await bodyOf(response);
      expect(data).toBeUndefined();
      expect(errors?.[0]?.extensions).toMatchObject({ code, requestId: 'my-request-1' });
    }
  });

  test('an error of a field is part of a 200 and carries the request id', async () => {
    const { graphql } = await startEdge();
    const response = await graphql({ query: '{ hello fails }' }, { 'x-request-id': 'r-1' });
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toMatchObject({
      data: { hello: 'hello world' },
      errors: [{ path: ['fails'], extensions: { code: 'FORBIDDEN', requestId: 'r-1' } }],
    });
  });

  test('what the engine throws is masked, and logged once with the request id', async () => {
    const { graphql, lines } = await startEdge();
    const response = await graphql({ query: '{ explode }' }, { 'x-request-id': 'r-2' });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('inner detail');
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-2' } }] });
    expect(lines.filter(({ level, requestId }) => level === 'error' && requestId === 'r-2')).toHaveLength(1);
  });

  test('a mutation over GET is 405, another method too', async () => {
    const { url } = await startEdge();
    const headers = { 'apollo-require-preflight': '1' };
    const mutation = await fetch(new URL('/graphql?query=mutation{rename(name:"x")}', url), { headers });
    expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST']);
    const put = await fetch(new URL('/graphql', url), { method: 'PUT', headers, body: '{}' });
    expect([put.status, put.headers.get('allow'), await codeOf(put)]).toEqual([405, 'GET, POST', 'METHOD_NOT_ALLOWED']);
  });

  test('an answer that nobody may want is 406', async () => {
    const { graphql } = await startEdge();
    const response = await graphql({ query: '{ hello }' }, { accept: 'image/png' });
    expect([response.status, await codeOf(response)]).toEqual([406, 'NOT_ACCEPTABLE']);
  });

  test('a request that outlives its deadline is answered with 504', async () => {
    const { graphql } = await startEdge({ limits: { requestTimeoutMs: 50 } });
    const response = await graphql({ query: '{ slow(ms: 2000) }' });
    expect([response.status, await codeOf(response)]).toEqual([504, 'DEADLINE_EXCEEDED']);
  });

  test('beyond the requests that run at once the answer is 503 with Retry-After, and it recovers', async () => {
    const { graphql } = await startEdge({ limits: { concurrentRequests: 2 } });
    const responses = await Promise.all([1, 2, 3, 4].map(() => graphql({ query: '{ slow(ms: 200) }' })));
    const shed = responses.filter(({ status }) => status === 503);
    expect(shed).toHaveLength(2);
    expect(shed[0]?.headers.get('retry-after')).toBe('1');
    expect((await graphql({ query: '{ hello }' })).status).toBe(200);
  });

  test('a client that goes away aborts its request', async () => {
    const { url, engine } = await startEdge();
    const stop = new AbortController();
    const asked = fetch(new URL('/graphql', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ slow(ms: 300) }' }),
      signal: stop.signal,
    });
    await expect.poll(() => engine.seen.length).toBe(1);
    stop.abort();
    await expect(asked).rejects.toThrow('aborted');
    await expect.poll(() => engine.seen[0]?.request.signal?.aborted).toBe(true);
  });
});
