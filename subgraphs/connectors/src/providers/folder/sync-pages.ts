import { lstat } from 'node:fs/promises';
import type { ConnectorContext, Page } from '../connector.ts';
import { ConnectorError } from '../connector-error.ts';
import { comparePaths, type SnapshotEntry } from '../snapshot.ts';
import type { FolderCursor } from './cursor.ts';
import { errnoOf } from './errno.ts';
import { type FilesLeft, countFilesLeft } from './files-left.ts';
import type { FolderOptions } from './folder-options.ts';
import { createItemReader } from './item-operations.ts';
import { mergeWithSnapshot } from './merge.ts';
import { createPageWriter, type PageWriter } from './page-writer.ts';
import { openRoot } from './root.ts';
import { walk, type WalkItem, type WalkOptions } from './walk.ts';

type Position = NonNullable<FolderCursor['at']>;

/**
 * Walks the folder, says what differs from the snapshot, and at the end what is gone. A first walk and a later one are the same thing; a
 * full one (`isFull`) also repeats what is unchanged. A walk that was begun by an earlier process has not seen its own beginning, so it is
 * followed by another, and only a walk from the first to the last path decides what is gone. Paths under a directory that could not
 * be listed are never gone.
 */
export async function* syncPages(
  options: FolderOptions,
  ctx: ConnectorContext,
  root: string,
  from: FolderCursor & { readonly at: Position },
): AsyncGenerator<Page<FolderCursor>> {
  const identity = await openRoot(options.roots(), root);
  const files = from.at.isFull
    ? countFilesLeft((signal) => countFiles(options, { ...ctx, signal }, root, from.at.after), ctx.signal)
    : null;
  try {
    yield* pagesOf(options, ctx, root, from, { identity, files });
  } finally {
    files?.end();
  }
}

async function* pagesOf(
  options: FolderOptions,
  ctx: ConnectorContext,
  root: string,
  from: FolderCursor & { readonly at: Position },
  { identity, files }: { readonly identity: string; readonly files: FilesLeft | null },
): AsyncGenerator<Page<FolderCursor>> {
  const cursor = (at: Position | null): FolderCursor => ({ generation: from.generation, root: identity, at });
  const reader = createItemReader({ ctx, root, generation: from.generation, fileBytesMax: options.fileBytesMax });
  const isFresh = (await ctx.snapshot.range(null, 1)).length === 0;
  await files?.begun();
  const writer = createPageWriter(() => files?.left() ?? null);

  let position: Position = from.at;
  let absent: SnapshotEntry[];
  let unlisted: string[];
  for (;;) {
    const isRepeat = position !== from.at;
    let seen = 0;
    absent = [];
    unlisted = [];
    const items = walk(
      root,
      walkOptions(options, ctx, position.after, (reason) => isRepeat || writer.keptOut(reason)),
    );
    const batches = mergeWithSnapshot(rootMustBeThere(items), ctx.snapshot, position.after, (entry) => absent.push(entry));
    for await (const batch of batches) {
      ctx.signal.throwIfAborted();
      for (const { item } of batch) if (item.t === 'unreadable') unlisted.push(item.key);
      for await (const { key, ops, put } of reader.read(batch, { isFull: position.isFull, isFresh })) {
        files?.passed();
        if (ops.length === 0) continue;
        writer.add(ops, put);
        if (writer.isFull()) yield writer.take(cursor({ after: key, isFull: position.isFull }));
      }
      seen += batch.length;
    }
    if (seen === 0 && position.after === null) await refuseEmptyReplacement(ctx, from.root, identity);
    if (position.after === null) break;
    if (writer.hasOps()) yield writer.take(cursor({ after: null, isFull: false }));
    position = { after: null, isFull: false };
  }
  files?.end();

  yield* deletePages(options, ctx, root, {
    absent,
    unlisted,
    isOutdated: reader.isOutdated,
    identity,
    writer,
    next: cursor({ after: null, isFull: false }),
  });
  if ((await openRoot(options.roots(), root)) !== identity) throw replaced();
  yield writer.take(cursor(null), { complete: true });
}

const walkOptions = (
  options: FolderOptions,
  ctx: ConnectorContext,
  after: string | null,
  onKeptOut: WalkOptions['onKeptOut'],
): WalkOptions => ({
  rules: ctx.rules,
  ownFolders: options.ownFolders,
  after,
  signal: ctx.signal,
  onKeptOut,
});

async function countFiles(options: FolderOptions, ctx: ConnectorContext, root: string, after: string | null): Promise<number> {
  let count = 0;
  const items = walk(root, { ...walkOptions(options, ctx, after, () => {}), namesOnly: true });
  for await (const item of rootMustBeThere(items)) if (item.t === 'file') count += 1;
  return count;
}

async function* rootMustBeThere(items: AsyncGenerator<WalkItem, boolean>): AsyncGenerator<WalkItem> {
  let isThere: boolean;
  try {
    isThere = yield* items;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EACCES' || code === 'EPERM')
      throw new ConnectorError('ROOT_MISSING', 'ConHub may not read the folder. Nothing was removed', { cause: error });
    if (code === 'EIO' || code === 'ESTALE' || code === 'ENOTCONN' || code === 'ENODEV') throw replaced(error);
    throw error;
  }
  if (!isThere) throw replaced();
}

const replaced = (cause?: unknown): ConnectorError =>
  new ConnectorError('ROOT_MISSING', 'The folder went away while it was read. Is its drive connected? Nothing was removed', { cause });

/** An unmounted drive leaves an empty directory of another identity behind. */
async function refuseEmptyReplacement(ctx: ConnectorContext, before: string, now: string): Promise<void> {
  if (before === now || (await ctx.snapshot.range(null, 1)).length === 0) return;
  throw new ConnectorError(
    'ROOT_MISSING',
    'The folder is another one than before, and empty. Is its drive connected? Nothing was removed; if this is meant, put a file in it or remove the source',
  );
}

async function* deletePages(
  options: FolderOptions,
  ctx: ConnectorContext,
  root: string,
  found: {
    readonly absent: readonly SnapshotEntry[];
    readonly unlisted: readonly string[];
    readonly isOutdated: (entry: SnapshotEntry) => boolean;
    readonly identity: string;
    readonly writer: PageWriter;
    readonly next: FolderCursor;
  },
): AsyncGenerator<Page<FolderCursor>> {
  const suspects = found.absent.filter(
    (entry) => !found.isOutdated(entry) && !found.unlisted.some((prefix) => entry.path.startsWith(prefix)),
  );
  for (let start = 0; start < suspects.length; start += 100) {
    ctx.signal.throwIfAborted();
    const chunk = suspects.slice(start, start + 100);
    const known = new Map((await ctx.snapshot.byIds(chunk.map(({ id }) => id))).map((entry) => [entry.id, entry.path]));
    const gone = await Promise.all(chunk.map(async ({ id, path }) => known.get(id) === path && !(await isBack(options, ctx, root, path))));
    // A drive that goes away between the walk and here makes everything look gone.
    if ((await openRoot(options.roots(), root)) !== found.identity) throw replaced();
    for (const [index, { id, path }] of chunk.entries()) {
      if (gone[index] !== true) continue;
      found.writer.remove({ t: 'delete', id, path, evidence: 'enumeration' });
      if (found.writer.isFull()) yield found.writer.take(found.next);
    }
  }
}

/** It was absent when the walk passed and is there again: some editors remove a file before they write it anew. */
async function isBack(options: FolderOptions, ctx: ConnectorContext, root: string, path: string): Promise<boolean> {
  if (path.endsWith('/') || path.includes('//')) return false;
  const stats = await lstat(`${root}/${path}`).catch(() => null);
  if (stats?.isFile() !== true) return false;
  // It may lie there and be kept out by a rule that is new: only a walk can tell, and it begins just before it.
  for await (const item of walk(
    root,
    walkOptions(options, ctx, path.slice(0, -1), () => {}),
  )) {
    if (item.key === path) return true;
    if (comparePaths(item.key, path) > 0) return false;
  }
  return false;
}
