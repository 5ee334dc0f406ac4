import { prefixes, prefixOf, BadUserInputError } from '@conhub/subgraph-kit';
import { execute, Kind, parse, type ExecutionResult, type FieldNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Supergraph } from './apollo.ts';
import { compositesOf } from './composites.ts';
import type { SubgraphExecutor } from './fetching.ts';
import type { Data } from './projection.ts';
import { flatSelections, responseKey } from './selections.ts';
import { levelAfter, type Supplement, type Unit } from './schedule.ts';

/** The subgraph that the router itself answers (`schema/router/node.graphql`). */
export const routerSubgraph = 'router';

/** Its root fields, whose objects are only a guess from the id's prefix until a subgraph confirms them. */
export const stubFields: ReadonlySet<string> = new Set(['Query.node', 'Query.nodes']);

/** As many as a page of any list. */
const idsMax = 100;

type Stub = { readonly __typename: string; readonly id: string } | null;

/** `node` and `nodes` as a pure function of the id's prefix. An id that is malformed or of no known kind is BAD_USER_INPUT, and so are too many. */
export function nodeExecutor(supergraph: Supergraph): SubgraphExecutor | null {
  const subgraph = supergraph.subgraphs().get(routerSubgraph);
  if (subgraph === undefined) return null;
  const schema: GraphQLSchema = subgraph.schema.toGraphQLJSSchema();
  const stub = (id: string, path: readonly (string | number)[]): Stub => {
    const prefix = prefixOf(id);
    if (prefix === null) throw BadUserInputError.of(path, 'INVALID_ID', `${path.join('.')} is not an id`);
    const __typename = prefixes[prefix];
    if (schema.getType(__typename) === undefined)
      throw BadUserInputError.of(path, 'INVALID_ID', `${path.join('.')} is the id of a kind that is not here`);
    return { __typename, id };
  };
  const rootValue = {
    node: ({ id }: { id: string }) => stub(id, ['id']),
    nodes({ ids }: { ids: readonly string[] }) {
      if (ids.length > idsMax)
        throw BadUserInputError.of(['ids'], 'TOO_MANY', `ids has ${ids.length} entries; at most ${idsMax} are answered at once`);
      return ids.map((id, index) => stub(id, ['ids', index]));
    },
  };
  return {
    execute: async ({ document, operationName, variables }): Promise<ExecutionResult> =>
      execute({ schema, document, rootValue, operationName, variableValues: variables }),
    subscribe: () => Promise.reject(new Error('The router subgraph has no subscriptions')),
  };
}

/**
 * Which subgraph can say whether an entity exists: of those that resolve its key, the one it belongs to. Fields contributed to another
 * subgraph's entity are nullable by rule (architecture, §4), so the owner is where the required fields are; then, where most fields are.
 */
export function readOwners(supergraph: Supergraph, stated: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const best = new Map<string, { service: string; weight: number }>();
  for (const subgraph of supergraph.subgraphs()) {
    const { schema } = subgraph;
    const metadata = subgraph.metadata();
    for (const type of schema.objectTypes()) {
      const keys = type.appliedDirectivesOf(metadata.keyDirective());
      if (!keys.some((key) => key.arguments().resolvable !== false)) continue;
      let weight = 0;
      for (const field of type.fields()) {
        if (metadata.isFieldExternal(field) || field.name === 'id') continue;
        weight += field.type?.toString().endsWith('!') === true ? 1_000 : 1;
      }
      if (weight > (best.get(type.name)?.weight ?? -1)) best.set(type.name, { service: subgraph.name, weight });
    }
  }
  return new Map([...[...best].map(([name, { service }]) => [name, service] as const), ...stated]);
}

/**
 * For every fetch of `node` or `nodes`: one fetch more per owning subgraph, `_entities(…) { __typename }`, which asks nothing but
 * whether the entity exists for this viewer. It goes out together with what else is asked of that subgraph at that level.
 */
export function confirmations(owners: ReadonlyMap<string, string>): Supplement {
  const document = parse('query Confirm($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }', {
    noLocation: true,
  });
  const operation = document.definitions[0] as OperationDefinitionNode;
  const selectionSet = (operation.selectionSet.selections[0] as FieldNode).selectionSet ?? operation.selectionSet;
  const typesOf = new Map<string, Set<string>>();
  for (const [typeName, service] of owners) typesOf.set(service, (typesOf.get(service) ?? new Set()).add(typeName));
  return (unit) => {
    if (unit.service !== routerSubgraph || unit.represent !== null) return [];
    const fields = flatSelections(unit.selectionSet).filter(
      (selection) => selection.kind === Kind.FIELD && stubFields.has(`Query.${selection.name.value}`),
    );
    return fields.flatMap((selection) => {
      const field = selection as FieldNode;
      const path = [...unit.path, responseKey(field), ...(field.name.value === 'nodes' ? ['@'] : [])];
      return [...typesOf].map(([service, types]): Unit => {
        const dependencies = new Set([...unit.dependencies, unit]);
        return {
          service,
          path,
          conditions: unit.conditions,
          represent: ({ __typename, id }: Data) => (typeof __typename === 'string' && types.has(__typename) ? { __typename, id } : null),
          signature: `confirm ${service}`,
          operation,
          selectionSet,
          composites: compositesOf([selectionSet]),
          keys: [],
          rewrites: [],
          isConfirmation: true,
          dependencies,
          level: levelAfter(dependencies),
        };
      });
    });
  };
}
