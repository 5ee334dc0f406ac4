import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasBodyWords, haveInCommon } from '../../src/index/store/body-terms.ts';
import { countTerms } from '../../src/index/store/term-counts.ts';

const wordsOf = fc.array(
  fc.integer({ min: 0, max: 30 }).map((number) => `w${number}`),
  { maxLength: 80 },
);
const counted = (title: readonly string[], body: readonly string[]) => countTerms([title.join(' '), '', '', body.join(' ')]);

/** Σ min / Σ max of the counts, word by word. */
function jaccard(one: readonly string[], other: readonly string[]): number {
  const times = (words: readonly string[], word: string): number => words.filter((each) => each === word).length;
  const all = [...new Set([...one, ...other])];
  const most = all.reduce((sum, word) => sum + Math.max(times(one, word), times(other, word)), 0);
  return most === 0 ? 0 : all.reduce((sum, word) => sum + Math.min(times(one, word), times(other, word)), 0) / most;
}

test('texts have in common what their words say, whatever their titles', () => {
  fc.assert(
    fc.property(wordsOf, wordsOf, wordsOf, fc.constantFrom(0.25, 0.5, 0.75, 0.9), (title, body, other, share) => {
      const index = jaccard(body, other);
      fc.pre(Math.abs(index - share) > 1e-9);
      expect(haveInCommon(counted(title, body), counted([], other), share)).toBe(index >= share);
    }),
    { numRuns: 500 },
  );
});

test('a text with nearly all the words of another has enough in common, one that lacks more has not', () => {
  const body = Array.from({ length: 200 }, (_, number) => `w${number}`);
  expect(haveInCommon(counted(['title'], body), counted([], [...body, 'one', 'more']), 0.9)).toBe(true);
  expect(haveInCommon(counted([], body), counted([], body.slice(0, 180)), 0.9)).toBe(true);
  expect(haveInCommon(counted([], body), counted([], body.slice(0, 179)), 0.9)).toBe(false);
  expect(haveInCommon(counted([], []), counted([], []), 0.9)).toBe(false);
});

test('words are counted with their repetitions, and those of the title are not', () => {
  expect(hasBodyWords(counted(['a', 'b', 'c'], ['d', 'd', 'd']), 3)).toBe(true);
  expect(hasBodyWords(counted(['a', 'b', 'c'], ['d', 'd', 'd']), 4)).toBe(false);
});
