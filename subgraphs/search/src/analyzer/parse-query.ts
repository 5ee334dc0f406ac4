import { analyze, type Token } from './analyzer.ts';
import { isStructured } from './identifier.ts';
import { type QueryConditions, readQueryFields } from './query-fields.ts';
import { functionWords, stopWords } from './stop-words.ts';

export type QueryKind = 'NATURAL_LANGUAGE' | 'IDENTIFIER' | 'PHRASE' | 'PATH';

export interface ParsedQuery {
  readonly kind: QueryKind;
  /** What the lexical leg scores; a term said twice counts twice. */
  readonly terms: readonly string[];
  /** Terms that count in the score of what `terms` have found, and find nothing themselves. */
  readonly functionTerms: readonly string[];
  /** Each quoted phrase as its terms in order, where at least half of the query is quoted. */
  readonly phrases: readonly (readonly string[])[];
  /** What an identifier query names, container first: `['Session', 'refresh']`. Empty for other queries. */
  readonly name: readonly string[];
  /** The identifier as one term, where it has inner structure and so says more than its parts. */
  readonly wholeTerm: string | null;
  /** What a path query looks for, without `./` before it. */
  readonly path: string | null;
  /** The words for the model: without quotes, fields and what is excluded. Empty where only conditions are left. */
  readonly text: string;
  /** Words and phrases that must not occur, each as its terms in order. */
  readonly excluded: readonly (readonly string[])[];
  readonly conditions: QueryConditions;
  /** A sentence for each value of a field that was meant and cannot be understood. */
  readonly faults: readonly string[];
}

const quoted = /["“”„«]([^"“”„«»]+)["“”»]/g;
const identifier = /^@?[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|::|#|->)[\p{L}_$][\p{L}\p{N}_$]*)*(?:\(\))?$/u;
const path = /^\.{0,2}[\p{L}\p{N}_@~+-][^\s]*\/[^\s]*$|^[^\s/]+\.(?:[a-z]{1,4}|[a-z]+\d|markdown|ipynb|proto|gradle|graphql|svelte)$/iu;

/** A term's words side by side: the whole of an identifier where it has parts, else all that stands in it. */
function termsInOrder(text: string): string[] {
  const tokens = analyze(text);
  const [first] = tokens;
  return first?.whole === true && first.end - first.start === text.length
    ? [first.term]
    : tokens.filter((token) => !token.whole && token.term !== '').map((token) => token.term);
}

/** Understands a query by its shape alone: the same words always give the same answer, but for a time that is relative to now. */
export function parseQuery(query: string, nowMs = Date.now()): ParsedQuery {
  const { words: trimmed, excluded, conditions, faults } = readQueryFields(query, nowMs);
  const phrases = [...trimmed.matchAll(quoted)].map((match) =>
    analyze(match[1] ?? '')
      .filter((token) => !token.whole)
      .map((token) => token.term),
  );
  const quotedCount = phrases.reduce((sum, phrase) => sum + phrase.length, 0);
  const text =
    trimmed
      .replace(/["“”„«»]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim() || trimmed;
  const tokens = analyze(text);
  const written = ({ start, end }: Token): string => text.slice(start, end).toLowerCase();
  const asked = tokens.filter((token) => token.term !== '' && !stopWords.has(written(token)));
  const meaningful = asked.filter((token) => !functionWords.has(written(token)));
  const terms = (meaningful.length > 0 ? meaningful : tokens).map((token) => token.term).filter((term) => term !== '');
  const functionTerms = meaningful.length > 0 ? asked.filter((token) => functionWords.has(written(token))).map((token) => token.term) : [];
  // A quotation inside a longer text is mentioned, not demanded.
  const demanded = quotedCount * 2 >= tokens.filter((token) => !token.whole).length ? phrases.filter((phrase) => phrase.length > 0) : [];
  const isPath = !/\s/.test(trimmed) && path.test(trimmed) && !/^\d/.test(trimmed);
  // `Client.post` looks like a file's name: both are looked for.
  const isName = phrases.length === 0 && identifier.test(trimmed);
  const name = isName ? trimmed.replace(/^@|\(\)$/g, '').split(/\.|::|#|->/) : [];
  const last = name.at(-1) ?? '';
  return {
    kind: demanded.length > 0 ? 'PHRASE' : isPath ? 'PATH' : isName ? 'IDENTIFIER' : 'NATURAL_LANGUAGE',
    terms,
    functionTerms,
    phrases: demanded,
    name,
    wholeTerm: isStructured(last) ? (analyze(last).find((token) => token.whole)?.term ?? null) : null,
    path: isPath ? trimmed.replace(/^\.?\//, '') : null,
    text,
    excluded: excluded.map(termsInOrder).filter((terms) => terms.length > 0),
    conditions,
    faults,
  };
}
