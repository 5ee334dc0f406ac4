import { idOf, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { SyncRun, liveStatuses } from './sync-run.entity.ts';

/** The newest run of each source, whatever its state. */
export async function newestRunsOf(em: SqlEntityManager, sourceIds: readonly string[]): Promise<SyncRun[]> {
  if (sourceIds.length === 0) return [];
  const rows = await em.execute<{ id: string }[]>(
    `select run.id from unnest(string_to_array(?, ',')::uuid[]) as source (id),
       lateral (select id from connectors.sync_runs where source_id = source.id order by queued_at desc, id desc limit 1) as run`,
    [sourceIds.map(uuidOf).join(',')],
  );
  return rows.length === 0 ? [] : em.find(SyncRun, { id: { $in: rows.map(({ id }) => idOf('run', id)) } });
}

/** The run of each source that is queued, under way or waiting: there is one at most. */
export const liveRunsOf = (em: SqlEntityManager, sourceIds: readonly string[]): Promise<SyncRun[]> =>
  em.find(SyncRun, { sourceId: { $in: [...sourceIds] }, status: { $in: [...liveStatuses] } });
