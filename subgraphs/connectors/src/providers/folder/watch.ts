import { readFileSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { ConnectorContext, Hint, Watch } from '../connector.ts';
import { errnoOf } from './errno.ts';
import type { FolderOptions } from './folder-options.ts';
import { openRoot } from './root.ts';
import { createScope, type DirectoryRules, directoryRules, ruleFiles, type Scope } from './scope.ts';

export interface WatchTiming {
  /** From the first event to its hint. */
  readonly delayMs: number;
  /** Between two hints. */
  readonly spacingMs: number;
  /** Where folders cannot be watched. */
  readonly pollMs: number;
  /** More directories than this are polled: each costs the kernel about a kilobyte, and the machine's limit is shared with its editors. */
  readonly directoriesMax: number;
}

const timingDefault: WatchTiming = { delayMs: 150, spacingMs: 1_000, pollMs: 30_000, directoriesMax: 20_000 };
/** The kernel's queue of events overflows without a word to us: after this many in one window the folder is looked at again when it is quiet. */
const burstEvents = 1_000;
const quietMs = 2_000;

/**
 * Watches a source's folder, and says only that something changed: `changes` finds out what. Resolves when the first scan is done; until then
 * there is no hint.
 * Falls back to polling where the system refuses watches (ENOSPC, EMFILE) or there are too many directories.
 */
export async function watchFolder(
  options: FolderOptions,
  ctx: ConnectorContext,
  root: string,
  onHint: (hint: Hint) => void,
  timing: WatchTiming = timingDefault,
): Promise<Watch> {
  await openRoot(options.roots(), root);
  const hints = createHints(onHint, timing);
  let watcher: FSWatcher | null = null;
  let polling: { readonly timer: NodeJS.Timeout; readonly message: string } | null = null;
  let isStopped = false;
  let isAgain = false;
  let closing: Promise<void> = Promise.resolve();
  const standing = Promise.withResolvers<void>();

  const close = (): Promise<void> => {
    const current = watcher;
    watcher = null;
    if (current !== null) closing = closing.then(() => current.close());
    return closing;
  };

  function poll(message: string): void {
    if (isStopped || polling !== null) return;
    ctx.logger.warn({ reason: message }, 'A folder cannot be watched and is polled');
    polling = { timer: setInterval(() => onHint({ reason: 'poll' }), timing.pollMs).unref(), message };
    void close();
    hints.soon('rescan');
    standing.resolve();
  }

  function start(): void {
    const scopes = createWatchScopes(options, ctx, root);
    const current = watch(root, {
      ignoreInitial: true,
      followSymlinks: false,
      atomic: false,
      ignorePermissionErrors: true,
      ignored: (path, stats) => {
        const isIgnored = scopes.isIgnored(path, stats);
        if (!isIgnored && scopes.directoryCount() > timing.directoriesMax) poll(`It has more than ${timing.directoriesMax} folders`);
        return isIgnored;
      },
    });
    watcher = current;
    current.on('all', (_event, path) => {
      if (watcher !== current) return;
      hints.soon('change');
      // What is to be watched has changed with the rules.
      if (ruleFiles.includes(basename(path))) void close().then(() => isStopped || polling !== null || start());
    });
    current.on('error', (error) => {
      if (watcher !== current) return;
      const code = errnoOf(error);
      if (code === 'ENOSPC') poll('The machine has no watches left (fs.inotify.max_user_watches)');
      else if (code === 'EMFILE' || code === 'ENFILE') poll('The process has no file descriptors or watchers left');
      else hints.soon('rescan');
    });
    current.on('ready', () => {
      // What changed while it was scanned again may have gone unseen. Of the first scan our caller knows.
      if (watcher === current && isAgain) hints.soon('rescan');
      isAgain = true;
      standing.resolve();
    });
  }

  start();
  ctx.signal.addEventListener('abort', () => standing.resolve(), { once: true });
  await standing.promise;

  return {
    mode: () => (polling === null ? 'native' : 'polling'),
    message: () => polling?.message ?? null,
    async stop() {
      isStopped = true;
      hints.stop();
      if (polling !== null) clearInterval(polling.timer);
      await close();
    },
  };
}

function createHints(onHint: (hint: Hint) => void, timing: WatchTiming) {
  let timer: NodeJS.Timeout | null = null;
  let quiet: NodeJS.Timeout | null = null;
  let pending: Hint['reason'] = 'change';
  let lastAt = -Infinity;
  let events = 0;
  let isStopped = false;

  function fire(): void {
    timer = null;
    lastAt = performance.now();
    if (events >= burstEvents) {
      if (quiet !== null) clearTimeout(quiet);
      quiet = setTimeout(() => soon('rescan'), quietMs);
    }
    events = 0;
    const reason = pending;
    pending = 'change';
    onHint({ reason });
  }

  function soon(reason: Hint['reason']): void {
    if (isStopped) return;
    events += 1;
    if (reason === 'rescan') pending = 'rescan';
    timer ??= setTimeout(fire, Math.max(timing.delayMs, lastAt + timing.spacingMs - performance.now()));
  }

  return {
    soon,
    stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      if (quiet !== null) clearTimeout(quiet);
    },
  };
}

/** The walk's rules for a watcher that asks about single paths, from the top down, and cannot wait for an answer. */
function createWatchScopes(options: FolderOptions, ctx: ConnectorContext, root: string) {
  const scopes = new Map<string, Scope>();

  function rulesIn(directory: string): DirectoryRules {
    const texts = new Map<string, string>();
    for (const name of ruleFiles) {
      try {
        texts.set(name, readFileSync(join(directory, name), 'utf8'));
      } catch {
        // There is none, or it may not be read.
      }
    }
    return directoryRules(texts);
  }

  function scopeOf(directory: string): Scope {
    const known = scopes.get(directory);
    if (known !== undefined) return known;
    const rules = rulesIn(directory);
    const scope = directory === root ? createScope(ctx.rules, rules) : scopeOf(dirname(directory)).enter(basename(directory), rules);
    scopes.set(directory, scope);
    return scope;
  }

  return {
    directoryCount: () => scopes.size,
    isIgnored(path: string, stats: Stats | undefined): boolean {
      if (path === root || !path.startsWith(root === '/' ? '/' : `${root}/`)) return false;
      if (options.ownFolders.includes(path)) return true;
      if (stats === undefined) return false;
      if (!stats.isDirectory() && !stats.isFile()) return true;
      if (ruleFiles.includes(basename(path))) return false;
      return scopeOf(dirname(path)).keptOut(basename(path), stats.isDirectory()) !== null;
    },
  };
}
