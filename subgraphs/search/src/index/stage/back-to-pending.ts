import { digestOf } from '../digest.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { openDigests } from './source-digests.ts';

/** A document that counted as indexed. */
export interface CountedDocument {
  readonly slot: number;
  readonly source_id: string;
  readonly digest_term: string | null;
}

/** They are PENDING again, and count in their sources' digests no more. Within the caller's transaction. */
export function backToPending(sqlite: Sqlite, documents: readonly CountedDocument[]): void {
  const digests = openDigests(sqlite);
  for (const { slot, source_id: sourceId, digest_term: term } of documents) {
    if (term !== null) digests.subtract(sourceId, digestOf(term));
    sqlite.run(`update documents set state = 'PENDING', digest_term = null where slot = ?`, slot);
  }
  digests.write();
}
