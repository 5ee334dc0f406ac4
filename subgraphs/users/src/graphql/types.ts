import { hasScope, organizationOf, personOf } from '@conhub/subgraph-kit';
import { listApiKeys } from '../api-keys/list-api-keys.ts';
import { listInvitations } from '../members/list-invitations.ts';
import { listMembers, listOwnMemberships } from '../members/list-members.ts';
import { canManageNow } from '../members/membership.policy.ts';
import { roleOfId, roleOfKey, roles } from '../members/role.ts';
import { canSeeEmail } from '../people/user.policy.ts';
import { listSessions } from '../sessions/list-sessions.ts';
import type { Context } from '../context.ts';
import type {
  ApiKeyResolvers,
  InvitationResolvers,
  MembershipResolvers,
  OrganizationResolvers,
  RoleResolvers,
  SessionResolvers,
  UserResolvers,
  ViewerResolvers,
} from './types.generated.ts';

/** Lists belong to the organization that the request is for; of another one that the person is in only name and slug are shown. */
const isCurrent = (id: string, { viewer }: Context): boolean => organizationOf(viewer) === id;

const absent = (what: string): never => {
  throw new Error(`A row names ${what} that is not there`);
};

export const Viewer: ViewerResolvers = {
  user: (_parent, _args, { viewer, loaders }) => {
    const id = personOf(viewer);
    return id === null ? null : loaders.users.load(id);
  },
  apiKey: (_parent, _args, { viewer, loaders }) => (viewer.kind === 'apiKey' ? loaders.apiKeys.load(viewer.apiKeyId) : null),
  session: (_parent, _args, { viewer, loaders }) => (viewer.kind === 'user' ? loaders.sessions.load(viewer.sessionId) : null),
  organization: (_parent, _args, { viewer }) => {
    const id = organizationOf(viewer);
    return id === null ? null : { id };
  },
  membership: (_parent, _args, { viewer, loaders }) => {
    const id = personOf(viewer);
    return id === null ? null : loaders.membershipsOfUsers.load(id);
  },
  scopes: (_parent, _args, { viewer }) => (viewer.kind === 'user' || viewer.kind === 'apiKey' ? [...viewer.scopes] : []),
  // A key belongs to one organization and learns of no other.
  memberships: (_parent, args, context) => {
    const id = personOf(context.viewer);
    return id === null
      ? null
      : listOwnMemberships(context, id, context.viewer.kind === 'apiKey' ? context.viewer.organizationId : null, args);
  },
  sessions: (_parent, args, context) => listSessions(context, args),
};

export const User: UserResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.users.load(id),
  email: async (user, _args, { viewer, loaders }) => ((await canSeeEmail(viewer, user, loaders)) ? user.email : null),
  isActive: async (user, _args, { loaders }) => (await loaders.membershipsOfUsers.load(user.id)) !== null,
  isViewer: (user, _args, { viewer }) => personOf(viewer) === user.id,
  membership: (user, _args, { loaders }) => loaders.membershipsOfUsers.load(user.id),
};

export const Organization: OrganizationResolvers = {
  __resolveReference: async ({ id }, context) => {
    if (isCurrent(id, context)) return { id };
    return (await context.loaders.organizations.load(id)) === null ? null : { id };
  },
  slug: async ({ id }, _args, { loaders }) => (await loaders.organizations.load(id))?.slug ?? null,
  name: async ({ id }, _args, { loaders }) => (await loaders.organizations.load(id))?.name ?? null,
  createdAt: async ({ id }, _args, { loaders }) => (await loaders.organizations.load(id))?.createdAt ?? null,
  viewerCan: ({ id }, { scope }, context) => (isCurrent(id, context) ? hasScope(context.viewer, scope) : null),
  members: ({ id }, args, context) => (isCurrent(id, context) ? listMembers(context, id, args) : null),
  roles: () => [...roles],
  invitations: ({ id }, args, context) => (isCurrent(id, context) ? listInvitations(context, args) : null),
  apiKeys: ({ id }, args, context) => (isCurrent(id, context) ? listApiKeys(context, args) : null),
};

export const Membership: MembershipResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.memberships.load(id),
  user: async (membership, _args, { loaders }) => (await loaders.users.load(membership.userId)) ?? absent('a person'),
  organization: (membership) => ({ id: membership.organizationId }),
  role: (membership) => roleOfKey(membership.roleKey),
  viewerCanManage: (membership, _args, context) => canManageNow(context, membership),
};

export const Role: RoleResolvers = {
  __resolveReference: ({ id }) => roleOfId(id),
  scopes: (role) => [...role.scopes],
  isBuiltIn: () => true,
};

export const Invitation: InvitationResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.invitations.load(id),
  role: (invitation) => roleOfKey(invitation.roleKey),
  invitedBy: (invitation, _args, { loaders }) => loaders.users.load(invitation.invitedBy),
};

export const ApiKey: ApiKeyResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.apiKeys.load(id),
  createdBy: (key, _args, { loaders }) => loaders.users.load(key.createdBy),
};

export const Session: SessionResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.sessions.load(id),
  isCurrent: (session, _args, { viewer }) => viewer.kind === 'user' && viewer.sessionId === session.id,
};
