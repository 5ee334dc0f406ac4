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
