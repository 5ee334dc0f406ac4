import { ForbiddenError, NotFoundError, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context, VisibleRun } from '../context.ts';
import { emit } from '../event-log.ts';
import { SyncRunCancelled } from '../events.ts';
import type { Services } from '../services.ts';
import { canManageSource } from '../sources/source.policy.ts';
import { cancelled, finish } from './execute-run.ts';
import { SyncRun } from './sync-run.entity.ts';

/** Stops a run: at once if it has not begun or waits, else after its current page. A run that has ended stays as it ended. */
export async function cancelSync(context: Context, runId: string): Promise<VisibleRun> {
  const visible = await context.runs.load(runId);
  if (visible === null) throw new NotFoundError();
  if (!canManageSource(context.viewer, visible.source)) throw new ForbiddenError('Only its owner or who manages sources can stop a run');
  if (visible.run.isLive()) {
    await stopRun(context.services, visible.run);
    emit(context, SyncRunCancelled, { runId, sourceId: visible.run.sourceId });
    await context.em.flush();
  }
  const run = await context.em.refresh(visible.run);
  return { ...visible, run: run ?? visible.run };
}

/** Ends a run that does nothing now; asks one that is under way, here or in another process, to end. */
export async function stopRun(
  services: Services,
  { id, organizationId, sourceId }: Pick<SyncRun, 'id' | 'organizationId' | 'sourceId'>,
): Promise<void> {
  await services.database.system().transactional(async (transaction) => {
    const em = transaction as SqlEntityManager;
    await em.execute('select from connectors.sync_runs where id = ? for update', [uuidOf(id)]);
    const run = await em.findOne(SyncRun, { id });
    if (run === null || !run.isLive()) return;
    run.isCancelRequested = true;
    if (run.status === 'RUNNING' && run.heartbeatAt !== null) return;
    run.finish('CANCELLED', services.clock.now());
    await finish(em, services, run, {});
  });
  services.active.get(id)?.abort(cancelled);
  services.progress.changed(organizationId, sourceId);
}
