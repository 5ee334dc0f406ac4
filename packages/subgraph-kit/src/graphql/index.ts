export { describeBoilerplate } from './boilerplate.ts';
export { type SubgraphSchemaOptions, buildSubgraph } from './build-subgraph.ts';
export { type Connection, type ConnectionArguments, connectionOf, decodeCursor, encodeCursor, pageSize } from './connection.ts';
export { scalars } from './scalars.ts';
export { loader } from './loader.ts';
