import { anonymous } from '@conhub/subgraph-kit';
import { describe, expect, it, vi } from 'vitest';
import { createGraph, person, wire } from './fixtures/graph.ts';
import { id } from './fixtures/world.ts';

const graph = createGraph();
const ask = async (query: string, viewer: readonly string[] | typeof anonymous) => {
  graph.sent.length = 0;
  graph.log.length = 0;
  return wire(await graph.run(query, { viewer: 'kind' in viewer ? viewer : person(viewer) }));
};
const codes = (result: {
  errors?: readonly { path?: readonly (string | number)[] | undefined; extensions?: Record<string, unknown> | undefined }[];
}) => result.errors?.map((error) => [error.path?.join('.'), error.extensions?.code]);

describe('fields are pruned before anything is fetched', () => {
  it('anonymous: UNAUTHENTICATED; signed in without the scope: FORBIDDEN; with it: answered', async () => {
    const query = '{ search(query: "x", first: 1) { total } users(first: 1) { displayName } }';
    const nobody = await ask(query, anonymous);
    expect(nobody.data).toEqual({ search: null, users: null });
    expect(codes(nobody)).toEqual([
      ['search', 'UNAUTHENTICATED'],
      ['users', 'UNAUTHENTICATED'],
    ]);
    expect(graph.sent).toEqual([]);
    const somebody = await ask(query, []);
    expect(somebody.data).toEqual({ search: null, users: [{ displayName: 'User 0' }] });
    expect(codes(somebody)).toEqual([['search', 'FORBIDDEN']]);
    expect(graph.sent.map((sent) => sent.subgraph)).toEqual(['users']);
    expect((await ask(query, ['search:read'])).errors).toBeUndefined();
  });

  it('scopes are an OR of ANDs', async () => {
    const query = '{ secrets }';
    for (const scopes of [['members:manage', 'keys:manage'], ['organization:manage']])
      expect((await ask(query, scopes)).data).toEqual({ secrets: ['a', 'b'] });
    for (const scopes of [['members:manage'], ['keys:manage'], []])
      expect(codes(await ask(query, scopes))).toEqual([['secrets', 'FORBIDDEN']]);
  });

  it('@authenticated on a type applies to every field that answers it', async () => {
    const result = await ask(`{ organization { name members { id } } user(id: "${id('usr', 1)}") { id } }`, anonymous);
    expect(result.data).toEqual({ organization: { name: 'Org', members: null }, user: null });
    expect(codes(result)).toEqual([
      ['organization.members', 'UNAUTHENTICATED'],
      ['user', 'UNAUTHENTICATED'],
    ]);
  });

  it('a denied field deep inside is neither fetched nor shown, in every item', async () => {
    const result = await ask('{ documents(first: 2) { title auditTrail { nodes { action } } text { content } } }', ['documents:read']);
    expect(result.data).toMatchObject({
      documents: [{ title: 'Document 0', auditTrail: null, text: { content: 'Text of Document 0' } }, { auditTrail: null }, null],
    });
    expect(codes(result)).toEqual([
      ['documents.0.auditTrail', 'FORBIDDEN'],
      ['documents.1.auditTrail', 'FORBIDDEN'],
    ]);
    expect(graph.sent.map((sent) => sent.subgraph)).toEqual(['catalog']);
  });

  it('through fragments, aliases and conditions too', async () => {
    const result = await ask(
      'query ($no: Boolean = false) { users(first: 1) { ...F hidden: privateNote @include(if: $no) } } fragment F on User { id secret: privateNote }',
      [],
    );
    expect(result.data).toEqual({ users: [{ id: id('usr', 0), secret: null }] });
    expect(codes(result)).toEqual([['users.0.secret', 'FORBIDDEN']]);
    expect(graph.sent[0]?.text).not.toContain('privateNote');
  });

  it('a denied field that may not be null takes its parent', async () => {
    const result = await ask('{ strict { name inner { name secret } } }', anonymous);
    expect(result.data).toEqual({ strict: { name: 'outer', inner: null } });
    expect(codes(result)).toEqual([['strict.inner.secret', 'UNAUTHENTICATED']]);
    expect(graph.sent[0]?.text).not.toContain('secret');
  });
});

describe("behind an interface or a union the object's own type decides", () => {
  it('an interface field that all may ask shows only the objects that this viewer may see', async () => {
    const result = await ask('{ described { title } }', anonymous);
    expect(result.data).toBeNull();
    expect(codes(result)).toEqual([['described.0', 'UNAUTHENTICATED']]);
  });

  it('node answers null and an error for a type that the viewer may not see, and its fields for one they may', async () => {
    const result = await ask(
      `{ a: node(id: "${id('usr', 1)}") { id } b: node(id: "org_01h9g0000000000000000000g1") { __typename ... on Organization { name } } }`,
      anonymous,
    );
    expect(result.data).toEqual({ a: null, b: { __typename: 'Organization', name: 'Org' } });
    expect(codes(result)).toEqual([['a', 'UNAUTHENTICATED']]);
  });

  it('a fragment on a denied type fetches nothing of it', async () => {
    const result = await ask(
      '{ search(query: "x") { nodes { explanation { ... on Semantic { similarity document { kind } } } } } }',
      anonymous,
    );
    expect(codes(result)).toEqual([['search', 'UNAUTHENTICATED']]);
    expect(graph.sent).toEqual([]);
  });

  it("requirements of an interface's implementations do not add up on the interface", async () => {
    const result = await ask(`{ node(id: "${id('usr', 1)}") { id ... on User { displayName } } }`, []);
    expect(result).toEqual({ data: { node: { id: id('usr', 1), displayName: 'User 1' } } });
  });
});

describe('a denied mutation runs nothing', () => {
  const rename = `renameUser(input: { userId: "${id('usr', 1)}", displayName: "New" })`;

  it('not the denied field, and none beside it', async () => {
    const result = await ask(`mutation { ${rename} { user { id } } promote(id: "${id('usr', 1)}") { id } }`, []);
    expect(result.data).toBeNull();
    expect(codes(result)).toEqual([['promote', 'FORBIDDEN']]);
    expect(graph.log).toEqual([]);
    expect(graph.sent).toEqual([]);
  });

  it('a denied field of the answer is null, and the mutation runs', async () => {
    const result = await ask(`mutation { ${rename} { note user { displayName } } }`, []);
    expect(result.data).toEqual({ renameUser: { note: null, user: { displayName: 'New' } } });
    expect(codes(result)).toEqual([['renameUser.note', 'FORBIDDEN']]);
    expect(graph.log).toEqual(['rename New']);
  });

  it('a mutation for everybody runs for anonymous, without what is not for them', async () => {
    const result = await ask('mutation { signIn(name: "User 1") { __typename ... on SignedIn { user { id } } } }', anonymous);
    expect(result.data).toEqual({ signIn: { __typename: 'SignedIn', user: null } });
    expect(graph.log).toEqual(['signIn User 1']);
  });
});

it('plans belong to what may be seen, not to who sees', async () => {
  const plans = createGraph();
  const query = '{ users(first: 1) { displayName privateNote } }';
  for (const viewer of [person([], 1), person(['search:read'], 2), person(['documents:read'], 3)]) await plans.run(query, { viewer });
  const documents = new Set(plans.sent.map((sent) => sent.fetch.document));
  expect([plans.sent.length, documents.size]).toEqual([3, 1]);
  await plans.run(query, { viewer: person(['members:manage']) });
  expect(new Set(plans.sent.map((sent) => sent.fetch.document)).size).toBe(2);
});

it("denials are reported with every field, audited reads after they succeeded with the object's id", async () => {
  const denied = vi.fn();
  const audited = vi.fn();
  const reporting = createGraph({ report: { denied, audited } });
  const query = `{ document(id: "${id('doc', 1)}") { t: text { content } auditTrail { nodes { id } } } }`;
  await reporting.run(query, { viewer: person(['documents:read']) });
  expect(denied.mock.calls.map(([event]) => event.fields)).toEqual([
    [{ coordinate: 'Document.auditTrail', path: ['document', 'auditTrail'] }],
  ]);
  expect(audited.mock.calls.map(([event]) => event.reads)).toEqual([[{ field: 'Document.text', id: id('doc', 1) }]]);
  audited.mockClear();
  await reporting.run(`{ document(id: "${id('doc', 99)}") { text { content } } }`, { viewer: person(['documents:read']) });
  await reporting.run(query, { viewer: person([]) });
  expect(audited).not.toHaveBeenCalled();
});
