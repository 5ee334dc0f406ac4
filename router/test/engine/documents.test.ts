import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createGraph, everything, request, wire } from './fixtures/graph.ts';
import type { OperationParams } from '../../src/engine/engine.ts';
import type { ExecutionResult } from 'graphql';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const text = 'query Names($n: Int = 1) { users(first: $n) { displayName } }';
const names = { data: { users: [{ displayName: 'User 0' }] } };

const caller =
  (graph = createGraph({ trustedDocuments: new Map([[hash(text), text]]) })) =>
  async (params: OperationParams) =>
    wire((await graph.engine.execute(params, { viewer: everything, request, transport: 'POST' })) as ExecutionResult);
const code = (result: ExecutionResult) => result.errors?.[0]?.extensions?.code;

describe('trusted documents', () => {
  it('run by their hash, with variables', async () => {
    const call = caller();
    expect(await call({ documentId: `sha256:${hash(text)}` })).toEqual(names);
    expect(await call({ documentId: hash(text), variables: { n: 0 } })).toEqual({ data: { users: [] } });
  });

  it('an unknown one is PERSISTED_QUERY_NOT_FOUND, and no data', async () => {
    const result = await caller()({ documentId: `sha256:${hash('other')}` });
    expect([code(result), 'data' in result]).toEqual(['PERSISTED_QUERY_NOT_FOUND', false]);
  });

  it('are all compiled by warmUp, which names those that cannot be planned', async () => {
    const graph = createGraph({
      trustedDocuments: new Map([
        [hash(text), text],
        ['bad', '{ nope }'],
      ]),
    });
    expect((await graph.engine.warmUp()).map(({ documentId }) => documentId)).toEqual(['bad']);
  });
});

describe('automatic persisted queries', () => {
  const extension = (sha256Hash: string, version = 1) => ({ persistedQuery: { version, sha256Hash } });

  it('are asked for, sent once, then known', async () => {
    const call = caller(createGraph());
    const missing = await call({ extensions: extension(hash(text)) });
    expect([missing.errors?.[0]?.message, code(missing)]).toEqual(['PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND']);
    expect(await call({ query: text, extensions: extension(hash(text)) })).toEqual(names);
    expect(await call({ extensions: extension(hash(text)) })).toEqual(names);
  });

  it("a text under another text's hash is refused", async () => {
    const call = caller(createGraph());
    expect(code(await call({ query: text, extensions: extension(hash('other')) }))).toBe('BAD_REQUEST');
    expect(code(await call({ extensions: extension(hash('other')) }))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(code(await call({ extensions: extension('x') }))).toBe('BAD_REQUEST');
    expect(code(await call({ extensions: extension(hash(text), 2) }))).toBe('BAD_REQUEST');
  });
});

it('a request without a query is BAD_REQUEST', async () => {
  expect(code(await caller()({}))).toBe('BAD_REQUEST');
});

it.each([
  { query: 7 },
  { query: '{ __typename }', variables: [] },
  { query: '{ __typename }', operationName: {} },
  { query: '{ __typename }', extensions: 'x' },
  { documentId: 1 },
])('%j is BAD_REQUEST', async (params) => {
  expect(code(await caller()(params as never))).toBe('BAD_REQUEST');
});

it('another layout of a known operation is not planned again', async () => {
  const graph = createGraph();
  await graph.run('{ users(first: 1) { auditTrail { nodes { action } } } }');
  await graph.run('query {\n  users(first: 1,) { # again\n auditTrail { nodes { action } } }\n}');
  expect(new Set(graph.sent.map(({ fetch }) => fetch.document)).size).toBe(2);
  expect(graph.sent).toHaveLength(4);
});

it('a client that sends a new text each time does not fill the memory', async () => {
  const graph = createGraph({ limits: { operationCacheBytesMax: 1024 * 1024, textCacheBytesMax: 128 * 1024 } });
  const send = async (from: number, count: number) => {
    for (let n = from; n < from + count; n++) await graph.run(`query Q${n} { users(first: 1) { displayName } __typename }`);
    graph.sent.length = 0;
  };
  await send(0, 100);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  await send(100, 250);
  globalThis.gc?.();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(globalThis.gc === undefined ? 64 * 1024 * 1024 : 8 * 1024 * 1024);
});
