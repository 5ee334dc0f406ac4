import type { BigIntStats } from 'node:fs';
import { createHash } from 'node:crypto';

/**
 * What one `lstat` says about a file's content. The device number is left out on purpose: it changes with a restart of the machine on
 * btrfs, NFS and LVM. The time of birth tells a reused inode from a moved file; it is 0 where the file system keeps none.
 */
export interface FileState {
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ino: bigint;
  readonly birthtimeNs: bigint;
}

export const stateOf = (stats: BigIntStats): FileState => ({
  size: stats.size,
  mtimeNs: stats.mtimeNs,
  ino: stats.ino,
  birthtimeNs: stats.birthtimeNs,
});

/** A revision is the state in base 36: size, time of change, inode, time of birth. */
export const revisionOf = (state: FileState): string =>
  [state.size, state.mtimeNs, state.ino, state.birthtimeNs].map((part) => part.toString(36)).join('.');

/** The two parts of a revision that a move needs; null for what is no revision of a file (a listed failure's). */
export function birthOf(rev: string): string | null {
  const parts = rev.split('.');
  return parts.length === 4 && parts[3] !== '0' ? (parts[3] as string) : null;
}

/**
 * A document's id: the hash of the path at which it was first seen. `attempt` counts up while the id belongs to another document, one that
 * was first seen here and has moved away since.
 */
export const documentIdFor = (path: string, attempt: number): string =>
  createHash('sha256').update(`${attempt}\0${path}`).digest('base64url').slice(0, 22);
