import { NotFoundError } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { Context } from '../context.ts';
import { ConnectorError } from '../providers/connector-error.ts';
import type { Connector, ConnectorContext, Container } from '../providers/connector.ts';
import type { Snapshot } from '../providers/snapshot.ts';
import type { ConnectedAccount } from './connected-account.entity.ts';

const none: Snapshot = {
  range: async () => [],
  byPaths: async () => [],
  byInodes: async () => [],
  byIds: async () => [],
  olderThan: async () => [],
};

/** A connector and what it may use, for an account without a source. */
export function connectorContext(
  { services, request }: Pick<Context, 'services' | 'request'>,
  account: ConnectedAccount,
): { connector: Connector; ctx: ConnectorContext } {
  const connector = services.providers.get(account.providerKey);
  if (connector === undefined) throw new NotFoundError('This installation has no such provider');
  return {
    connector,
    ctx: {
      config: connector.spec.config.parse(account.configuration),
      rules: { include: [], exclude: [] },
      snapshot: none,
      clock: services.clock,
      logger: services.log,
      signal: request.signal ?? new AbortController().signal,
    },
  };
}

/** One level of what can be chosen, live from the provider. */
export async function readContainers(
  context: Context,
  account: ConnectedAccount,
  input: ConnectionArguments & { parentId?: string | null },
): Promise<Connection<Container>> {
  const size = pageSize(input, 50);
  const after = decodeCursor(input.after, 1)?.[0] ?? null;
  const { connector, ctx } = connectorContext(context, account);
  const rows: Container[] = [];
  let isPast = after === null;
  try {
    for await (const container of connector.discover(ctx, input.parentId ?? undefined)) {
      if (isPast) rows.push(container);
      else if (container.id === after) isPast = true;
      if (rows.length > size) break;
    }
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'CONTAINER_NOT_FOUND') return connectionOf<Container>([], size, ({ id }) => [id]);
    throw error;
  }
  return connectionOf(rows, size, ({ id }) => [id], { hasPreviousPage: after !== null });
}
