import { analyze } from '../../analyzer/analyzer.ts';
import { encodeTerm } from '../../analyzer/encode-terms.ts';
import { stem } from '../../analyzer/porter-stemmer.ts';
import type { Organization } from '../organization.ts';
import { summaryOf } from './hits.ts';
import { passingDocuments } from './passing.ts';
import type { DocumentSummary } from './query.ts';

export interface IndexSuggestions {
  /** Whose title or path holds all that was written, the last word as a beginning. */
  readonly documents: readonly DocumentSummary[];
  /** What was written with its last word completed, from words of documents that the viewer may see; the most frequent first. */
  readonly completions: readonly string[];
}

/** Documents looked at for their names, and for their words. */
const namesMax = 200;
const textsMax = 60;
const chunksPerDocument = 3;

/** What a person who has written so far may mean. Only documents that they may see say anything. */
export function suggestFor(organization: Organization, userId: string | null, written: string, first: number): IndexSuggestions {
  const beginning = written.trimStart();
  const last = /[\p{L}\p{M}\p{N}_$]+$/u.exec(beginning)?.[0] ?? '';
  const before = beginning.slice(0, beginning.length - last.length);
  const expression = expressionOf(before, last);
  if (expression === null || first <= 0) return { documents: [], completions: [] };
  organization.passing = passingDocuments(organization, userId, {}).flags;
  return {
    documents: documentsNamed(organization, expression, `${before}${last}`).slice(0, first),
    completions: last.length < 2 ? [] : completed(organization, expression, before, last).slice(0, first),
  };
}

/**
 * What was written, for FTS5: the whole words as they are indexed, the last as a beginning. A stem can be shorter than what was written of
 * its word, so the beginnings of that count too; the text itself decides.
 */
function expressionOf(before: string, last: string): string | null {
  const words = analyze(before)
    .filter((token) => !token.whole && token.term !== '')
    .map((token) => `"${encodeTerm(token.term)}"`);
  const folded = analyze(last).findLast((token) => !token.whole);
  const start = last === '' ? '' : last.toLowerCase();
  if (last !== '' && folded !== undefined) {
    const shorter = Array.from({ length: 4 }, (_, cut) => start.slice(0, start.length - cut)).filter((part) => part.length >= 3);
    const terms = new Set([stem(start), folded.term, ...shorter]);
    const beginnings = new Set([start, folded.term]);
    words.push(
      `(${[...[...beginnings].map((term) => `"${encodeTerm(term)}" *`), ...[...terms].map((term) => `"${encodeTerm(term)}"`)].join(' OR ')})`,
    );
  }
  return words.length === 0 ? null : words.join(' AND ');
}

function slotsOf({ sqlite }: Organization, match: string, count: number): number[] {
  return sqlite
    .all<{ slot: number }>(`select rowid as slot from words.terms where terms match ? and passes(rowid) = 1 limit ${count}`, match)
    .map((row) => row.slot);
}

function documentsNamed(organization: Organization, expression: string, written: string): DocumentSummary[] {
  const wanted = written.toLowerCase().trim();
  const parts = wanted.split(/\s+/);
  return slotsOf(organization, `{title path} : (${expression})`, namesMax)
    .flatMap((slot) => summaryOf(organization, slot) ?? [])
    .flatMap((document) => {
      const [title, path] = [document.title.toLowerCase(), document.path.toLowerCase()];
      const isIn = (name: string, part: string): boolean =>
        name.startsWith(part) || new RegExp(`[^\\p{L}\\p{N}]${escaped(part)}`, 'u').test(name);
      const place = title.startsWith(wanted)
        ? 0
        : parts.every((part) => isIn(title, part))
          ? 1
          : parts.every((part) => isIn(path, part) || isIn(title, part))
            ? 2
            : null;
      return place === null ? [] : [{ document, place }];
    })
    .toSorted(
      (a, b) =>
        a.place - b.place || b.document.updatedAt - a.document.updatedAt || (a.document.documentId < b.document.documentId ? -1 : 1),
    )
    .map(({ document }) => document);
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function completed(organization: Organization, expression: string, before: string, last: string): string[] {
  const { sqlite } = organization;
  const begins = new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped(last)}[\\p{L}\\p{M}\\p{N}_$]{1,60}`, 'giu');
  const counts = new Map<string, { written: string; count: number }>();
  for (const slot of slotsOf(organization, expression, textsMax)) {
    const texts = sqlite.all<{ text: string }>(
      `select text from words.chunks where doc = ? and ordinal > 0 and instr(lower(text), ?) > 0 limit ${chunksPerDocument}`,
      slot,
      last.toLowerCase(),
    );
    const title = sqlite.get<{ title: string | null }>('select title from documents where slot = ?', slot)?.title ?? '';
    const seen = new Map<string, string>();
    for (const text of [title, ...texts.map((row) => row.text)])
      for (const [word] of text.matchAll(begins)) if (!seen.has(word.toLowerCase())) seen.set(word.toLowerCase(), word);
    for (const [key, word] of seen) {
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { written: word, count: 1 });
      else known.count++;
    }
  }
  return [...counts]
    .sort(([a, one], [b, other]) => other.count - one.count || a.length - b.length || (a < b ? -1 : 1))
    .map(([key, { written }]) => `${before}${/[\p{Ll}][\p{Lu}]|_/u.test(written) ? written : key}`);
}
