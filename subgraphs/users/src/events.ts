import { type AnyEventDefinition, TypeId, defineEvent } from '@conhub/events';
import { z } from 'zod';

const roleKey = z.enum(['OWNER', 'ADMIN', 'MEMBER', 'VIEWER']);
const audit = { audit: true } as const;

/** The state of a membership, whatever happened to it. */
const membership = z.object({
  membershipId: TypeId('mem'),
  organizationId: TypeId('org'),
  userId: TypeId('usr'),
  roleKey,
  version: z.int().positive(),
});
const invitation = z.object({ invitationId: TypeId('inv'), organizationId: TypeId('org'), roleKey });
const session = z.object({ sessionId: TypeId('ses'), userId: TypeId('usr') });

export const InstallationSetUp = defineEvent(
  'users.installation.set_up',
  1,
  z.object({ userId: TypeId('usr'), organizationId: TypeId('org'), by: z.enum(['TOKEN', 'OPERATOR']) }),
  { ...audit, aggregate: (e) => e.organizationId },
);
export const UserRegistered = defineEvent('users.user.registered', 1, z.object({ userId: TypeId('usr') }), {
  ...audit,
  aggregate: (e) => e.userId,
});
export const UserRenamed = defineEvent('users.user.renamed', 1, z.object({ userId: TypeId('usr'), version: z.int().positive() }), {
  ...audit,
  aggregate: (e) => e.userId,
});
export const OrganizationCreated = defineEvent(
  'users.organization.created',
  1,
  z.object({ organizationId: TypeId('org'), createdBy: TypeId('usr') }),
  { ...audit, aggregate: (e) => e.organizationId },
);
export const MembershipCreated = defineEvent('users.membership.created', 1, membership, { ...audit, aggregate: (e) => e.membershipId });
export const MembershipRoleChanged = defineEvent('users.membership.role_changed', 1, membership, {
  ...audit,
  aggregate: (e) => e.membershipId,
});
export const MembershipRemoved = defineEvent('users.membership.removed', 1, membership, { ...audit, aggregate: (e) => e.membershipId });
export const InvitationCreated = defineEvent('users.invitation.created', 1, invitation, { ...audit, aggregate: (e) => e.invitationId });
export const InvitationRevoked = defineEvent('users.invitation.revoked', 1, invitation, { ...audit, aggregate: (e) => e.invitationId });
export const InvitationAccepted = defineEvent(
  'users.invitation.accepted',
  1,
  invitation.extend({ userId: TypeId('usr'), membershipId: TypeId('mem') }),
  { ...audit, aggregate: (e) => e.invitationId },
);
export const SessionStarted = defineEvent(
  'users.session.started',
  1,
  session.extend({ method: z.enum(['PASSWORD', 'SETUP', 'OPERATOR', 'LINK']), kind: z.enum(['TOKEN', 'COOKIE']) }),
  { ...audit, aggregate: (e) => e.sessionId },
);
export const SessionEnded = defineEvent(
  'users.session.ended',
  1,
  session.extend({ reason: z.enum(['SIGNED_OUT', 'ENDED_BY_PERSON', 'PASSWORD_CHANGED', 'REFRESH_TOKEN_REUSED']) }),
  { ...audit, aggregate: (e) => e.sessionId },
);
export const SessionReuseDetected = defineEvent('users.session.reuse_detected', 1, session, { ...audit, aggregate: (e) => e.sessionId });
export const SignInFailed = defineEvent(
  'users.sign_in.failed',
  1,
  // An address that nobody has is not recorded, in no form: the deployment's log says that a sign-in failed, and from where.
  z.object({ userId: TypeId('usr').nullable(), reason: z.enum(['WRONG_PASSWORD', 'UNKNOWN_ADDRESS', 'LOCKED']) }),
  {
    ...audit,
    aggregate: (e) => (e.userId === null ? { type: 'deployment', id: 'deployment' } : e.userId),
    subject: (e) => e.userId,
  },
);
export const PasswordChanged = defineEvent(
  'users.password.changed',
  1,
  z.object({ userId: TypeId('usr'), by: z.enum(['PERSON', 'OPERATOR']) }),
  { ...audit, aggregate: (e) => e.userId },
);
export const ApiKeyCreated = defineEvent(
  'users.api_key.created',
  1,
  z.object({ apiKeyId: TypeId('key'), userId: TypeId('usr'), scopes: z.array(z.string()), expiresAt: z.iso.datetime().nullable() }),
  { ...audit, aggregate: (e) => e.apiKeyId },
);
export const ApiKeyRevoked = defineEvent(
  'users.api_key.revoked',
  1,
  z.object({ apiKeyId: TypeId('key'), userId: TypeId('usr'), reason: z.enum(['REVOKED', 'MEMBERSHIP_REMOVED']) }),
  { ...audit, aggregate: (e) => e.apiKeyId },
);
export const SignInLinkCreated = defineEvent('users.sign_in_link.created', 1, z.object({ userId: TypeId('usr') }), {
  ...audit,
  aggregate: (e) => e.userId,
});

export const definitions: readonly AnyEventDefinition[] = [
  InstallationSetUp,
  UserRegistered,
  UserRenamed,
  OrganizationCreated,
  MembershipCreated,
  MembershipRoleChanged,
  MembershipRemoved,
  InvitationCreated,
  InvitationRevoked,
  InvitationAccepted,
  SessionStarted,
  SessionEnded,
  SessionReuseDetected,
  SignInFailed,
  PasswordChanged,
  ApiKeyCreated,
  ApiKeyRevoked,
  SignInLinkCreated,
];
