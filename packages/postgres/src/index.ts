export { PostgresError } from './postgres-error.ts';
export { locateBinaries, type Binaries } from './binaries.ts';
export { startCluster, type Cluster, type ClusterOptions } from './cluster.ts';
export { isAlive } from './orphan.ts';
