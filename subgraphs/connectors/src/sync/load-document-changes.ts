import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { ownerOfBuiltIn } from '../documents/document-author.ts';
import { Document, DocumentFailure, PendingDeletion } from '../documents/document.entity.ts';
import type { Source } from '../sources/source.entity.ts';
import { type DocumentChanges, createDocumentChanges } from './document-changes.ts';

/** Loads what a page is about to change. */
export async function loadDocumentChanges(
  em: SqlEntityManager,
  source: Source,
  now: Date,
  providerIds: readonly string[],
): Promise<DocumentChanges> {
  const ids = [...new Set(providerIds)];
  const documents = ids.length === 0 ? [] : await em.find(Document, { sourceId: source.id, providerId: { $in: ids } });
  const failures = ids.length === 0 ? [] : await em.find(DocumentFailure, { sourceId: source.id, providerId: { $in: ids } });
  const pending =
    documents.length === 0
      ? []
      : await em.find(PendingDeletion, { sourceId: source.id, documentId: { $in: documents.map(({ id }) => id) } });
  const madeBy = await ownerOfBuiltIn(em, source);
  return createDocumentChanges(em, source, now, { documents, failures, pending, madeBy });
}
