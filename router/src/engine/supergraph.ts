import { Kind, parse, visit } from 'graphql';
import { QueryPlannerClass, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, SupergraphClass, type Supergraph } from './apollo.ts';
import type { SubgraphExecutor } from './fetching.ts';
import { confirmations, nodeExecutor, readOwners, stubFields } from './node.ts';
import type { Planner } from './planning.ts';
import { readRequirements } from './requirements.ts';
import { isOfType } from './selections.ts';

/** A supergraph with everything that is read from it once (0.1–1 s). */
export interface LoadedSupergraph {
  readonly planner: Planner;
  /** Answers the router's own subgraph, if the supergraph has it. */
  readonly node: SubgraphExecutor | null;
}

/** `owners`: which subgraph can say whether an entity exists, where the rule of `readOwners` does not find it. */
export function loadSupergraph(supergraphSdl: string, owners?: ReadonlyMap<string, string>): LoadedSupergraph {
  const supergraph = SupergraphClass.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const apiSchema = supergraph.apiSchema();
  const fullSchema = supergraph.schema.toGraphQLJSSchema(); // with types that clients do not see
  return {
    planner: {
      schema: apiSchema.toGraphQLJSSchema(),
      apiSchema,
      requirements: readRequirements(supergraph),
      audited: readAudited(supergraph),
      stubFields,
      requiredWithArguments: readRequiredWithArguments(supergraphSdl),
      planner: new QueryPlannerClass(supergraph, { reuseQueryFragments: false, generateQueryFragments: false }),
      isOfType: memoised((typeName, on) => isOfType(fullSchema, typeName, on)),
      supplement: confirmations(readOwners(supergraph, owners)),
    },
    node: nodeExecutor(supergraph),
  };
}

function readAudited(supergraph: Supergraph): ReadonlySet<string> {
  const audited = new Set<string>();
  for (const type of supergraph.schema.objectTypes()) {
    for (const field of type.fields()) {
      const isTagged = field.appliedDirectives.some(
        (directive) => directive.name === 'tag' && directive.arguments().name === 'audited-read',
      );
      if (isTagged) audited.add(`${type.name}.${field.name}`);
    }
  }
  return audited;
}

/** Fields that a `@requires` selects with arguments: a client's own arguments must not meet them under one key. */
function readRequiredWithArguments(supergraphSdl: string): ReadonlySet<string> {
  const names = new Set<string>();
  visit(parse(supergraphSdl, { noLocation: true }), {
    Argument({ name, value }) {
      if (name.value !== 'requires' || value.kind !== Kind.STRING || !value.value.includes('(')) return;
      visit(parse(`{${value.value}}`), { Field: (field) => void (field.arguments?.length ? names.add(field.name.value) : null) });
    },
  });
  return names;
}

function memoised(compute: (a: string, b: string) => boolean): (a: string, b: string) => boolean {
  const known = new Map<string, Map<string, boolean>>();
  return (a, b) => {
    let inner = known.get(a);
    if (inner === undefined) known.set(a, (inner = new Map()));
    let value = inner.get(b);
    if (value === undefined) inner.set(b, (value = compute(a, b)));
    return value;
  };
}
