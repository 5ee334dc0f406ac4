import { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import { DocumentFailure } from '../documents/document.entity.ts';
import { problem } from '../problems.ts';
import { ConnectorError } from '../providers/connector-error.ts';
import type { Connector, ConnectorContext, Op, Page } from '../providers/connector.ts';
import type { Services } from '../services.ts';
import { Source } from '../sources/source.entity.ts';
import { commitPage, lockRun } from './commit-page.ts';
import { metaOf } from './document-names.ts';
import { readDocuments, readingKey } from './read-documents.ts';
import { reconcileDeletions } from './reconcile-deletions.ts';
import { RunStop } from './run-stop.ts';
import { createSnapshot } from './snapshot-store.ts';
import { staleOperations } from './stale-documents.ts';
import type { SyncPhase, SyncRun } from './sync-run.entity.ts';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

/** One reading of one source, from wherever it was left. */
interface Reading {
  readonly services: Services;
  readonly runId: string;
  readonly isFull: boolean;
  readonly connector: Connector;
  readonly ctx: ConnectorContext;
  readonly sourceId: string;
  readonly containerId: string;
  /** A listing has counted what is kept out; the changes that follow it would count the same again. */
  hasCounted: boolean;
  /** True when the run shall give way: asked after each page. */
  readonly givesWay: () => boolean;
}

/** A cursor that has expired re-baselines at most so often in one run: a provider that never gives a good one must not spin. */
const baselinesMax = 3;

/**
 * Reads a source to its end: retries, watermark, listing, changes, deletions. Answers false when it gave way; then the same run goes on later
 * from the last committed page. Throws RunStop, or ConnectorError where the provider is the trouble.
 */
export async function readSource(services: Services, run: SyncRun, signal: AbortSignal, givesWay: () => boolean): Promise<boolean> {
  const em = services.database.system();
  const source = await em.findOneOrFail(Source, { id: run.sourceId });
  const account = await em.findOneOrFail(ConnectedAccount, { id: source.accountId });
  if (!account.isWorking()) throw new RunStop('CANCELLED', problem(account.problemCode ?? 'ACCOUNT_PAUSED'));
  const connector = services.providers.get(account.providerKey);
  if (connector === undefined) throw new ConnectorError('NOT_CONFIGURED', 'This installation has no such provider');
  const ctx: ConnectorContext = {
    config: connector.spec.config.parse(account.configuration),
    rules: { include: source.include, exclude: source.exclude },
    snapshot: createSnapshot(services.database, source.id),
    clock: services.clock,
    logger: services.log,
    signal,
  };
  const reading: Reading = {
    services,
    runId: run.id,
    isFull: run.isFull,
    connector,
    ctx,
    sourceId: source.id,
    containerId: source.containerId,
    hasCounted: false,
    givesWay,
  };
  await retryFailures(reading);
  await readStale(reading);
  for (let baselines = 0; ; baselines += 1) {
    try {
      if (!(await baseline(reading)) || !(await follow(reading))) return false;
      break;
    } catch (error) {
      const isStale = error instanceof ConnectorError && (error.code === 'CURSOR_EXPIRED' || error.code === 'CURSOR_UNTRUSTED');
      if (!isStale || baselines >= baselinesMax) throw error;
      services.log.info({ sourceId: source.id, code: error.code }, 'The place read to is of no use any more: everything is compared again');
      await change(reading, ({ source: row }) => {
        row.needsBaseline = true;
      });
    }
  }
  await setPhase(reading, 'RECONCILING');
  await reconcileDeletions(services, run.id, source.id);
  return true;
}

/** What failed and may be tried again now, as if the connector had named it. */
async function retryFailures(reading: Reading): Promise<void> {
  const { services, sourceId } = reading;
  for (;;) {
    const due = await services.database
      .system()
      .find(
        DocumentFailure,
        { sourceId, revision: { $ne: null }, retryAt: { $lte: services.clock.now() } },
        { limit: 100, orderBy: { path: 'asc' } },
      );
    if (due.length === 0) return;
    const ops = due.map((row): Op => ({
      t: 'upsert',
      id: row.providerId,
      rev: row.revision as string,
      path: row.path,
      meta: metaOf(row.meta ?? null),
    }));
    await setPhase(reading, 'FETCHING');
    await applyPage(reading, { ops, next: null }, () => {});
    reading.ctx.signal.throwIfAborted();
  }
}

/** What was read by an older ConHub in another way. */
async function readStale(reading: Reading): Promise<void> {
  for await (const ops of staleOperations(reading.services, reading.sourceId)) {
    await setPhase(reading, 'FETCHING');
    await applyPage(reading, { ops, next: null }, () => {});
    reading.ctx.signal.throwIfAborted();
  }
}

/** Lists everything, if that is to be done or was not finished. */
async function baseline(reading: Reading): Promise<boolean> {
  const { connector, ctx, containerId, services, sourceId, isFull } = reading;
  const source = await services.database.system().findOneOrFail(Source, { id: sourceId });
  const run = await change(reading, ({ run: row }) => row);
  const isUnusable = source.cursorVersion !== connector.spec.cursorVersion || !isCursor(connector, source.watermark ?? source.cursor);
  if (isUnusable || source.needsBaseline || (isFull && !run.hasBaseline)) {
    await setPhase(reading, 'DISCOVERING');
    const watermark = await connector.open(ctx, containerId);
    await change(reading, ({ source: row, run: runRow }) => {
      Object.assign(row, { watermark, cursor: null, cursorVersion: connector.spec.cursorVersion, needsBaseline: false });
      runRow.hasBaseline = true;
    });
  }
  const { watermark, cursor } = await services.database.system().findOneOrFail(Source, { id: sourceId });
  if (watermark === null) return true;
  await setPhase(reading, 'FETCHING');
  const pages = connector.enumerate(ctx, containerId, watermark, cursor === null ? undefined : cursor);
  return eachPage(reading, pages, (page, row) => {
    if (page.complete === true) Object.assign(row, { cursor: watermark, watermark: null });
    else row.cursor = page.next;
  });
}

/** Reads what has changed since the last committed cursor. */
async function follow(reading: Reading): Promise<boolean> {
  const { connector, ctx, containerId, services, sourceId } = reading;
  await setPhase(reading, 'FETCHING');
  const { cursor } = await services.database.system().findOneOrFail(Source, { id: sourceId });
  services.watchers.lookBegins(sourceId);
  return eachPage(reading, connector.changes(ctx, containerId, cursor), (page, row) => {
    row.cursor = page.next;
  });
}

async function eachPage(
  reading: Reading,
  pages: AsyncIterable<Page<unknown>>,
  advance: (page: Page<unknown>, source: Source) => void,
): Promise<boolean> {
  for await (const page of pages) {
    reading.ctx.signal.throwIfAborted();
    await applyPage(reading, page, (source) => advance(page, source));
    if (page.complete === true) {
      reading.hasCounted = true;
      return true;
    }
    reading.ctx.signal.throwIfAborted();
    if (reading.givesWay()) return false;
  }
  // What ends without saying so has proved nothing about what is gone.
  throw new ConnectorError('UNAVAILABLE', 'The provider stopped in the middle of its answer');
}

async function applyPage(reading: Reading, page: Page<unknown>, advance: (source: Source, run: SyncRun) => void): Promise<void> {
  const { services, connector, ctx, runId, sourceId, isFull } = reading;
  const source = await services.database.system().findOneOrFail(Source, { id: sourceId });
  let bytes = 0;
  const { readings, interruption } = await readDocuments(services, {
    connector,
    ctx,
    source,
    ops: page.ops,
    isForced: isFull,
    onRead: (count) => (bytes += count),
  });
  const commit = { runId, readings, bytes, isFromListing: source.watermark !== null };
  if (interruption === null) {
    const counted = reading.hasCounted ? { ...page, keptOut: {} } : page;
    await commitPage(services, { ...commit, ops: page.ops, page: counted, advance });
    return;
  }
  // What was read is kept, and the cursor stays: the page comes again, and each time less of it has to be read.
  const ops = page.ops.filter((op) => op.t === 'upsert' && readings.has(readingKey(op.id, op.rev)));
  if (ops.length > 0) await commitPage(services, { ...commit, ops, page: {}, advance: () => {} });
  throw interruption;
}

function isCursor(connector: Connector, cursor: unknown): boolean {
  return cursor !== null && connector.spec.cursor.safeParse(cursor).success;
}

const setPhase = (reading: Reading, phase: SyncPhase): Promise<void> =>
  change(reading, ({ run, source }) => {
    run.phase = phase;
    reading.services.progress.changed(source.organizationId, source.id);
  });

async function change<T>({ services, runId }: Reading, work: (rows: { run: SyncRun; source: Source }) => T): Promise<T> {
  return services.database.system().transactional(async (em) => work(await lockRun(em as SqlEntityManager, runId)));
}
