import { realpathSync } from 'node:fs';
import { CliFailure, realFolder } from '@conhub/cli';
import { PostgresError } from '@conhub/postgres';
import { type Log, createLog } from '@conhub/subgraph-kit/log';
import { generateSigningKey } from '@conhub/users';
import type { StartArguments } from './arguments.ts';
import { type Composition, compose } from './compose.ts';
import { connectFolders } from './connect-folders.ts';
import { type DataFolder, freeBytes, freeBytesMin, openDataFolder } from './data-folder/data-folder.ts';
import { openSecrets } from './data-folder/secrets.ts';
import { superviseDatabase } from './database.ts';
import { readEnv } from './env.ts';
import { StartFault } from './fault.ts';
import { requirePort } from './port.ts';
import { welcome } from './welcome.ts';

export interface Running {
  readonly url: URL;
  /** Drains in at most ten seconds. Safe to call twice. */
  stop(): Promise<void>;
}

/** Starts everything. What has begun is undone when a later step fails. @throws StartFault */
export async function run(given: StartArguments, onLost: (reason: string) => void): Promise<Running> {
  const env = readEnv(given);
  const folders = given.folders.map((folder) => requireFolder(folder, env.folderRoots));
  const log = createLog(env.logLevel ?? (process.stderr.isTTY ? 'warn' : 'info'), process.stderr.isTTY);
  const data = openDataFolder(env.dataFolder);
  const undo: (() => Promise<void> | void)[] = [() => data.release()];
  const stop = once(async () => {
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        log.error({ err: error }, 'A part could not be stopped cleanly');
      }
    }
  });
  try {
    const port = await requirePort(env.host, env.port);
    const secrets = openSecrets(data.path, () => generateSigningKey());
    const database = await superviseDatabase(data, log, onLost);
    undo.push(() => database.stop());
    const publicUrl =
      env.publicUrl ??
      new URL(`http://${env.host.includes(':') ? `[${env.host}]` : env.host === '0.0.0.0' ? '127.0.0.1' : env.host}:${port}/`);
    const composition = await compose({
      env,
      data,
      secrets,
      connection: { ...database.connection, database: 'postgres' },
      publicUrl,
      port,
      log,
    });
    undo.push(() => composition.stop());
    await composition.start();
    const url = await composition.edge.listen();
    data.announce(url);
    const watch = watchDisk(data, log);
    undo.push(() => clearInterval(watch));
    await greet({ composition, folders, publicUrl, data, onLost });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error instanceof PostgresError ? new StartFault(error.code, error.message) : error;
  }
}

async function greet({
  composition,
  folders,
  publicUrl,
  data,
  onLost,
}: {
  composition: Composition;
  folders: readonly string[];
  publicUrl: URL;
  data: DataFolder;
  onLost: (reason: string) => void;
}): Promise<void> {
  const link = folders.length === 0 ? null : await connectFolders.prepare(data, publicUrl);
  const setupToken = await composition.setupToken();
  welcome({ publicUrl, setupToken, dataFolder: data.path, signInLink: link });
  // Not awaited: ConHub serves while the folders are read. A fault in one is said and stops nothing.
  if (folders.length > 0) void connectFolders.follow(data, publicUrl, folders).catch((error: unknown) => onLost(String(error)));
}

function requireFolder(folder: string, roots: readonly string[] | null): string {
  try {
    const path = realFolder(folder);
    if (roots !== null && !roots.map(realRoot).some((root) => path === root || path.startsWith(root === '/' ? '/' : `${root}/`))) {
      throw new StartFault(
        'FOLDER_REFUSED',
        `${path} lies under none of the folders in CONHUB_FOLDER_ROOTS (${roots.join(', ')}). Add it there, or unset CONHUB_FOLDER_ROOTS.`,
      );
    }
    return path;
  } catch (error) {
    if (error instanceof CliFailure) throw new StartFault('FOLDER_MISSING', `${error.message}.`);
    throw error;
  }
}

/** A root may be a link, as /tmp and /var are on macOS; a folder is compared as what it really is. */
function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    return root;
  }
}

/** Says once when the disk is nearly full, and once when there is room again. */
function watchDisk(data: DataFolder, log: Log): NodeJS.Timeout {
  let isFull = false;
  const timer = setInterval(() => {
    const free = freeBytes(data.path);
    if (free < freeBytesMin !== isFull) {
      isFull = !isFull;
      if (isFull) log.error({ freeBytes: free }, 'Less than 512 MB of disk is free: syncs wait until there is room again');
      else log.info({ freeBytes: free }, 'There is room on the disk again');
    }
  }, 2_000);
  timer.unref();
  return timer;
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= act());
}
