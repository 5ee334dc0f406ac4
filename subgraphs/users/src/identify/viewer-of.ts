import { type UserViewer, idOf, isId, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type RoleKey, roleOfKey } from '../members/role.ts';

/** The membership that a request acts by. */
export interface ActingMembership {
  readonly id: string;
  readonly organizationId: string;
  readonly roleKey: RoleKey;
}

/**
 * The person's active membership in the organization that `selector` names (id or slug), else their oldest one, which is their default.
 * Null when there is none.
 */
export async function membershipOf(em: SqlEntityManager, userId: string, selector: string | null): Promise<ActingMembership | null> {
  const isById = selector !== null && isId('org', selector);
  const [condition, parameters] =
    selector === null ? ['', []] : isById ? ['and o.id = ?', [uuidOf(selector)]] : ['and o.slug = ?', [selector.toLowerCase()]];
  const [row] = await em.execute<{ id: string; organization_id: string; role_key: RoleKey }[]>(
    `select m.id, m.organization_id, m.role_key
       from users.memberships m join users.organizations o on o.id = m.organization_id
      where m.user_id = ? and m.ended_at is null ${condition}
      order by m.joined_at, m.id limit 1`,
    [uuidOf(userId), ...parameters],
  );
  return row === undefined ? null : { id: idOf('mem', row.id), organizationId: idOf('org', row.organization_id), roleKey: row.role_key };
}

export const viewerOf = (userId: string, sessionId: string, membership: ActingMembership | null): UserViewer => ({
  kind: 'user',
  userId,
  sessionId,
  organizationId: membership?.organizationId ?? null,
  membershipId: membership?.id ?? null,
  roleKey: membership?.roleKey ?? null,
  scopes: membership === null ? [] : roleOfKey(membership.roleKey).scopes,
  teamIds: [],
});
