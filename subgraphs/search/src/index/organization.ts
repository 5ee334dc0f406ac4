import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { analyzerVersion } from '../analyzer/analyzer.ts';
import { chunkerVersion } from '../chunking/chunk.ts';
import { type Kernel, kernel as kernelOfThread } from './kernel/kernel.ts';
import { type AccessFlags, createAccessFlags } from './memory/access-flags.ts';
import { type DocumentTable, createDocumentTable } from './memory/document-table.ts';
import { type InvertedIndex, createInvertedIndex } from './memory/inverted-index.ts';
import { type VectorTable, createVectorTable } from './memory/vector-table.ts';
import { type CountedDocument, backToPending } from './stage/back-to-pending.ts';
import { embeddingFailed } from './stage/complete.ts';
import { failOverflow, indexFull } from './stage/room.ts';
import { resumeSpaces } from '../spaces/change-space.ts';
import type { Filling } from '../spaces/filling.ts';
import { servingSpace } from '../spaces/space.ts';
import { type Sqlite, migrateSqlite, openSqlite } from './store/sqlite.ts';
import { storeMigrations, wordsFormat, wordsTables } from './store/store-schema.ts';
import { eachVector } from './store/stored-vectors.ts';

/** A chunk whose vector is not known yet. */
export interface WantedVector {
  readonly key: Uint8Array;
  /** Where its text is found. */
  readonly slot: number;
  readonly ordinal: number;
  /** Documents that wait for it. */
  readonly waiting: Set<number>;
}

/** What a document needs, in rows, and what was left when it was not enough. */
export interface WantedRoom {
  readonly rows: number;
  readonly left: number;
}

/** Everything of one organization: two files, what is held in memory of them, and the second stage's queues. */
export interface Organization {
  readonly id: string;
  /** Of the serving space; it changes with `vectors`, between two searches. */
  modelId: string;
  readonly sqlite: Sqlite;
  readonly documents: DocumentTable;
  vectors: VectorTable;
  /** The space that is to serve next. */
  filling: Filling | null;
  /** Vectors are there that no space needs. */
  hasRetired: boolean;
  /** How far they have been taken away: ids of rows. */
  droppedTo: number;
  readonly words: InvertedIndex;
  readonly access: AccessFlags;
  /** PENDING documents nobody has looked at since they changed. */
  readonly toPrepare: Set<number>;
  /** Removed documents whose rows are still there. */
  readonly toPurge: Set<number>;
  readonly wanted: Map<string, WantedVector>;
  /** Of the wanted ones those the model has been asked for. */
  readonly inFlight: Map<string, WantedVector>;
  /** Per document how many of its vectors are missing. */
  readonly awaiting: Map<number, number>;
  /** Those of `toPrepare` that came in a page of few, as a note does: they go first. Some may be prepared or gone. In memory only. */
  readonly early: Set<number>;
  /** Those of them that are prepared and await vectors. Some may have theirs by now. */
  readonly soon: Set<number>;
  /** Documents without room for their vectors. */
  readonly full: Map<number, WantedRoom>;
  /** How many rows there was room for when that was last looked at; -1: since then another has had no room. */
  roomSeen: number;
  /** Holds the vectors, of this space and of the next. */
  readonly kernel: Kernel;
  /** Sources whose progress has changed since it was last told. */
  readonly touched: Set<string>;
  /** The words file is being built anew: answers are incomplete. */
  isRebuilding: boolean;
  /** The viewer's and filter's verdict per slot, during a search. */
  passing: Uint8Array;
  close(): void;
}

export interface OpenOrganization {
  readonly id: string;
  readonly folder: string;
  /** For an organization that has no space yet. */
  readonly modelId: string;
  readonly dimension: number;
  /** The thread's, unless given. */
  readonly kernel?: Kernel;
}

/** Ours, the analyzer's and the chunker's version: any change rebuilds the words file. */
const format = `${wordsFormat}.${analyzerVersion}.${chunkerVersion}`;

export function openOrganization({ id, folder, kernel = kernelOfThread(), ...fallback }: OpenOrganization): Organization {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sqlite = openSqlite(join(folder, 'store.db'));
  migrateSqlite(sqlite, storeMigrations);
  const { modelId, dimension } = servingSpace(sqlite, fallback);
  const wordsFile = `words-f${format}.db`;
  sqlite.database.prepare('attach database ? as words').run(join(folder, wordsFile));
  // Derived: a power failure may cost it its last seconds, which `reconcile` finds.
  sqlite.database.exec('pragma words.journal_mode = wal; pragma words.synchronous = normal; pragma words.cache_size = -64000');
  sqlite.database.exec(wordsTables);

  const organization: Organization = {
    id,
    modelId,
    sqlite,
    documents: createDocumentTable(),
    vectors: createVectorTable(dimension, kernel),
    filling: null,
    hasRetired: false,
    droppedTo: 0,
    words: createInvertedIndex(),
    access: createAccessFlags(),
    toPrepare: new Set(),
    toPurge: new Set(),
    wanted: new Map(),
    inFlight: new Map(),
    awaiting: new Map(),
    early: new Set(),
    soon: new Set(),
    full: new Map(),
    roomSeen: -1,
    kernel,
    touched: new Set(),
    isRebuilding: false,
    passing: new Uint8Array(0),
    close() {
      organization.filling?.table?.close();
      organization.vectors.close();
      sqlite.close();
    },
  };
  sqlite.database.function('passes', { deterministic: false }, (slot) => organization.passing[Number(slot)] ?? 0);
  sqlite.transaction(() => reconcile(organization));
  load(organization);
  resumeSpaces(organization);
  removeOldWords(folder, wordsFile, organization.isRebuilding);
  return organization;
}

/** Brings the two files to agree: what the words file does not hold as the store says is PENDING again. */
function reconcile(organization: Organization): void {
  const { sqlite } = organization;
  const lost = sqlite.all<CountedDocument>(
    `select d.slot, d.source_id, d.digest_term from documents d left join words.entries e on e.doc = d.slot
      where (d.state in ('INDEXED', 'SKIPPED') or d.problem_code in ('${embeddingFailed}', '${indexFull}'))
        and (e.doc is null or e.text_hash is not coalesce(d.text_hash, ''))`,
  );
  backToPending(sqlite, lost);
  for (const { slot } of lost) sqlite.run('update documents set problem_code = null, problem_message = null where slot = ?', slot);
  // A file that was never finished, while the store holds documents: until it is, answers are incomplete.
  const isComplete = sqlite.get(`select 1 from words.meta where key = 'complete'`) !== undefined;
  const isEmpty = sqlite.get('select 1 from documents limit 1') === undefined;
  if (!isComplete && isEmpty) sqlite.run(`insert into words.meta (key, value) values ('complete', '1')`);
  organization.isRebuilding = !isComplete && !isEmpty;
}

function load(organization: Organization): void {
  const { sqlite, documents, access, vectors, words, toPrepare, toPurge, full } = organization;
  for (const set of sqlite.iterate<{ id: number; everyone: number }>('select id, everyone from access_sets')) {
    const members = sqlite.all<{ user_id: string }>('select user_id from access_set_members where set_id = ?', set.id);
    access.apply(
      set.id,
      set.everyone === 1,
      members.map((member) => member.user_id),
    );
  }
  const rows = sqlite.iterate<LiveRow>(
    `select d.slot, d.id, d.source_id, d.access, d.kind, d.language, d.author_key, d.updated_at, d.state, s.is_removed
       from documents d left join sources s on s.id = d.source_id where d.state not in ('INCOMPLETE', 'REMOVED') or s.is_removed = 1`,
  );
  for (const row of rows) {
    if (row.is_removed === 1) {
      toPurge.add(row.slot);
      continue;
    }
    documents.put(row.slot, {
      id: row.id,
      sourceId: row.source_id,
      accessIndex: access.indexOf(row.access),
      kind: row.kind,
      language: row.language,
      authorKey: row.author_key,
      updatedAt: row.updated_at,
    });
    if (row.state === 'PENDING') toPrepare.add(row.slot);
  }
  for (const { slot } of sqlite.iterate<{ slot: number }>(
    `select d.slot from documents d join words.entries e on e.doc = d.slot where d.state = 'REMOVED'`,
  )) {
    toPurge.add(slot);
  }
  for (const { doc, terms, length } of sqlite.iterate<{ doc: number; terms: Uint8Array; length: number }>(
    'select doc, terms, length from words.entries',
  )) {
    words.apply({ slot: doc, before: null, after: { bytes: terms, length } });
  }
  // They ask for room again when the others have theirs.
  for (const { slot, count } of sqlite.iterate<{ slot: number; count: number }>(
    `select d.slot, (select count(*) from words.chunks c where c.doc = d.slot) as count from documents d
      where d.state = 'FAILED' and d.problem_code = ?`,
    indexFull,
  )) {
    if (documents.live[slot] === 1) full.set(slot, { rows: count, left: -1 });
  }
  const overflow = new Set<number>();
  eachVector(sqlite, organization.modelId, (doc, ordinal, vector) => {
    if (documents.live[doc] !== 1 || full.has(doc) || overflow.has(doc) || vectors.add(doc, ordinal, vector)) return;
    vectors.removeDocument(doc);
    overflow.add(doc);
  });
  failOverflow(organization, overflow);
}

interface LiveRow {
  slot: number;
  id: string;
  source_id: string;
  access: number;
  kind: string;
  language: string | null;
  author_key: string | null;
  updated_at: number;
  state: string;
  is_removed: number | null;
}

/** Files of other formats go as soon as this one is whole. */
export function removeOldWords(folder: string, wordsFile: string, isRebuilding: boolean): void {
  if (isRebuilding) return;
  for (const name of readdirSync(folder)) {
    if (/-f[\d.]+\.db(?:-wal|-shm)?$/.test(name) && !name.startsWith(wordsFile)) rmSync(join(folder, name), { force: true });
  }
}
