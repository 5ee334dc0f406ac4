import { personOf } from '@conhub/subgraph-kit';
import { SourceGrantee } from '../access/access-set.entity.ts';
import { isOwner } from '../accounts/account.policy.ts';
import type { Context } from '../context.ts';
import type { VisibleSource } from '../sources/source.policy.ts';
import type { Document } from './document.entity.ts';

export interface AccessReason {
  readonly kind: 'OWNER' | 'SHARED_WITH_USER' | 'ORGANIZATION';
  readonly label: string;
  readonly grantee: { readonly __typename: 'User'; readonly id: string } | null;
}

/** Every reason for which the viewer may see the document. */
export async function explainAccess(
  { em, viewer }: Pick<Context, 'em' | 'viewer'>,
  _document: Document,
  { source, account }: VisibleSource,
) {
  const person = personOf(viewer);
  const reasons: AccessReason[] = [];
  if (isOwner(viewer, account)) reasons.push({ kind: 'OWNER', label: 'It is read with your own account', grantee: null });
  if (
    source.visibility === 'SHARED' &&
    person !== null &&
    (await em.findOne(SourceGrantee, { sourceId: source.id, userId: person })) !== null
  ) {
    reasons.push({ kind: 'SHARED_WITH_USER', label: `${source.name} is shared with you`, grantee: { __typename: 'User', id: person } });
  }
  if (source.visibility === 'ORGANIZATION')
    reasons.push({ kind: 'ORGANIZATION', label: `${source.name} is open to everybody in the organization`, grantee: null });
  return { visibility: source.visibility, reasons };
}
