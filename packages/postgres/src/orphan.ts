import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * Stops a PostgreSQL that still runs on this folder although its owner is dead (a shell that was killed too, say).
 * The caller holds the data folder's lock, so a running one can only be an orphan.
 */
export async function stopOrphan(dataFolder: string): Promise<void> {
  const pid = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').then(
    (text) => Number.parseInt(text.split('\n')[0] ?? '', 10),
    () => Number.NaN,
  );
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (await isPostgresOf(pid, dataFolder)) {
    for (const [signal, waitMs] of [
      ['SIGINT', 5_000],
      ['SIGQUIT', 5_000],
      ['SIGKILL', 1_000],
    ] as const) {
      process.kill(pid, signal);
      const until = Date.now() + waitMs;
      while (Date.now() < until) {
        if (!isAlive(pid)) break;
        await sleep(20);
      }
      if (!isAlive(pid)) break;
    }
  }
  // A pid that the system has given to another program meanwhile would make PostgreSQL refuse to start.
  if (!(await isPostgresOf(pid, dataFolder))) await rm(join(dataFolder, 'postmaster.pid'), { force: true });
}

/** A process that has ended but was not reaped yet (a zombie, common in containers) counts as dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}

/** A postmaster's working directory is its data folder. */
async function isPostgresOf(pid: number, dataFolder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const folder = await realpath(dataFolder);
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres') && stdout.includes(dataFolder);
}
