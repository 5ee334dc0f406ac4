import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { Context } from '../context.ts';
import { following } from '../members/list-members.ts';
import { requireScope } from '../people/person.policy.ts';
import { ApiKey } from './api-key.entity.ts';

/** The organization's keys, ended ones too, newest first. */
export async function listApiKeys(context: Context, args: ConnectionArguments): Promise<Connection<ApiKey>> {
  requireScope(context.viewer, 'keys:manage');
  const { em } = context;
  const size = pageSize(args);
  const after = decodeCursor(args.after, 2);
  const rows = await em.find(ApiKey, after === null ? {} : { $or: following('createdAt', after, '$lt') }, {
    orderBy: { createdAt: 'desc', id: 'desc' },
    limit: size + 1,
  });
  return connectionOf(rows, size, (key) => [key.createdAt.toISOString(), key.id], {
    hasPreviousPage: after !== null,
    totalCount: () => em.count(ApiKey),
  });
}
