import type { ChunkStyle, ChunkedDocument } from '../../chunking/chunk.ts';
import { styleName } from '../../chunking/chunk.ts';
import { chunkStyle } from '../../chunking/chunk-document.ts';
import type { ChunkText } from '../../chunking/chunker.ts';
import type { Organization } from '../organization.ts';
import { dropOrphans, namesKey, renameEntry, writeEntry } from '../store/words.ts';
import { type Completing, completeDocument, wantVectors } from './complete.ts';
import type { DocumentRow } from './document-row.ts';
import { missingSoonMax } from './embed-wanted.ts';
import { failDocument } from './fail-document.ts';
import { openRoom } from './room.ts';
import { openDigests } from './source-digests.ts';

/** Null: there is no such text (yet). */
export type ReadText = (organizationId: string, textHash: string) => Promise<string | null>;

/** Documents taken at once, and the texts read ahead for them. */
const batchMax = 24;
const textLengthPerBatchMax = 4_000_000;

interface Entry {
  text_hash: string;
  style: string;
  names: string;
}

type Work = { readonly row: DocumentRow; readonly style: string } & (
  | { readonly t: 'text'; readonly length: number; readonly document: Promise<ChunkedDocument> }
  | { readonly t: 'names' }
  | { readonly t: 'nothing' }
  | { readonly t: 'absent'; readonly code: string; readonly message: string }
);

type CutWork =
  | Exclude<Work, { readonly t: 'text' }>
  | (Omit<Extract<Work, { readonly t: 'text' }>, 'document'> & { readonly document: ChunkedDocument });

/**
 * The first half of stage two: text by hash, chunks, words. Found by its words from here on; a document whose vectors are all known
 * (a rename, a rebuild, a copy) is INDEXED at once, the others wait for theirs.
 */
export async function prepareBatch(
  organization: Organization,
  { readText, chunk }: { readonly readText: ReadText; readonly chunk: ChunkText },
  pause: () => Promise<void>,
  isOpen: () => boolean,
): Promise<void> {
  const works: Work[] = [];
  let length = 0;
  const { slots, early } = takeSlots(organization);
  for (const slot of slots) {
    organization.toPrepare.delete(slot);
    organization.early.delete(slot);
    const work = await lookAt(organization, slot, readText, chunk);
    if (!isOpen()) return;
    if (work === null) continue;
    works.push(work);
    if (work.t === 'text') length += work.length;
    if (length > textLengthPerBatchMax) break;
  }
  // One transaction a few documents: a search never waits for more than those. The next are cut meanwhile.
  while (works.length > 0) {
    const slice: CutWork[] = [];
    for (let size = 0; works.length > 0 && size < 60_000;) {
      const work = works.shift() as Work;
      size += work.t === 'text' ? work.length + 500 : 2_000;
      slice.push(work.t === 'text' ? { ...work, document: await work.document } : work);
    }
    if (!isOpen()) return;
    commitSlice(organization, slice, early);
    await pause();
    if (!isOpen()) return;
  }
}

function takeSlots({ toPrepare, early: waiting }: Organization): {
  readonly slots: ReadonlySet<number>;
  readonly early: ReadonlySet<number>;
} {
  const early = new Set<number>();
  for (const slot of waiting) {
    if (early.size >= batchMax) break;
    if (toPrepare.has(slot)) early.add(slot);
    else waiting.delete(slot);
  }
  const slots = new Set(early);
  for (const slot of toPrepare) {
    if (slots.size >= batchMax) break;
    slots.add(slot);
  }
  return { slots, early };
}

async function lookAt({ id, sqlite }: Organization, slot: number, readText: ReadText, chunk: ChunkText): Promise<Work | null> {
  const row = sqlite.get<DocumentRow>(`select * from documents where slot = ? and state = 'PENDING'`, slot);
  if (row === undefined) return null;
  const cut: ChunkStyle = chunkStyle({ kind: row.kind ?? 'OTHER', language: row.language, path: row.path ?? '' });
  const style = styleName(cut);
  const cutText = (text: string): Work => ({ row, style, t: 'text', length: text.length, document: chunk(text, cut) });
  const entry = sqlite.get<Entry>('select text_hash, style, names from words.entries where doc = ?', slot);
  if (entry !== undefined && entry.text_hash === (row.text_hash ?? '') && entry.style === style) {
    return { row, style, t: entry.names === namesKey({ path: row.path ?? '', title: row.title ?? '' }) ? 'nothing' : 'names' };
  }
  if (row.text_hash === null) return cutText('');
  try {
    const text = await readText(id, row.text_hash);
    if (text === null)
      return { row, style, t: 'absent', code: 'TEXT_MISSING', message: 'The extracted text of this document is not there' };
    return cutText(text);
  } catch {
    return { row, style, t: 'absent', code: 'TEXT_UNREADABLE', message: 'The extracted text of this document could not be read' };
  }
}

function commitSlice(organization: Organization, works: readonly CutWork[], early: ReadonlySet<number>): void {
  const { sqlite, vectors } = organization;
  const afterCommit: (() => void)[] = [];
  sqlite.transaction(() => {
    const digests = openDigests(sqlite);
    const completing: Completing = { digests, room: openRoom(organization), afterCommit };
    for (const { row, style, ...work } of works) {
      if (!isCurrent(organization, row)) {
        // It changed while its text was read: stage one has put it into the queue again.
        continue;
      }
      const names = { path: row.path ?? '', title: row.title ?? '' };
      if (work.t === 'absent') {
        failDocument(organization, row, work.code, work.message);
        continue;
      }
      if (work.t === 'text') {
        const change = writeEntry(sqlite, row.slot, names, { textHash: row.text_hash, style, document: work.document });
        dropOrphans(sqlite, change.orphans);
        afterCommit.push(() => {
          vectors.removeDocument(row.slot);
          organization.words.apply(change.words);
        });
      } else if (work.t === 'names') {
        const change = renameEntry(sqlite, row.slot, names);
        afterCommit.push(() => organization.words.apply(change));
      }
      if (!wantVectors(organization, row.slot)) completeDocument(organization, row.slot, completing);
      else if (early.has(row.slot) && (organization.awaiting.get(row.slot) ?? 0) <= missingSoonMax) organization.soon.add(row.slot);
    }
    digests.write();
  });
  for (const effect of afterCommit) effect();
  for (const { row } of works) organization.touched.add(row.source_id);
}

function isCurrent({ sqlite }: Organization, row: DocumentRow): boolean {
  const now = sqlite.get<{ content_version: number; place_version: number; state: string }>(
    'select content_version, place_version, state from documents where slot = ?',
    row.slot,
  );
  return now?.state === 'PENDING' && now.content_version === row.content_version && now.place_version === row.place_version;
}
