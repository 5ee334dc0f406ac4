import type { SearchFilter as IndexFilter } from '../index/ranking/query.ts';
import type { SearchFilter } from './types.generated.ts';

/** A client's filter as the index takes it. */
export const filterOf = (filter: SearchFilter | null | undefined): IndexFilter => ({
  sourceIds: filter?.sourceIds ?? undefined,
  accountIds: filter?.accountIds ?? undefined,
  providerKeys: filter?.providerKeys ?? undefined,
  authorEmails: filter?.authorEmails ?? undefined,
  kinds: filter?.kinds ?? undefined,
  languages: filter?.languages ?? undefined,
  pathPrefix: filter?.pathPrefix ?? undefined,
  updatedAfter: filter?.updatedAfter?.getTime(),
  updatedBefore: filter?.updatedBefore?.getTime(),
});

/** The same, shown to a client. */
export const filterView = ({ sourceIds, accountIds, providerKeys, kinds, languages, authorEmails, ...filter }: IndexFilter) => ({
  sourceIds: listOf(sourceIds),
  accountIds: listOf(accountIds),
  providerKeys: listOf(providerKeys),
  kinds: listOf(kinds),
  languages: listOf(languages),
  authorEmails: listOf(authorEmails),
  pathPrefix: filter.pathPrefix ?? null,
  updatedAfter: dateOf(filter.updatedAfter),
  updatedBefore: dateOf(filter.updatedBefore),
});

const listOf = <T>(values: readonly T[] | null | undefined): T[] | null => (values ? [...values] : null);
const dateOf = (time: number | null | undefined): Date | null => (typeof time === 'number' ? new Date(time) : null);
