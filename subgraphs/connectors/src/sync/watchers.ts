import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import type { Watch } from '../providers/connector.ts';
import type { Services } from '../services.ts';
import { Source } from '../sources/source.entity.ts';
import { requestRun } from './request-run.ts';
import { createSnapshot } from './snapshot-store.ts';

/** Watches every active source whose connector can, and turns hints into runs. */
export interface Watchers {
  /** Watches what is to be watched now: called after every change of a source or account. Resolves when the watches stand. */
  refresh(): Promise<void>;
  /** A hint for one source, also from elsewhere. */
  hint(sourceId: string): void;
  /** A run begins to look for changes: it sees all that was noticed before. */
  lookBegins(sourceId: string): void;
  /** What was noticed while it went on is read next; not so after a run that somebody has cancelled. */
  runEnded(sourceId: string, isCancelled: boolean): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A large source is read at most half of the time. */
const pauseMsMax = 30_000;

interface Watched {
  readonly key: string;
  readonly stop: () => Promise<void>;
}

export function createWatchers(services: () => Services): Watchers {
  const watched = new Map<string, Watched>();
  const timers = new Map<string, NodeJS.Timeout>();
  /** Hints that came while a run was under way: it may have passed the place already. */
  const dirty = new Set<string>();
  const begun = new Map<string, number>();
  const took = new Map<string, number>();
  let isRunning = false;
  const ending = new AbortController();
  let refreshing: Promise<void> = Promise.resolve();

  function hint(sourceId: string): void {
    if (!isRunning || timers.has(sourceId)) return;
    const delay = Math.max(services().env.watchDelayMs, Math.min(took.get(sourceId) ?? 0, pauseMsMax));
    timers.set(
      sourceId,
      setTimeout(() => {
        timers.delete(sourceId);
        read(sourceId).catch((error: unknown) => services().log.warn({ err: error, sourceId }, 'A noticed change could not be queued'));
      }, delay),
    );
  }

  function forget(sourceId: string): void {
    dirty.delete(sourceId);
    clearTimeout(timers.get(sourceId));
    timers.delete(sourceId);
  }

  async function read(sourceId: string): Promise<void> {
    const { database, queue, progress } = services();
    const isNew = await database.system().transactional(async (transaction) => {
      const em = transaction as SqlEntityManager;
      const source = await em.findOne(Source, { id: sourceId, status: 'ACTIVE' });
      if (source === null) return false;
      const asked = await requestRun(em, services(), source, {
        trigger: 'WATCH',
        startedBy: { kind: 'service', name: 'connectors.watch' },
        cause: null,
      });
      if (asked.isNew) progress.changed(source.organizationId, source.id);
      // A run that has not begun will see it.
      else if (asked.run.status !== 'QUEUED') dirty.add(sourceId);
      return asked.isNew;
    });
    if (!isNew) return;
    begun.set(sourceId, Date.now());
    queue.kick();
  }

  async function update(): Promise<void> {
    const { database, providers } = services();
    const em = database.system();
    const accounts = new Map((await em.find(ConnectedAccount, { status: 'ACTIVE' })).map((row) => [row.id, row]));
    const sources = (await em.find(Source, { status: 'ACTIVE' })).filter(
      (row) => accounts.has(row.accountId) && providers.get(row.providerKey)?.watch !== undefined,
    );
    const wanted = new Map(sources.map((source) => [source.id, source]));
    for (const [id, watch] of watched) {
      const source = wanted.get(id);
      if (source !== undefined && keyOf(source) === watch.key) continue;
      watched.delete(id);
      await watch.stop();
    }
    for (const source of wanted.values()) {
      if (watched.has(source.id) || !isRunning) continue;
      watched.set(source.id, { key: keyOf(source), stop: await watch(source, accounts.get(source.accountId)?.configuration) });
      // What changed before the watch stood has given no hint. A run that begins to look from here on sees it.
      hint(source.id);
    }
  }

  async function watch(source: Source, configuration: unknown): Promise<() => Promise<void>> {
    const { providers, database, clock, log } = services();
    const connector = providers.get(source.providerKey);
    const controller = new AbortController();
    let handle: Watch | undefined;
    try {
      const ctx = {
        config: connector?.spec.config.parse(configuration),
        rules: { include: source.include, exclude: source.exclude },
        snapshot: createSnapshot(database, source.id),
        clock,
        logger: log,
        signal: AbortSignal.any([controller.signal, ending.signal]),
      };
      handle = await connector?.watch?.(ctx, source.containerId, () => hint(source.id));
    } catch (error) {
      log.warn({ err: error, sourceId: source.id }, 'A source cannot be watched; it is read by its schedule and when asked');
    }
    return async () => {
      controller.abort();
      await handle?.stop();
    };
  }

  return {
    hint,
    refresh() {
      if (!isRunning) return Promise.resolve();
      refreshing = refreshing
        .then(update)
        .catch((error: unknown) => services().log.warn({ err: error }, 'The watches could not be brought up to date'));
      return refreshing;
    },
    lookBegins: forget,
    runEnded(sourceId, isCancelled) {
      const start = begun.get(sourceId);
      if (start !== undefined) took.set(sourceId, Date.now() - start);
      begun.delete(sourceId);
      if (isCancelled) forget(sourceId);
      else if (dirty.delete(sourceId)) hint(sourceId);
    },
    start() {
      isRunning = true;
      return this.refresh();
    },
    async stop() {
      isRunning = false;
      ending.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      await refreshing;
      const stops = [...watched.values()];
      watched.clear();
      await Promise.all(stops.map(({ stop }) => stop()));
    },
  };
}

const keyOf = (source: Source): string => JSON.stringify([source.containerId, source.include, source.exclude, source.accountId]);
