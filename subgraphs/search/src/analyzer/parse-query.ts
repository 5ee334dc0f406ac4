import { analyze } from './analyzer.ts';
import { isStructured } from './identifier.ts';
import { stopWords } from './stop-words.ts';

export type QueryKind = 'NATURAL_LANGUAGE' | 'IDENTIFIER' | 'PHRASE' | 'PATH';

export interface ParsedQuery {
  readonly kind: QueryKind;
  /** What the lexical leg scores; a term said twice counts twice. */
  readonly terms: readonly string[];
  /** Each quoted phrase as its terms in order, where at least half of the query is quoted. */
  readonly phrases: readonly (readonly string[])[];
  /** What an identifier query names, container first: `['Session', 'refresh']`. Empty for other queries. */
  readonly name: readonly string[];
  /** The identifier as one term, where it has inner structure and so says more than its parts. */
  readonly wholeTerm: string | null;
  /** What a path query looks for, without `./` before it. */
  readonly path: string | null;
  /** The words for the model: without the quotes. */
  readonly text: string;
}

const quoted = /["“”„«]([^"“”„«»]+)["“”»]/g;
const identifier = /^@?[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|::|#|->)[\p{L}_$][\p{L}\p{N}_$]*)*(?:\(\))?$/u;
const path = /^\.{0,2}[\p{L}\p{N}_@~+-][^\s]*\/[^\s]*$|^[^\s/]+\.(?:[a-z]{1,4}|[a-z]+\d|markdown|ipynb|proto|gradle|graphql|svelte)$/iu;

/** Understands a query by its shape alone; the same words always give the same answer. */
export function parseQuery(query: string): ParsedQuery {
  const trimmed = query.trim();
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
  const meaningful = tokens.filter((token) => !stopWords.has(token.term));
  const terms = (meaningful.length > 0 ? meaningful : tokens).map((token) => token.term).filter((term) => term !== '');
  // A quotation inside a longer text is mentioned, not demanded.
  const demanded = quotedCount * 2 >= tokens.filter((token) => !token.whole).length ? phrases.filter((phrase) => phrase.length > 0) : [];
  const isPath = path.test(trimmed) && !/^\d/.test(trimmed);
  const isName = !isPath && phrases.length === 0 && identifier.test(trimmed);
  const name = isName ? trimmed.replace(/^@|\(\)$/g, '').split(/\.|::|#|->/) : [];
  const last = name.at(-1) ?? '';
  return {
    kind: demanded.length > 0 ? 'PHRASE' : isPath ? 'PATH' : isName ? 'IDENTIFIER' : 'NATURAL_LANGUAGE',
    terms,
    phrases: demanded,
    name,
    wholeTerm: isStructured(last) ? (analyze(last).find((token) => token.whole)?.term ?? null) : null,
    path: isPath ? trimmed.replace(/^\.?\//, '') : null,
    text,
  };
}
