import { encodeTerm } from '../../analyzer/encode-terms.ts';
import type { ParsedQuery } from '../../analyzer/parse-query.ts';
import { fieldWeights } from '../memory/inverted-index.ts';
import type { Organization } from '../organization.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { encodedTermNumber, termNumber } from '../store/term-counts.ts';
import { selectTop } from './top.ts';

/** For FTS5, in the order of its columns. */
const columnWeights = [fieldWeights.title, fieldWeights.path, fieldWeights.symbol, fieldWeights.body].join(', ');
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

/** Those that tell documents apart: what most of them hold would cost a pass over all of them, and be worth nothing. */
export const functionTermsOf = ({ words }: Organization, { terms, functionTerms }: ParsedQuery): readonly string[] =>
  functionTerms
    .slice(0, Math.max(0, termsMax - terms.length))
    .filter((term) => words.documentFrequency(termNumber(term)) * 2 < words.documentCount);

/** BM25 over whole documents, exact, best first; ties by document id. Only passing documents have a score. */
export function lexicalScores(organization: Organization, query: ParsedQuery): Map<number, number> {
  const { sqlite, words, documents, passing } = organization;
  const groups = termGroups(sqlite, query.terms).map(({ numbers }) => numbers);
  const { slots, scores } = words.score(groups, passing, functionTermsOf(organization, query).map(termNumber));
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
      `select rowid as slot from words.terms where terms match ? and passes(rowid) = 1 order by bm25(terms, ${columnWeights}), rowid limit ${size}`,
      parts.join(' AND '),
    )
    .map((row) => row.slot);
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
