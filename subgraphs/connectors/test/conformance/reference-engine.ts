import { createHash } from 'node:crypto';
import type { Clock, Connector, ConnectorContext, Content, Op, Page, SourceRules } from '../../src/providers/connector.ts';
import { ConnectorError, DocumentError } from '../../src/providers/connector-error.ts';
import { createMemorySnapshot, type MemorySnapshot } from './memory-snapshot.ts';

export interface ReferenceDocument {
  readonly path: string;
  readonly rev: string;
  readonly hash: string;
}

/** What the engine must do with a connector, in its smallest form: no database, no jobs, the same order of things. */
export interface ReferenceEngine {
  readonly documents: Map<string, ReferenceDocument>;
  readonly failures: Map<string, { path: string; code: string }>;
  readonly snapshot: MemorySnapshot;
  readonly log: { pages: Page<unknown>[]; fetches: string[]; rateLimits: number; baselines: number };
  /** One run to its end. Throws `Crash` where it is told to; the next call then resumes as after a kill. */
  sync(options?: SyncOptions): Promise<void>;
  cursor(): unknown;
}

export interface SyncOptions {
  readonly isFull?: boolean;
  /** Called after each committed page (the world may change here). */
  readonly onPage?: (index: number) => Promise<void>;
  /** Called before each fetch of a page. */
  readonly onFetch?: () => Promise<void>;
  readonly crash?: { readonly page: number; readonly when: 'before commit' | 'after commit' };
  /** Every page is applied a second time, as after a crash between commit and acknowledgement. */
  readonly isTwice?: boolean;
  readonly signal?: AbortSignal;
}

export class Crash extends Error {}

interface Stored {
  cursor: string | null;
  /** The watermark of an enumeration under way. */
  baseline: string | null;
  staged: Extract<Op, { t: 'delete' }>[];
}

export function createReferenceEngine<Config, Cursor>(
  connector: Connector<Config, Cursor>,
  source: { config: Config; containerId: string; clock: Clock; rules?: SourceRules },
): ReferenceEngine {
  const documents = new Map<string, ReferenceDocument>();
  const failures = new Map<string, { path: string; code: string }>();
  const snapshot = createMemorySnapshot();
  const log: ReferenceEngine['log'] = { pages: [], fetches: [], rateLimits: 0, baselines: 0 };
  const stored: Stored = { cursor: null, baseline: null, staged: [] };
  const parse = (json: string): Cursor => connector.spec.cursor.parse(JSON.parse(json));

  async function fetchContents(ctx: ConnectorContext<Config>, ops: readonly Op[], onFetch?: () => Promise<void>) {
    const contents = new Map<string, Content | DocumentError>();
    const wanted = ops.filter((op) => op.t === 'upsert').filter((op) => documents.get(op.id)?.rev !== op.rev || failures.has(op.id));
    for (let start = 0; start < wanted.length; start += 16) {
      await Promise.all(
        wanted.slice(start, start + 16).map(async (op) => {
          await onFetch?.();
          log.fetches.push(op.path);
          const content = await whenAllowed(() => connector.fetch(ctx, source.containerId, op)).catch((error: unknown) => {
            if (error instanceof DocumentError) return error;
            throw error;
          });
          contents.set(op.id, content);
        }),
      );
    }
    return contents;
  }

  function commit(page: Page<Cursor>, contents: ReadonlyMap<string, Content | DocumentError>): void {
    const deletes = page.ops.filter((op) => op.t === 'delete');
    const staged = deletes.filter(({ evidence }) => evidence === 'enumeration');
    snapshot.apply(page.snapshot ?? { remove: [], put: [] }, { heldIds: new Set(staged.map(({ id }) => id)) });
    for (const op of page.ops) {
      if (op.t === 'move') {
        const document = documents.get(op.id);
        if (document !== undefined) documents.set(op.id, { ...document, path: op.to, rev: op.rev });
        const failure = failures.get(op.id);
        if (failure !== undefined) failures.set(op.id, { ...failure, path: op.to });
      } else if (op.t === 'fail') {
        documents.delete(op.id);
        failures.set(op.id, { path: op.path, code: op.error.code });
      } else if (op.t === 'upsert') {
        const content = contents.get(op.id);
        const document = documents.get(op.id);
        if (content instanceof DocumentError && content.code === 'DOCUMENT_GONE') {
          failures.delete(op.id);
          snapshot.setUnread(op.id, op.rev);
        } else if (content instanceof DocumentError) {
          documents.delete(op.id);
          failures.set(op.id, { path: op.path, code: content.code });
        } else if (content !== undefined) {
          const hash = createHash('sha256').update(content.bytes).digest('hex');
          documents.set(op.id, { path: op.path, rev: content.rev, hash });
          snapshot.setHash(op.id, op.rev, hash);
          failures.delete(op.id);
        } else if (document !== undefined) documents.set(op.id, { ...document, path: op.path });
      }
      if (op.t !== 'delete') stored.staged = stored.staged.filter(({ id }) => id !== op.id);
      else if (op.evidence === 'tombstone') remove(op.id);
      else stored.staged.push(op);
    }
    if (page.complete === true) {
      for (const { id } of stored.staged) remove(id);
      snapshot.apply({ remove: stored.staged.map(({ id }) => id), put: [] });
      stored.staged = [];
    }
  }

  function remove(id: string): void {
    documents.delete(id);
    failures.delete(id);
  }

  async function whenAllowed<T>(request: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await request();
      } catch (error) {
        if (!(error instanceof ConnectorError) || (error.code !== 'RATE_LIMITED' && error.code !== 'UNAVAILABLE')) throw error;
        log.rateLimits += 1;
        await source.clock.sleep(Math.max(0, (error.retryAt?.getTime() ?? 0) - source.clock.now().getTime()));
      }
    }
  }

  /** One pass over the connector's pages from the stored state. */
  async function run(ctx: ConnectorContext<Config>, options: SyncOptions, counter: { page: number }): Promise<void> {
    const pages =
      stored.baseline === null
        ? connector.changes(ctx, source.containerId, parse(stored.cursor as string))
        : connector.enumerate(ctx, source.containerId, parse(stored.baseline), stored.cursor === null ? undefined : parse(stored.cursor));
    let isComplete = false;
    for await (const page of pages) {
      if (isComplete) throw new Error('A page after the last one');
      const index = (counter.page += 1);
      const contents = await fetchContents(ctx, page.ops, options.onFetch);
      if (options.crash?.page === index && options.crash.when === 'before commit') throw new Crash();
      commit(page, contents);
      if (options.isTwice === true) commit(page, contents);
      stored.cursor = JSON.stringify(page.next);
      isComplete = page.complete === true;
      if (isComplete && stored.baseline !== null) {
        // The watermark, not the enumeration's own end: what changed during the crawl comes now.
        stored.cursor = stored.baseline;
        stored.baseline = null;
      }
      log.pages.push(page);
      if (options.crash?.page === index) throw new Crash();
      await options.onPage?.(index);
    }
    if (!isComplete) throw new Error('The pages ended without a last one');
  }

  return {
    documents,
    failures,
    snapshot,
    log,
    cursor: () => stored.cursor,
    async sync(options = {}) {
      const ctx: ConnectorContext<Config> = {
        config: source.config,
        rules: source.rules ?? { include: [], exclude: [] },
        snapshot,
        clock: source.clock,
        logger: silent,
        signal: options.signal ?? new AbortController().signal,
      };
      const counter = { page: 0 };
      const baseline = async () => {
        log.baselines += 1;
        stored.baseline = JSON.stringify(await whenAllowed(() => connector.open(ctx, source.containerId)));
        stored.cursor = null;
      };
      if (stored.cursor === null && stored.baseline === null) await baseline();
      else if (options.isFull === true) await baseline();
      for (let isDone = false; !isDone;) {
        const wasBaseline = stored.baseline !== null;
        try {
          await run(ctx, options, counter);
          // After an enumeration the changes since its watermark are read once.
          isDone = !wasBaseline;
        } catch (error) {
          if (!(error instanceof ConnectorError)) throw error;
          if (error.code === 'CURSOR_EXPIRED' || error.code === 'CURSOR_UNTRUSTED') await baseline();
          else if (error.code === 'RATE_LIMITED' || error.code === 'UNAVAILABLE') {
            log.rateLimits += 1;
            await source.clock.sleep(Math.max(0, (error.retryAt?.getTime() ?? 0) - source.clock.now().getTime()));
          } else throw error;
        }
      }
    },
  };
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
