import type { Connection } from '@conhub/subgraph-kit/graphql';
import type { ApiKey } from '../api-keys/api-key.entity.ts';
import type { Invitation } from '../members/invitation.entity.ts';
import type { Membership } from '../members/membership.entity.ts';
import type { Role } from '../members/role.ts';
import type { User } from '../people/user.entity.ts';
import type { Session } from '../sessions/session.entity.ts';

/** What the resolvers of a type are given as their parent. */
export type UserMapper = User;
/** Only the id: who asks for no more costs no lookup. */
export interface OrganizationMapper {
  readonly id: string;
}
export type MembershipMapper = Membership;
export type RoleMapper = Role;
export type InvitationMapper = Invitation;
export type ApiKeyMapper = ApiKey;
export type SessionMapper = Session;
/** The viewer is the context's. */
export type ViewerMapper = object;
export type MembershipConnectionMapper = Connection<Membership>;
export type InvitationConnectionMapper = Connection<Invitation>;
export type ApiKeyConnectionMapper = Connection<ApiKey>;
export type SessionConnectionMapper = Connection<Session>;
