import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createGraph, wire, type RunOptions } from './fixtures/graph.ts';
import { id } from './fixtures/world.ts';

const graph = createGraph();

/** The code of a request that is refused before anything runs. */
async function refused(query: string, options: RunOptions = {}) {
  graph.sent.length = 0;
  const result = wire(await graph.run(query, options));
  expect(result).not.toHaveProperty('data');
  expect(graph.sent).toEqual([]);
  expect(result.errors?.every((error) => error.extensions?.requestId === 'req-1')).toBe(true);
  return result.errors?.[0]?.extensions;
}

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('operations that cost too much are refused in time that does not grow with what they ask for', () => {
  const bomb = `{ users { ...F0 } } ${times(20, (n) => `fragment F${n} on User { a: manager { ...F${n + 1} } b: manager { ...F${n + 1} } }`)} fragment F20 on User { id }`;
  const deep = (levels: number) => `{ users ${'{ manager '.repeat(levels)} { id } ${'}'.repeat(levels)} }`;
  const cases: readonly (readonly [string, string, string])[] = [
    ['10,000 aliases', `{ ${times(10_000, (n) => `a${n}: __typename`)} }`, 'OPERATION_TOO_COMPLEX'],
    ['31 aliases', `{ users(first: 1) { ${times(31, (n) => `a${n}: id`)} } }`, 'OPERATION_TOO_COMPLEX'],
    [
      'aliases hidden in fragments',
      `{ users { ...A manager { ...A } } } fragment A on User { ${times(16, (n) => `a${n}: id`)} }`,
      'OPERATION_TOO_COMPLEX',
    ],
    ['21 root fields', `{ ${'__typename '.repeat(21)} }`, 'OPERATION_TOO_COMPLEX'],
    [
      'root fields hidden in fragments',
      `{ ${'...R '.repeat(11)} } fragment R on Query { viewer { user { id } } users { id } }`,
      'OPERATION_TOO_COMPLEX',
    ],
    ['a fragment bomb', bomb, 'OPERATION_TOO_DEEP'],
    [
      'a fragment bomb that is not deep',
      `{ ...F0 } ${times(20, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F20 on Query { users { id } }`,
      'OPERATION_TOO_COMPLEX',
    ],
    ['a fragment that spreads itself', '{ ...A } fragment A on Query { users { id } ...A }', 'GRAPHQL_VALIDATION_FAILED'],
    ['depth 13', deep(11), 'OPERATION_TOO_DEEP'],
    ['depth 1,000', deep(999), 'OPERATION_TOO_DEEP'],
    ['more than 2,000 tokens', `{ users { ${'id '.repeat(2_001)} } }`, 'OPERATION_TOO_LONG'],
    ['82 KB of inline fragments', `{ users { ${'... on User { id } '.repeat(4_400)} } }`, 'OPERATION_TOO_LONG'],
    ['a very long text', `{ users(first: 1) { id } } # ${'x'.repeat(100)}\n${'{ a '.repeat(100_000)}`, 'OPERATION_TOO_DEEP'],
  ];

  it.each(cases)('%s', async (_, query, code) => {
    await refused(query); // warm: the first call compiles the code
    const heap = process.memoryUsage().heapUsed;
    const before = process.threadCpuUsage();
    const extensions = await refused(query);
    const { user, system } = process.threadCpuUsage(before); // of this thread: other work on the machine does not count
    expect((user + system) / 1_000).toBeLessThan(50);
    expect(process.memoryUsage().heapUsed - heap).toBeLessThan(32 * 1024 * 1024);
    expect(extensions?.code).toBe(code);
  });

  it('what stays within the limits runs', async () => {
    for (const query of [
      deep(10),
      `{ users(first: 1) { ${times(30, (n) => `a${n}: id`)} } }`,
      `{ users { ${'... on User { id } '.repeat(300)} } }`,
    ]) {
      expect((await graph.run(query)).errors).toBeUndefined();
    }
  });

  it('the standard introspection query is exempt from depth, and answered without a subgraph', async () => {
    graph.sent.length = 0;
    const result = await graph.run(getIntrospectionQuery(), { viewer: { kind: 'anonymous' } });
    expect(result.errors).toBeUndefined();
    expect((result.data as { __schema: { types: unknown[] } }).__schema.types.length).toBeGreaterThan(30);
    expect(graph.sent).toEqual([]);
  });

  it('introspection that nests lists without end is refused', async () => {
    const nested = `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`;
    expect(await refused(nested)).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });
});

describe('page sizes', () => {
  it.each(['{ users(first: 101) { id } }', '{ users(first: -1) { id } }', '{ users { auditTrail(first: 1000) { nodes { id } } } }'])(
    '%s',
    async (query) => {
      expect(await refused(query)).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: ['first'], code: 'OUT_OF_RANGE' }] });
    },
  );

  it('by variable and by its default', async () => {
    const query = 'query ($n: Int = 101) { users(first: $n) { id } }';
    expect(await refused(query, { variables: { n: -5 } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['n'], code: 'OUT_OF_RANGE' }],
    });
    expect(await refused(query)).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await graph.run(query, { variables: { n: 100 } })).errors).toBeUndefined();
  });
});

describe('texts that cannot be kept', () => {
  const search = 'query ($q: String!) { search(query: $q) { total } }';
  it.each([
    ['NUL in a literal', '{ search(query: "a\\u0000b") { total } }', {}],
    ['NUL in a variable', search, { q: 'a\0b' }],
    ['a lone surrogate in a variable', search, { q: 'a\ud800' }],
    [
      'in an input object',
      'mutation ($i: RenameUserInput!) { renameUser(input: $i) { user { id } } }',
      { i: { userId: 'x', displayName: '\udc00' } },
    ],
    ['in a default', 'query ($q: String = "\\u0000") { search(query: $q) { total } }', {}],
  ])('%s', async (_, query, variables) => {
    expect(await refused(query, { variables })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ code: 'INVALID_TEXT' }] });
  });

  it('every other text arrives as it was', async () => {
    const q = 'naïve 🙂 \u0001 \u2028';
    await graph.run(search, { variables: { q } });
    expect(graph.sent.at(-1)?.fetch.variables).toEqual({ q });
  });
});

describe('variables', () => {
  const rename = 'mutation ($input: RenameUserInput!) { renameUser(input: $input) { user { id } } }';
  it('each fault with its path into the variables', async () => {
    expect(
      await refused(rename, { variables: { input: { userId: 'x', nested: { userId: 3, displayName: [] }, extra: 1 } } }),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: expect.arrayContaining([
        expect.objectContaining({ path: ['input', 'nested', 'displayName'] }),
        expect.objectContaining({ path: ['input'] }),
      ]),
    });
    expect(await refused(rename)).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: ['input'], code: 'REQUIRED' }] });
    expect(await refused(rename, { variables: { input: null as never } })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('nested deeper than any input are refused', async () => {
    let input: object = { userId: 'x', displayName: 'y' };
    for (let n = 0; n < 5_000; n++) input = { userId: 'x', displayName: 'y', nested: input };
    expect(await refused(rename, { variables: { input } })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ code: 'TOO_DEEP' }] });
  });

  it("custom scalars are checked by the subgraph's own rule before anything runs", async () => {
    const query = 'query ($at: DateTime) { documents(after: $at) { id } }';
    expect((await graph.run(query, { variables: { at: '2026-01-01T00:00:00Z' } })).errors).toBeUndefined();
    expect(await refused(query, { variables: { at: 'yesterday' } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['at'], code: 'INVALID_VALUE' }],
    });
    expect(await refused('{ documents(after: "yesterday") { id } }')).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });
});

describe('requests that mean nothing', () => {
  it.each<[string, string, RunOptions, string]>([
    ['a syntax error', '{ users { id }', {}, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ users { nope } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['an empty text', '', {}, 'BAD_REQUEST'],
    ['only fragments', 'fragment A on User { id }', {}, 'OPERATION_RESOLUTION_FAILURE'],
    ['two operations and no name', 'query A { __typename } query B { __typename }', {}, 'OPERATION_RESOLUTION_FAILURE'],
    ['an unknown operationName', 'query A { __typename }', { operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['a mutation over GET', `mutation { promote(id: "${id('usr', 1)}") { id } }`, { transport: 'GET' }, 'METHOD_NOT_ALLOWED'],
    ['a subscription over POST', 'subscription { auditEventRecorded { position } }', { transport: 'POST' }, 'BAD_REQUEST'],
    ['a subscription over GET', 'subscription { auditEventRecorded { position } }', { transport: 'GET' }, 'BAD_REQUEST'],
    ['a key that would be a prototype', '{ __proto__: users(first: 1) { id } }', {}, 'BAD_REQUEST'],
    ['a variable that would be a prototype', 'query ($__proto__: Int) { users(first: $__proto__) { id } }', {}, 'BAD_REQUEST'],
    ['two sign-ins', 'mutation { a: signIn(name: "x") { __typename } b: signIn(name: "y") { __typename } }', {}, 'OPERATION_TOO_COMPLEX'],
    [
      'two sign-ins in fragments',
      'mutation { ...A b: signIn(name: "y") { __typename } } fragment A on Mutation { signIn(name: "x") { __typename } }',
      {},
      'OPERATION_TOO_COMPLEX',
    ],
  ])('%s', async (_, query, options, code) => {
    expect(await refused(query, options)).toMatchObject({ code });
  });

  it('a validation error says where', async () => {
    const result = wire(await graph.run('{\n  users { nam }\n}'));
    expect(result.errors).toEqual([
      {
        message: 'Cannot query field "nam" on type "User".',
        locations: [{ line: 2, column: 11 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', requestId: 'req-1' },
      },
    ]);
  });

  it('without introspection neither the schema nor suggestions are shown', async () => {
    const closed = createGraph({ introspection: false });
    expect(wire(await closed.run('{ __schema { types { name } } }')).errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(wire(await closed.run('{ user { id } }')).errors?.[0]?.message).not.toContain('Did you mean');
    expect((await closed.run('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});
