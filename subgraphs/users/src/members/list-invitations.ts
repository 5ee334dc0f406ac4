import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { Context } from '../context.ts';
import { requireScope } from '../people/person.policy.ts';
import { Invitation } from './invitation.entity.ts';
import { following } from './list-members.ts';

/** Open invitations, newest first. */
export async function listInvitations(context: Context, args: ConnectionArguments): Promise<Connection<Invitation>> {
  requireScope(context.viewer, 'members:manage');
  const { em, services } = context;
  const size = pageSize(args);
  const after = decodeCursor(args.after, 2);
  const where = { acceptedAt: null, revokedAt: null, expiresAt: { $gt: services.now() } };
  const rows = await em.find(Invitation, after === null ? where : { ...where, $or: following('createdAt', after, '$lt') }, {
    orderBy: { createdAt: 'desc', id: 'desc' },
    limit: size + 1,
  });
  return connectionOf(rows, size, (invitation) => [invitation.createdAt.toISOString(), invitation.id], {
    hasPreviousPage: after !== null,
    totalCount: () => em.count(Invitation, where),
  });
}
