import { createHash } from 'node:crypto';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Document, DocumentFailure, PendingDeletion } from '../documents/document.entity.ts';
import type { Services } from '../services.ts';
import { Source } from '../sources/source.entity.ts';
import { loadDocumentChanges } from './load-document-changes.ts';
import { lockRun, sealPage } from './commit-page.ts';
import { uuidOf } from '@conhub/subgraph-kit';

/** From how many on, and from which share of the source on, deletions wait for a person. */
export const valve = { documentsMin: 20, shareMin: 0.2 } as const;

const batchSize = 100;

/** Whether so many deletions must be confirmed. `of`: the documents before. */
export const mustWait = (count: number, of: number): boolean => count >= valve.documentsMin && count >= valve.shareMin * of;

export interface Reconciled {
  readonly isWaiting: boolean;
  readonly deleted: number;
}

/** After a complete listing: deletes what it did not find, or leaves it to a person where that is a large share. */
export async function reconcileDeletions(services: Services, runId: string, sourceId: string): Promise<Reconciled> {
  const isWaiting = await services.database.system().transactional(async (transaction) => {
    const em = transaction as SqlEntityManager;
    const { source } = await lockRun(em, runId);
    await em.nativeDelete(PendingDeletion, { sourceId: source.id, isFromListing: false, runId: { $ne: runId } });
    await spareUnreadFolders(em, source);
    const pending = await em.find(PendingDeletion, { sourceId: source.id }, { orderBy: { documentId: 'asc' } });
    const waits = mustWait(pending.length, source.documentCount);
    source.deletionToken = waits ? tokenOf(pending.map((row) => row.documentId)) : null;
    return waits;
  });
  return { isWaiting, deleted: isWaiting ? 0 : await deletePending(services, sourceId, runId) };
}

/** What lies below a folder that could not be read was not looked for: it is not gone. Such a failure's path ends with `/`. */
async function spareUnreadFolders(em: SqlEntityManager, source: Source): Promise<void> {
  const unread = await em.find(DocumentFailure, { sourceId: source.id, path: { $like: '%/' } });
  for (const { path } of unread) {
    await em.execute(
      `delete from connectors.pending_deletions p using connectors.documents d
        where p.source_id = ? and d.id = p.document_id and starts_with(d.path, ?)`,
      [uuidOf(source.id), path],
    );
  }
}

/** It stands for exactly these documents. */
export const tokenOf = (documentIds: readonly string[]): string =>
  createHash('sha256').update(documentIds.join(' ')).digest('base64url').slice(0, 32);

/** Deletes what is pending, page by page. `runId` null: a person has confirmed it. Answers how many. */
export async function deletePending(services: Services, sourceId: string, runId: string | null): Promise<number> {
  let deleted = 0;
  for (;;) {
    const count = await services.database.system().transactional(async (transaction) => {
      const em = transaction as SqlEntityManager;
      await em.execute('select from connectors.sources where id = ? for update', [uuidOf(sourceId)]);
      const run = runId === null ? null : (await lockRun(em, runId)).run;
      const source = await em.findOneOrFail(Source, { id: sourceId });
      const pending = await em.find(PendingDeletion, { sourceId }, { limit: batchSize, orderBy: { documentId: 'asc' } });
      if (pending.length === 0) return 0;
      const documents = await em.find(Document, { id: { $in: pending.map((row) => row.documentId) } });
      const changes = await loadDocumentChanges(
        em,
        source,
        services.clock.now(),
        documents.map((row) => row.providerId),
      );
      for (const document of changes.documents.values()) changes.remove(document);
      // A row whose document is no more would be found again for ever.
      for (const row of pending) em.remove(row);
      if (run !== null) run.deleted += documents.length;
      await em.execute('delete from connectors.folder_entries where source_id = ? and id in (select jsonb_array_elements_text(?::jsonb))', [
        uuidOf(sourceId),
        JSON.stringify(documents.map((row) => row.providerId)),
      ]);
      await sealPage(em, services, { source, changes, runId, now: services.clock.now() });
      return pending.length;
    });
    deleted += count;
    if (count < batchSize) return deleted;
  }
}
