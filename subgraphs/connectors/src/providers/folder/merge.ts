import { comparePaths, type Snapshot, type SnapshotEntry } from '../snapshot.ts';
import type { WalkItem } from './walk.ts';

export interface Matched {
  readonly item: WalkItem;
  /** What the snapshot holds at the item's key. */
  readonly entry: SnapshotEntry | null;
}

const rangeSize = 1000;
const batchSize = 200;

/**
 * Joins a walk with the snapshot; both are in byte order of the path. Yields the walk's items in batches, each with its entry;
 * `onAbsent` hears every entry that the walk has passed without finding it. Entries come from the database in advance: what the pages of
 * this run have moved or removed since must be left out by the caller.
 */
export async function* mergeWithSnapshot(
  items: AsyncIterable<WalkItem>,
  snapshot: Snapshot,
  after: string | null,
  onAbsent: (entry: SnapshotEntry) => void,
): AsyncGenerator<readonly Matched[]> {
  const entries = readAhead(snapshot, after);
  let entry = await entries.next();
  let batch: Matched[] = [];
  for await (const item of items) {
    while (entry !== null && comparePaths(entry.path, item.key) < 0) {
      onAbsent(entry);
      entry = await entries.next();
    }
    const matches = entry !== null && entry.path === item.key;
    batch.push({ item, entry: matches ? entry : null });
    if (matches) entry = await entries.next();
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
  for (; entry !== null; entry = await entries.next()) onAbsent(entry);
}

function readAhead(snapshot: Snapshot, from: string | null): { next(): Promise<SnapshotEntry | null> } {
  let buffer: readonly SnapshotEntry[] = [];
  let index = 0;
  let after = from;
  let isLast = false;
  return {
    async next() {
      if (index === buffer.length) {
        if (isLast) return null;
        buffer = await snapshot.range(after, rangeSize);
        index = 0;
        isLast = buffer.length < rangeSize;
        after = buffer.at(-1)?.path ?? after;
      }
      return buffer[index++] ?? null;
    },
  };
}
