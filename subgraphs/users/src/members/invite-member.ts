import { ConflictError, ForbiddenError, type LimitReached, NotFoundError, newId, parseId, withinLimit } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { InvitationCreated, InvitationRevoked } from '../events.ts';
import { invitationLink } from '../links.ts';
import { Organization } from '../organizations/organization.entity.ts';
import { emailKey } from '../people/email-key.ts';
import { refuseFaults } from '../people/input-faults.ts';
import { emailFault } from '../people/name-rules.ts';
import { requireScope } from '../people/person.policy.ts';
import { User } from '../people/user.entity.ts';
import { invitationMs } from '../sessions/lifetimes.ts';
import { hashSecret, newSecret } from '../sessions/secret.ts';
import { Invitation } from './invitation.entity.ts';
import { Membership } from './membership.entity.ts';
import { lockMembers } from './redeem-invitation.ts';
import { type Role, holdsAllOf, roleOfId } from './role.ts';

export interface Invited {
  readonly __typename: 'InviteMemberPayload';
  readonly invitation: Invitation;
  readonly acceptUrl: string;
}

/** The role that an input names, if the viewer may grant it. */
export function grantableRole(context: Context, roleId: string): Role {
  const role = roleOfId(parseId('role', roleId, ['input', 'roleId']));
  if (role === null) throw new NotFoundError();
  if (!holdsAllOf(context.viewer, role.scopes)) throw new ForbiddenError(`The role ${role.name} allows more than you may`);
  return role;
}

/** Invites an address, by a link that is answered and mailed. An open invitation for it becomes worthless. */
export async function inviteMember(context: Context, input: { email: string; roleId: string }): Promise<Invited | LimitReached> {
  const acting = requireScope(context.viewer, 'members:manage');
  const role = grantableRole(context, input.roleId);
  refuseFaults([emailFault(input.email, ['input', 'email'])]);
  const { services } = context;
  const token = newSecret();
  const result = await context.em.transactional((em) =>
    addInvitation(
      { em: em as SqlEntityManager, viewer: context.viewer, request: context.request, services },
      { ...acting, email: input.email, role, token },
    ),
  );
  if (!(result instanceof Invitation)) return result;
  const acceptUrl = invitationLink(services.publicUrl, token);
  const organization = await context.em.findOneOrFail(Organization, { id: acting.organizationId });
  try {
    await services.mail({
      to: result.email,
      subject: `You are invited to ${organization.name}`,
      text: `You are invited to ${organization.name} on ConHub.\n\nAccept until ${result.expiresAt.toUTCString()}:\n${acceptUrl}\n`,
    });
  } catch (error) {
    services.log.warn({ err: error, invitationId: result.id }, 'An invitation could not be mailed; its link was answered all the same');
  }
  return { __typename: 'InviteMemberPayload', invitation: result, acceptUrl };
}

type InviteContext = Pick<Context, 'em' | 'viewer' | 'request' | 'services'>;

async function addInvitation(
  context: InviteContext,
  input: { userId: string; organizationId: string; email: string; role: Role; token: string },
): Promise<Invitation | LimitReached> {
  const { em, services } = context;
  const { organizationId } = input;
  const now = services.now();
  const key = emailKey(input.email);
  await lockMembers(em, organizationId);
  // Row-level security shows colleagues only, past ones too.
  const colleague = await em.findOne(User, { emailKey: key });
  if (colleague !== null && (await em.count(Membership, { userId: colleague.id, endedAt: null })) > 0) {
    throw new ConflictError('Somebody with this address is a member already');
  }
  const open = await em.find(Invitation, { acceptedAt: null, revokedAt: null });
  const replaced = open.filter((invitation) => invitation.emailKey === key);
  const waiting = open.filter((invitation) => invitation.emailKey !== key && invitation.isOpen(now)).length;
  const members = await em.count(Membership, { endedAt: null });
  const refused = withinLimit(services.limits, 'MEMBERS', members + waiting, 1);
  if (refused !== null) return refused;
  for (const invitation of replaced) {
    invitation.revokedAt = now;
    emit(context, InvitationRevoked, { invitationId: invitation.id, organizationId, roleKey: invitation.roleKey });
  }
  // The old row leaves the unique index before the new one enters it.
  await em.flush();
  const invitation = em.create(Invitation, {
    id: newId('inv'),
    organizationId,
    email: input.email.trim(),
    emailKey: key,
    roleKey: input.role.key,
    tokenHash: hashSecret(input.token),
    invitedBy: input.userId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + invitationMs),
    acceptedAt: null,
    acceptedBy: null,
    revokedAt: null,
  });
  em.persist(invitation);
  emit(context, InvitationCreated, { invitationId: invitation.id, organizationId, roleKey: invitation.roleKey });
  return invitation;
}
