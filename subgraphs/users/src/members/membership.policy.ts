import { type Viewer, hasScope, organizationOf, personOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { Membership } from './membership.entity.ts';
import { holdsAllOf, roleOfKey } from './role.ts';

/** Managing takes the scope and all that the member may do: an admin does not move an owner. */
export const canManage = (viewer: Viewer, membership: Membership): boolean =>
  organizationOf(viewer) === membership.organizationId &&
  hasScope(viewer, 'members:manage') &&
  holdsAllOf(viewer, roleOfKey(membership.roleKey).scopes);

/** A person leaves with their own membership; a key never leaves for its creator. */
export const canRemove = (viewer: Viewer, membership: Membership): boolean =>
  (viewer.kind === 'user' && personOf(viewer) === membership.userId) || canManage(viewer, membership);

/** As `canManage`, and not for the last owner, of whom nobody may take anything. */
export async function canManageNow({ viewer, em }: Pick<Context, 'viewer' | 'em'>, membership: Membership): Promise<boolean> {
  if (!canManage(viewer, membership)) return false;
  return membership.roleKey !== 'OWNER' || (await em.count(Membership, { roleKey: 'OWNER', endedAt: null })) > 1;
}
