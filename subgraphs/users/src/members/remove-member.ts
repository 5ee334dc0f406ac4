import { ForbiddenError, NotFoundError, parseId } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { ApiKey } from '../api-keys/api-key.entity.ts';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { ApiKeyRevoked, MembershipRemoved } from '../events.ts';
import { identityChanged } from '../identify/identity-changed.ts';
import { requireMember } from '../people/person.policy.ts';
import { stateOf } from './add-membership.ts';
import { keepAnOwner } from './change-member-role.ts';
import { Membership } from './membership.entity.ts';
import { canRemove } from './membership.policy.ts';
import { lockMembers } from './redeem-invitation.ts';

/** Removes a member, or leaves. The keys they made here end with them; their sessions are theirs and stay. */
export async function removeMember(context: Context, membershipId: string): Promise<string> {
  const { organizationId } = requireMember(context.viewer);
  const id = parseId('mem', membershipId, ['input', 'membershipId']);
  const { viewer, request, services } = context;
  const now = services.now();
  const userId = await context.em.transactional(async (forked) => {
    const em = forked as SqlEntityManager;
    await lockMembers(em, organizationId);
    const membership = await em.findOne(Membership, { id, endedAt: null }, { refresh: true });
    if (membership === null) throw new NotFoundError();
    if (!canRemove(viewer, membership)) throw new ForbiddenError('Removing this member takes members:manage and a role as high as theirs');
    await keepAnOwner(em, membership);
    membership.end(now);
    const acting = { em, viewer, request };
    for (const key of await em.find(ApiKey, { membershipId: id, revokedAt: null })) {
      key.revokedAt = now;
      emit(acting, ApiKeyRevoked, { apiKeyId: key.id, userId: membership.userId, reason: 'MEMBERSHIP_REMOVED' });
    }
    emit(acting, MembershipRemoved, stateOf(membership), { version: membership.version });
    return membership.userId;
  });
  identityChanged(services.broadcast, { userId, organizationId });
  return id;
}
