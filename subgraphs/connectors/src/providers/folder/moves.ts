import { createHash } from 'node:crypto';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ConnectorContext } from '../connector.ts';
import type { SnapshotEntry } from '../snapshot.ts';
import { isVanished } from './errno.ts';
import { readPinned } from './read-file.ts';
import { birthOf, revisionOf } from './revision.ts';
import type { WalkItem } from './walk.ts';

export interface Move {
  readonly entry: SnapshotEntry;
  /** False: the content changed too (moved and edited). */
  readonly isSameContent: boolean;
}

type FileItem = Extract<WalkItem, { t: 'file' }>;

/**
 * Which known document has moved to a path where none was. A candidate has the same inode and is no longer at its old path. Born at the same
 * time it is the same file, and with an equal size and time of change nothing is read; where the file system keeps no time of birth,
 * or another one, an inode may have been reused, and the hash decides.
 */
export async function findMove(
  ctx: Pick<ConnectorContext, 'clock' | 'signal'>,
  root: string,
  item: FileItem,
  candidates: readonly SnapshotEntry[],
): Promise<Move | null> {
  const rev = revisionOf(item.state);
  for (const entry of candidates) {
    const born = birthOf(rev);
    const isSameFile = born !== null && born === birthOf(entry.rev);
    if (!isSameFile && entry.hash === null) continue;
    if (!(await hasLeft(root, entry.path, item))) continue;
    if (entry.rev === rev && isSameFile) return { entry, isSameContent: true };
    if (isSameFile) return { entry, isSameContent: false };
    const content = await readPinned(ctx, root, item.key, Number(item.state.size)).catch(() => null);
    if (content !== null && createHash('sha256').update(content.bytes).digest('hex') === entry.hash) return { entry, isSameContent: true };
  }
  return null;
}

/** Is the file that is now `item` no longer found at `path`, in exactly this spelling? */
async function hasLeft(root: string, path: string, item: FileItem): Promise<boolean> {
  const absolute = `${root}/${path}`;
  try {
    const stats = await lstat(absolute, { bigint: true });
    // Another file has taken its path and with it the document: what is here now counts as a new one.
    if (stats.ino !== item.state.ino) return false;
    // One link and yet two names: the file system does not tell cases apart, or a link leads here. Either way it is the new name that counts.
    if (item.linkCount === 1n) return true;
    if ((await realpath(dirname(absolute))) !== dirname(absolute)) return true;
    return !(await readdir(dirname(absolute))).includes(basename(absolute));
  } catch (error) {
    return isVanished(error);
  }
}
