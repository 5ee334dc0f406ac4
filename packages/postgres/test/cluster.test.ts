import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cluster, isAlive, locateBinaries, startCluster } from '../src/index.ts';

let folder: string;
const open: Cluster[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conhub-pg-'));
  await chmod(folder, 0o711);
});
afterAll(async () => {
  for (const cluster of open) await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = async (): Promise<Cluster> => {
  const binaries = await locateBinaries(join(tmpdir(), 'conhub-test-binaries'));
  const cluster = await startCluster({ binaries, dataFolder: join(folder, 'data'), socketFolder: join(folder, 'socket') });
  open.push(cluster);
  return cluster;
};

const query = async (cluster: Cluster, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ ...cluster.connection, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
};

test('a cluster is made once, keeps its data over a stop, and sorts by code point', async () => {
  const first = await start();
  expect(first.wasCreated).toBe(true);
  await query(first, 'create table kept (v int)');
  await query(first, 'insert into kept values (42)');
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await start();
  expect(second.wasCreated).toBe(false);
  expect(await query(second, 'select v from kept')).toEqual([{ v: 42 }]);
  expect(await query(second, "select x from (values ('b'), ('A'), ('a'), ('B')) t(x) order by x")).toEqual([
    { x: 'A' },
    { x: 'B' },
    { x: 'a' },
    { x: 'b' },
  ]);
  await second.stop();
}, 60_000);

test('PostgreSQL ends when its owner is killed with -9, and an orphan is stopped by the next start', async () => {
  const script = `
    import { locateBinaries, startCluster } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)};
    const cluster = await startCluster({ binaries: await locateBinaries(${JSON.stringify(join(tmpdir(), 'conhub-test-binaries'))}), dataFolder: ${JSON.stringify(join(folder, 'data'))}, socketFolder: ${JSON.stringify(join(folder, 'socket'))} });
    console.log(cluster.pid);
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  });
  const [output] = (await once(owner.stdout, 'data')) as [Buffer];
  const pid = Number(output.toString());
  expect(isAlive(pid)).toBe(true);
  owner.kill('SIGKILL');
  for (let i = 0; i < 200 && isAlive(pid); i++) await sleep(25);
  expect(isAlive(pid)).toBe(false);

  const survivor = await start();
  // Its shell killed first, the server has no one who would stop it.
  const parent = execFileSync('ps', ['-o', 'ppid=', '-p', String(survivor.pid)])
    .toString()
    .trim();
  const watcher = execFileSync('pgrep', ['-P', parent, 'sh']).toString().trim();
  for (const shell of [watcher, parent]) process.kill(Number(shell), 'SIGKILL');
  await sleep(50);
  expect(isAlive(survivor.pid)).toBe(true);
  const next = await start();
  expect(isAlive(survivor.pid)).toBe(false);
  expect(await query(next, 'select v from kept')).toEqual([{ v: 42 }]);
}, 60_000);
