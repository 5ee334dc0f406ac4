import { encodeText } from '../../analyzer/encode-terms.ts';
import type { ChunkedDocument } from '../../chunking/chunk.ts';
import { embeddingKey } from '../../chunking/embedding-key.ts';
import type { WordsChange } from '../memory/inverted-index.ts';
import type { Sqlite } from './sqlite.ts';
import { type TermCounts, countTerms } from './term-counts.ts';

/** What a document is called, for the lexical fields. */
export interface DocumentNames {
  readonly path: string;
  readonly title: string;
}

/** Tells whether the lexical fields are those of these names. */
export const namesKey = ({ path, title }: DocumentNames): string => `${title}\0${path}`;

/** The file's name says no more than the title already does. */
const pathText = (path: string): string => path.replace(/\.[^./]*$/, '');

export interface EntryText {
  readonly textHash: string | null;
  readonly style: string;
  readonly document: ChunkedDocument;
}

/** What a change of one document's rows leaves to be done after its transaction. */
export interface EntryChange {
  /** The keys its chunks had before and have no more. */
  readonly orphans: readonly Uint8Array[];
  /** For the words in memory. */
  readonly words: WordsChange;
}

/** Replaces all rows of one document. */
export function writeEntry(sqlite: Sqlite, slot: number, names: DocumentNames, { textHash, style, document }: EntryText): EntryChange {
  const before = sqlite.all<{ key: Uint8Array }>('select key from words.chunks where doc = ?', slot);
  const termsBefore = termsOf(sqlite, slot);
  deleteRows(sqlite, slot);
  const { chunks, definitions, head } = document;
  const kept = new Set<string>();
  const keyOf = (text: string): Uint8Array => {
    const key = embeddingKey(text);
    kept.add(Buffer.from(key).toString('hex'));
    return key;
  };
  if (head !== null && chunks.length > 1) {
    sqlite.run('insert into words.chunks (doc, ordinal, key, header, text) values (?, 0, ?, ?, ?)', slot, keyOf(head), '', head);
  }
  for (const chunk of chunks) {
    sqlite.run(
      `insert into words.chunks (doc, ordinal, key, start_offset, end_offset, start_line, end_line, page, headings, symbol, symbol_kind, header, text)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      slot,
      chunk.ordinal,
      keyOf(chunk.embeddedText),
      chunk.start,
      chunk.end,
      chunk.startLine,
      chunk.endLine,
      chunk.page,
      chunk.headings.length === 0 ? null : JSON.stringify(chunk.headings),
      chunk.symbol,
      chunk.symbolKind,
      chunk.header,
      chunk.text,
    );
  }
  for (const definition of definitions) {
    sqlite.run(
      'insert or ignore into words.symbols (name, doc, line, exact, kind, weight) values (?, ?, ?, ?, ?, ?)',
      definition.name.toLowerCase(),
      slot,
      definition.line,
      definition.qualifiedName,
      definition.kind,
      definition.weight,
    );
  }
  const terms = writeTerms(
    sqlite,
    slot,
    names,
    definitions.map((definition) => definition.name),
    chunks.map((chunk) => chunk.text),
  );
  sqlite.run(
    'insert into words.entries (doc, text_hash, style, names, truncated, terms, length) values (?, ?, ?, ?, ?, ?, ?)',
    slot,
    textHash ?? '',
    style,
    namesKey(names),
    document.truncated ? 1 : 0,
    terms.bytes,
    terms.length,
  );
  const orphans = before.map((row) => row.key).filter((key) => !kept.has(Buffer.from(key).toString('hex')));
  return { orphans, words: { slot, before: termsBefore, after: terms } };
}

const termsOf = (sqlite: Sqlite, slot: number): Uint8Array | null =>
  sqlite.get<{ terms: Uint8Array }>('select terms from words.entries where doc = ?', slot)?.terms ?? null;

/** A rename or a move: only the lexical fields of the names change, from the chunks that are there. */
export function renameEntry(sqlite: Sqlite, slot: number, names: DocumentNames): WordsChange {
  const before = termsOf(sqlite, slot);
  const symbols = sqlite.all<{ exact: string }>('select exact from words.symbols where doc = ? order by line', slot);
  const chunks = sqlite.all<{ text: string }>('select text from words.chunks where doc = ? and ordinal > 0 order by ordinal', slot);
  sqlite.run('delete from words.terms where rowid = ?', slot);
  const after = writeTerms(
    sqlite,
    slot,
    names,
    symbols.map((row) => row.exact.split('.').at(-1) ?? ''),
    chunks.map((row) => row.text),
  );
  sqlite.run('update words.entries set names = ?, terms = ?, length = ? where doc = ?', namesKey(names), after.bytes, after.length, slot);
  return { slot, before, after };
}

function writeTerms(
  sqlite: Sqlite,
  slot: number,
  { path, title }: DocumentNames,
  symbols: readonly string[],
  texts: readonly string[],
): TermCounts {
  const columns = [encodeText(title), encodeText(pathText(path)), encodeText(symbols.join(' ')), texts.map(encodeText).join(' ')] as const;
  sqlite.run('insert into words.terms (rowid, title, path, symbol, body) values (?, ?, ?, ?, ?)', slot, ...columns);
  return countTerms(columns);
}

/** Takes a document's rows away. */
export function removeEntry(sqlite: Sqlite, slot: number): EntryChange {
  const before = termsOf(sqlite, slot);
  const orphans = sqlite.all<{ key: Uint8Array }>('select key from words.chunks where doc = ?', slot).map((row) => row.key);
  deleteRows(sqlite, slot);
  return { orphans, words: { slot, before, after: null } };
}

function deleteRows(sqlite: Sqlite, slot: number): void {
  if (sqlite.run('delete from words.entries where doc = ?', slot) === 0) return;
  sqlite.run('delete from words.terms where rowid = ?', slot);
  sqlite.run('delete from words.chunks where doc = ?', slot);
  sqlite.run('delete from words.symbols where doc = ?', slot);
}

/** Vectors that no chunk refers to any more go with their text. */
export function dropOrphans(sqlite: Sqlite, keys: readonly Uint8Array[]): void {
  for (const key of keys) {
    sqlite.run('delete from vectors where key = ? and not exists (select 1 from words.chunks where key = ?)', key, key);
  }
}
