import type { Organization } from '../organization.ts';
import { bodyCount, eachCount } from '../store/term-counts.ts';
import type { Placed } from './hits.ts';
import type { Passing } from './passing.ts';

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
/** Copies of one hit that are told by name. */
const toldMax = 100;

/** A hit with the documents that say the same. */
export interface Grouped extends Placed {
  /** Slots of the others, in their order; all passed the viewer's permissions and the filter. */
  readonly copies: readonly number[];
}

/**
 * One hit for each text: identical and nearly identical documents follow the first of them in the order, whatever the order is. Only passing
 * documents are looked at, so a copy that the viewer may not see neither shows nor counts nor hides one that they may see. Compared with the
 * first of a group only: likeness is not passed on from neighbour to neighbour.
 */
export function groupCopies(organization: Organization, ordered: readonly Placed[]): Grouped[] {
  const groups: { first: Placed; standing: Standing; copies: number[] }[] = [];
  const look = createLook(organization);
  for (const placed of ordered) {
    const standing = standingOf(placed, organization.words.lengthOf(placed.slot));
    const group = groups.find(({ first, standing: there }) => areAlike(there, standing) && look.areCopies(first.slot, placed.slot));
    if (group === undefined) groups.push({ first: placed, standing, copies: [] });
    else group.copies.push(placed.slot);
  }
  return groups.map(({ first, copies }) => ({ ...first, copies }));
}

/** All passing documents with the text of the hit, beyond the candidates too. */
export function allCopies(organization: Organization, { slot, copies }: Grouped, passing: Passing): number[] {
  const { sqlite } = organization;
  if (!createLook(organization).isLongEnough(slot)) return [...copies];
  const same = sqlite
    .all<{ slot: number }>(
      'select o.slot from documents d join documents o on o.text_hash = d.text_hash where d.slot = ? order by o.slot',
      slot,
    )
    .map((row) => row.slot)
    .filter((other) => other !== slot && passing.flags[other] === 1);
  return [...new Set([...copies, ...same])].slice(0, toldMax);
}

/** What is known of a hit already, in plain numbers: every hit is compared with every group. NaN where a leg does not know it. */
interface Standing {
  readonly semantic: number;
  readonly lexical: number;
  readonly length: number;
}

function standingOf({ legs }: Placed, length: number): Standing {
  const scoreIn = (name: 'SEMANTIC' | 'LEXICAL'): number => legs.find(({ leg }) => leg === name)?.score ?? Number.NaN;
  return { semantic: scoreIn('SEMANTIC'), lexical: scoreIn('LEXICAL'), length };
}

/** What says nearly the same stands nearly the same to a query. Comparisons with NaN are false: what is not known tells nothing apart. */
function areAlike(one: Standing, other: Standing): boolean {
  if (Math.abs(one.semantic - other.semantic) > 0.04) return false;
  if (one.lexical < 0.75 * other.lexical || other.lexical < 0.75 * one.lexical) return false;
  return !areOfDifferentLength(one.length, other.length);
}

const areOfDifferentLength = (one: number, other: number): boolean =>
  Math.min(one, other) < lengthShareMin * Math.max(one, other) - shortLength;

/** Looks at pairs of documents, remembering what it has read of each. */
export function createLook(organization: Organization) {
  const { sqlite, words, vectors } = organization;
  const headRows = new Map<number, number | null>();
  const heads = new Map<number, Float32Array | null>();
  const texts = new Map<number, string | null>();
  const numbers = new Map<number, string>();
  const bags = new Map<number, ReadonlyMap<number, number>>();

  function remembered<Value>(known: Map<number, Value>, slot: number, read: () => Value): Value {
    let value = known.get(slot);
    if (value === undefined) known.set(slot, (value = read()));
    return value;
  }

  const headRowOf = (slot: number): number | null =>
    remembered(headRows, slot, () => {
      const rows = vectors.rowsOf(slot);
      if (rows.length === 0) return null;
      return rows.reduce((first, other) => ((vectors.ordinalOf[other] ?? 0) < (vectors.ordinalOf[first] ?? 0) ? other : first));
    });

  const headOf = (slot: number): Float32Array | null =>
    remembered(heads, slot, () => {
      const row = headRowOf(slot);
      return row === null ? null : vectors.queryOf(vectors.vectorAt(row));
    });

  const textOf = (slot: number): string | null =>
    remembered(
      texts,
      slot,
      () => sqlite.get<{ text_hash: string | null }>('select text_hash from documents where slot = ?', slot)?.text_hash ?? null,
    );

  const bagOf = (slot: number): ReadonlyMap<number, number> =>
    remembered(bags, slot, () => {
      const bag = new Map<number, number>();
      const row = sqlite.get<{ terms: Uint8Array }>('select terms from words.entries where doc = ?', slot);
      if (row !== undefined) eachCount(row.terms, (term, packed) => bodyCount(packed) > 0 && bag.set(term, bodyCount(packed)));
      return bag;
    });

  const isLongEnough = (slot: number): boolean => {
    if (words.lengthOf(slot) > comparedWordsMax) return true;
    let count = 0;
    for (const times of bagOf(slot).values()) count += times;
    return count >= wordsMin;
  };

  const numbersOf = (slot: number): string =>
    remembered(numbers, slot, () => {
      const found: string[] = [];
      const chunks = sqlite.iterate<{ text: string }>('select text from words.chunks where doc = ? and ordinal > 0 order by ordinal', slot);
      for (const { text } of chunks) found.push(...(text.match(withDigits) ?? []));
      return found.toSorted().join(' ');
    });

  return {
    /** The row of a document's head among the vectors; null where it has none. */
    headRowOf,
    isLongEnough,
    areCopies(one: number, other: number): boolean {
      if (areOfDifferentLength(words.lengthOf(one), words.lengthOf(other))) return false;
      const [head, otherRow] = [headOf(one), headRowOf(other)];
      if (head !== null && otherRow !== null && vectors.product(otherRow, head) < headCosineMin) return false;
      const text = textOf(one);
      if (text === null || !isLongEnough(one)) return false;
      if (text === textOf(other)) return true;
      if (Math.max(words.lengthOf(one), words.lengthOf(other)) > comparedWordsMax) return false;
      return sharedWords(bagOf(one), bagOf(other)) >= sharedWordsMin && numbersOf(one) === numbersOf(other);
    },
  };
}

const withDigits = /[\p{L}_.-]*\p{N}[\p{L}\p{N}_.-]*/gu;

/** Jaccard's index of two bags of words: Σ min / Σ max of their counts. */
function sharedWords(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): number {
  let least = 0;
  let most = 0;
  for (const [term, count] of one) {
    const there = other.get(term) ?? 0;
    least += Math.min(count, there);
    most += Math.max(count, there);
  }
  for (const [term, count] of other) if (!one.has(term)) most += count;
  return most === 0 ? 0 : least / most;
}
