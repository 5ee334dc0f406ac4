import { describe, expect, it } from 'vitest';
import { scoreRanking, scoreRun } from './metrics.ts';

const judged = (grades: Record<string, number>) => new Map(Object.entries(grades));
const others = (count: number) => Array.from({ length: count }, (_, index) => `other${index}`);

describe('scoreRanking', () => {
  it('gives a single relevant document at rank 3 an nDCG of 1/log2(4)', () => {
    expect(scoreRanking(['a', 'b', 'c'], judged({ c: 1 }))).toEqual({ ndcg: 0.5, recall: 1, reciprocalRank: 1 / 3 });
  });

  it('takes the grade itself as the gain, and all judged documents as the ideal', () => {
    // DCG 3 + 2/log2(3) + 1/log2(5) = 4.6925361; ideal 3, 2, 2, 1: 3 + 2/log2(3) + 2/2 + 1/log2(5) = 5.6925361
    const { ndcg, recall, reciprocalRank } = scoreRanking(['d1', 'd2', 'd3', 'd4'], judged({ d1: 3, d2: 2, d4: 1, d5: 2 }));
    expect(ndcg).toBeCloseTo(0.8243314, 7);
    expect(recall).toBe(3 / 4);
    expect(reciprocalRank).toBe(1);
  });

  it('looks no deeper than 10 for nDCG and reciprocal rank, and 100 for recall', () => {
    expect(scoreRanking([...others(10), 'x'], judged({ x: 1 }))).toEqual({ ndcg: 0, recall: 1, reciprocalRank: 0 });
    expect(scoreRanking([...others(100), 'x'], judged({ x: 1 })).recall).toBe(0);
  });

  it('is perfect when ten of twelve relevant documents fill the first ten places', () => {
    const twelve = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`r${index}`, 1]));
    const { ndcg, recall } = scoreRanking(Object.keys(twelve).slice(0, 10), judged(twelve));
    expect(ndcg).toBeCloseTo(1, 12);
    expect(recall).toBe(10 / 12);
  });

  it('counts a document once, where it first stands', () => {
    expect(scoreRanking(['a', 'a', 'b'], judged({ b: 1 })).ndcg).toBeCloseTo(1 / Math.log2(3), 12);
    expect(scoreRanking(['b', 'b'], judged({ b: 1 })).recall).toBe(1);
  });

  it('takes a grade of 0 or less as not relevant', () => {
    expect(scoreRanking(['z', 'y'], judged({ z: -1, y: 1, x: 0 })).ndcg).toBeCloseTo(1 / Math.log2(3), 12);
  });
});

describe('scoreRun', () => {
  it('leaves out queries without a relevant document, and counts unanswered ones as 0', () => {
    const judgements = new Map([
      ['answered', judged({ a: 1 })],
      ['unanswered', judged({ b: 1 })],
      ['without relevant', judged({ c: 0 })],
    ]);
    const rankings = new Map([
      ['answered', ['a']],
      ['without relevant', ['c']],
    ]);
    expect(scoreRun(rankings, judgements)).toEqual({ ndcg: 0.5, recall: 0.5, reciprocalRank: 0.5, queryCount: 2 });
  });
});
