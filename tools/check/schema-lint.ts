import type { Check } from './check.ts';
import { anonymousRootFields, authorizedMutations, knownScopes } from './schema-rules/authorization.ts';
import { readGraph } from './schema-rules/graph.ts';
import { describedEverywhere } from './schema-rules/descriptions.ts';
import { nullableAcrossSubgraphs } from './schema-rules/nullability.ts';
import { plainRequirements, unchainedRequirements } from './schema-rules/requirements.ts';
import { boundedLists, enumNames, identicalValueTypes, oneInput, ownedKeys } from './schema-rules/shape.ts';

const rules = [
  describedEverywhere,
  nullableAcrossSubgraphs,
  oneInput,
  boundedLists,
  ownedKeys,
  enumNames,
  identicalValueTypes,
  plainRequirements,
  unchainedRequirements,
  anonymousRootFields,
  authorizedMutations,
  knownScopes,
];

/** The house's rules for schemas, over the subgraphs as they are written and the supergraph they compose to. */
export const schemaLint: Check = {
  name: 'schema lint',
  async run(root) {
    const graph = readGraph(root);
    return rules.flatMap((rule) => rule(graph));
  },
};
