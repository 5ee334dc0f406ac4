import { print } from 'graphql';
import { expect, it, vi } from 'vitest';
import { createGraph } from './fixtures/graph.ts';
import { id } from './fixtures/world.ts';

const counts = (graph: ReturnType<typeof createGraph>) =>
  graph.sent.reduce<Record<string, number>>((counted, { subgraph }) => ({ ...counted, [subgraph]: (counted[subgraph] ?? 0) + 1 }), {});

it('a page of hits with everything joined asks each subgraph at most once per level', async () => {
  const graph = createGraph();
  const result = await graph.run(`{ search(query: "x", first: 10) { nodes { score
    document { title kind source { name account { displayName owner { displayName } } freshness { certificate } }
      author { displayName user { displayName } } access { reasons grantee { displayName } }
      auditTrail(first: 5) { nodes { action actor { ... on User { displayName } ... on SystemActor { name } } } } indexing { status } } } } }`);
  expect(result.errors).toBeUndefined();
  // Three levels: search; catalog and audit; users (for owners, authors, grantees and actors) and search.
  expect(counts(graph)).toEqual({ search: 2, catalog: 1, audit: 1, users: 1 });
});

it('an entity that occurs many times in a fetch is asked for once', async () => {
  const graph = createGraph();
  await graph.run('{ documents(first: 10) { author { user { displayName } } access { grantee { displayName } } } }');
  const [catalog, users] = graph.sent;
  expect([catalog?.subgraph, users?.subgraph, graph.sent.length]).toEqual(['catalog', 'users', 2]);
  expect(users?.fetch.variables.representations).toHaveLength(4);
});

it('equal fetches of one level become one', async () => {
  const graph = createGraph();
  await graph.run('{ documents(first: 10) { author { user { displayName } } tags { owner { displayName } } } }');
  expect(graph.sent[1]?.text.match(/_entities/g)).toHaveLength(1);
});

it('a fetch that nothing needs is not sent', async () => {
  const graph = createGraph();
  await graph.run(`{ document(id: "${id('doc', 99)}") { title indexing { status } auditTrail { nodes { action } } } }`);
  expect(counts(graph)).toEqual({ catalog: 1 });
});

it('a condition that is false costs no request', async () => {
  const graph = createGraph();
  await graph.run('query ($no: Boolean = false) { users { id auditTrail @include(if: $no) { nodes { action } } } }');
  expect(counts(graph)).toEqual({ users: 1 });
});

it('mutations run one after the other, each once, whatever the subgraph', async () => {
  const graph = createGraph();
  const touch = `touch(id: "${id('doc', 1)}") { title indexing { status } }`;
  await graph.run(`mutation { a: ${touch} promote(id: "${id('usr', 1)}") { displayName } b: ${touch} }`);
  expect(graph.log).toEqual(['touch', 'promote', 'touch']);
});

it("the plan's document is handed over as it is: the same object for every request", async () => {
  const graph = createGraph();
  const query = '{ users { auditTrail { nodes { action } } } }';
  await graph.run(query);
  await graph.run(query);
  const documents = graph.sent.map(({ fetch }) => fetch.document);
  expect(documents).toHaveLength(4);
  expect(documents[0]).toBe(documents[2]);
  expect(documents[1]).toBe(documents[3]);
  expect(print(documents[1] ?? ({ kind: 'Document', definitions: [] } as never))).toContain('_entities');
});

it('two viewers never share a request', async () => {
  const graph = createGraph();
  const query = '{ viewer { user { displayName } } }';
  const viewers = [1, 2].map((number) => ({ kind: 'service', name: `s${number}`, organizationId: null }) as const);
  await Promise.all(viewers.map((viewer) => graph.run(query, { viewer })));
  expect(graph.sent.map(({ fetch }) => fetch.viewer)).toEqual(viewers);
});

it('tells which requests an operation cost', async () => {
  const fetched = vi.fn();
  const graph = createGraph({ report: { fetched } });
  await graph.run('query Cost { users { auditTrail { nodes { action } } } }');
  expect(fetched.mock.calls.map(([event]) => [event.operationName, event.subgraphs, event.request.id])).toEqual([
    ['Cost', ['users', 'audit'], 'req-1'],
  ]);
});
