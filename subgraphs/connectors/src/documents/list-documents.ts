import { BadUserInputError } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { FilterQuery } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Document, type DocumentKind, type DocumentState } from './document.entity.ts';

export interface DocumentListInput extends ConnectionArguments {
  readonly filter?: {
    readonly sourceId?: string | null;
    readonly pathPrefix?: string | null;
    readonly kind?: readonly DocumentKind[] | null;
    readonly query?: string | null;
    readonly updatedAfter?: Date | null;
    readonly state?: readonly DocumentState[] | null;
  } | null;
  readonly orderBy?: { readonly field: 'UPDATED_AT' | 'PATH' | 'TITLE'; readonly direction?: 'ASC' | 'DESC' } | null;
}

const columns = { UPDATED_AT: 'updatedAt', PATH: 'path', TITLE: 'title' } as const;

/** The documents of these sources, as far as the viewer may read them. */
export async function listDocuments(
  { em, visibility }: Pick<Context, 'em' | 'visibility'>,
  sourceIds: readonly string[] | null,
  input: DocumentListInput,
): Promise<Connection<Document>> {
  const size = pageSize(input);
  const { filter, orderBy } = input;
  const readable = (await visibility()).readable;
  const chosen = readable.filter(
    (id) => (sourceIds === null || sourceIds.includes(id)) && (typeof filter?.sourceId !== 'string' || id === filter.sourceId),
  );
  const conditions: FilterQuery<Document>[] = [
    { sourceId: { $in: chosen } },
    filter?.state ? { state: { $in: [...filter.state] } } : { state: { $ne: 'DELETED' } },
  ];
  if (filter?.pathPrefix) conditions.push({ path: { $like: `${escapeLike(filter.pathPrefix)}%` } });
  if (filter?.kind) conditions.push({ kind: { $in: [...filter.kind] } });
  if (filter?.query) {
    const pattern = `%${escapeLike(filter.query)}%`;
    conditions.push({ $or: [{ title: { $ilike: pattern } }, { path: { $ilike: pattern } }] });
  }
  if (filter?.updatedAfter) conditions.push({ updatedAt: { $gt: filter.updatedAfter } });
  const column = columns[orderBy?.field ?? 'UPDATED_AT'];
  const direction = orderBy?.direction ?? 'DESC';
  const after = decodeCursor(input.after, 2);
  const page = after === null ? conditions : [...conditions, beyond(column, direction, after)];
  const rows =
    chosen.length === 0
      ? []
      : await em.find(Document, { $and: page }, { orderBy: { [column]: direction, id: direction }, limit: size + 1 });
  const keyOf = (row: Document): (string | number)[] => [column === 'updatedAt' ? row.updatedAt.getTime() : row[column], row.id];
  return connectionOf(rows, size, keyOf, {
    hasPreviousPage: after !== null,
    totalCount: () => (chosen.length === 0 ? Promise.resolve(0) : em.count(Document, { $and: conditions })),
  });
}

function beyond(
  column: 'updatedAt' | 'path' | 'title',
  direction: 'ASC' | 'DESC',
  [key, id]: readonly (string | number | null)[],
): FilterQuery<Document> {
  const isMoment = column === 'updatedAt';
  if (typeof id !== 'string' || !/^doc_[0-9a-z]{26}$/.test(id) || typeof key !== (isMoment ? 'number' : 'string')) {
    throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a cursor of this list');
  }
  const value = isMoment ? new Date(key as number) : (key as string);
  const operator = direction === 'ASC' ? '$gt' : '$lt';
  return { $or: [{ [column]: { [operator]: value } }, { [column]: value, id: { [operator]: id } }] } as FilterQuery<Document>;
}

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
