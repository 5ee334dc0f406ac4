import { BadUserInputError } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { FilterQuery } from '@mikro-orm/core';
import type { Context, VisibleRun } from '../context.ts';
import { SyncRun, type SyncRunStatus } from './sync-run.entity.ts';

/** The runs of these sources (null: of all that the viewer may see), newest first. */
export async function listRuns(
  { em, visibility }: Pick<Context, 'em' | 'visibility'>,
  sourceId: string | null,
  input: ConnectionArguments & { readonly status?: readonly SyncRunStatus[] | null },
): Promise<Connection<VisibleRun>> {
  const size = pageSize(input);
  const { sources } = await visibility();
  const ids = [...sources.keys()].filter((id) => sourceId === null || id === sourceId);
  const conditions: FilterQuery<SyncRun>[] = [
    { sourceId: { $in: ids } },
    ...(input.status ? [{ status: { $in: [...input.status] } }] : []),
  ];
  const after = decodeCursor(input.after, 2);
  const page = after === null ? conditions : [...conditions, beyond(after)];
  const rows =
    ids.length === 0 ? [] : await em.find(SyncRun, { $and: page }, { orderBy: { queuedAt: 'desc', id: 'desc' }, limit: size + 1 });
  const visible = rows.flatMap((run) => {
    const source = sources.get(run.sourceId);
    return source === undefined ? [] : [{ run, source }];
  });
  return connectionOf(visible, size, ({ run }) => [run.queuedAt.getTime(), run.id], {
    hasPreviousPage: after !== null,
    totalCount: () => (ids.length === 0 ? Promise.resolve(0) : em.count(SyncRun, { $and: conditions })),
  });
}

function beyond([at, id]: readonly (string | number | null)[]): FilterQuery<SyncRun> {
  if (typeof at !== 'number' || typeof id !== 'string' || !/^run_[0-9a-z]{26}$/.test(id)) {
    throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a cursor of this list');
  }
  const moment = new Date(at);
  return { $or: [{ queuedAt: { $lt: moment } }, { queuedAt: moment, id: { $lt: id } }] };
}
