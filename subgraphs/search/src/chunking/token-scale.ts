import { estimateTokens } from './token-estimate.ts';

/** Tokens of any stretch of a text, without counting again: nested stretches are asked for many times. */
export interface TokenScale {
  between(start: number, end: number): number;
}

const step = 256;

/** Counted in strides; a word at a stride's edge may count once more. */
export function tokenScale(text: string): TokenScale {
  const sums = new Float64Array(Math.ceil(text.length / step) + 1);
  for (let index = 1; index < sums.length; index++)
    sums[index] = (sums[index - 1] ?? 0) + estimateTokens(text.slice((index - 1) * step, index * step));
  return {
    between(start, end) {
      const first = Math.ceil(start / step);
      const last = Math.floor(end / step);
      if (last - first < 4) return estimateTokens(text.slice(start, end));
      return (
        estimateTokens(text.slice(start, first * step)) +
        (sums[last] ?? 0) -
        (sums[first] ?? 0) +
        estimateTokens(text.slice(last * step, end))
      );
    },
  };
}
