import { bodyCount, eachCount, pathCount, symbolCount, titleCount } from '../store/term-counts.ts';
import { createPostingLists } from './posting-lists.ts';
import { createTermTable } from './term-table.ts';

/** What a document's words were and are; null: none. The bytes are term counts (see term-counts.ts), the lengths those of all fields. */
export interface WordsChange {
  readonly slot: number;
  readonly before: Uint8Array | null;
  readonly after: { readonly bytes: Uint8Array; readonly length: number } | null;
}

/** BM25's saturation and length normalisation (Robertson & Zaragoza 2009). */
export const k1 = 1;
export const b = 0.75;
/** What one occurrence in a field counts. A Markdown title stands in the body too, so it counts twice. */
export const fieldWeights = { title: 1.5, path: 0.25, symbol: 1.5, body: 1 } as const;

/** A term's occurrences over all fields, each with its field's weight. */
export const weightedCount = (packed: number): number =>
  fieldWeights.title * titleCount(packed) +
  fieldWeights.path * pathCount(packed) +
  fieldWeights.symbol * symbolCount(packed) +
  fieldWeights.body * bodyCount(packed);

/** The documents that pass and hold any of the terms, in no order; `scores[i]` is that of `slots[i]`. */
export interface LexicalScores {
  readonly scores: Float64Array;
  readonly slots: Int32Array;
}

/**
 * The words of an organization's documents in memory: which documents hold a term, and how often in which field. BM25 over it is exact
 * and takes some nanoseconds a posting; what is asked for rarely (phrases, beginnings of words) is asked of FTS5.
 */
export interface InvertedIndex {
  apply(change: WordsChange): void;
  /** Documents that hold the term, whoever may see them. */
  documentFrequency(term: number): number;
  /**
   * Of documents flagged 1 in `passing`. A term said twice counts twice; a group of terms counts as one word. `adding` are terms that find
   * nothing themselves and count in what the others have found.
   */
  score(terms: readonly (readonly number[])[], passing: Uint8Array, adding?: readonly number[]): LexicalScores;
  /** How often the document holds the term, packed; null if it does not. */
  countIn(slot: number, term: number): number | null;
  /** What the term is worth by its rarity: BM25's idf, at least 10⁻⁶, as FTS5 has it. */
  rarity(documentFrequency: number): number;
  /** Words of all fields, with repetitions. */
  lengthOf(slot: number): number;
  /** k1 · (1 − b + b · length / average): what a document's occurrences are set against. */
  lengthNorm(slot: number): number;
  readonly documentCount: number;
  /** Occurrences for which there was no room: words by which a document is not found. */
  readonly lostCount: number;
}

/** The table of so many takes 400 MB. */
const termsMax = 16_000_000;

/** `saturation` is k1; another one only to be compared with engines that have a fixed one. */
export function createInvertedIndex(saturation: number = k1): InvertedIndex {
  const lists = createPostingLists();
  const listOf = createTermTable();
  let lengths = new Int32Array(1024);
  let totalLength = 0;
  let documentCount = 0;
  let lost = 0;
  let scores = new Float64Array(1024);
  let slots = new Int32Array(1024);

  function fit(slot: number): void {
    if (slot < lengths.length) return;
    const larger = new Int32Array(Math.max(slot + 1, lengths.length * 2));
    larger.set(lengths);
    lengths = larger;
    scores = new Float64Array(larger.length);
    slots = new Int32Array(larger.length);
  }

  function add(slot: number, term: number, packed: number): void {
    let list = listOf.get(term);
    if (list < 0) {
      if (listOf.size >= termsMax) {
        lost++;
        return;
      }
      listOf.set(term, (list = lists.create()));
    }
    if (!lists.append(list, slot, packed)) lost++;
  }

  function take(slot: number, term: number): void {
    const list = listOf.get(term);
    if (list >= 0) lists.remove(list, slot);
  }

  const rarity = (frequency: number): number => Math.max(1e-6, Math.log((documentCount - frequency + 0.5) / (frequency + 0.5)));
  const norms = (): { fixed: number; perTerm: number } => ({
    fixed: saturation * (1 - b),
    perTerm: totalLength === 0 ? 0 : (saturation * b * documentCount) / totalLength,
  });

  return {
    apply({ slot, before, after }) {
      fit(slot);
      const old = new Map<number, number>();
      if (before !== null) {
        eachCount(before, (term, packed) => old.set(term, packed));
        totalLength -= lengths[slot] as number;
        documentCount--;
        lengths[slot] = 0;
      }
      if (after !== null) {
        eachCount(after.bytes, (term, packed) => {
          const known = before === null ? undefined : old.get(term);
          if (known === undefined) add(slot, term, packed);
          else {
            old.delete(term);
            const list = listOf.get(term);
            if (known !== packed && list >= 0) lists.update(list, slot, packed);
          }
        });
        totalLength += after.length;
        documentCount++;
        lengths[slot] = after.length;
      }
      for (const term of old.keys()) take(slot, term);
    },
    documentFrequency: (term) => lists.count(listOf.get(term)),
    score(terms, passing, adding = []) {
      const { fixed, perTerm } = norms();
      let found = 0;
      const addUp = (slot: number, score: number): void => {
        if (scores[slot] === 0) slots[found++] = slot;
        scores[slot] = (scores[slot] as number) + score;
      };
      const gain = (slot: number, count: number): number =>
        (count * (saturation + 1)) / (count + fixed + perTerm * (lengths[slot] as number));
      for (const group of terms) {
        if (group.length === 1) {
          const list = listOf.get(group[0] as number);
          const idf = rarity(lists.count(list));
          lists.each(list, (slot, packed) => {
            if (passing[slot] === 1) addUp(slot, idf * gain(slot, weightedCount(packed)));
          });
          continue;
        }
        const together = new Map<number, number>();
        for (const term of group)
          lists.each(listOf.get(term), (slot, packed) => together.set(slot, (together.get(slot) ?? 0) + weightedCount(packed)));
        const idf = rarity(together.size);
        for (const [slot, count] of together) if (passing[slot] === 1) addUp(slot, idf * gain(slot, count));
      }
      for (const term of adding) {
        const list = listOf.get(term);
        const idf = rarity(lists.count(list));
        lists.each(list, (slot, packed) => {
          if (scores[slot] !== 0) scores[slot] = (scores[slot] as number) + idf * gain(slot, weightedCount(packed));
        });
      }
      const result = slots.slice(0, found);
      const scored = Float64Array.from(result, (slot) => scores[slot] as number);
      for (const slot of result) scores[slot] = 0;
      return { slots: result, scores: scored };
    },
    countIn(slot, term) {
      const list = listOf.get(term);
      return list < 0 ? null : lists.valueOf(list, slot);
    },
    rarity,
    lengthOf: (slot) => lengths[slot] ?? 0,
    lengthNorm(slot) {
      const { fixed, perTerm } = norms();
      return fixed + perTerm * (lengths[slot] ?? 0);
    },
    get documentCount() {
      return documentCount;
    },
    get lostCount() {
      return lost;
    },
  };
}
