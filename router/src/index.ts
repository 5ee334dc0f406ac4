export { createEdge, type Edge } from './edge/edge.ts';
export { apolloStudioOrigins, defaultEdgeLimits } from './edge/options.ts';
export type { Credentials, EdgeLimits, EdgeLog, EdgeOptions, EdgeRates, Rate } from './edge/options.ts';
