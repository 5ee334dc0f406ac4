import { ForbiddenError, actorOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { visibleSource } from '../access/visible.ts';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { SourceUpdated } from '../events.ts';
import { stopRun } from '../sync/cancel-sync.ts';
import { liveRunsOf } from '../sync/find-runs.ts';
import { requestRun } from '../sync/request-run.ts';
import { refuseBuiltIn } from './built-in-source.ts';
import { sourceFact } from './describe-source.ts';
import { lockSource } from './lock-source.ts';
import { checkInterval, checkRules } from './source-rules.ts';
import { type VisibleSource, canManageSource } from './source.policy.ts';

export interface UpdateSourceInput {
  readonly sourceId: string;
  readonly isPaused?: boolean | null;
  readonly include?: readonly string[] | null;
  readonly exclude?: readonly string[] | null;
  /** Null: only when asked or when a change is noticed. Left out: as it was. */
  readonly intervalMinutes?: number | null;
}

/** Pauses or resumes a source, or changes its schedule and rules. New rules compare everything again. */
export async function updateSource(context: Context, input: UpdateSourceInput): Promise<VisibleSource> {
  const { em, viewer, request, services } = context;
  const visible = await visibleSource(context, input.sourceId);
  if (!canManageSource(viewer, visible)) throw new ForbiddenError('Only its owner or who manages sources can change a source');
  refuseBuiltIn(visible.source);
  const rules = checkRules(input);
  if (Object.keys(rules).length > 0 && !visible.mayRead) throw new ForbiddenError('What of a source is read is for its owner to say');
  checkInterval(input.intervalMinutes);
  const stopped = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const source = await lockSource(scoped, input.sourceId);
    if (typeof input.isPaused === 'boolean') source.setPaused(input.isPaused);
    if (input.intervalMinutes !== undefined) source.intervalMinutes = input.intervalMinutes;
    source.scheduleFrom(services.clock.now());
    const hasNewRules = Object.keys(rules).length > 0;
    if (hasNewRules) source.setRules(rules);
    source.touch();
    emit({ em: scoped, viewer, request }, SourceUpdated, sourceFact(source), { version: source.version });
    await scoped.flush();
    const live = await liveRunsOf(scoped, [source.id]);
    if (source.status === 'PAUSED') return live;
    const resumes = input.isPaused === false && visible.source.status === 'PAUSED';
    if ((hasNewRules || resumes) && visible.account.isWorking() && live.length === 0) {
      const actor = actorOf(viewer);
      await requestRun(scoped, services, source, { trigger: 'MANUAL', startedBy: actor, cause: { actor, requestId: request.id } });
    }
    return [];
  });
  for (const run of stopped) await stopRun(services, run);
  services.queue.kick();
  context.forgetVisibility();
  void services.watchers.refresh();
  return visibleSource(context, input.sourceId);
}
