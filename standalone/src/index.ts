export { type Graph, type GraphOptions, composeGraph } from './compose-graph.ts';
