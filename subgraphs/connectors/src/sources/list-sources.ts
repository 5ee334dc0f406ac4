import { BadUserInputError } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import type { Context } from '../context.ts';
import type { VisibleSource } from './source.policy.ts';

interface Listed {
  readonly id: string;
  readonly createdAt: Date;
}

export interface SourceListInput extends ConnectionArguments {
  readonly filter?: {
    readonly accountId?: string | null;
    readonly status?: readonly string[] | null;
    readonly query?: string | null;
  } | null;
}

/** The sources that the viewer may see, newest first. A path that is hidden is not searched. */
export async function listSources({ visibility }: Pick<Context, 'visibility'>, input: SourceListInput): Promise<Connection<VisibleSource>> {
  const { filter } = input;
  const query = filter?.query?.toLowerCase();
  const all = [...(await visibility()).sources.values()].filter(
    ({ source, account, mayRead }) =>
      (!filter?.accountId || account.id === filter.accountId) &&
      (!filter?.status || filter.status.includes(source.status)) &&
      (!query || source.name.toLowerCase().includes(query) || (mayRead && source.path.toLowerCase().includes(query))),
  );
  return pageOf(all, input, ({ source }) => source);
}

export interface AccountListInput extends ConnectionArguments {
  readonly filter?: {
    readonly providerKey?: string | null;
    readonly status?: readonly string[] | null;
    readonly ownerId?: string | null;
  } | null;
}

/** The accounts that the viewer may see, newest first. */
export async function listAccounts(
  { visibility }: Pick<Context, 'visibility'>,
  input: AccountListInput,
): Promise<Connection<ConnectedAccount>> {
  const { filter } = input;
  const all = [...(await visibility()).accounts.values()]
    .map(({ account }) => account)
    .filter(
      (account) =>
        (!filter?.providerKey || account.providerKey === filter.providerKey) &&
        (!filter?.status || filter.status.includes(account.status)) &&
        (!filter?.ownerId || account.ownerId === filter.ownerId),
    );
  return pageOf(all, input, (account) => account);
}

/** A page of a list that is in memory already, newest first. */
function pageOf<Node>(all: readonly Node[], input: ConnectionArguments, listed: (node: Node) => Listed): Connection<Node> {
  const size = pageSize(input);
  const after = decodeCursor(input.after, 2);
  const [at, id] = after ?? [];
  if (after !== null && (typeof at !== 'number' || typeof id !== 'string'))
    throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a cursor of this list');
  const isBeyond = (node: Node): boolean => {
    const { createdAt, id: own } = listed(node);
    return createdAt.getTime() < Number(at) || (createdAt.getTime() === Number(at) && own < String(id));
  };
  const rest = after === null ? all : all.filter(isBeyond);
  return connectionOf(rest.slice(0, size + 1), size, (node) => [listed(node).createdAt.getTime(), listed(node).id], {
    hasPreviousPage: after !== null,
    totalCount: () => Promise.resolve(all.length),
  });
}
