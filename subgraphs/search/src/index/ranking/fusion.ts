/** A leg's candidates: what stands for its scale. */
export interface LegScale {
  readonly mean: number;
  /** Of the population. */
  readonly deviation: number;
}

export function scaleOf(scores: readonly number[]): LegScale {
  if (scores.length === 0) return { mean: 0, deviation: 0 };
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length);
  return { mean, deviation };
}

/**
 * Distribution-based score fusion (DBSF; M. Mazzeschi 2023, as in Qdrant): a score's place between μ − 3σ and μ + 3σ of its leg's own
 * candidates. σ = 0 gives one half. A candidate of the other leg with a lower score here still gets its place, not below 0; only one
 * without any score here gets 0.
 */
export function normalized(score: number | undefined, { mean, deviation }: LegScale): number {
  if (score === undefined) return 0;
  if (deviation === 0) return 0.5;
  return Math.max(0, (score - (mean - 3 * deviation)) / (6 * deviation));
}

export interface LegWeights {
  readonly semantic: number;
  readonly lexical: number;
}

/** By the content of the candidate: prose 1 : 1, code 3 : 1. Both sum to two, so that code and prose can be compared. */
export const weightsOf = (isCode: boolean): LegWeights => (isCode ? { semantic: 1.5, lexical: 0.5 } : { semantic: 1, lexical: 1 });
