import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, Kind, parse } from 'graphql';
import { describeBoilerplate } from './boilerplate.ts';
import { scalars } from './scalars.ts';

export interface SubgraphSchemaOptions {
  /** The subgraph's `schema.graphql`. */
  readonly schemaFile: URL;
  /** As the code generator types them. */
  readonly resolvers: object;
}

/** The executable schema of a subgraph: its SDL, its resolvers, and the scalars it declares. */
export function buildSubgraph({ schemaFile, resolvers }: SubgraphSchemaOptions): GraphQLSchema {
  const typeDefs = describeBoilerplate(parse(readFileSync(schemaFile, 'utf8')));
  const declared = typeDefs.definitions.flatMap((node) => (node.kind === Kind.SCALAR_TYPE_DEFINITION ? [node.name.value] : []));
  const used = Object.fromEntries(declared.flatMap((name) => (scalars[name] === undefined ? [] : [[name, scalars[name]]])));
  // The one cast: Apollo's resolver map is looser than the generated types.
  return buildSubgraphSchema({ typeDefs, resolvers: { ...used, ...resolvers } as never });
}
