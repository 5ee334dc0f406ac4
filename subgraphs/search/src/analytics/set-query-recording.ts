import { ForbiddenError, hasScope, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { QueryRecordingChanged } from '../events.ts';
import { searcherOf } from '../search-documents.ts';

/** Whether queries are counted by their texts. What was kept goes when it ends. That it was changed is recorded; saying it again is not. */
export async function setQueryRecording({ em, viewer, request }: Context, isEnabled: boolean): Promise<boolean> {
  const organizationId = searcherOf(viewer);
  if (!hasScope(viewer, 'organization:manage')) throw new ForbiddenError('This needs the scope organization:manage');
  await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    if (!(await change(scoped, uuidOf(organizationId), isEnabled))) return;
    emit({ em: scoped, viewer, request }, QueryRecordingChanged, { organizationId, isEnabled });
    await scoped.flush();
  });
  return isEnabled;
}

/** False: it was so before. */
async function change(em: SqlEntityManager, organization: string, isEnabled: boolean): Promise<boolean> {
  if (!isEnabled) await em.execute('delete from search.query_counts where organization_id = ?', [organization]);
  const rows = await em.execute<unknown[]>(
    isEnabled
      ? 'insert into search.query_recordings (organization_id, since) values (?, now()) on conflict do nothing returning 1'
      : 'delete from search.query_recordings where organization_id = ? returning 1',
    [organization],
  );
  return rows.length > 0;
}
