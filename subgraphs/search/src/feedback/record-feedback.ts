import { ForbiddenError, NotFoundError, parseId, personOf, uuidOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { searcherOf } from '../search-documents.ts';

export type FeedbackKind = 'OPENED' | 'HELPFUL' | 'NOT_HELPFUL';

const opposite: Readonly<Record<FeedbackKind, FeedbackKind | null>> = { OPENED: null, HELPFUL: 'NOT_HELPFUL', NOT_HELPFUL: 'HELPFUL' };

/** Keeps what a person says of a hit. Helpful and not helpful replace one another. */
export async function recordFeedback(context: Context, input: { readonly hitId: string; readonly kind: FeedbackKind }): Promise<string> {
  const { em, viewer } = context;
  const organizationId = searcherOf(viewer);
  const userId = personOf(viewer);
  if (userId === null) throw new ForbiddenError('Only a person says what helped');
  const documentId = parseId('doc', input.hitId, ['input', 'hitId']);
  if ((await context.documentIndexing.load(documentId)) === null) throw new NotFoundError();
  const key = [uuidOf(organizationId), uuidOf(userId), uuidOf(documentId)];
  await em.transactional(async () => {
    const other = opposite[input.kind];
    if (other !== null)
      await em.execute('delete from search.search_feedback where organization_id = ? and user_id = ? and document_id = ? and kind = ?', [
        ...key,
        other,
      ]);
    await em.execute(
      `insert into search.search_feedback (organization_id, user_id, document_id, kind, given_at) values (?, ?, ?, ?, ?)
       on conflict (organization_id, user_id, document_id, kind) do update set given_at = excluded.given_at`,
      [...key, input.kind, new Date()],
    );
  });
  return documentId;
}
