import { encodeTerm } from '../../analyzer/encode-terms.ts';
import { isStructured } from '../../analyzer/identifier.ts';
import type { ParsedQuery } from '../../analyzer/parse-query.ts';
import type { Organization } from '../organization.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { encodedTermNumber, termNumber } from '../store/term-counts.ts';
import { selectTop } from './top.ts';

/** Weights of title, path, symbol and body. A Markdown title stands in the body too, so it counts twice. */
const fieldWeights = '1.0, 0.25, 1.0, 1.0';
/** More than the candidates, so that nearly every candidate of the other leg has its true score here too. */
const scoredMax = 1000;
const termsMax = 64;

const singleUnspaced = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]$/u;

/** FTS5's query language, with every term quoted. A single ideograph is a prefix: documents hold pairs. */
const ftsTerm = (term: string): string => `"${encodeTerm(term)}"${singleUnspaced.test(term) ? ' *' : ''}`;
const ftsPhrase = (terms: readonly string[]): string => `"${terms.map(encodeTerm).join(' ')}"`;

/** The words that begin so; more than these would say nothing any more. */
const wordsPerBeginningMax = 2_000;

function wordsBeginning(sqlite: Sqlite, term: string): number[] {
  const first = encodeTerm(term);
  const words = sqlite.all<{ term: string }>(
    `select term from words.vocabulary where term >= ? and term < ? limit ${wordsPerBeginningMax}`,
    first,
    `${first}\u{10ffff}`,
  );
  return words.map((row) => encodedTermNumber(row.term));
}

/** Each word asked for with the numbers of the terms that answer to it: one, or all that begin so. */
export const termGroups = (sqlite: Sqlite, terms: readonly string[]): { readonly term: string; readonly numbers: readonly number[] }[] =>
  terms
    .slice(0, termsMax)
    .map((term) => ({ term, numbers: singleUnspaced.test(term) ? wordsBeginning(sqlite, term) : [termNumber(term)] }));

/** BM25 over whole documents, exact, best first; ties by document id. Only passing documents have a score. */
export function lexicalScores({ sqlite, words, documents, passing }: Organization, terms: readonly string[]): Map<number, number> {
  const groups = termGroups(sqlite, terms).map(({ numbers }) => numbers);
  const { slots, scores } = words.score(groups, passing);
  const idOf = (number: number): string => documents.ids[slots[number] as number] ?? '';
  const best = selectTop(slots.length, scoredMax, (a, b) => {
    const difference = (scores[a] as number) - (scores[b] as number);
    return difference < 0 || (difference === 0 && idOf(a) > idOf(b));
  });
  return new Map(best.map((number) => [slots[number] as number, scores[number] as number]));
}

/** Passing documents with all the phrases, or with the identifier as a whole; the best first. */
export function documentsWith({ sqlite }: Organization, query: ParsedQuery, size: number): number[] {
  const parts = query.phrases.map(ftsPhrase);
  if (query.wholeTerm !== null) parts.push(ftsTerm(query.wholeTerm));
  if (parts.length === 0) return [];
  return sqlite
    .all<{ slot: number }>(
      `select rowid as slot from words.terms where terms match ? and passes(rowid) = 1 order by bm25(terms, ${fieldWeights}), rowid limit ${size}`,
      parts.join(' AND '),
    )
    .map((row) => row.slot);
}

export interface DefinitionHit {
  readonly slot: number;
  readonly line: number;
  /** Higher is closer to what was asked for. */
  readonly fit: number;
}

/** Passing documents that define the name, the best first: written exactly so, in the container that was named, the larger thing. */
export function definitionsOf({ sqlite, passing }: Organization, name: readonly string[], size: number): DefinitionHit[] {
  const last = name.at(-1);
  if (last === undefined) return [];
  const qualified = name.join('.');
  const isPlain = name.length === 1 && !isStructured(last) && last === last.toLowerCase();
  const found: DefinitionHit[] = [];
  const rows = sqlite.iterate<{ doc: number; line: number; exact: string; weight: number }>(
    'select doc, line, exact, weight from words.symbols where name = ?',
    last.toLowerCase(),
  );
  for (const { doc, line, exact, weight } of rows) {
    if (passing[doc] !== 1) continue;
    const isExact = exact.split('.').at(-1) === last;
    // A plain word is more often just a word: only a type or function of exactly that name is meant by it.
    if (isPlain && !(isExact && weight >= 4)) continue;
    const isQualified = name.length > 1 && (exact === qualified || exact.endsWith(`.${qualified}`));
    found.push({ slot: doc, line, fit: weight + (isExact ? 10 : 0) + (isQualified ? 20 : 0) });
  }
  const best = new Map<number, DefinitionHit>();
  for (const hit of found) if (hit.fit > (best.get(hit.slot)?.fit ?? -1)) best.set(hit.slot, hit);
  return [...best.values()].sort((a, b) => b.fit - a.fit || a.slot - b.slot).slice(0, size);
}

/** Passing documents whose path ends so; the shortest path first. */
export function documentsAt({ sqlite, passing }: Organization, path: string, size: number): number[] {
  const wanted = path.toLowerCase();
  const rows = sqlite.iterate<{ slot: number }>(
    `select slot from documents where lower(substr(path, -?)) = ? order by length(path), slot`,
    wanted.length,
    wanted,
  );
  const found: number[] = [];
  for (const { slot } of rows) {
    if (passing[slot] === 1) found.push(slot);
    if (found.length >= size) break;
  }
  return found;
}
