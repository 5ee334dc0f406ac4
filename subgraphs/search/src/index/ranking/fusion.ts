import type { LegRank } from './query.ts';

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

export type LegWeights = Readonly<Record<LegRank['leg'], number>>;

/** Where one leg answers alone, all contents count alike. */
export const weightsAlone = (): LegWeights => ({ SEMANTIC: 1, LEXICAL: 1, PSEUDO_FEEDBACK: 0 });

/** By the content of the candidate: prose 1 : 1, code 4 : 1. Equal sums, so that code and prose can be compared. */
export const weightsOfLegs = (isCode: boolean): LegWeights =>
  isCode ? { SEMANTIC: 1.6, LEXICAL: 0.4, PSEUDO_FEEDBACK: 0 } : { SEMANTIC: 1, LEXICAL: 1, PSEUDO_FEEDBACK: 0 };

/**
 * Prose gains by pseudo-relevance feedback: it is about a subject, and other documents are too. Code does not: one function is asked for.
 * What code has instead keeps the sums equal.
 */
export const weightsWithFeedback = (isCode: boolean): LegWeights =>
  isCode ? { SEMANTIC: 1.92, LEXICAL: 0.48, PSEUDO_FEEDBACK: 0 } : { SEMANTIC: 1, LEXICAL: 1, PSEUDO_FEEDBACK: 0.4 };
