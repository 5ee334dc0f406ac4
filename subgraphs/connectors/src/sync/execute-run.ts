import { isOutage, service, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import { emit } from '../event-log.ts';
import { AccountUpdated, SyncRunFinished } from '../events.ts';
import { type Problem, problem, stored } from '../problems.ts';
import { ConnectorError } from '../providers/connector-error.ts';
import type { Services } from '../services.ts';
import { Source } from '../sources/source.entity.ts';
import { waitAfter } from './backoff.ts';
import { RunStop } from './run-stop.ts';
import { readSource } from './run-sync.ts';
import { SyncRun } from './sync-run.entity.ts';

const heartbeatMs = 3_000;
const outageRetryMs = 500;
/** A run whose process has been silent for so long is taken over. */
export const lapseMs = 15_000;

/** Runs of this process, to stop them at once. */
export type ActiveRuns = Map<string, AbortController>;

export const cancelled = new Error('The run was cancelled');
export const shuttingDown = new Error('ConHub is stopping');

/** Works on a run until it ends, waits, or gives way. Does nothing if the run is not to be worked on (any more, or by us). */
export async function executeRun(
  services: Services,
  active: ActiveRuns,
  runId: string,
  hasOthersWaiting: () => Promise<boolean>,
): Promise<void> {
  if (active.has(runId)) return;
  const run = await claim(services, runId);
  if (run === null) return;
  const controller = new AbortController();
  active.set(runId, controller);
  const heart = setInterval(() => void beat(services, runId, controller).catch(() => {}), heartbeatMs);
  services.progress.changed(run.organizationId, run.sourceId);
  try {
    const sliceEnd = Date.now() + services.env.sliceMs;
    let othersWait = false;
    const givesWay = (): boolean => {
      if (Date.now() < sliceEnd) return false;
      void hasOthersWaiting().then((answer) => (othersWait = answer));
      return othersWait;
    };
    const isDone = await readSource(services, run, controller.signal, givesWay);
    if (isDone) await settle(services, runId, { status: 'SUCCEEDED', problem: null });
    else await giveWay(services, runId);
  } catch (error) {
    if (isOutage(error)) await comeBack(services, runId, controller.signal);
    else await settle(services, runId, outcomeOf(services, run, error, controller.signal));
  } finally {
    clearInterval(heart);
    active.delete(runId);
    services.watchers.runEnded(run.sourceId, controller.signal.reason === cancelled);
    services.progress.changed(run.organizationId, run.sourceId);
  }
}

async function claim(services: Services, runId: string): Promise<SyncRun | null> {
  const em = services.database.system();
  const now = services.clock.now();
  const rows = await em.execute<unknown[]>(
    `update connectors.sync_runs set status = 'RUNNING', heartbeat_at = ?, started_at = coalesce(started_at, ?), problem = null
      where id = ? and (status = 'QUEUED'
        or (status = 'WAITING' and (problem->>'retryAt')::timestamptz <= ?)
        or (status = 'RUNNING' and (heartbeat_at is null or heartbeat_at < ?)))
      returning id`,
    [now, now, uuidOf(runId), new Date(now.getTime() + 500), new Date(now.getTime() - lapseMs)],
  );
  return rows.length === 0 ? null : em.findOneOrFail(SyncRun, { id: runId });
}

/** Says that the run is alive, and hears whether another process wants it stopped. */
async function beat(services: Services, runId: string, controller: AbortController): Promise<void> {
  const [row] = await services.database
    .system()
    .execute<{ is_cancel_requested: boolean; status: string }[]>(
      'update connectors.sync_runs set heartbeat_at = ? where id = ? returning is_cancel_requested, status',
      [services.clock.now(), uuidOf(runId)],
    );
  if (row === undefined || row.is_cancel_requested || row.status !== 'RUNNING') controller.abort(cancelled);
}

interface Outcome {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'WAITING' | 'RUNNING';
  readonly problem: Problem | null;
  readonly needsAuthorization?: true;
}

function outcomeOf(services: Services, run: SyncRun, error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted) return { status: signal.reason === shuttingDown ? 'RUNNING' : 'CANCELLED', problem: null };
  if (error instanceof RunStop) return { status: error.outcome, problem: error.problem };
  if (error instanceof ConnectorError) {
    if (error.code === 'REAUTH_REQUIRED')
      return { status: 'FAILED', problem: problem(error.code, error.message), needsAuthorization: true };
    if (error.code !== 'RATE_LIMITED' && error.code !== 'UNAVAILABLE')
      return { status: 'FAILED', problem: problem(error.code, error.message) };
    return { status: 'WAITING', problem: problem(error.code, error.message, error.retryAt ?? waitAfter(run.waits, services.clock.now())) };
  }
  services.log.error({ err: error, runId: run.id, sourceId: run.sourceId }, 'A sync run failed inside ConHub');
  return { status: 'FAILED', problem: problem('INTERNAL') };
}

/** Writes how a run stands now. A shutdown leaves it RUNNING without a heartbeat: whoever comes next goes on. */
async function settle(services: Services, runId: string, outcome: Outcome): Promise<void> {
  const { clock, queue } = services;
  await services.database.system().transactional(async (transaction) => {
    const em = transaction as SqlEntityManager;
    await em.execute('select from connectors.sync_runs where id = ? for update', [uuidOf(runId)]);
    const run = await em.findOne(SyncRun, { id: runId });
    if (run === null || !run.isLive()) return;
    if (outcome.status === 'RUNNING') {
      run.heartbeatAt = null;
      return;
    }
    if (outcome.status === 'WAITING' && outcome.problem !== null) {
      run.wait(stored(outcome.problem));
      await queue.send(em, runId, outcome.problem.retryAt ?? undefined);
      return;
    }
    run.finish(
      outcome.status as 'SUCCEEDED' | 'FAILED' | 'CANCELLED',
      clock.now(),
      outcome.problem === null ? null : stored(outcome.problem),
    );
    await finish(em, services, run, outcome);
  });
}

/** What else the end of a run changes: the source's schedule, the account that is no longer let in, and the fact. */
export async function finish(
  em: SqlEntityManager,
  services: Pick<Services, 'clock'>,
  run: SyncRun,
  outcome: { readonly needsAuthorization?: true },
): Promise<void> {
  const context = { em, viewer: service('connectors.sync', run.organizationId), request: null };
  const source = await em.findOneOrFail(Source, { id: run.sourceId });
  source.scheduleFrom(services.clock.now());
  if (outcome.needsAuthorization === true) {
    const account = await em.findOneOrFail(ConnectedAccount, { id: run.accountId });
    account.requireAuthorization();
    emit(
      context,
      AccountUpdated,
      {
        accountId: account.id,
        version: account.version,
        providerKey: account.providerKey,
        ownerId: account.ownerId ?? null,
        status: account.status,
      },
      { version: account.version },
    );
  }
  emit(context, SyncRunFinished, {
    runId: run.id,
    sourceId: source.id,
    status: run.status,
    problemCode: run.problem?.code ?? null,
    documentCount: source.documentCount,
    digest: source.digest,
  });
}

/** The database went away under the run: nothing is lost, it goes on when the database is back. Gives up only when ConHub stops. */
async function comeBack(services: Services, runId: string, signal: AbortSignal): Promise<void> {
  services.log.warn({ runId }, 'A sync run waits for the database');
  while (!signal.aborted) {
    try {
      await giveWay(services, runId);
      services.queue.kick();
      return;
    } catch (error) {
      if (!isOutage(error)) throw error;
      await services.clock.sleep(outageRetryMs, signal).catch(() => {});
    }
  }
}

async function giveWay(services: Services, runId: string): Promise<void> {
  await services.database.system().transactional(async (transaction) => {
    const em = transaction as SqlEntityManager;
    const run = await em.findOneOrFail(SyncRun, { id: runId });
    run.heartbeatAt = null;
    await services.queue.send(em, runId);
  });
}
