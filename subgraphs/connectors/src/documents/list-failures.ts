import { BadUserInputError } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { FilterQuery } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { DocumentFailure } from './document.entity.ts';

/** What of a source could not be read, the latest first. The caller has made sure that the viewer may read the source. */
export async function listFailures(
  { em }: Pick<Context, 'em'>,
  sourceId: string,
  input: ConnectionArguments,
): Promise<Connection<DocumentFailure>> {
  const size = pageSize(input);
  const after = decodeCursor(input.after, 2);
  const where: FilterQuery<DocumentFailure> = after === null ? { sourceId } : { $and: [{ sourceId }, beyond(after)] };
  const rows = await em.find(DocumentFailure, where, { orderBy: { lastTriedAt: 'desc', providerId: 'desc' }, limit: size + 1 });
  return connectionOf(rows, size, (row) => [row.lastTriedAt.getTime(), row.providerId], {
    hasPreviousPage: after !== null,
    totalCount: () => em.count(DocumentFailure, { sourceId }),
  });
}

function beyond([at, id]: readonly (string | number | null)[]): FilterQuery<DocumentFailure> {
  if (typeof at !== 'number' || typeof id !== 'string')
    throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a cursor of this list');
  const moment = new Date(at);
  return { $or: [{ lastTriedAt: { $lt: moment } }, { lastTriedAt: moment, providerId: { $lt: id } }] };
}
