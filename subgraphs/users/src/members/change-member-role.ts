import { ConflictError, ForbiddenError, NotFoundError, parseId } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { MembershipRoleChanged } from '../events.ts';
import { identityChanged } from '../identify/identity-changed.ts';
import { requireScope } from '../people/person.policy.ts';
import { stateOf } from './add-membership.ts';
import { grantableRole } from './invite-member.ts';
import { Membership } from './membership.entity.ts';
import { canManage } from './membership.policy.ts';
import { lockMembers } from './redeem-invitation.ts';

/** An organization without an owner could not be managed by anybody. `em` holds the lock on the members. */
export async function keepAnOwner(em: SqlEntityManager, membership: Membership): Promise<void> {
  if (membership.roleKey === 'OWNER' && (await em.count(Membership, { roleKey: 'OWNER', endedAt: null })) <= 1) {
    throw new ConflictError('The last owner stays owner: make somebody else an owner first');
  }
}

export async function changeMemberRole(context: Context, input: { membershipId: string; roleId: string }): Promise<Membership> {
  const { organizationId } = requireScope(context.viewer, 'members:manage');
  const id = parseId('mem', input.membershipId, ['input', 'membershipId']);
  const role = grantableRole(context, input.roleId);
  const { viewer, request, services } = context;
  const membership = await context.em.transactional(async (forked) => {
    const em = forked as SqlEntityManager;
    await lockMembers(em, organizationId);
    const membership = await em.findOne(Membership, { id, endedAt: null }, { refresh: true });
    if (membership === null) throw new NotFoundError();
    if (!canManage(viewer, membership)) throw new ForbiddenError('This member may do more than you');
    if (role.key !== 'OWNER') await keepAnOwner(em, membership);
    if (membership.changeRole(role.key)) {
      emit({ em, viewer, request }, MembershipRoleChanged, stateOf(membership), { version: membership.version });
    }
    return membership;
  });
  identityChanged(services.broadcast, { userId: membership.userId, organizationId });
  return membership;
}
