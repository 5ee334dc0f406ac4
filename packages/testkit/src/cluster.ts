import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, locateBinaries, startCluster } from '@conhub/postgres';

export interface TestCluster {
  readonly cluster: Cluster;
  readonly folder: string;
  /** Stops it and throws it away. */
  remove(): Promise<void>;
}

/** A cluster for tests, without fsync: quick, and of no use after a crash. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'conhub-test-'));
  // PostgreSQL runs as `nobody` when the tests run as root.
  await chmod(folder, 0o711);
  const cluster = await startCluster({
    binaries: await locateBinaries(join(tmpdir(), 'conhub-test-binaries')),
    dataFolder: join(folder, 'postgres'),
    socketFolder: join(folder, 'socket'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400', autovacuum: 'off' },
  });
  return {
    cluster,
    folder,
    async remove() {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
