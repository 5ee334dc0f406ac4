import { Kind, type GraphQLSchema } from 'graphql';
import { operationFromDocument, type PlanNode, type QueryPlanner, type Supergraph } from './apollo.ts';
import type { Operation } from './operation.ts';
import { preparePlanning, type DeniedField, type PlanningContext } from './planned-operation.ts';
import type { IsOfType } from './representations.ts';
import { capabilityKey, type Capability } from './requirements.ts';
import { scheduleOf, unitOf, type Call, type Schedule, type Supplement, callFor } from './schedule.ts';

/** How an operation runs for viewers of one capability. */
export interface PlannedVariant {
  readonly denied: readonly DeniedField[];
  readonly isRefused: boolean;
  readonly schedule: Schedule;
  /** The subgraph's own subscription, whose events `schedule` completes. Null for queries and mutations. */
  readonly primary: Call | null;
}

export interface Planner extends PlanningContext {
  readonly schema: GraphQLSchema;
  readonly apiSchema: ReturnType<Supergraph['apiSchema']>;
  readonly planner: QueryPlanner;
  readonly isOfType: IsOfType;
  readonly supplement: Supplement;
}

const nothing: Schedule = { calls: [] };

/** The plan for this viewer, from the operation's cache or made now (1–120 ms). */
export function variantFor(planner: Planner, operation: Operation, capability: Capability): PlannedVariant {
  const key = capabilityKey(operation.requirements, capability);
  let variant = operation.variants.get(key);
  if (variant === undefined) operation.variants.set(key, (variant = plan(planner, operation, capability)));
  return variant;
}

function plan(planner: Planner, operation: Operation, capability: Capability): PlannedVariant {
  const { operation: prepared, denied, isRefused } = preparePlanning(planner, operation.definition, capability);
  if (prepared === null || isRefused) return { denied, isRefused, schedule: nothing, primary: null };
  const planned = operationFromDocument(planner.apiSchema, { kind: Kind.DOCUMENT, definitions: [prepared] });
  const { node } = planner.planner.buildQueryPlan(planned);
  // The planner answers an empty plan for some operations that it cannot plan; running it would answer nulls for everything.
  if (node === undefined) throw new Error(`The operation ${operation.name ?? ''} has no plan`);
  if (node.kind !== 'Subscription')
    return { denied, isRefused, schedule: scheduleOf(node, planner.isOfType, planner.supplement), primary: null };
  const primary = callFor(0, [unitOf(node.primary, [], [], new Set(), planner.isOfType)]);
  const rest: PlanNode | undefined = node.rest;
  return { denied, isRefused, schedule: rest === undefined ? nothing : scheduleOf(rest, planner.isOfType, planner.supplement), primary };
}
