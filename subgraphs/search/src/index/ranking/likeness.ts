import type { Organization } from '../organization.ts';
import { type CountedTerms, hasBodyWords, haveInCommon } from '../store/body-terms.ts';
import { recordBytes } from '../store/term-counts.ts';

/**
 * Two texts are copies of one another if they are the same, or if this share of their words is (each with how often it stands there) and all
 * their numbers are: invoices, versions and dates differ in little else.
 */
const sharedWordsMin = 0.9;
/** Of what is shorter the name says more than the text: stubs and bare titles stand each for itself. */
const wordsMin = 20;
/** Heads of copies point the same way: a look that costs little, before the words are compared. */
const headCosineMin = 0.97;
/** What is further apart in length is no copy. */
const lengthShareMin = 0.88;
/** Of what is longer only the same text is a copy: reading all its words for one search would take longer than the search. */
const comparedWordsMax = 20_000;
/** Names count in a length, and a short text's copy may have a long name: so many words more or less make no difference. */
const shortLength = 40;

export const areOfDifferentLength = (one: number, other: number): boolean =>
  Math.min(one, other) < lengthShareMin * Math.max(one, other) - shortLength;

/** What tells copies from others. Read when it is first asked for, and remembered for one search. */
export interface Likeness {
  /** The row of a document's head among the vectors; null where it has none. */
  headRowOf(slot: number): number | null;
  /** A first look, in memory alone, at documents of about one length: false is certain. */
  haveLikeHeads(one: number, other: number): boolean;
  isLongEnough(slot: number): boolean;
  /** The second look, at what they say. */
  sayTheSame(one: number, other: number): boolean;
  areCopies(one: number, other: number): boolean;
}

interface Said extends CountedTerms {
  readonly textHash: string | null;
}

interface SaidRow {
  readonly text_hash: string | null;
  readonly terms: Uint8Array | null;
}

export function createLikeness({ sqlite, words, vectors }: Organization): Likeness {
  const headRows = new Map<number, number | null>();
  const heads = new Map<number, Float32Array | null>();
  const said = new Map<number, Said>();
  const numbers = new Map<number, string>();

  function headRowOf(slot: number): number | null {
    let row = headRows.get(slot);
    if (row === undefined) {
      row = null;
      for (const other of vectors.rowsOf(slot))
        if (row === null || (vectors.ordinalOf[other] ?? 0) < (vectors.ordinalOf[row] ?? 0)) row = other;
      headRows.set(slot, row);
    }
    return row;
  }

  function headOf(slot: number): Float32Array | null {
    let head = heads.get(slot);
    if (head === undefined) {
      const row = headRowOf(slot);
      heads.set(slot, (head = row === null ? null : vectors.queryOf(vectors.vectorAt(row))));
    }
    return head;
  }

  function saidBy(slot: number): Said {
    let known = said.get(slot);
    if (known === undefined) {
      const row = sqlite.get<SaidRow>(
        `select d.text_hash, case when length(e.terms) > ? then null else e.terms end as terms
         from documents d left join words.entries e on e.doc = d.slot where d.slot = ?`,
        comparedWordsMax * recordBytes,
        slot,
      );
      known = { textHash: row?.text_hash ?? null, bytes: row?.terms ?? new Uint8Array(), length: words.lengthOf(slot) };
      said.set(slot, known);
    }
    return known;
  }

  const isLongEnough = (slot: number): boolean => words.lengthOf(slot) > comparedWordsMax || hasBodyWords(saidBy(slot), wordsMin);

  function numbersOf(slot: number): string {
    let known = numbers.get(slot);
    if (known === undefined) {
      const found: string[] = [];
      const chunks = sqlite.iterate<{ text: string }>('select text from words.chunks where doc = ? and ordinal > 0 order by ordinal', slot);
      for (const { text } of chunks) found.push(...(text.match(withDigits) ?? []));
      numbers.set(slot, (known = found.toSorted().join(' ')));
    }
    return known;
  }

  function haveLikeHeads(one: number, other: number): boolean {
    const head = headOf(one);
    const row = headRowOf(other);
    return head === null || row === null || vectors.product(row, head) >= headCosineMin;
  }

  function sayTheSame(one: number, other: number): boolean {
    const [here, there] = [saidBy(one), saidBy(other)];
    if (here.textHash === null || !isLongEnough(one)) return false;
    if (here.textHash === there.textHash) return true;
    if (Math.max(here.length, there.length) > comparedWordsMax) return false;
    return haveInCommon(here, there, sharedWordsMin) && numbersOf(one) === numbersOf(other);
  }

  return {
    headRowOf,
    haveLikeHeads,
    isLongEnough,
    sayTheSame,
    areCopies: (one, other) =>
      !areOfDifferentLength(words.lengthOf(one), words.lengthOf(other)) && haveLikeHeads(one, other) && sayTheSame(one, other),
  };
}

const withDigits = /[\p{L}_.-]*\p{N}[\p{L}\p{N}_.-]*/gu;
