import { parseQueryDate } from './query-date.ts';
import { type QueryFieldName, fieldNames, kindCalled, languagesCalled } from './query-names.ts';

/** A condition on one field of a document: one of the values holds, or none of them does. */
export interface FieldCondition {
  readonly field: Exclude<QueryFieldName, 'after' | 'before'>;
  readonly values: readonly string[];
  readonly isNegated: boolean;
}

export interface QueryConditions {
  readonly fields: readonly FieldCondition[];
  /** Epoch milliseconds, inclusive; null for no condition. */
  readonly updatedAfter: number | null;
  /** Epoch milliseconds, exclusive. */
  readonly updatedBefore: number | null;
}

export const noConditions: QueryConditions = { fields: [], updatedAfter: null, updatedBefore: null };

/** What a query asks for beside its words. */
export interface QueryFields {
  /** The query without what was understood as a condition. */
  readonly words: string;
  /** Words and phrases that must not occur, as written. */
  readonly excluded: readonly string[];
  readonly conditions: QueryConditions;
  /** A sentence for each value that was meant and cannot be understood. */
  readonly faults: readonly string[];
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly t: 'field' | 'excluded';
  readonly text: string;
  readonly condition: FieldCondition | null;
}

const closers: Readonly<Record<string, RegExp>> = { '"': /["”]/g, '“': /["”]/g, '„': /["“”]/g, '«': /»/g };
const space = /\s/;
const fieldAt = /-?([a-z]{2,9}):/iy;
const wordEnd = /\s|$/g;

/**
 * Reads `field:value`, `field:"a value"`, `-field:value`, `-word` and `-"a phrase"` out of a query. All else is words: an unknown field, a
 * field without a value, what stands in quotes, `--flag`, `-x`, a dash inside a word. A query of nothing but excluded words means the words.
 */
export function readQueryFields(query: string, nowMs: number): QueryFields {
  const pieces: Piece[] = [];
  const faults: string[] = [];
  let [after, before]: (number | null)[] = [null, null];
  for (let at = 0; at < query.length;) {
    if (space.test(query.charAt(at))) {
      at++;
      continue;
    }
    const closed = closingQuote(query, at);
    if (closed !== null) {
      at = closed;
      continue;
    }
    const read: Read | Fault | null = fieldOf(query, at, nowMs) ?? exclusionOf(query, at);
    if (read === null) {
      at = endOfWord(query, at);
      continue;
    }
    if ('fault' in read) faults.push(read.fault);
    else {
      if (read.after !== undefined) after = Math.max(after ?? -Infinity, read.after);
      if (read.before !== undefined) before = Math.min(before ?? Infinity, read.before);
      pieces.push(read);
    }
    at = read.end;
  }
  const hasCondition = pieces.some((piece) => piece.t === 'field');
  dropAsides(query, pieces);
  const words = without(query, pieces);
  // Nothing is asked for: the dash belongs to the word.
  const kept = hasCondition || /[\p{L}\p{N}]/u.test(words) ? pieces : pieces.filter((piece) => piece.t === 'field');
  return {
    words: kept === pieces ? words : without(query, kept),
    excluded: kept.filter((piece) => piece.t === 'excluded').map((piece) => piece.text),
    conditions: {
      fields: merged(kept.flatMap((piece) => piece.condition ?? [])),
      updatedAfter: after ?? null,
      updatedBefore: before ?? null,
    },
    faults,
  };
}

/** In more words than these a person writes a sentence. */
const keywordsMax = 5;

/** In a sentence a dash before a word in its midst is a pause; what is to be left out stands at an end. */
function dropAsides(query: string, pieces: Piece[]): void {
  const sentence = without(query, pieces)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (sentence.length <= keywordsMax) return;
  const isSaid = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
  for (const piece of pieces.filter((each) => each.t === 'excluded' && query.charAt(each.start + 1) === each.text.charAt(0))) {
    const [before, after] = [pieces.filter((each) => each.end <= piece.start), pieces.filter((each) => each.start >= piece.end)];
    const isInside =
      isSaid(without(query.slice(0, piece.start), before)) &&
      isSaid(
        without(
          query.slice(piece.end),
          after.map((each) => ({ ...each, start: each.start - piece.end, end: each.end - piece.end })),
        ),
      );
    if (isInside) pieces.splice(pieces.indexOf(piece), 1);
  }
}

/** The place after a quotation that begins here; null if none does. */
function closingQuote(query: string, at: number): number | null {
  const closer = closers[query.charAt(at)];
  if (closer === undefined) return null;
  closer.lastIndex = at + 1;
  const match = closer.exec(query);
  return match === null || match.index === at + 1 ? null : match.index + 1;
}

function endOfWord(query: string, at: number): number {
  wordEnd.lastIndex = at;
  return wordEnd.exec(query)?.index ?? query.length;
}

type Read = Piece & { readonly after?: number; readonly before?: number };

interface Fault {
  readonly fault: string;
  readonly end: number;
}

function fieldOf(query: string, at: number, nowMs: number): Read | Fault | null {
  fieldAt.lastIndex = at;
  const match = fieldAt.exec(query);
  const name = fieldNames.get(match?.[1]?.toLowerCase() ?? '');
  if (match === null || name === undefined) return null;
  const from = at + match[0].length;
  const closed = closingQuote(query, from);
  const end = closed ?? endOfWord(query, from);
  const value = (closed === null ? query.slice(from, end) : query.slice(from + 1, end - 1)).trim();
  // `kind::member` and `file://…` are no fields.
  if (value === '' || /^(?::|\/\/)/.test(value)) return null;
  const isNegated = query.charAt(at) === '-';
  const piece = { start: at, end, t: 'field' as const, text: value };
  if (name === 'after' || name === 'before') {
    if (isNegated) return null;
    const time = parseQueryDate(value, nowMs);
    if (time === null) return null;
    if (time === 'MALFORMED')
      return { fault: `${match[0]}${value.slice(0, 40)} is no date: write 2026-11-21, 2026-11, 2026, yesterday or 7d`, end };
    return { ...piece, condition: null, [name]: time };
  }
  const values = valuesOf(name, value);
  return values === null ? null : { ...piece, condition: { field: name, values, isNegated } };
}

/** Null: no value of this field. Then it was words. */
function valuesOf(field: FieldCondition['field'], value: string): readonly string[] | null {
  const listed = (): string[] =>
    value
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  switch (field) {
    case 'language':
      return present(listed().flatMap(languagesCalled));
    case 'kind': {
      const kinds = listed().map(kindCalled);
      return kinds.includes(null) ? null : present(kinds.filter((kind) => kind !== null));
    }
    case 'extension':
      return present(listed().map((each) => each.replace(/^\*?\./, '').toLowerCase()));
    case 'path':
    case 'file':
    case 'title':
    case 'source':
    case 'author':
      return [value];
  }
}

const present = (values: readonly string[]): readonly string[] | null => (values.length === 0 || values.includes('') ? null : values);

function exclusionOf(query: string, at: number): Piece | null {
  if (query.charAt(at) !== '-') return null;
  const closed = closingQuote(query, at + 1);
  if (closed !== null) return { start: at, end: closed, t: 'excluded', text: query.slice(at + 2, closed - 1), condition: null };
  const end = endOfWord(query, at);
  const text = query.slice(at + 1, end);
  // `-x` is an option of a command, `--x` too; a number is a number.
  return /^\p{L}[^\s]/u.test(text) || /^[^\p{ASCII}]$/u.test(text) ? { start: at, end, t: 'excluded', text, condition: null } : null;
}

function without(query: string, pieces: readonly Piece[]): string {
  let text = '';
  let at = 0;
  for (const piece of pieces) {
    text += `${query.slice(at, piece.start)} `;
    at = piece.end;
  }
  return (text + query.slice(at)).trim();
}

/** `lang:go lang:rust` is one or the other; what is excluded is excluded each by itself. */
function merged(conditions: readonly FieldCondition[]): FieldCondition[] {
  const positive = new Map<string, FieldCondition>();
  const result: FieldCondition[] = [];
  for (const condition of conditions) {
    if (condition.isNegated) result.push(condition);
    else positive.set(condition.field, { ...condition, values: [...(positive.get(condition.field)?.values ?? []), ...condition.values] });
  }
  return [...positive.values(), ...result];
}
