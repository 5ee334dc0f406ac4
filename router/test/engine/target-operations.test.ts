import { readdirSync, readFileSync } from 'node:fs';
import composition from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { prefixes, prefixOf } from '@conhub/subgraph-kit';
import { isInputType, Kind, parse, typeFromAST, type ExecutionResult, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine, type SubgraphExecutor } from '../../src/engine/engine.ts';
import { request, wire, withoutAuthorization } from './fixtures/graph.ts';
import { mockExecute, mockVariable } from './fixtures/mock.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const sdls = new Map([
  ...['users', 'connectors', 'search', 'embedding', 'audit'].map((name) => [name, read(`subgraphs/${name}/schema.graphql`)] as const),
  ['router', read('schema/router/node.graphql')] as const,
]);
const files = readdirSync(new URL('schema/operations/', root)).filter((file) => file.endsWith('.graphql'));
const documents = new Map(files.map((file) => [file, read(`schema/operations/${file}`)]));

const schemas = new Map<string, GraphQLSchema>();
let engine: Engine;
let gateway: ApolloGateway;
let executor: (context: never) => Promise<ExecutionResult>;

const stub = (id: string) => {
  const prefix = prefixOf(id);
  return prefix === null ? null : { __typename: prefixes[prefix], id };
};

beforeAll(async () => {
  for (const [name, sdl] of sdls) {
    const resolvers =
      name !== 'router'
        ? {}
        : {
            Query: {
              node: (_: unknown, { id }: { id: string }) => stub(id),
              nodes: (_: unknown, { ids }: { ids: string[] }) => ids.map(stub),
            },
          };
    schemas.set(name, buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never }));
  }
  const executors = [...schemas].map(([name, schema]): [string, SubgraphExecutor] => [
    name,
    {
      execute: ({ document, variables }) => mockExecute(schema, document, variables),
      subscribe: () => Promise.reject(new Error('no events here')),
    },
  ]);
  engine = createEngine({ supergraphSdl: read('schema/supergraph.graphql'), subgraphs: new Map(executors), trustedDocuments: documents });
  const { supergraphSdl } = composition.composeServices(
    [...sdls].map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: withoutAuthorization(sdl) })),
  );
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  gateway = new ApolloGateway({
    supergraphSdl: supergraphSdl ?? '',
    buildService: ({ name }) => ({
      process: async ({ request: fetch }) =>
        (await mockExecute(schemas.get(name) as GraphQLSchema, parse(fetch.query ?? ''), fetch.variables ?? {})) as never,
    }),
  });
  executor = (await gateway.load({})).executor as never;
});
afterAll(() => gateway.stop());

function operationOf(text: string): { operation: OperationDefinitionNode; variables: Record<string, unknown> } {
  const operation = parse(text).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('A file without an operation');
  const variables: Record<string, unknown> = {};
  for (const definition of operation.variableDefinitions ?? []) {
    const type = typeFromAST(engine.schema, definition.type);
    if (isInputType(type)) variables[definition.variable.name.value] = mockVariable(type, definition.variable.name.value);
  }
  return { operation, variables };
}

it('every operation that clients send can be planned', async () => {
  expect(files.length).toBeGreaterThan(10);
  expect(await engine.warmUp()).toEqual([]);
});

describe('the operations that clients send answer as @apollo/gateway does', () => {
  const queries = [...documents].filter(([, text]) => !/^\s*subscription/m.test(text));
  it.each(queries)('%s', async (_, query) => {
    const { operation, variables } = operationOf(query);
    const ours = wire(
      await engine.execute(
        { query, variables },
        { viewer: { kind: 'service', name: 'test', organizationId: null }, request, transport: 'POST' },
      ),
    ) as ExecutionResult;
    const document = parse(query);
    const cache = new Map<string, unknown>();
    const theirs = wire(
      await executor({
        document,
        operation,
        operationName: operation.name?.value ?? null,
        request: { query, variables },
        source: query,
        queryHash: query,
        context: {},
        cache: { get: (key: string) => cache.get(key), set: (key: string, entry: unknown) => void cache.set(key, entry) },
        schema: engine.schema,
        metrics: {},
        logger: console,
      } as never),
    );
    expect(ours).toEqual({ data: theirs.data });
    expect(theirs.errors).toBeUndefined();
  });
});
