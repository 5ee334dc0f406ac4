/** The one place where Apollo's planner (CommonJS, Elastic License 2.0) is imported. */
import federation from '@apollo/federation-internals';
import queryPlanner from '@apollo/query-planner';

export type { Supergraph } from '@apollo/federation-internals';
export type { QueryPlanner } from '@apollo/query-planner';
export type { FetchNode, FetchDataRewrite, PlanNode, QueryPlan, QueryPlanSelectionNode, SubscriptionNode } from '@apollo/query-planner';

export const { Supergraph: SupergraphClass, operationFromDocument, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } = federation;
export const { QueryPlanner: QueryPlannerClass } = queryPlanner;
