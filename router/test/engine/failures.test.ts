import { BadUserInputError, ConflictError } from '@conhub/subgraph-kit';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import type { SubgraphExecutor } from '../../src/engine/engine.ts';
import { createGraph, wire } from './fixtures/graph.ts';
import { id } from './fixtures/world.ts';

const failing = (failure: Error): SubgraphExecutor => ({
  execute: () => Promise.reject(failure),
  subscribe: () => Promise.reject(failure),
});
const documentOf = (result: ExecutionResult): object => (result.data as { documents: [object] }).documents[0];
const hanging = (): SubgraphExecutor => ({ execute: () => new Promise(() => {}), subscribe: () => new Promise(() => {}) });
const answering = (change: (result: ExecutionResult) => ExecutionResult) => (own: SubgraphExecutor) => ({
  execute: async (fetch: Parameters<SubgraphExecutor['execute']>[0]) => change(await own.execute(fetch)),
});

const query = `{ documents(first: 2) { title author { displayName user { displayName } } auditTrail { nodes { action } } } }`;

describe('a subgraph that is away costs its fields, and the rest answers', () => {
  it.each([
    ['rejects', failing(new Error('connect ECONNREFUSED 10.0.0.7:5432'))],
    [
      'throws',
      {
        execute: () => {
          throw new Error('inner');
        },
        subscribe: () => {
          throw new Error('inner');
        },
      } as SubgraphExecutor,
    ],
    ['hangs', hanging()],
  ])('when it %s', async (_, executor) => {
    const failed = vi.fn();
    const graph = createGraph({ replace: { users: () => executor }, limits: { subgraphTimeoutMs: 60 }, report: { failed } });
    const result = wire(await graph.run(query));
    expect(result.data).toEqual({
      documents: [
        { title: 'Document 0', author: { displayName: 'as written', user: null }, auditTrail: { nodes: [{ action: 'READ' }] } },
        { title: 'Document 1', author: { displayName: 'as written', user: null }, auditTrail: { nodes: [] } },
        null,
      ],
    });
    expect(result.errors).toEqual(
      [0, 1].map((index) => ({
        message: 'This part of the answer is not available right now',
        path: ['documents', index, 'author', 'user', 'displayName'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', requestId: 'req-1' },
      })),
    );
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ subgraph: 'users' }));
  });

  it('at the root', async () => {
    const graph = createGraph({ replace: { catalog: () => failing(new Error('x')) } });
    const result = wire(await graph.run('{ a: documents { title } users(first: 1) { displayName } }'));
    expect(result.data).toEqual({ a: null, users: [{ displayName: 'User 0' }] });
    expect(result.errors).toEqual([
      expect.objectContaining({ path: ['a'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', requestId: 'req-1' } }),
    ]);
  });

  it('fields that only needed it as a step on the way are reported where the client looks', async () => {
    const graph = createGraph({
      replace: {
        catalog: (own) => ({ execute: (fetch) => (fetch.document === undefined ? own.execute(fetch) : Promise.reject(new Error('x'))) }),
      },
    });
    const result = wire(
      await graph.run('{ search(query: "x", first: 1) { nodes { document { title source { freshness { complete } } } } } }'),
    );
    expect(result.data).toEqual({ search: { nodes: [{ document: { title: 'Document 0', source: null } }] } });
    expect(result.errors?.[0]).toMatchObject({
      path: ['search', 'nodes', 0, 'document', 'source'],
      extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
    });
  });
});

it('a request past its deadline answers with what there is, and says so', async () => {
  const graph = createGraph({ replace: { audit: () => hanging() }, limits: { requestTimeoutMs: 80 } });
  const before = Date.now();
  const result = wire(await graph.run(query));
  expect(Date.now() - before).toBeLessThan(2_000);
  expect(result.errors?.every((error) => error.extensions?.code === 'DEADLINE_EXCEEDED')).toBe(true);
  expect(result.data).toMatchObject({
    documents: [{ title: 'Document 0', auditTrail: null }, { title: 'Document 1', auditTrail: null }, null],
  });
});

describe('errors of a subgraph', () => {
  const withError = (error: (path: readonly (string | number)[]) => GraphQLError, path: readonly (string | number)[]) =>
    answering((result) => ({ data: result.data ?? null, errors: [error(path)] }));

  it("stand at every place where the entity occurs, in the client's terms", async () => {
    const failure = (path: readonly (string | number)[]) => new GraphQLError('x', { path, originalError: new ConflictError('Busy') });
    const graph = createGraph({ replace: { users: withError(failure, ['_entities', 1, '_c_name']) } });
    const result = wire(await graph.run(`{ docs: documents(first: 7) { author { who: user { name: displayName(style: LOUD) } } } }`));
    expect(result.errors?.map((error) => error.path)).toEqual([
      ['docs', 1, 'author', 'who', 'name'],
      ['docs', 6, 'author', 'who', 'name'],
    ]);
    expect(result.errors?.[0]?.extensions).toEqual({ code: 'CONFLICT', requestId: 'req-1' });
  });

  it('carry the fields of bad input, and nothing that is not on the list', async () => {
    const original = BadUserInputError.of(['input', 'displayName'], 'TOO_SHORT', 'The name is too short');
    const failure = () =>
      new GraphQLError('The name is too short', {
        path: ['renameUser'],
        originalError: original,
        extensions: { ...original.extensions, sql: 'select 1', stack: 'at x' },
      });
    const graph = createGraph({ replace: { users: withError(failure, []) } });
    const result = wire(await graph.run(`mutation { renameUser(input: { userId: "${id('usr', 1)}", displayName: "" }) { user { id } } }`));
    expect(result.errors).toEqual([
      {
        message: 'The name is too short',
        path: ['renameUser'],
        extensions: {
          code: 'BAD_USER_INPUT',
          requestId: 'req-1',
          fields: [{ path: ['input', 'displayName'], code: 'TOO_SHORT', message: 'The name is too short' }],
        },
      },
    ]);
  });

  it.each([
    [
      'a thrown error',
      new GraphQLError('relation "users" does not exist', {
        path: ['users'],
        originalError: Object.assign(new Error('relation "users" does not exist'), { code: '42P01' }),
      }),
    ],
    ['an unknown code', new GraphQLError('select * from x', { path: ['users'], extensions: { code: 'DATABASE_ERROR', query: 'select' } })],
  ])('without a code that clients know are masked and reported: %s', async (_, error) => {
    const failed = vi.fn();
    const graph = createGraph({ replace: { users: answering(() => ({ data: { users: null }, errors: [error] })) }, report: { failed } });
    const result = wire(await graph.run('{ users { displayName } }'));
    expect(result).toEqual({
      data: { users: null },
      errors: [
        { message: 'Something went wrong on our side', path: ['users'], extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req-1' } },
      ],
    });
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ subgraph: 'users', error }));
  });

  it('are bounded in number', async () => {
    const graph = createGraph({ replace: { users: () => failing(new Error('x')) }, limits: { errorsMax: 3 } });
    const result = await graph.run('{ documents(first: 10) { author { user { displayName email isActive } } } }');
    expect(result.errors).toHaveLength(3);
  });
});

describe('nulls', () => {
  it('a required field without a value takes its nearest nullable parent, with an error that is logged', async () => {
    const failed = vi.fn();
    const graph = createGraph({
      replace: {
        catalog: answering((result) => ({
          data: { documents: [{ ...documentOf(result), title: null }] },
        })),
      },
      report: { failed },
    });
    const result = wire(await graph.run('{ documents { title path } }'));
    expect(result).toEqual({
      data: { documents: [null] },
      errors: [
        {
          message: 'Something went wrong on our side',
          path: ['documents', 0, 'title'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req-1' },
        },
      ],
    });
    expect(String(failed.mock.calls[0]?.[0].error)).toContain('Document.title');
  });

  it('an entity that is hidden from the viewer is null without an error, where a field of it is required', async () => {
    const graph = createGraph({
      replace: {
        catalog: answering((result) => ({
          data: {
            ...result.data,
            _entities: (result.data?._entities as unknown[] | undefined)?.map((entity, index) => (index === 0 ? null : entity)),
          },
        })),
      },
    });
    const result = wire(await graph.run('{ events(first: 4) { subject { id ... on Document { kind } } } }'));
    expect(result.errors).toBeUndefined();
    expect(result.data).toMatchObject({
      events: [{ subject: null }, { subject: { id: id('src', 1) } }, { subject: { kind: 'PAGE' } }, { subject: { id: id('src', 3) } }],
    });
  });

  it('an enum value that the schema does not have is no value', async () => {
    const graph = createGraph({
      replace: {
        catalog: answering((result) => ({
          data: { documents: [{ ...documentOf(result), kind: 'SECRET' }] },
        })),
      },
    });
    expect(wire(await graph.run('{ documents { kind } }')).data).toEqual({ documents: [null] });
  });
});

it('a subgraph that answers nonsense costs its fields', async () => {
  const graph = createGraph({ replace: { users: answering(() => ({ data: { _entities: 7 } })) } });
  const result = wire(await graph.run(query));
  expect(result.data).toMatchObject({ documents: [{ title: 'Document 0', author: { user: null } }, {}, null] });
});
