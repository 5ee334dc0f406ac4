import type { EmitContext } from '@conhub/events';
import { type LimitReached, withinLimit } from '@conhub/subgraph-kit';
import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import { emit } from '../event-log.ts';
import { InvitationAccepted } from '../events.ts';
import { Organization } from '../organizations/organization.entity.ts';
import type { Services } from '../services.ts';
import { hashSecret } from '../sessions/secret.ts';
import { addMembership } from './add-membership.ts';
import { Invitation } from './invitation.entity.ts';
import { Membership } from './membership.entity.ts';

/** The open invitation of a link's token; null when it is unknown, used, revoked or expired. `em` is the system role's. */
export async function openInvitation(em: SqlEntityManager, token: string, now: Date): Promise<Invitation | null> {
  const invitation = await em.findOne(Invitation, { tokenHash: hashSecret(token) });
  return invitation?.isOpen(now) === true ? invitation : null;
}

/** Locks the organization's members: of two requests that could both be the last to fit, or to leave, one waits for the other. */
export async function lockMembers(em: SqlEntityManager, organizationId: string): Promise<void> {
  await em.findOneOrFail(Organization, { id: organizationId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

/**
 * Makes the membership of an invitation, in the transaction of `context.em` (the system role's). The membership that is there already
 * stays as it is, and the link is used up. Null when the invitation was used meanwhile.
 */
export async function redeemInvitation(
  context: EmitContext & { readonly em: SqlEntityManager },
  services: Pick<Services, 'limits' | 'now'>,
  invitationId: string,
  userId: string,
): Promise<Membership | LimitReached | null> {
  const { em } = context;
  const now = services.now();
  const invitation = await em.findOneOrFail(Invitation, { id: invitationId }, { refresh: true });
  const { organizationId, roleKey } = invitation;
  await lockMembers(em, organizationId);
  await em.refresh(invitation);
  if (!invitation.isOpen(now)) return null;
  let membership = await em.findOne(Membership, { organizationId, userId, endedAt: null });
  if (membership === null) {
    const used = await em.count(Membership, { organizationId, endedAt: null });
    const refused = withinLimit(services.limits, 'MEMBERS', used, 1);
    if (refused !== null) return refused;
    membership = addMembership(context, { organizationId, userId, roleKey, now });
  }
  invitation.acceptedAt = now;
  invitation.acceptedBy = userId;
  emit(context, InvitationAccepted, { invitationId, organizationId, roleKey, userId, membershipId: membership.id }, { organizationId });
  return membership;
}
