import { createApiKey } from '../api-keys/create-api-key.ts';
import { revokeApiKey } from '../api-keys/revoke-api-key.ts';
import { acceptInvitation } from '../members/accept-invitation.ts';
import { changeMemberRole } from '../members/change-member-role.ts';
import { inviteMember } from '../members/invite-member.ts';
import { Membership } from '../members/membership.entity.ts';
import { removeMember } from '../members/remove-member.ts';
import { revokeInvitation } from '../members/revoke-invitation.ts';
import { completeSetup } from '../organizations/complete-setup.ts';
import { createOrganization } from '../organizations/create-organization.ts';
import { changePassword } from '../passwords/change-password.ts';
import { register } from '../people/register.ts';
import { updateProfile } from '../people/update-profile.ts';
import { endSession, signOut } from '../sessions/end-session.ts';
import { refreshSession } from '../sessions/refresh-session.ts';
import { signIn } from '../sessions/sign-in.ts';
import type { MutationResolvers } from './types.generated.ts';

export const mutations: MutationResolvers = {
  completeSetup: (_parent, { input }, context) => completeSetup(context, input),
  register: (_parent, { input }, context) => register(context, { ...input, invitationToken: input.invitationToken ?? null }),
  signIn: (_parent, { input }, context) => signIn(context, { ...input, useCookie: input.useCookie ?? false }),
  refreshSession: (_parent, { input }, context) => refreshSession(context, input.refreshToken ?? null),
  signOut: async (_parent, _args, context) => ({ endedSessionId: await signOut(context) }),
  endSession: async (_parent, { input }, context) => ({
    endedSessionIds: [...(await endSession(context, { sessionId: input.sessionId ?? null, allOthers: input.allOthers ?? false }))],
  }),
  changePassword: async (_parent, { input }, context) => {
    await changePassword(context, {
      password: input.password,
      currentPassword: input.currentPassword ?? null,
      endOtherSessions: input.endOtherSessions ?? true,
    });
    return { viewer: {} };
  },
  updateProfile: async (_parent, { input }, context) => ({
    user: await updateProfile(context, { displayName: input.displayName ?? undefined, avatarUrl: input.avatarUrl }),
  }),
  createOrganization: async (_parent, { input }, context) => ({
    organization: { id: await createOrganization(context, { name: input.name, slug: input.slug ?? null }) },
  }),
  inviteMember: (_parent, { input }, context) => inviteMember(context, input),
  acceptInvitation: async (_parent, { input }, context) => {
    const accepted = await acceptInvitation(context, input.token);
    return accepted instanceof Membership ? { __typename: 'AcceptInvitationPayload', membership: accepted } : accepted;
  },
  revokeInvitation: async (_parent, { input }, context) => ({ revokedInvitationId: await revokeInvitation(context, input.invitationId) }),
  changeMemberRole: async (_parent, { input }, context) => ({ membership: await changeMemberRole(context, input) }),
  removeMember: async (_parent, { input }, context) => ({ removedMembershipId: await removeMember(context, input.membershipId) }),
  createApiKey: (_parent, { input }, context) => createApiKey(context, { ...input, expiresAt: input.expiresAt ?? null }),
  revokeApiKey: async (_parent, { input }, context) => ({ apiKey: await revokeApiKey(context, input.apiKeyId) }),
};
