import { BadUserInputError, uuidOf } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import type { Document } from './document.entity.ts';
import { DocumentRevision, revisionsMax } from './document-revision.entity.ts';

/** What has been observed of a document that the viewer may see, the newest first. */
export async function listRevisions(
  { em }: Pick<Context, 'em'>,
  { id: documentId }: Pick<Document, 'id'>,
  input: ConnectionArguments,
): Promise<Connection<DocumentRevision>> {
  const size = pageSize(input);
  const after = decodeCursor(input.after, 1);
  if (after !== null && !Number.isSafeInteger(after[0]))
    throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a cursor of this list');
  const beyond = after === null ? {} : { id: { $lt: Number(after[0]) } };
  const rows = await em.find(DocumentRevision, { documentId, ...beyond }, { orderBy: { id: 'desc' }, limit: size + 1 });
  return connectionOf(rows, size, ({ id }) => [id], {
    hasPreviousPage: after !== null,
    totalCount: () => em.count(DocumentRevision, { documentId }),
  });
}

/** Of these documents only the newest revisions stay. */
export async function forgetOldRevisions(em: SqlEntityManager, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return;
  await em.execute(
    `delete from connectors.document_revisions where id in (
       select id from (select id, row_number() over (partition by document_id order by id desc) as nth
                         from connectors.document_revisions
                        where document_id in (select jsonb_array_elements_text(?::jsonb)::uuid)) numbered
        where nth > ?)`,
    [JSON.stringify(documentIds.map(uuidOf)), revisionsMax],
  );
}
