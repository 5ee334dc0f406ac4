import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { Binaries } from './binaries.ts';
import { stopOrphan } from './orphan.ts';
import { PostgresError } from './postgres-error.ts';

const run = promisify(execFile);

export interface ClusterOptions {
  readonly binaries: Binaries;
  /** The cluster's own folder; made on the first start. */
  readonly dataFolder: string;
  /** Where the socket lies: short, since a socket's path may have 107 bytes only; mode 0700. */
  readonly socketFolder: string;
  /** `postgresql.conf` settings beside ConHub's own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Each line that PostgreSQL logs. */
  readonly onLog?: (line: string) => void;
  /** PostgreSQL ended although nobody asked it to. */
  readonly onExit?: () => void;
}

export interface Cluster {
  /** For `pg`: `{ host, port, user }`; nothing but the socket listens. */
  readonly connection: { readonly host: string; readonly port: number; readonly user: string };
  readonly pid: number;
  readonly wasCreated: boolean;
  /** Fast shutdown: open transactions are rolled back, all committed ones are on disk. */
  stop(): Promise<void>;
}

/** Nothing of the caller's environment: a PGDATA or LC_ALL in a shell must not reach the server. */
const environment = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' };

const port = 5432;
const superuser = 'conhub';

const defaults: Readonly<Record<string, string>> = {
  listen_addresses: '',
  max_connections: '120',
  shared_buffers: '64MB',
  huge_pages: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_line_prefix: '',
  jit: 'off',
};

/** Creates the cluster if there is none, stops an orphan of a dead owner, starts PostgreSQL and waits until it answers. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { binaries, dataFolder, socketFolder } = options;
  await mkdir(socketFolder, { recursive: true, mode: 0o700 });
  await chmod(socketFolder, 0o700);
  if (binaries.owner !== null) await chown(socketFolder, binaries.owner.uid, binaries.owner.gid);
  if (Buffer.byteLength(join(socketFolder, `.s.PGSQL.${port}.lock`)) > 107) {
    throw new PostgresError('POSTGRES_FAILED', `The path of PostgreSQL's socket is too long for this system: ${socketFolder}`);
  }
  const wasCreated = await ensureCluster(options);
  await stopOrphan(dataFolder);
  const child = launch(options);
  let hasEnded = false;
  let isStopping = false;
  const recent: string[] = [];
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      hasEnded = true;
      resolve();
      if (!isStopping) options.onExit?.();
    });
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      recent.push(line);
      if (recent.length > 20) recent.shift();
      options.onLog?.(line);
    }
  });
  const connection = { host: socketFolder, port, user: superuser };
  try {
    await waitUntilReady(connection, () => hasEnded);
  } catch {
    child.stdin?.end();
    throw new PostgresError('POSTGRES_FAILED', `PostgreSQL did not start: ${recent.slice(-3).join(' / ') || 'it said nothing'}`);
  }
  return {
    connection,
    pid: await postmasterPid(dataFolder),
    wasCreated,
    async stop() {
      isStopping = true;
      child.stdin?.end();
      await ended;
    },
  };
}

async function ensureCluster({ binaries, dataFolder }: ClusterOptions): Promise<boolean> {
  if (await exists(join(dataFolder, 'PG_VERSION'))) return false;
  // A folder without PG_VERSION is a first start that was interrupted: nothing in it was ever used.
  // Its initdb may still run for a moment after a kill, and make files meanwhile: hence the patience, and a folder of our own below.
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  if (binaries.owner !== null) await chown(dataFolder, binaries.owner.uid, binaries.owner.gid);
  const partial = join(dataFolder, `initdb-${process.pid}`);
  try {
    await run(
      join(binaries.folder, 'bin', 'initdb'),
      // The built-in locale: a machine's own would change the sort order, and so the indexes, after a move to another machine.
      ['-D', partial, '-U', superuser, '-A', 'trust', '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions'],
      { ...identity(binaries), env: environment },
    );
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new PostgresError('POSTGRES_FAILED', `PostgreSQL could not make its data folder: ${said}`);
  }
  // initdb writes PG_VERSION first; by moving the finished cluster up, the file that marks it comes last.
  const names = (await run('ls', ['-A', partial])).stdout.split('\n').filter((name) => name !== '' && name !== 'PG_VERSION');
  for (const name of [...names, 'PG_VERSION']) await run('mv', [join(partial, name), join(dataFolder, name)]);
  await rm(partial, { recursive: true });
  return true;
}

/**
 * PostgreSQL runs in a session of its own, so that Ctrl-C reaches ConHub first, under a shell that stops it (SIGINT: fast shutdown)
 * when its standard input closes: also when this process is killed with -9.
 */
function launch({ binaries, dataFolder, socketFolder, settings }: ClusterOptions): ChildProcess {
  const script =
    'exec 3<&0; "$@" </dev/null 3<&- & p=$!; (cat <&3 >/dev/null; kill -INT $p) 2>/dev/null & w=$!; wait $p; s=$?; kill $w 2>/dev/null; exit $s';
  const parameters = Object.entries({ ...defaults, ...settings, unix_socket_directories: socketFolder, port: String(port) });
  return spawn(
    '/bin/sh',
    [
      '-c',
      script,
      'conhub-postgres',
      join(binaries.folder, 'bin', 'postgres'),
      '-D',
      dataFolder,
      ...parameters.flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    { ...identity(binaries), detached: true, cwd: '/', stdio: ['pipe', 'ignore', 'pipe'], env: environment },
  );
}

const identity = ({ owner }: Binaries) => (owner === null ? {} : { uid: owner.uid, gid: owner.gid });

async function waitUntilReady(connection: Cluster['connection'], hasEnded: () => boolean): Promise<void> {
  const until = Date.now() + 60_000; // recovery after a kill can take a while
  for (;;) {
    const client = new Client({ ...connection, database: 'postgres' });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      if (hasEnded() || Date.now() > until) throw error;
      await sleep(15);
    }
  }
}

async function postmasterPid(dataFolder: string): Promise<number> {
  return Number.parseInt((await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n')[0] ?? '', 10);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
