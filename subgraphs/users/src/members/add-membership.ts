import type { EmitContext } from '@conhub/events';
import { newId } from '@conhub/subgraph-kit';
import { emit } from '../event-log.ts';
import { MembershipCreated } from '../events.ts';
import { Membership } from './membership.entity.ts';
import type { RoleKey } from './role.ts';

/** The state of a membership as its facts carry it. */
export const stateOf = ({ id, organizationId, userId, roleKey, version }: Membership) => ({
  membershipId: id,
  organizationId,
  userId,
  roleKey,
  version,
});

/** Adds a membership and its fact; the caller has checked the limit and flushes. */
export function addMembership(
  context: EmitContext,
  input: { organizationId: string; userId: string; roleKey: RoleKey; now: Date },
): Membership {
  const { organizationId, userId, roleKey, now } = input;
  const membership = context.em.create(Membership, {
    id: newId('mem'),
    organizationId,
    userId,
    roleKey,
    version: 1,
    joinedAt: now,
    endedAt: null,
  });
  context.em.persist(membership);
  emit(context, MembershipCreated, stateOf(membership), { organizationId, version: 1 });
  return membership;
}
