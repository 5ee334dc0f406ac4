import { NotFoundError, parseId } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { InvitationRevoked } from '../events.ts';
import { requireScope } from '../people/person.policy.ts';

/** Makes an open invitation worthless. One that is not open is not there. */
export async function revokeInvitation(context: Context, invitationId: string): Promise<string> {
  const { organizationId } = requireScope(context.viewer, 'members:manage');
  const invitation = await context.loaders.invitations.load(parseId('inv', invitationId, ['input', 'invitationId']));
  if (invitation === null) throw new NotFoundError();
  invitation.revokedAt = context.services.now();
  emit(context, InvitationRevoked, { invitationId: invitation.id, organizationId, roleKey: invitation.roleKey });
  await context.em.flush();
  return invitation.id;
}
