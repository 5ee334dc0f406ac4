/**
 * What a source looked like when its last page was committed: one entry per document or listed failure. The connector says what changes
 * (`Page.snapshot`), the engine stores it in the page's transaction. It lies beside the cursor, not in it: it would be megabytes a page.
 */
export interface SnapshotEntry {
  /** The id in operations: stable over moves, unique in the source. */
  readonly id: string;
  /** Unique in the source. A listed failure that is not a document may have a key here that no document's path can have (`dir/`, `dir//name`). */
  readonly path: string;
  /** As the connector gave it, or `unreadRevision` of it. */
  readonly rev: string;
  /** A second key that survives a move (a folder's inode); null where the provider needs none. Not unique: hard links. */
  readonly inode: string | null;
  /** SHA-256 (hex) of the raw bytes at `rev`; null until the engine has fetched it. */
  readonly hash: string | null;
  /** The walk that last wrote the entry. */
  readonly generation: number;
}

/** An entry as a connector writes it. `keepsHash`: the bytes are those of the entry's previous revision (a move), else the hash starts as null. */
export interface SnapshotPut extends Omit<SnapshotEntry, 'hash'> {
  readonly keepsHash: boolean;
}

/** Removals first, then puts in order. A put replaces the entry with the same id, whatever its path was. */
export interface SnapshotChange {
  readonly remove: readonly string[];
  readonly put: readonly SnapshotPut[];
}

/**
 * What the engine writes for an entry that was gone in the moment it was to be read. It equals no revision, so that a document that had
 * only been away (some programs rename a file and back) differs with the next run and is read then.
 */
export const unreadRevision = (rev: string): string => `?${rev}`;

/** Reading, for connectors. Look-ups answer in any order and leave out what they do not find. */
export interface Snapshot {
  /** Entries with `path` > `after`, in order of the path's UTF-8 bytes (PostgreSQL: collation "C"), at most `limit`. */
  range(after: string | null, limit: number): Promise<readonly SnapshotEntry[]>;
  byPaths(paths: readonly string[]): Promise<readonly SnapshotEntry[]>;
  byInodes(inodes: readonly string[]): Promise<readonly SnapshotEntry[]>;
  byIds(ids: readonly string[]): Promise<readonly SnapshotEntry[]>;
  /** Entries whose generation is lower, in the order of `range`: what a full listing that wrote every entry has not seen. */
  olderThan(generation: number, after: string | null, limit: number): Promise<readonly SnapshotEntry[]>;
}

/** Order of the UTF-8 bytes, which is not JavaScript's order of strings (UTF-16: surrogates sort before U+E000). */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) {
      // A surrogate stands for a code point above U+FFFF and sorts after every other unit; two surrogates compare as they are.
      const leftIsSurrogate = left >= 0xd800 && left <= 0xdfff;
      const rightIsSurrogate = right >= 0xd800 && right <= 0xdfff;
      if (leftIsSurrogate !== rightIsSurrogate) return leftIsSurrogate ? 1 : -1;
      return left < right ? -1 : 1;
    }
  }
  return a.length - b.length;
}
