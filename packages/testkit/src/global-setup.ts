import type { TestProject } from 'vitest/node';
import { startTestCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; port: number; user: string };
  }
}

/** One cluster for the whole run, without fsync. It is thrown away at the end, unless a test failed: then its place is said. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { cluster, folder, remove } = await startTestCluster();
  project.provide('postgres', { ...cluster.connection });
  return async () => {
    if (project.vitest.state.getCountOfFailedTests() === 0) return remove();
    await cluster.stop();
    process.stderr.write(`\nA test failed: the databases are kept in ${folder}\n`);
  };
}
