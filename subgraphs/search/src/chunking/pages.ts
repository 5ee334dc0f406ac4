import type { Piece } from './chunk.ts';
import { estimateTokens } from './token-estimate.ts';

/** Pages with less go with what follows, up to a chunk's size together. */
const tinyPageTokens = 40;
const joinedTokensMax = 180;

/** Where pages begin: U+000C stands at the beginning of each but the first. */
export function pagesOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\f'); at >= 0; at = text.indexOf('\f', at + 1)) starts.push(at);
  return starts;
}

/** The 1-based number of the page that holds the offset. */
export function pageAt(pages: readonly number[], offset: number): number {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pages[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** Each page by itself; a run of pages with a few words each is one stretch. */
export function pagePieces(text: string, cutPages: (text: string, from: number, to: number) => Piece[]): Piece[] {
  const cut: typeof cutPages = (whole, start, end) => cutPages(whole, whole.charCodeAt(start) === 12 ? start + 1 : start, end);
  const starts = pagesOf(text);
  const pieces: Piece[] = [];
  let from = 0;
  let joined = 0;
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? text.length;
    const tokens = estimateTokens(text.slice(start, end));
    const isTiny = tokens <= tinyPageTokens;
    if (joined > 0 && (!isTiny || joined + tokens > joinedTokensMax)) {
      pieces.push(...cut(text, from, start));
      joined = 0;
    }
    if (joined === 0) from = start;
    if (isTiny && end < text.length) joined += Math.max(1, tokens);
    else {
      pieces.push(...cut(text, from, end));
      joined = 0;
    }
  });
  return pieces;
}
