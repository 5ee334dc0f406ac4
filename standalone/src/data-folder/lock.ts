import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isAlive } from '@conhub/postgres';
import { StartFault } from '../fault.ts';

interface Owner {
  readonly pid: number;
  /** Tells a process from another that was given its number later. */
  readonly startedAt: string;
}

/**
 * Takes the data folder for this process: a file made with O_EXCL that names pid and start time. It is taken over only from a
 * dead owner. Answers what lets go of it.
 *
 * @throws StartFault DATA_DIR_LOCKED naming the pid
 */
export function lockDataFolder(folder: string): () => void {
  // Of several starts that find a dead owner's lock at once, each could remove the one that another has just made: one at a time.
  // SQLite's lock is the operating system's, and ends with its process however that ends.
  const mutex = new DatabaseSync(join(folder, 'lock.mutex'), { timeout: 5_000 });
  try {
    mutex.exec('pragma journal_mode = memory; begin exclusive');
    return takeLock(folder);
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault(
      'DATA_DIR_LOCKED',
      `The lock of ${folder} cannot be taken (${error instanceof Error ? error.message : String(error)}). Is another ConHub starting there? Try again in a moment, or choose another folder with --data.`,
    );
  } finally {
    mutex.close();
  }
}

function takeLock(folder: string): () => void {
  const file = join(folder, 'lock');
  const owner = readOwner(file);
  if (owner !== null && isAlive(owner.pid) && startTimeOf(owner.pid) === owner.startedAt) {
    throw new StartFault(
      'DATA_DIR_LOCKED',
      `Another ConHub runs on ${folder} (process ${owner.pid}). Stop it first, or choose another folder with --data.`,
    );
  }
  rmSync(file, { force: true });
  const descriptor = openSync(file, 'wx', 0o600);
  writeSync(descriptor, JSON.stringify({ pid: process.pid, startedAt: startTimeOf(process.pid) } satisfies Owner));
  fsyncSync(descriptor);
  closeSync(descriptor);
  return () => rmSync(file, { force: true });
}

function readOwner(file: string): Owner | null {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner> | null;
    return Number.isInteger(owner?.pid) ? (owner as Owner) : null;
  } catch {
    // Absent, or cut off by a crash: whoever wrote it is gone.
    return null;
  }
}

/** When a process started, in the system's own words; empty when it is gone. */
export function startTimeOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
