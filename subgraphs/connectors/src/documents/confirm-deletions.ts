import { ConflictError, ForbiddenError, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { visibleSource } from '../access/visible.ts';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { DeletionsConfirmed } from '../events.ts';
import { type VisibleSource, canManageSource } from '../sources/source.policy.ts';
import { Source } from '../sources/source.entity.ts';
import { deletePending, tokenOf } from '../sync/reconcile-deletions.ts';
import { PendingDeletion } from './document.entity.ts';

/** Lets pending deletions happen, or keeps the documents as they are until their files come back. */
export async function confirmDeletions(
  context: Context,
  input: { readonly sourceId: string; readonly token: string; readonly isConfirmed: boolean },
): Promise<VisibleSource> {
  const { em, viewer, request, services } = context;
  const visible = await visibleSource(context, input.sourceId);
  if (!canManageSource(viewer, visible)) throw new ForbiddenError('Only its owner or who manages sources can confirm deletions');
  await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    await scoped.execute('select from connectors.sources where id = ? for update', [uuidOf(input.sourceId)]);
    const source = await scoped.findOneOrFail(Source, { id: input.sourceId }, { refresh: true });
    const pending = (await scoped.find(PendingDeletion, { sourceId: source.id }, { orderBy: { documentId: 'asc' } })).map(
      (row) => row.documentId,
    );
    // What was shown is what is confirmed, also when a run has changed the list since.
    if (!source.deletionToken || tokenOf(pending) !== input.token)
      throw new ConflictError('These deletions are no longer what is pending: look at them again');
    source.deletionToken = null;
    if (!input.isConfirmed) await keepDocuments(scoped, source.id);
    emit({ em: scoped, viewer, request }, DeletionsConfirmed, {
      sourceId: source.id,
      count: pending.length,
      isConfirmed: input.isConfirmed,
    });
    await scoped.flush();
  });
  if (input.isConfirmed) await deletePending(services, input.sourceId, null);
  await em.refresh(visible.source);
  services.progress.changed(visible.source.organizationId, visible.source.id);
  return visible;
}

/** Forgets what the connector looks for: else every later listing would miss the same files, and ask again. */
async function keepDocuments(em: SqlEntityManager, sourceId: string): Promise<void> {
  await em.execute(
    `delete from connectors.folder_entries e using connectors.documents d, connectors.pending_deletions p
      where p.source_id = ? and d.id = p.document_id and e.source_id = d.source_id and e.id = d.provider_id`,
    [uuidOf(sourceId)],
  );
  await em.nativeDelete(PendingDeletion, { sourceId });
}
