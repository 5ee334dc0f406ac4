import type { Source } from './source.entity.ts';

/** What the facts say of a source. */
export const sourceFact = (source: Source) => ({
  sourceId: source.id,
  version: source.version,
  accountId: source.accountId,
  providerKey: source.providerKey,
  status: source.status,
  accessSetId: source.accessSetId,
});
