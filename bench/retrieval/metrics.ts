/** Grades of judged documents, by document id. */
export type Judgements = ReadonlyMap<string, number>;

export interface Scores {
  readonly ndcg: number;
  readonly recall: number;
  readonly reciprocalRank: number;
}

/** How deep a ranking is judged. */
const ndcgDepth = 10;
const recallDepth = 100;
const reciprocalRankDepth = 10;

/**
 * nDCG@10, Recall@100 and reciprocal rank@10 of one ranking, as trec_eval has them: the gain is the grade itself, discounted by
 * log2(rank + 1); the ideal ranking is of all judged documents; a grade above 0 is relevant. A document counts where it first stands.
 */
export function scoreRanking(ranking: readonly string[], judgements: Judgements): Scores {
  const ranked = [...new Set(ranking)];
  const grades = ranked.map((id) => Math.max(0, judgements.get(id) ?? 0));
  const ideal = [...judgements.values()].filter((grade) => grade > 0).toSorted((a, b) => b - a);
  const firstRelevant = grades.slice(0, reciprocalRankDepth).findIndex((grade) => grade > 0);
  return {
    ndcg: ratio(discountedGain(grades), discountedGain(ideal)),
    recall: ratio(grades.slice(0, recallDepth).filter((grade) => grade > 0).length, ideal.length),
    reciprocalRank: firstRelevant < 0 ? 0 : 1 / (firstRelevant + 1),
  };
}

const discountedGain = (grades: readonly number[]): number =>
  grades.slice(0, ndcgDepth).reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * The means over all queries that have a relevant document. One that was not answered counts as an empty ranking.
 * @param rankings document ids, best first, by query id
 */
export function scoreRun(
  rankings: ReadonlyMap<string, readonly string[]>,
  judgements: ReadonlyMap<string, Judgements>,
): Scores & { readonly queryCount: number } {
  const scores = [...judgements]
    .filter(([, judged]) => hasRelevant(judged))
    .map(([queryId, judged]) => scoreRanking(rankings.get(queryId) ?? [], judged));
  const mean = (name: keyof Scores): number =>
    ratio(
      scores.reduce((sum, each) => sum + each[name], 0),
      scores.length,
    );
  return { ndcg: mean('ndcg'), recall: mean('recall'), reciprocalRank: mean('reciprocalRank'), queryCount: scores.length };
}

export const hasRelevant = (judgements: Judgements): boolean => [...judgements.values()].some((grade) => grade > 0);
