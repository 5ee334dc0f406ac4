import type { DocumentProblem, SourceRules } from '../connector.ts';
import { comparePaths } from '../snapshot.ts';
import type { KeptOutReason } from './default-rules.ts';
import { type DirectoryEntry, type OpenDirectory, withDirectory } from './directory.ts';
import { errnoOf } from './errno.ts';
import { type FileState, stateOf } from './revision.ts';
import { createScope, type DirectoryRules, directoryRules, noRules, ruleFiles, type Scope } from './scope.ts';

/** What a walk finds, in byte order of `key`. */
export type WalkItem =
  | { readonly t: 'file'; readonly key: string; readonly state: FileState; readonly linkCount: bigint }
  /** There, and cannot be a document. */
  | { readonly t: 'failed'; readonly key: string; readonly path: string; readonly problem: DocumentProblem }
  /** A directory that could not be listed: nothing is known about paths that begin with `key`. */
  | { readonly t: 'unreadable'; readonly key: string; readonly path: string; readonly problem: DocumentProblem };

export interface WalkOptions {
  readonly rules: SourceRules;
  /** Real paths that are never entered (ConHub's own data). */
  readonly ownFolders: readonly string[];
  /** Only what comes after this key. */
  readonly after: string | null;
  readonly signal: AbortSignal;
  readonly onKeptOut: (reason: KeptOutReason) => void;
  /** Files come with an empty state, which spares the look at each: for counting. */
  readonly namesOnly?: boolean;
}

const ruleFileBytesMax = 262_144;
const statsAtOnce = 32;
/** System directories above this depth of nesting are a loop in all but name; PATH_MAX is near. */
const depthMax = 512;

interface Listing {
  readonly scope: Scope;
  readonly items: readonly (WalkItem | { readonly t: 'directory'; readonly key: string; readonly name: string })[];
  readonly device: bigint;
}

/**
 * Walks a directory tree in one deterministic order, holding one directory open at a time, never following a link.
 * Answers false when the root is not there; throws when it may not be read.
 */
export async function* walk(root: string, options: WalkOptions): AsyncGenerator<WalkItem, boolean> {
  const rootListing = await list(root, '', null, 0n, options);
  if (rootListing === null || 't' in rootListing) return false;
  const stack = [{ listing: rootListing, next: 0, depth: 0 }];
  for (let level = stack.at(-1); level !== undefined; level = stack.at(-1)) {
    const item = level.listing.items[level.next];
    level.next += 1;
    if (item === undefined) {
      stack.pop();
      continue;
    }
    if (options.after !== null && isDone(item, options.after)) continue;
    if (item.t !== 'directory') {
      yield item;
      continue;
    }
    options.signal.throwIfAborted();
    const listing =
      level.depth >= depthMax
        ? null
        : await list(root, item.key, { scope: level.listing.scope, name: item.name }, level.listing.device, options);
    if (listing === null) continue;
    if ('t' in listing) {
      if (options.after === null || comparePaths(listing.key, options.after) > 0) yield listing;
      continue;
    }
    stack.push({ listing, next: 0, depth: level.depth + 1 });
  }
  return true;
}

/** A directory is done only when everything in it is: `after` lies behind every path that begins with its key. */
function isDone(item: { readonly t: string; readonly key: string }, after: string): boolean {
  if (item.t === 'directory') return comparePaths(item.key, after) < 0 && !after.startsWith(item.key);
  return comparePaths(item.key, after) <= 0;
}

/** `prefix` is '' or ends with '/'. Null: not there (any more). An item: there and unreadable. */
async function list(
  root: string,
  prefix: string,
  parent: { readonly scope: Scope; readonly name: string } | null,
  parentDevice: bigint,
  options: WalkOptions,
): Promise<Listing | Extract<WalkItem, { t: 'unreadable' }> | null> {
  const path = prefix === '' ? root : `${root === '/' ? '' : root}/${prefix.slice(0, -1)}`;
  try {
    return await withDirectory(path, async (directory) => {
      if (directory.device !== parentDevice && (await directory.isPseudo())) {
        options.onKeptOut('SYSTEM');
        return { scope: createScope(options.rules, noRules), items: [], device: directory.device };
      }
      const entries = await directory.entries();
      const rules = await rulesIn(directory, entries);
      const scope = parent === null ? createScope(options.rules, rules) : parent.scope.enter(parent.name, rules);
      return { scope, items: await itemsOf(directory, entries, { path, prefix, scope, options }), device: directory.device };
    });
  } catch (error) {
    if (parent === null) throw error;
    const problem = unreadable(errnoOf(error));
    if (problem === null) throw error;
    return { t: 'unreadable', key: prefix, path: prefix, problem };
  }
}

async function rulesIn(directory: OpenDirectory, entries: readonly DirectoryEntry[]): Promise<DirectoryRules> {
  const texts = new Map<string, string>();
  for (const name of ruleFiles) {
    if (!entries.some((entry) => entry.name === name && entry.kind === 'file')) continue;
    const text = await directory.readSmall(name, ruleFileBytesMax);
    if (text !== null) texts.set(name, text);
  }
  return directoryRules(texts);
}

async function itemsOf(
  directory: OpenDirectory,
  entries: readonly DirectoryEntry[],
  at: { readonly path: string; readonly prefix: string; readonly scope: Scope; readonly options: WalkOptions },
): Promise<Listing['items']> {
  const items: (Listing['items'][number] | null)[] = [];
  const files: { readonly index: number; readonly key: string; readonly name: string }[] = [];
  for (const { key: ownKey, name, isUtf8, kind } of entries) {
    const key = at.prefix + ownKey;
    const isAhead = at.options.after === null || comparePaths(key, at.options.after) > 0;
    const reason = keptOut(at, name, isUtf8, kind);
    if (reason !== null) {
      if (isAhead) at.options.onKeptOut(reason);
    } else if (!isUtf8) items.push({ t: 'failed', key, path: at.prefix + name, problem: notUtf8 });
    else if (kind === 'directory') items.push({ t: 'directory', key, name });
    else if (isAhead && at.options.namesOnly === true) items.push({ t: 'file', key, state: unknownState, linkCount: 1n });
    else if (isAhead) files.push({ index: items.push(null) - 1, key, name });
  }
  for (let start = 0; start < files.length; start += statsAtOnce) {
    await Promise.all(
      files.slice(start, start + statsAtOnce).map(async ({ index, key, name }) => {
        const stats = await directory.stat(name);
        if (stats?.isFile() === true) items[index] = { t: 'file', key, state: stateOf(stats), linkCount: stats.nlink };
      }),
    );
  }
  return items.filter((item) => item !== null);
}

const unknownState: FileState = { size: 0n, mtimeNs: 0n, ino: 0n, birthtimeNs: 0n };

function keptOut(
  at: { readonly path: string; readonly scope: Scope; readonly options: WalkOptions },
  name: string,
  isUtf8: boolean,
  kind: DirectoryEntry['kind'],
): KeptOutReason | null {
  if (kind === 'symlink') return 'SYMLINK';
  if (kind === 'special') return 'SPECIAL_FILE';
  if (!isUtf8) return null;
  if (kind === 'directory' && at.options.ownFolders.includes(`${at.path === '/' ? '' : at.path}/${name}`)) return 'OWN_DATA';
  return at.scope.keptOut(name, kind === 'directory');
}

const notUtf8: DocumentProblem = {
  code: 'PATH_NOT_UTF8',
  message: 'Its name is not valid UTF-8. Rename it to have it indexed',
  isRetryable: false,
};

/** Null: not a matter of this directory (out of descriptors, memory): the walk must end, not go on with holes. */
function unreadable(code: string | undefined): DocumentProblem | null {
  if (code === undefined || code === 'EMFILE' || code === 'ENFILE' || code === 'ENOMEM' || code === 'EBADF') return null;
  const message = code === 'EACCES' || code === 'EPERM' ? 'ConHub may not read this folder' : `This folder cannot be read (${code})`;
  return { code: 'DOCUMENT_UNREADABLE', message, isRetryable: false };
}
