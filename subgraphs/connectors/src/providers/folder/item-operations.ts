import type { ConnectorContext, DocumentMeta, Op } from '../connector.ts';
import type { SnapshotEntry, SnapshotPut } from '../snapshot.ts';
import type { Matched } from './merge.ts';
import { findMove } from './moves.ts';
import { tooLarge } from './read-file.ts';
import { documentIdFor, type FileState, revisionOf } from './revision.ts';
import type { WalkItem } from './walk.ts';

export interface ItemOperations {
  readonly key: string;
  readonly ops: readonly Op[];
  readonly put: SnapshotPut | null;
}

export interface ItemReader {
  /** What each item of a batch means against the snapshot, in the batch's order. */
  read(batch: readonly Matched[], mode: { isFull: boolean; isFresh: boolean }): AsyncIterable<ItemOperations>;
  /** True for an entry that was read from the snapshot before its document moved in this run: the document is elsewhere now. */
  isOutdated(entry: SnapshotEntry): boolean;
}

type FileItem = Extract<WalkItem, { t: 'file' }>;

export function createItemReader(deps: {
  readonly ctx: ConnectorContext;
  readonly root: string;
  readonly generation: number;
  readonly fileBytesMax: number;
}): ItemReader {
  const { ctx, root, generation } = deps;
  const movedTo = new Map<string, string>();
  const isOutdated = ({ id, path }: SnapshotEntry): boolean => movedTo.has(id) && movedTo.get(id) !== path;
  const isTooLarge = (state: FileState): boolean => state.size > BigInt(deps.fileBytesMax);
  /** The snapshot's revision remembers that a file was over the limit, so that a higher limit brings it in. */
  const storedRev = (state: FileState): string => (isTooLarge(state) ? `!${revisionOf(state)}` : revisionOf(state));

  const entryOf = (id: string, item: FileItem, keepsHash: boolean): SnapshotPut => ({
    id,
    path: item.key,
    rev: storedRev(item.state),
    inode: item.state.ino.toString(36),
    generation,
    keepsHash,
  });

  function contentOp(id: string, { key, state }: FileItem): Op {
    if (isTooLarge(state)) return { t: 'fail', id, path: key, rev: null, error: tooLarge(state.size, deps.fileBytesMax).problem };
    return { t: 'upsert', id, rev: revisionOf(state), path: key, meta: metaOf(state) };
  }

  async function newFile(item: FileItem, id: string, candidates: readonly SnapshotEntry[]): Promise<ItemOperations> {
    const move = await findMove(ctx, root, item, candidates);
    if (move === null) return { key: item.key, ops: [contentOp(id, item)], put: entryOf(id, item, false) };
    const { entry, isSameContent } = move;
    movedTo.set(entry.id, item.key);
    const rev = isSameContent ? revisionOf(item.state) : entry.rev;
    const moved: Op = { t: 'move', id: entry.id, from: entry.path, to: item.key, rev };
    // What has never been read is to be read now: the failure that kept it so may have been its old place.
    const isKnown = isSameContent && entry.hash !== null;
    return { key: item.key, ops: isKnown ? [moved] : [moved, contentOp(entry.id, item)], put: entryOf(entry.id, item, isKnown) };
  }

  return {
    isOutdated,
    async *read(batch, { isFull, isFresh }) {
      const current = ({ entry }: Matched): SnapshotEntry | null => (entry !== null && isOutdated(entry) ? null : entry);
      const newItems = batch.filter((matched) => current(matched) === null).map(({ item }) => item);
      const ids = await newIds(
        ctx,
        newItems.map(({ key }) => key),
        isFresh,
      );
      const byInode = isFresh ? new Map<string, SnapshotEntry[]>() : await knownByInode(ctx, newItems);
      for (const matched of batch) {
        const { item } = matched;
        const { key } = item;
        const entry = current(matched);
        const idOf = async () => entry?.id ?? ids.get(key) ?? ((await newIds(ctx, [key], isFresh)).get(key) as string);
        if (item.t !== 'file') {
          const id = await idOf();
          const fail: Op = { t: 'fail', id, path: item.path, rev: null, error: item.problem };
          const isListed = entry?.rev === item.problem.code && !isFull;
          yield {
            key,
            ops: isListed ? [] : [fail],
            put: isListed ? null : { id, path: key, rev: item.problem.code, inode: null, generation, keepsHash: false },
          };
        } else if (entry === null) {
          const candidates = (byInode.get(item.state.ino.toString(36)) ?? []).filter((candidate) => !isOutdated(candidate));
          yield await newFile(item, await idOf(), candidates);
        } else if (entry.rev !== storedRev(item.state)) {
          yield { key, ops: [contentOp(entry.id, item)], put: entryOf(entry.id, item, false) };
        } else {
          yield { key, ops: isFull ? [contentOp(entry.id, item)] : [], put: null };
        }
      }
    },
  };
}

async function newIds(ctx: ConnectorContext, keys: readonly string[], isFresh: boolean): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let open = keys;
  for (let attempt = 0; open.length > 0; attempt += 1) {
    const wanted = open.map((key) => ({ key, id: documentIdFor(key, attempt) }));
    const taken = new Set(isFresh ? [] : (await ctx.snapshot.byIds(wanted.map(({ id }) => id))).map(({ id }) => id));
    for (const { key, id } of wanted) if (!taken.has(id)) ids.set(key, id);
    open = wanted.filter(({ id }) => taken.has(id)).map(({ key }) => key);
  }
  return ids;
}

async function knownByInode(ctx: ConnectorContext, items: readonly WalkItem[]): Promise<Map<string, SnapshotEntry[]>> {
  const inodes = items.flatMap((item) => (item.t === 'file' ? [item.state.ino.toString(36)] : []));
  const known = inodes.length === 0 ? [] : await ctx.snapshot.byInodes([...new Set(inodes)]);
  return Map.groupBy(known, (entry) => entry.inode as string);
}

const metaOf = (state: FileState): DocumentMeta => ({
  sizeBytes: Number(state.size),
  mimeType: null,
  createdAt: state.birthtimeNs === 0n ? null : new Date(Number(state.birthtimeNs / 1_000_000n)),
  updatedAt: new Date(Number(state.mtimeNs / 1_000_000n)),
  author: null,
  url: null,
});
