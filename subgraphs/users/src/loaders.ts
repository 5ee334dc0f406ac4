import { type Viewer, hasScope, isId, organizationOf, personOf } from '@conhub/subgraph-kit';
import { loader } from '@conhub/subgraph-kit/graphql';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { canSeeApiKey } from './api-keys/api-key.policy.ts';
import { ApiKey } from './api-keys/api-key.entity.ts';
import { Invitation } from './members/invitation.entity.ts';
import { Membership } from './members/membership.entity.ts';
import { Organization } from './organizations/organization.entity.ts';
import { User } from './people/user.entity.ts';
import { Session } from './sessions/session.entity.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * The only way to an entity by its id, made from the viewer: what is hidden is null, as what is absent. The organization filter and
 * row-level security do the hiding between tenants; conditions here say what is hidden within one.
 */
export function createLoaders(em: SqlEntityManager, viewer: Viewer, now: () => Date) {
  const person = personOf(viewer);
  const organizationId = organizationOf(viewer);
  return {
    users: loader(
      (ids) => em.find(User, { id: { $in: only('usr', ids) } }),
      (user) => user.id,
    ),
    organizations: loader(
      (ids) => em.find(Organization, { id: { $in: only('org', ids) } }),
      (organization) => organization.id,
    ),
    memberships: loader(
      // Their own membership of another organization is the person's too; row-level security lets no other through.
      (ids) =>
        em.find(
          Membership,
          {
            id: { $in: only('mem', ids) },
            endedAt: null,
            $or: [{ organizationId: organizationId ?? nobody.org }, { userId: person ?? nobody.usr }],
          },
          { filters: { organization: false } },
        ),
      (membership) => membership.id,
    ),
    /** By the person's id, in the viewer's organization. */
    membershipsOfUsers: loader(
      (userIds) => em.find(Membership, { userId: { $in: only('usr', userIds) }, endedAt: null }),
      (membership) => membership.userId,
    ),
    invitations: loader(
      async (ids) =>
        hasScope(viewer, 'members:manage')
          ? (await em.find(Invitation, { id: { $in: only('inv', ids) } })).filter((invitation) => invitation.isOpen(now()))
          : [],
      (invitation) => invitation.id,
    ),
    apiKeys: loader(
      async (ids) => (await em.find(ApiKey, { id: { $in: only('key', ids) } })).filter((key) => canSeeApiKey(viewer, key)),
      (key) => key.id,
    ),
    /** The person's own; an API key sees none. */
    sessions: loader(
      async (ids) =>
        viewer.kind === 'user'
          ? (await em.find(Session, { id: { $in: only('ses', ids) }, userId: viewer.userId })).filter((session) => session.isLive(now()))
          : [],
      (session) => session.id,
    ),
  };
}

/** No row has these. */
const nobody = { org: 'org_00000000000000000000000000', usr: 'usr_00000000000000000000000000' };

/** An id of another kind is absent, and never reaches the database. */
const only = (prefix: Parameters<typeof isId>[0], ids: readonly string[]): string[] => ids.filter((id) => isId(prefix, id));
