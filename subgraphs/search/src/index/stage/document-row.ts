/** A row of `documents`. */
export interface DocumentRow {
  slot: number;
  id: string;
  source_id: string;
  tombstone_version: number;
  content_version: number;
  place_version: number;
  access_version: number;
  text_hash: string | null;
  kind: string | null;
  language: string | null;
  updated_at: number | null;
  author_key: string | null;
  path: string | null;
  title: string | null;
  url: string | null;
  access: number;
  state: DocumentState;
  digest_term: string | null;
  chunk_count: number;
}

/** INCOMPLETE: its content or its place has not been said. REMOVED: only the tombstone is left. */
export type DocumentState = 'INCOMPLETE' | 'PENDING' | 'INDEXED' | 'SKIPPED' | 'FAILED' | 'REMOVED';
