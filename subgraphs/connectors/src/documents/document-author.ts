import { authorKey } from '@conhub/subgraph-kit/author-key';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import type { DocumentMeta } from '../providers/connector.ts';
import { isBuiltIn } from '../sources/built-in-source.ts';
import type { Source } from '../sources/source.entity.ts';
import type { ReadDocument } from '../sync/document-changes.ts';
import type { Document } from './document.entity.ts';

/** A document's author as its row has it: a name, an address or both, or a person of ConHub's own (`usr_…`). */
export type DocumentAuthor = Pick<Document, 'authorName' | 'authorEmail' | 'authorId'>;

export const nobody = { authorName: null, authorEmail: null, authorId: null } as const satisfies DocumentAuthor;

/**
 * Who has written it, of all who say so: its provider, the document itself, the person who makes it in ConHub. What is read again in the
 * revision that it is in already keeps the author it has where nobody is named; a note stays that of who began it.
 */
export function authorNow(
  existing: Document | undefined,
  { meta, read, madeBy = null }: { readonly meta: DocumentMeta | null; readonly read: ReadDocument; readonly madeBy?: string | null },
): DocumentAuthor {
  const { displayName = null, email = null } = meta?.author ?? {};
  if (displayName !== null || email !== null) return { ...nobody, authorName: displayName, authorEmail: email };
  const own = read.state === 'AVAILABLE' ? (read.author ?? null) : null;
  if (own !== null) return { ...nobody, authorName: own.name, authorEmail: own.email };
  if (madeBy !== null) return { ...nobody, authorId: existing?.authorId ?? madeBy };
  if (existing === undefined || existing.revision !== read.revision || existing.state === 'DELETED') return nobody;
  const { authorName = null, authorEmail = null, authorId = null } = existing;
  return { authorName, authorEmail, authorId };
}

export const isSameAuthor = (a: DocumentAuthor, b: DocumentAuthor): boolean =>
  (a.authorName ?? null) === (b.authorName ?? null) &&
  (a.authorEmail ?? null) === (b.authorEmail ?? null) &&
  (a.authorId ?? null) === (b.authorId ?? null);

/** Of a member it is over their id and not over their address, which not everybody may know: a key can be guessed at. */
export function authorKeyOf({ authorId, authorEmail, authorName }: DocumentAuthor): string | null {
  const says = authorId ?? authorEmail ?? authorName ?? null;
  return says === null ? null : authorKey(says);
}

/** Whose own notes or files a built-in source holds (`usr_…`); null for what is read from another place. */
export async function ownerOfBuiltIn(em: SqlEntityManager, source: Pick<Source, 'kind' | 'accountId'>): Promise<string | null> {
  return isBuiltIn(source) ? ((await em.findOne(ConnectedAccount, { id: source.accountId }))?.ownerId ?? null) : null;
}

/** The API's `Person`. */
export function personView({ authorId, authorEmail, authorName }: DocumentAuthor) {
  const displayName = authorName ?? authorEmail ?? (authorId ? 'A member' : null);
  return displayName === null
    ? null
    : { displayName, email: authorEmail ?? null, user: authorId ? ({ __typename: 'User', id: authorId } as const) : null };
}
