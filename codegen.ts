import { existsSync, readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { readSubgraphs, routerSubgraph } from './tools/compose/compose.ts';

/** What resolvers and clients see of a scalar. Subgraphs: what the kit's scalars parse to and serialize from. */
const scalarsInSubgraphs = {
  _FieldSet: 'string',
  ID: { input: 'string', output: 'string' },
  DateTime: { input: 'Date', output: 'Date | string' },
  EmailAddress: { input: 'string', output: 'string' },
  URL: { input: 'string', output: 'URL | string' },
  JSON: { input: 'unknown', output: 'unknown' },
  Vector: { input: 'Float32Array', output: 'Float32Array' },
};
const scalarsInClients = { ID: 'string', DateTime: 'string', EmailAddress: 'string', URL: 'string', JSON: 'unknown', Vector: 'string' };

/**
 * What a resolver of `User` is given as its parent: the export `UserMapper` of `src/graphql/schema.mappers.ts`. A type without a mapper
 * is given itself.
 */
function mappersOf(subgraph: string): Readonly<Record<string, string>> {
  const file = `subgraphs/${subgraph}/src/graphql/schema.mappers.ts`;
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const names = new Set([...source.matchAll(/\b([A-Z]\w*)Mapper\b/g)].map(([, name = '']) => name));
  return Object.fromEntries([...names].toSorted().map((name) => [name, `./schema.mappers.ts#${name}Mapper`]));
}

const erasable = {
  useTypeImports: true,
  enumsAsTypes: true,
  strictScalars: true,
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
} as const;

const resolverTypes = (subgraph: string): CodegenConfig['generates'][string] => ({
  schema: `subgraphs/${subgraph}/schema.graphql`,
  plugins: ['typescript', 'typescript-resolvers'],
  config: {
    ...erasable,
    federation: true,
    contextType: '../context.ts#Context',
    mappers: mappersOf(subgraph),
    scalars: scalarsInSubgraphs,
    resolversNonOptionalTypename: { unionMember: true },
    // A root field without a resolver does not compile.
    avoidOptionals: { query: true, mutation: true, subscription: true },
  },
});

const config: CodegenConfig = {
  generates: {
    ...Object.fromEntries(
      readSubgraphs(import.meta.dirname)
        .filter(({ name }) => name !== routerSubgraph)
        .map(({ name }) => [`subgraphs/${name}/src/graphql/types.generated.ts`, resolverTypes(name)]),
    ),
    'cli/src/generated/operations.generated.ts': {
      schema: 'schema/api.graphql',
      documents: ['schema/operations/*.graphql'],
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { ...erasable, scalars: scalarsInClients, skipTypename: true, documentMode: 'string' },
    },
  },
};

export default config;
