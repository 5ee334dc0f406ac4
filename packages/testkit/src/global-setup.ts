import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chmod } from 'node:fs/promises';
import { locateBinaries, startCluster } from '@conhub/postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; port: number; user: string };
  }
}

/** One cluster for the whole run, without fsync. It is thrown away at the end, unless a test failed: then its place is said. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'conhub-test-'));
  // PostgreSQL runs as `nobody` when the tests run as root.
  await chmod(folder, 0o711);
  const cluster = await startCluster({
    binaries: await locateBinaries(join(tmpdir(), 'conhub-test-binaries')),
    dataFolder: join(folder, 'postgres'),
    socketFolder: join(folder, 'socket'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400', autovacuum: 'off' },
  });
  project.provide('postgres', { ...cluster.connection });
  return async () => {
    await cluster.stop();
    if (project.vitest.state.getCountOfFailedTests() > 0) {
      process.stderr.write(`\nA test failed: the databases are kept in ${folder}\n`);
      return;
    }
    await rm(folder, { recursive: true, force: true });
  };
}
