import { uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import { AccessSet } from '../access/access-set.entity.ts';
import { Document } from '../documents/document.entity.ts';
import { DocumentRevision } from '../documents/document-revision.entity.ts';
import type { Services } from '../services.ts';
import { applyReferences, createReferenceChanges } from '../storage/blob-references.ts';
import { countUsage } from '../storage/usage.ts';
import { Source } from './source.entity.ts';

const batchSize = 500;

/** Deletes what a removed source leaves, in small transactions. Safe to run again after a crash, and twice at once. */
export async function deleteSourceRows(services: Services, sourceId: string): Promise<void> {
  for (;;) {
    const isDone = await services.database.system().transactional(async (transaction) => {
      const em = transaction as SqlEntityManager;
      await em.execute('select from connectors.sources where id = ? for update', [uuidOf(sourceId)]);
      const source = await em.findOne(Source, { id: sourceId });
      if (source === null || source.status !== 'DELETING') return true;
      const documents = await em.find(Document, { sourceId }, { limit: batchSize });
      if (documents.length > 0) {
        await deleteDocuments(em, services, source, documents);
        return false;
      }
      for (const table of ['folder_entries', 'document_failures', 'pending_deletions', 'sync_runs', 'source_grantees']) {
        await em.execute(`delete from connectors.${table} where source_id = ?`, [uuidOf(sourceId)]);
      }
      await em.execute('delete from connectors.access_set_members where access_set_id = ?', [source.accessSetId]);
      await em.nativeDelete(AccessSet, { id: source.accessSetId });
      em.remove(source);
      await em.flush();
      const account = await em.findOne(ConnectedAccount, { id: source.accountId });
      if (account?.status === 'DELETING' && (await em.count(Source, { accountId: account.id })) === 0) em.remove(account);
      return true;
    });
    if (isDone) return;
  }
}

async function deleteDocuments(em: SqlEntityManager, services: Services, source: Source, documents: readonly Document[]): Promise<void> {
  const references = createReferenceChanges();
  let available = 0;
  for (const document of documents) {
    if (document.originalHash) references.remove(document.originalHash);
    if (document.state !== 'AVAILABLE' || !document.textHash) continue;
    available += 1;
    references.remove(document.textHash);
    if (document.contentHash && document.contentHash !== document.textHash) references.remove(document.contentHash);
  }
  await em.nativeDelete(DocumentRevision, { documentId: { $in: documents.map(({ id }) => id) } });
  await em.nativeDelete(Document, { id: { $in: documents.map(({ id }) => id) } });
  const storageBytes = await applyReferences(em, source.organizationId, references);
  await countUsage(em, services.limits, source.organizationId, { documents: -available, storageBytes });
}
