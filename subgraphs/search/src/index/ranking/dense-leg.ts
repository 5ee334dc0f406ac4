import { quantizeQuery } from '../kernel/quantize.ts';
import type { VectorTable } from '../memory/vector-table.ts';
import { createTop, selectTop } from './top.ts';

/** Similarities of the documents that pass: the cosine of the query with the best of a document's vectors (maxP, Dai & Callan 2019). */
export interface DenseScores {
  /** The `size` best slots, best first; ties by document id. Exact. */
  top(size: number, ids: readonly string[]): number[];
  /** Exact; undefined where the document does not pass or has no vector. */
  similarityOf(slot: number): number | undefined;
  /** The row of the vector table that is nearest to the query; undefined as above. */
  nearestRowOf(slot: number): number | undefined;
}

/**
 * Exact by two steps: the kernel scans all passing vectors in 8 bits, which is wrong by at most a known length; what can be among the best
 * within twice that is computed anew from the exact vectors. So there is no recall to be tuned.
 */
export function scanVectors(table: VectorTable, query: Float32Array, passing: Uint8Array): DenseScores {
  const { numbers, scale, error } = quantizeQuery(query);
  const { best, met, each } = table.scan(numbers, passing);
  // |v·q − v̂·q̂| ≤ ‖v − v̂‖·‖q‖ + ‖v̂‖·‖q − q̂‖, and ‖v̂‖ ≤ ‖v‖ + ‖v − v̂‖; a little more for float32's own rounding.
  const wrongBy = (table.rowError * Math.hypot(...query) + (table.rowLength + table.rowError) * error) * 1.001 + 1e-6;
  // Copies: the kernel's memory is the next scan's.
  const slots = met.slice();
  const rowsNear = each.slice();
  const rowsWrongBy = wrongBy / scale;
  const near = new Float32Array(slots.length);
  for (let place = 0; place < slots.length; place++) near[place] = (best[slots[place] as number] as number) * scale;
  const exact = new Map<number, { readonly row: number; readonly similarity: number }>();
  const whole = table.queryOf(query);

  function nearestOf(slot: number) {
    const known = exact.get(slot);
    if (known !== undefined) return known;
    if (passing[slot] !== 1) return undefined;
    const rows = table.rowsOf(slot);
    let most = -Infinity;
    for (const row of rows) most = Math.max(most, rowsNear[row] as number);
    let nearest: { row: number; similarity: number } | undefined;
    for (const row of rows) {
      // Only what is as near as 8 bits can tell is looked at exactly: a long document has hundreds of rows.
      if ((rowsNear[row] as number) < most - 2 * rowsWrongBy) continue;
      const similarity = table.product(row, whole);
      if (nearest === undefined || similarity > nearest.similarity) nearest = { row, similarity };
    }
    if (nearest !== undefined) exact.set(slot, nearest);
    return nearest;
  }
  const similarityOf = (slot: number): number | undefined => nearestOf(slot)?.similarity;

  return {
    similarityOf,
    nearestRowOf: (slot) => nearestOf(slot)?.row,
    top(size, ids) {
      if (size <= 0 || slots.length === 0) return [];
      const nearest = selectTop(near.length, size, (a, b) => (near[a] as number) < (near[b] as number));
      const least = (near[nearest.at(-1) as number] as number) - 2 * wrongBy;
      const possible: number[] = [];
      for (let place = 0; place < near.length; place++) if ((near[place] as number) >= least) possible.push(place);
      possible.sort((a, b) => (near[b] as number) - (near[a] as number));
      // From the nearest on, until what is left cannot be as good as the worst of those that are kept.
      const kept = createTop(size, (a, b) => {
        const [one, other] = [slots[a] as number, slots[b] as number];
        const difference = (similarityOf(one) ?? 0) - (similarityOf(other) ?? 0);
        return difference < 0 || (difference === 0 && (ids[one] ?? '') > (ids[other] ?? ''));
      });
      for (const place of possible) {
        const worst = kept.worst();
        if (worst !== undefined && (near[place] as number) + wrongBy < (similarityOf(slots[worst] as number) ?? 0)) break;
        kept.offer(place);
      }
      return kept.best().map((place) => slots[place] as number);
    },
  };
}
