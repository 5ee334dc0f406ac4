import type { SyncRun } from './sync-run.entity.ts';

/** When a run will probably be done, at the pace it has had so far. Null while nothing can be said. */
export function estimateFinish(run: Pick<SyncRun, 'status' | 'startedAt' | 'estimatedRemaining' | 'discovered'>, now: Date): Date | null {
  const { startedAt, estimatedRemaining } = run;
  if (run.status !== 'RUNNING' || !startedAt || estimatedRemaining === null || estimatedRemaining === undefined || run.discovered === 0)
    return null;
  const elapsed = now.getTime() - startedAt.getTime();
  return elapsed < 1_000 ? null : new Date(now.getTime() + (elapsed / run.discovered) * estimatedRemaining);
}
