import { newId } from '@conhub/subgraph-kit';
import { describe, expect, it } from 'vitest';
import { createGraph, wire } from './fixtures/graph.ts';
import { id } from './fixtures/world.ts';

const graph = createGraph();

describe('node', () => {
  it('answers the object of any kind by its id, and only what a subgraph confirms', async () => {
    graph.sent.length = 0;
    const query = `query ($id: ID!) { node(id: $id) { id } }`;
    for (const known of [id('usr', 1), id('doc', 3), id('src', 0), id('acc', 2), id('evt', 7)]) {
      expect(wire(await graph.run(query, { variables: { id: known } }))).toEqual({ data: { node: { id: known } } });
    }
    for (const unknown of [newId('usr'), newId('doc'), newId('src'), newId('acc'), newId('evt')]) {
      expect(wire(await graph.run(query, { variables: { id: unknown } }))).toEqual({ data: { node: null } });
    }
    expect(graph.sent.map(({ subgraph }) => subgraph)).toEqual(
      [...Array(2)].flatMap(() => ['users', 'catalog', 'catalog', 'catalog', 'audit']),
    );
  });

  it('the confirmation travels with what else is asked of that subgraph', async () => {
    graph.sent.length = 0;
    const result = wire(
      await graph.run(
        `{ node(id: "${id('doc', 3)}") { __typename ... on Document { title indexing { status } auditTrail { nodes { id } } } ... on User { displayName } } }`,
      ),
    );
    expect(result.data).toMatchObject({ node: { __typename: 'Document', title: 'Document 3', indexing: { status: 'INDEXED' } } });
    expect(graph.sent.map(({ subgraph }) => subgraph).sort()).toEqual(['audit', 'catalog', 'search']);
  });

  it('an absent object is null, though another subgraph would answer fields for it', async () => {
    const result = wire(await graph.run(`{ node(id: "${id('doc', 99)}") { id ... on Document { auditTrail { nodes { id } } } } }`));
    expect(result).toEqual({ data: { node: null } });
  });

  it('when the owner cannot be asked, the object is null with an error', async () => {
    const broken = createGraph({ replace: { catalog: () => ({ execute: () => Promise.reject(new Error('down')) }) } });
    const result = wire(await broken.run(`{ a: node(id: "${id('doc', 1)}") { id } b: node(id: "${id('usr', 1)}") { id } }`));
    expect(result.data).toEqual({ a: null, b: { id: id('usr', 1) } });
    expect(result.errors).toEqual([
      expect.objectContaining({ path: ['a'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', requestId: 'req-1' } }),
    ]);
  });

  it.each(['', 'x', 'usr_', 'usr_01h4000000e00800000000000!', 'nope_01h4000000e008000000000001', id('usr', 1).toUpperCase(), id('run', 1)])(
    '%j is no id: BAD_USER_INPUT',
    async (wrong) => {
      const result = wire(await graph.run('query ($id: ID!) { x: node(id: $id) { id } }', { variables: { id: wrong } }));
      expect(result.data).toEqual({ x: null });
      expect(result.errors).toEqual([
        expect.objectContaining({
          path: ['x'],
          extensions: expect.objectContaining({
            code: 'BAD_USER_INPUT',
            fields: [expect.objectContaining({ path: ['id'], code: 'INVALID_ID' })],
          }),
        }),
      ]);
    },
  );
});

describe('nodes', () => {
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }';

  it('answers in order, with null where nothing is, and the same id twice', async () => {
    const ids = [id('doc', 1), newId('doc'), id('usr', 2), id('doc', 1), id('src', 99), id('acc', 0)];
    graph.sent.length = 0;
    const result = wire(await graph.run(query, { variables: { ids } }));
    expect((result.data as { nodes: ({ id: string } | null)[] }).nodes.map((node) => node?.id ?? null)).toEqual([
      ids[0],
      null,
      ids[2],
      ids[3],
      null,
      ids[5],
    ]);
    expect(graph.sent.map(({ subgraph }) => subgraph).sort()).toEqual(['catalog', 'users']);
  });

  it('more than a hundred are refused before any subgraph is asked', async () => {
    graph.sent.length = 0;
    const result = wire(await graph.run(query, { variables: { ids: Array.from({ length: 101 }, () => id('doc', 1)) } }));
    expect(result.data).toEqual({ nodes: null });
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: ['ids'], code: 'TOO_MANY' }] });
    expect(graph.sent).toEqual([]);
  });

  it('one wrong id fails the field and says which', async () => {
    const result = wire(await graph.run(query, { variables: { ids: [id('doc', 1), 'x'] } }));
    expect(result.data).toEqual({ nodes: null });
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: ['ids', 1] }] });
  });
});
