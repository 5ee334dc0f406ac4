import { digestTerm } from '../digest.ts';
import type { Organization } from '../organization.ts';
import { vectorsOfDocument } from '../store/stored-vectors.ts';
import { vectorOf } from '../store/vector-bytes.ts';
import type { DocumentRow } from './document-row.ts';
import { failDocument } from './fail-document.ts';
import { type Room, failFull } from './room.ts';
import type { SourceDigests } from './source-digests.ts';

/** A space that vectors are wanted for: the organization's serving one, or one that is being filled. */
export type Wanting = Pick<Organization, 'sqlite' | 'modelId' | 'wanted' | 'inFlight' | 'awaiting'>;

export const hexOf = (key: Uint8Array): string => Buffer.from(key).toString('hex');

/**
 * Puts what is missing of a document's vectors on the list of what is to be embedded; what a filling space's model has refused is not
 * missing. False if nothing is.
 */
export function wantVectors({ sqlite, modelId, wanted, inFlight, awaiting }: Wanting, slot: number): boolean {
  const missing = sqlite.all<{ key: Uint8Array; ordinal: number }>(
    `select c.key, min(c.ordinal) as ordinal from words.chunks c
      where c.doc = ? and not exists (select 1 from vectors v where v.key = c.key and v.model = ?)
        and not exists (select 1 from refused_texts r where r.key = c.key and r.model = ?) group by c.key order by ordinal`,
    slot,
    modelId,
    modelId,
  );
  for (const { key, ordinal } of missing) {
    const hex = hexOf(key);
    const known = inFlight.get(hex) ?? wanted.get(hex);
    if (known === undefined) wanted.set(hex, { key, slot, ordinal, waiting: new Set([slot]) });
    else known.waiting.add(slot);
  }
  if (missing.length === 0) awaiting.delete(slot);
  else awaiting.set(slot, missing.length);
  return missing.length > 0;
}

/** A transaction that completes documents. */
export interface Completing {
  readonly digests: SourceDigests;
  readonly room: Room;
  readonly afterCommit: (() => void)[];
}

/**
 * All its vectors are known: the document is INDEXED (SKIPPED where there is no text to index), and counts in its source's digest; or
 * FAILED, where there is no room for them.
 */
export function completeDocument(organization: Organization, slot: number, { digests, room, afterCommit }: Completing): void {
  const { sqlite, vectors, documents, awaiting, touched, modelId, full } = organization;
  awaiting.delete(slot);
  const row = sqlite.get<DocumentRow & { entry_hash: string | null }>(
    `select d.*, e.text_hash as entry_hash from documents d left join words.entries e on e.doc = d.slot where d.slot = ? and d.state = 'PENDING'`,
    slot,
  );
  // Changed or removed meanwhile: the newer state is on its way through the queue.
  if (row === undefined || row.entry_hash !== (row.text_hash ?? '')) return;
  const rows = vectorsOfDocument(sqlite, modelId, slot);
  if (!room.claim(slot, rows.length)) {
    failFull(organization, row, rows.length, afterCommit);
    return;
  }
  const chunkCount = rows.filter((chunk) => chunk.ordinal > 0).length;
  const term = digestTerm(row.path ?? '', row.text_hash, row.kind ?? 'OTHER');
  digests.add(row.source_id, term);
  sqlite.run(
    'update documents set state = ?, digest_term = ?, chunk_count = ?, indexed_at = ?, problem_code = null, problem_message = null where slot = ?',
    row.text_hash === null ? 'SKIPPED' : 'INDEXED',
    term.toString(16).padStart(64, '0'),
    chunkCount,
    Date.now(),
    slot,
  );
  afterCommit.push(() => {
    full.delete(slot);
    vectors.removeDocument(slot);
    if (documents.live[slot] === 1) for (const { ordinal, vector } of rows) vectors.add(slot, ordinal, vectorOf(vector));
    touched.add(row.source_id);
  });
}

export const embeddingFailed = 'EMBEDDING_FAILED';

/** It stays to be found by its words; its next version is tried anew, and so it is with another model. */
export const failEmbedding = (organization: Organization, row: DocumentRow): void =>
  failDocument(organization, row, embeddingFailed, 'The embedding model fails on a part of this document; it is found by its words only');
