import { expect, it } from 'vitest';
import { createGraph, wire } from './fixtures/graph.ts';
import { id } from './fixtures/world.ts';

const graph = createGraph();
const dataOf = async (query: string, variables = {}) => {
  const result = wire(await graph.run(query, { variables }));
  expect(result.errors).toBeUndefined();
  return result.data;
};

it('a client alias with the name of a key does not take the key from the planner', async () => {
  const query = `{ document(id: "${id('doc', 1)}") { id: title title: id auditTrail { nodes { id: action } } indexing { status } } }`;
  expect(await dataOf(query)).toMatchObject({ document: { id: 'Document 1', title: id('doc', 1), indexing: { status: 'INDEXED' } } });
});

it('a client alias with the name of a required field does not take it from the planner', async () => {
  const query = `{ source(id: "${id('src', 1)}") { checkpoint: name freshness { certificate } __typename } }`;
  expect(await dataOf(query)).toEqual({ source: { checkpoint: 'Source 1', freshness: { certificate: 'p1/d1' }, __typename: 'Source' } });
});

it("a required field with arguments and the client's own with other arguments both get their value", async () => {
  const query = `{ source(id: "${id('src', 3)}") { weight heavy imperial: weight(unit: IMPERIAL) } }`;
  const { source } = (await dataOf(query)) as { source: { weight: number; heavy: boolean; imperial: number } };
  expect(source.weight).toBe(4.5);
  expect(source.heavy).toBe(true);
  expect(source.imperial).toBeCloseTo(9.9);
});

it('an alias of __typename with the name of a key changes nothing', async () => {
  const query = `{ events(first: 2) { actor { id: __typename ... on User { displayName } } subject { kind: __typename id } } }`;
  expect(await dataOf(query)).toEqual({
    events: [
      { actor: { id: 'User', displayName: 'User 0' }, subject: { kind: 'Document', id: id('doc', 0) } },
      { actor: { id: 'User', displayName: 'User 1' }, subject: { kind: 'Source', id: id('src', 1) } },
    ],
  });
});

it('an object all of whose fields are skipped is an empty object, not null', async () => {
  const query = 'query ($yes: Boolean = true) { organization @include(if: $yes) { id @skip(if: $yes) } }';
  expect(await dataOf(query)).toEqual({ organization: {} });
});

it("a variable with the name that the planner uses for itself is the client's", async () => {
  const query =
    'query ($representations: Int!, $_representations: Int = 1) { users(first: $representations) { auditTrail(first: $_representations) { nodes { action } } } }';
  const { users } = (await dataOf(query, { representations: 2 })) as { users: { auditTrail: { nodes: unknown[] } }[] };
  expect(users.map((user) => user.auditTrail.nodes.length)).toEqual([1, 1]);
});

it("the same value object reached in two ways keeps each way's own selection under one key", async () => {
  const query = `{ users(first: 3) { displayName manager { x: email manager { x: displayName auditTrail { nodes { x: action } } } } auditTrail { nodes { x: id } } } }`;
  const { users } = (await dataOf(query)) as {
    users: { auditTrail: { nodes: { x: string }[] }; manager: { manager: { auditTrail: { nodes: { x: string }[] } } | null } | null }[];
  };
  expect(users[0]?.auditTrail.nodes[0]?.x).toBe(id('evt', 0));
  expect(users[2]?.manager?.manager?.auditTrail.nodes[0]?.x).toBe('READ');
});
