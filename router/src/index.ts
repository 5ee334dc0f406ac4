export { createEdge, type Edge } from './edge/edge.ts';
export { apolloStudioOrigins, defaultEdgeLimits } from './edge/options.ts';
export type { Credentials, EdgeLimits, EdgeLog, EdgeOptions, EdgeRates, Rate } from './edge/options.ts';
export { createEngine, defaultLimits, inProcess } from './engine/engine.ts';
export type {
  Engine,
  EngineOptions,
  EngineReport,
  EngineRequest,
  Limits,
  OperationParams,
  SubgraphExecutor,
  SubgraphFetch,
} from './engine/engine.ts';
