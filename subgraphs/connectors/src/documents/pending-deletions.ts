import type { Context } from '../context.ts';
import type { VisibleSource } from '../sources/source.policy.ts';
import { Document, PendingDeletion } from './document.entity.ts';

const sampleSize = 10;

/** The deletions that wait for a person: how many, and for those who may read the source a few of the documents. */
export async function pendingDeletions({ em }: Pick<Context, 'em'>, { source, mayRead }: VisibleSource) {
  if (!source.deletionToken) return null;
  const count = await em.count(PendingDeletion, { sourceId: source.id });
  const rows = mayRead
    ? await em.find(PendingDeletion, { sourceId: source.id }, { limit: sampleSize, orderBy: { documentId: 'asc' } })
    : [];
  const ids = rows.map((row) => row.documentId);
  const sample = ids.length === 0 ? [] : await em.find(Document, { id: { $in: ids }, sourceId: source.id }, { orderBy: { path: 'asc' } });
  return {
    count,
    share: source.documentCount === 0 ? 1 : Math.min(1, count / source.documentCount),
    token: source.deletionToken,
    sample,
  };
}
