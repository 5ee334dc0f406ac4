import type { Subgraph } from '@conhub/subgraph-kit';
import { execute, GraphQLError, isScalarType, isSpecifiedScalarType, subscribe, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { SubgraphExecutor, SubgraphFetch } from './fetching.ts';

/** Reaches a subgraph of this process: its schema is executed with the plan's document as it is, without parsing and validating again. */
export function inProcess(subgraph: Pick<Subgraph, 'schema' | 'createContext'>): SubgraphExecutor {
  const { schema } = subgraph;
  const argumentsFor = ({ document, operationName, variables, viewer, request }: SubgraphFetch): ExecutionArgs => ({
    schema,
    document,
    operationName,
    variableValues: variables,
    contextValue: subgraph.createContext({ viewer, request }),
  });
  return {
    scalars: Object.values(schema.getTypeMap())
      .filter(isScalarType)
      .filter((type) => !isSpecifiedScalarType(type) && !type.name.startsWith('_')),
    execute: async (fetch) => withInputFaults(await execute(argumentsFor(fetch))),
    async subscribe(fetch) {
      const result = await subscribe(argumentsFor(fetch));
      return Symbol.asyncIterator in result ? result : withInputFaults(result);
    },
  };
}

/** Without `data` nothing has run: graphql-js refused a variable's value, which is the client's fault and has no code of its own. */
function withInputFaults(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined || 'data' in result) return result;
  return {
    errors: result.errors.map((error) =>
      error.originalError === undefined && error.extensions.code === undefined && error.message.startsWith('Variable ')
        ? new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT', fields: [] } })
        : error,
    ),
  };
}
