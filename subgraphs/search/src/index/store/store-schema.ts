import { refusedTextsTable } from '../../spaces/refused-texts.ts';
import { spacesTable } from '../../spaces/space.ts';

/**
 * `store.db`: what cannot be asked for again cheaply. It is migrated, never rebuilt; `user_version` counts the steps.
 * A document's groups carry the version that set them (content_version …): see facts.ts.
 */
export const storeMigrations: readonly string[] = [
  `
  create table documents (
    slot integer primary key autoincrement,
    id text not null unique,
    source_id text not null,
    tombstone_version integer not null default 0,
    content_version integer not null default 0,
    place_version integer not null default 0,
    access_version integer not null default 0,
    text_hash text,
    kind text,
    language text,
    updated_at integer,
    author_key text,
    path text,
    title text,
    url text,
    access integer not null default 0,
    state text not null default 'INCOMPLETE',
    digest_term text,
    problem_code text,
    problem_message text,
    chunk_count integer not null default 0,
    indexed_at integer,
    changed_at integer not null
  ) strict;
  create index documents_source_state on documents (source_id, state);
  create index documents_state on documents (state, slot);
  create index documents_path on documents (path);
  create table sources (
    id text primary key,
    version integer not null default 0,
    account_id text,
    provider_key text,
    is_removed integer not null default 0,
    digest text not null,
    document_count integer not null default 0,
    last_page_at integer,
    checkpoint_digest text,
    checkpoint_count integer
  ) strict, without rowid;
  create table access_sets (id integer primary key, version integer not null, everyone integer not null) strict;
  create table access_set_members (set_id integer not null, user_id text not null, primary key (set_id, user_id)) strict, without rowid;
  create table vectors (id integer primary key, key blob not null, model text not null, vector blob not null) strict;
  create unique index vectors_key on vectors (key, model);
  create table cursors (producer text not null, lane text not null, xid text not null, position text not null, primary key (producer, lane)) strict, without rowid;
  `,
  `
  alter table sources add column title text;
  create index documents_text_hash on documents (text_hash);
  `,
  spacesTable,
  refusedTextsTable,
];

/** Beside the organizations: how far the readers are, which organizations are gone, and what could not be applied. */
export const readerMigrations: readonly string[] = [
  `
  create table cursors (producer text not null, lane text not null, xid text not null, position text not null, primary key (producer, lane)) strict, without rowid;
  create table removed_organizations (id text primary key, removed_at integer not null) strict, without rowid;
  create table parked_events (id integer primary key, producer text not null, lane text not null, aggregate_id text not null, event text not null, error text not null, parked_at integer not null) strict;
  create index parked_events_aggregate on parked_events (aggregate_id);
  `,
];

/** With any change of the words file's tables, the analyzer or the chunker: the file is built anew under another name. */
export const wordsFormat = 2;

/**
 * `words-f<format>.db`: chunks and words, rebuilt from the store, its vectors and the texts. `doc` is `documents.slot`. A chunk of
 * ordinal 0 is the whole document's head; it has no text of its own and is left out where the document is one chunk. `entries.terms` counts
 * the document's words (see term-counts.ts): memory is loaded from it, FTS5 (`terms`) answers for phrases and beginnings of words.
 */
export const wordsTables = `
  create table if not exists words.meta (key text primary key, value text not null) strict, without rowid;
  create table if not exists words.entries (doc integer primary key, text_hash text not null, style text not null, names text not null, truncated integer not null,
    terms blob not null, length integer not null) strict;
  create table if not exists words.chunks (
    doc integer not null, ordinal integer not null, key blob not null, start_offset integer, end_offset integer, start_line integer, end_line integer,
    page integer, headings text, symbol text, symbol_kind text, header text, text text, primary key (doc, ordinal)
  ) strict, without rowid;
  create index if not exists words.chunks_key on chunks (key);
  create table if not exists words.symbols (name text not null, doc integer not null, line integer not null, exact text not null, kind text not null, weight integer not null, primary key (name, doc, line)) strict, without rowid;
  create index if not exists words.symbols_doc on symbols (doc);
  create virtual table if not exists words.terms using fts5(title, path, symbol, body, content='', contentless_delete=1, tokenize='ascii');
  create virtual table if not exists words.vocabulary using fts5vocab('terms', 'row');
`;
