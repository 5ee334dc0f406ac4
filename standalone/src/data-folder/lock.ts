import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
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
  const file = join(folder, 'lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeSync(descriptor, JSON.stringify({ pid: process.pid, startedAt: startTimeOf(process.pid) } satisfies Owner));
      fsyncSync(descriptor);
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = readOwner(file);
    if (owner !== null && isAlive(owner.pid) && startTimeOf(owner.pid) === owner.startedAt) {
      throw new StartFault(
        'DATA_DIR_LOCKED',
        `Another ConHub runs on ${folder} (process ${owner.pid}). Stop it first, or choose another folder with --data.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new StartFault('DATA_DIR_LOCKED', `Another ConHub is starting on ${folder}. Try again in a moment.`);
}

function readOwner(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    // Cut off by a crash: whoever wrote it is gone.
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
