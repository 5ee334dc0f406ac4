import { hasScope, idOf, parseId, uuidOf } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { Context } from '../context.ts';
import { Membership } from './membership.entity.ts';
import { roleOfId } from './role.ts';

export interface MemberFilter {
  readonly query?: string | null;
  readonly roleId?: string | null;
  readonly isActive?: boolean | null;
}

const keyOf = (membership: Membership) => [membership.joinedAt.toISOString(), membership.id] as const;

/** The organization's members in the order of their joining. */
export async function listMembers(
  context: Context,
  organizationId: string,
  args: ConnectionArguments & { filter?: MemberFilter | null },
): Promise<Connection<Membership>> {
  const { em, viewer } = context;
  const size = pageSize(args);
  const after = decodeCursor(args.after, 2);
  const { query, roleId, isActive } = args.filter ?? {};
  const conditions = ['m.organization_id = ?', 'm.ended_at is null'];
  const parameters: unknown[] = [uuidOf(organizationId)];
  if (isActive === false) conditions.push('false');
  if (roleId != null) {
    conditions.push('m.role_key = ?');
    parameters.push(roleOfId(parseId('role', roleId, ['filter', 'roleId']))?.key ?? '');
  }
  if (query != null && query !== '') {
    // Who may not see addresses may not find out by searching for them either.
    const canSeeEmail = hasScope(viewer, 'members:manage');
    conditions.push(`(position(lower(?) in lower(u.display_name)) > 0${canSeeEmail ? ' or position(lower(?) in u.email_key) > 0' : ''})`);
    parameters.push(query, ...(canSeeEmail ? [query] : []));
  }
  const from = 'from users.memberships m join users.users u on u.id = m.user_id where';
  const count = async (): Promise<number> => {
    const [row] = await em.execute<{ count: string | number }[]>(
      `select count(*) as count ${from} ${conditions.join(' and ')}`,
      parameters,
    );
    return Number(row?.count ?? 0);
  };
  const rows = await em.execute<{ id: string }[]>(
    `select m.id ${from} ${conditions.join(' and ')}${after === null ? '' : ' and (m.joined_at, m.id) > (?::timestamptz, ?::uuid)'}
      order by m.joined_at, m.id limit ?`,
    [...parameters, ...(after === null ? [] : [String(after[0]), uuidOf(parseId('mem', String(after[1]), ['after']))]), size + 1],
  );
  const ids = rows.map((row) => idOf('mem', row.id));
  const found = new Map((await em.find(Membership, { id: { $in: ids } })).map((membership) => [membership.id, membership]));
  const page = ids.flatMap((id) => found.get(id) ?? []);
  return connectionOf(page, size, keyOf, { hasPreviousPage: after !== null, totalCount: count });
}

/** All organizations the person is a member of, by their memberships, oldest first. */
export async function listOwnMemberships(
  context: Context,
  userId: string,
  organizationId: string | null,
  args: ConnectionArguments,
): Promise<Connection<Membership>> {
  const size = pageSize(args);
  const after = decodeCursor(args.after, 2);
  const where = { userId, endedAt: null, ...(organizationId === null ? {} : { organizationId }) };
  const options = { filters: { organization: false } };
  const rows = await context.em.find(Membership, after === null ? where : { ...where, $or: following('joinedAt', after, '$gt') }, {
    ...options,
    orderBy: { joinedAt: 'asc', id: 'asc' },
    limit: size + 1,
  });
  return connectionOf(rows, size, keyOf, {
    hasPreviousPage: after !== null,
    totalCount: () => context.em.count(Membership, where, options),
  });
}

/** What comes behind a cursor of a time and an id, in the given direction. */
export const following = (column: string, [time, id]: readonly (string | number | null)[], operator: '$gt' | '$lt') => [
  { [column]: { [operator]: new Date(String(time)) } },
  { [column]: new Date(String(time)), id: { [operator]: String(id) } },
];
