import { NotFoundError } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import type { VisibleSource } from '../sources/source.policy.ts';

/** For mutations and subscriptions: absent and hidden are the same. */
export async function visibleSource(context: Pick<Context, 'visibility'>, id: string): Promise<VisibleSource> {
  const source = (await context.visibility()).sources.get(id);
  if (source === undefined) throw new NotFoundError();
  return source;
}

export async function visibleAccount(context: Pick<Context, 'visibility'>, id: string) {
  const account = (await context.visibility()).accounts.get(id);
  if (account === undefined) throw new NotFoundError();
  return account.account;
}
