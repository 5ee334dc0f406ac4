import { type Actor, type Cause, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Services } from '../services.ts';
import type { Source } from '../sources/source.entity.ts';
import { liveRunsOf } from './find-runs.ts';
import { SyncRun, type SyncTrigger } from './sync-run.entity.ts';

export interface RunRequest {
  readonly trigger: SyncTrigger;
  readonly startedBy: Actor;
  readonly cause: Cause | null;
  readonly isFull?: boolean;
}

/**
 * A run for a source, in the caller's transaction: the one under way if there is one. Call `queue.kick()` after the commit.
 */
export async function requestRun(
  em: SqlEntityManager,
  services: Pick<Services, 'queue'>,
  source: Source,
  request: RunRequest,
): Promise<{ run: SyncRun; isNew: boolean }> {
  // Two who ask at once: the second sees the first's run.
  await em.flush();
  await em.execute('select from connectors.sources where id = ? for update', [uuidOf(source.id)]);
  const [live] = await liveRunsOf(em, [source.id]);
  if (live !== undefined) return { run: live, isNew: false };
  const run = em.create(
    SyncRun,
    {
      organizationId: source.organizationId,
      sourceId: source.id,
      accountId: source.accountId,
      status: 'QUEUED',
      phase: 'DISCOVERING',
      trigger: request.trigger,
      startedBy: request.startedBy,
      cause: request.cause,
      isFull: request.isFull ?? false,
      keptOut: {},
    },
    { persist: true },
  );
  await em.flush();
  await services.queue.send(em, run.id);
  return { run, isNew: true };
}
