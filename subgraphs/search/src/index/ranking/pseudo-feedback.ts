import type { VectorTable } from '../memory/vector-table.ts';
import type { DenseScores } from './dense-leg.ts';

/** The best hits of both legs that say what is looked for. */
const sourcesMax = 3;
/** How fast a worse hit says less: its part is e^(−10 · what its score is below the best). */
const sharpness = 10;

/**
 * Pseudo-relevance feedback (Rocchio 1971), for ordering alone: what the two legs have found is compared with the middle of the best three
 * of them, each by its passage that is nearest to the query, weighted as a relevance model weights documents (Lavrenko & Croft 2001).
 * Nothing new is found by it, so it costs one product a candidate. The cosine; undefined for what has no vector.
 */
export function likenessToBest(
  vectors: VectorTable,
  dense: DenseScores,
  ordered: readonly { readonly slot: number; readonly score: number }[],
): (slot: number) => number | undefined {
  const middle = new Float32Array(vectors.dimension);
  const best = ordered[0]?.score ?? 0;
  for (const { slot, score } of ordered.slice(0, sourcesMax)) {
    const row = dense.nearestRowOf(slot);
    if (row === undefined) continue;
    const part = Math.exp(sharpness * (score - best));
    vectors.vectorAt(row).forEach((value, index) => (middle[index] = (middle[index] as number) + part * value));
  }
  const length = Math.hypot(...middle);
  if (length === 0) return () => undefined;
  const query = vectors.queryOf(middle.map((value) => value / length));
  return (slot) => {
    const row = dense.nearestRowOf(slot);
    return row === undefined ? undefined : vectors.product(row, query);
  };
}
