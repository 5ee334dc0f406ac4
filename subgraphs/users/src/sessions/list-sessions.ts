import { ForbiddenError } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { Context } from '../context.ts';
import { following } from '../members/list-members.ts';
import { idleTimeoutMs } from './lifetimes.ts';
import { Session } from './session.entity.ts';

/** The person's live sessions, the one seen last first. */
export async function listSessions(context: Context, args: ConnectionArguments): Promise<Connection<Session>> {
  const { em, viewer, services } = context;
  if (viewer.kind !== 'user') throw new ForbiddenError('Sessions are shown to the person, not to API keys');
  const size = pageSize(args);
  const after = decodeCursor(args.after, 2);
  const now = services.now();
  const where = {
    userId: viewer.userId,
    endedAt: null,
    expiresAt: { $gt: now },
    lastSeenAt: { $gt: new Date(now.getTime() - idleTimeoutMs) },
  };
  const rows = await em.find(Session, after === null ? where : { $and: [where, { $or: following('lastSeenAt', after, '$lt') }] }, {
    orderBy: { lastSeenAt: 'desc', id: 'desc' },
    limit: size + 1,
  });
  return connectionOf(rows, size, (session) => [session.lastSeenAt.toISOString(), session.id], {
    hasPreviousPage: after !== null,
    totalCount: () => em.count(Session, where),
  });
}
