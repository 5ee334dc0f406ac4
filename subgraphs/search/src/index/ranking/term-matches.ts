import { eachToken, isWordCharacter, wordLengthMax } from '../../analyzer/analyzer.ts';
import type { TextRange } from './query.ts';

export interface TermMatches {
  /** Words of the query in the text: ascending, disjoint. */
  readonly highlights: readonly TextRange[];
  /** The share of what the query's words say that the text's words say too: 0 … 1. */
  readonly coverage: number;
}

/** Finds a query's words in texts. `weights`: how much each of its terms says. */
export type TermMatcher = (text: string) => TermMatches;

// eslint-disable-next-line no-control-regex
const nonAscii = /[^\x00-\x7f]/;

/**
 * The same words as an analysis of the whole text gives (a property test compares them), for less: in a text of ASCII only the words that
 * hold the beginning of a term's stem are analyzed.
 */
export function createTermMatcher(weights: ReadonlyMap<string, number>): TermMatcher {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const beginnings = [...weights.keys()].filter((term) => term !== '' && !nonAscii.test(term)).map(certainBeginning);
  const anyBeginning = beginnings.length === 0 ? null : new RegExp(beginnings.map((text) => RegExp.escape(text)).join('|'), 'gi');
  return (text) => {
    const highlights: TextRange[] = [];
    const seen = new Set<string>();
    const look = (part: string, offset: number): void =>
      eachToken(part, (term, start, end) => {
        const known = weights.has(term) ? term : firstCharacter(term);
        if (!weights.has(known)) return;
        seen.add(known);
        const last = highlights.at(-1);
        if (last !== undefined && offset + start <= last.end)
          highlights[highlights.length - 1] = { start: last.start, end: Math.max(last.end, offset + end) };
        else highlights.push({ start: offset + start, end: offset + end });
      });
    if (nonAscii.test(text)) look(text, 0);
    else if (anyBeginning !== null) eachWordWith(anyBeginning, text, look);
    let found = 0;
    for (const term of seen) found += weights.get(term) ?? 0;
    return { highlights, coverage: total === 0 ? 0 : found / total };
  };
}

function eachWordWith(beginning: RegExp, text: string, visit: (word: string, offset: number) => void): void {
  beginning.lastIndex = 0;
  let done = 0;
  for (let match = beginning.exec(text); match !== null; match = beginning.exec(text)) {
    let start = match.index;
    while (start > done && isWordCharacter(text.charCodeAt(start - 1))) start--;
    let end = match.index;
    while (end < text.length && isWordCharacter(text.charCodeAt(end))) end++;
    done = end;
    beginning.lastIndex = Math.max(end, match.index + 1);
    if (end - start <= wordLengthMax) visit(text.slice(start, end), start);
  }
}

/**
 * What every word with this stem begins with. Porter's rules change what stands before the suffix by one letter (y → i, at → ate, iz → ize,
 * ency → ence …), and by two only in -bility → -ble.
 */
function certainBeginning(stem: string): string {
  if (stem.length <= 2) return stem.length === 2 && /[ei]$/.test(stem) ? stem.slice(0, 1) : stem;
  if (stem.endsWith('ble')) return stem.slice(0, -2);
  return /(?:bl|[ei])$/.test(stem) ? stem.slice(0, -1) : stem;
}

/** A pair of ideographs answers to its first one alone; see the analyzer. */
const firstCharacter = (term: string): string =>
  term.length <= 4 && unspaced.test(term) ? String.fromCodePoint(term.codePointAt(0) ?? 0) : '';
const unspaced = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
