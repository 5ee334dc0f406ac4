import { rowsWithin } from '../inference/batches.ts';
import type { QueuedText } from './queued-text.ts';

/** Tokenised texts of all requests; the batches of the model are cut from it. */
export interface TextPool {
  /** Texts in it, those of settled requests included. */
  readonly size: number;
  add(texts: readonly QueuedText[]): void;
  /** Takes the next batch. Empty: nothing is left that anybody waits for. */
  takeBatch(): readonly QueuedText[];
  /** Forgets the texts of settled requests. */
  dropSettled(): void;
  /** Takes all. */
  drain(): readonly QueuedText[];
}

export interface TextPoolOptions {
  /** Tokens of one batch, padding included. */
  readonly tokenBudget: number;
  /** Few texts are spread over so many threads instead of filling one batch of one. */
  readonly threads: () => number;
}

/** A request that lacks no more is answered before the large ones. */
export const smallRequestTexts = 32;
/** A batch smaller than this share of the budget wastes more than a second thread gains. */
const batchShareMin = 1 / 8;
/** Of a batch's tokens, padding included. */
const paddingShareMax = 1 / 8;

const lengthOf = ({ ids }: QueuedText): number => ids?.length ?? 0;

/**
 * Every other batch begins with the request that lacks the fewest texts, so that a note is not kept waiting by a book; the others begin with the
 * request that has waited longest, so that none starves. What fills a batch are the texts nearest in length, whoever they belong to: among a
 * thousand hardly anything is padded, and no text waits for a window of others to be finished.
 */
export function createTextPool({ tokenBudget, threads }: TextPoolOptions): TextPool {
  /** Short texts first. */
  let sorted: QueuedText[] = [];
  let isTurnOfSmall = true;
  const tokensPerBatchMin = tokenBudget * batchShareMin;
  /** Fixed when texts come: shrinking with what is left, it would end in crumbs. */
  let budget = tokenBudget;

  function takeBatch(): readonly QueuedText[] {
    dropSettled();
    const [oldest] = sorted;
    if (oldest === undefined) return [];
    const first = nextRequest(oldest, isTurnOfSmall);
    isTurnOfSmall = !isTurnOfSmall;
    const batch = (first.remaining <= smallRequestTexts ? ofItsOwn(first) : null) ?? nearest(first);
    const taken = new Set(batch);
    sorted = sorted.filter((text) => !taken.has(text));
    return batch;
  }

  function nextRequest(any: QueuedText, isForSmall: boolean): QueuedText['request'] {
    let chosen = any;
    for (const text of sorted) {
      const isNext =
        isForSmall && text.request.remaining !== chosen.request.remaining
          ? text.request.remaining < chosen.request.remaining
          : text.request.askedAt < chosen.request.askedAt;
      if (isNext) chosen = text;
    }
    return chosen.request;
  }

  /** Its longest texts; null if they are too few to be worth a batch. */
  function ofItsOwn(request: QueuedText['request']): readonly QueuedText[] | null {
    const batch: QueuedText[] = [];
    let longest = 0;
    let tokens = 0;
    for (let at = sorted.length - 1; at >= 0; at--) {
      const text = sorted[at] as QueuedText;
      if (text.request !== request) continue;
      longest ||= lengthOf(text);
      const padded = (batch.length + 1) * longest;
      const isWasteful = tokens >= tokensPerBatchMin && padded - tokens - lengthOf(text) > padded * paddingShareMax;
      if (batch.length >= rowsWithin(budget, longest) || isWasteful) break;
      tokens += lengthOf(text);
      batch.push(text);
    }
    return tokens < tokensPerBatchMin ? null : batch;
  }

  /** Around the longest text of the request: shorter or longer ones, whichever cost less padding. */
  function nearest(request: QueuedText['request']): readonly QueuedText[] {
    let from = sorted.findLastIndex((text) => text.request === request);
    let to = from + 1;
    let longest = lengthOf(sorted[from] as QueuedText);
    let tokens = longest;
    for (;;) {
      const rows = to - from;
      const shorter = sorted[from - 1];
      const longer = sorted[to];
      const costOfLonger = longer === undefined ? Infinity : (lengthOf(longer) - longest) * rows;
      const costOfShorter = shorter === undefined ? Infinity : longest - lengthOf(shorter);
      const next = costOfLonger <= costOfShorter ? longer : shorter;
      if (next === undefined) break;
      const padTo = Math.max(longest, lengthOf(next));
      const padded = (rows + 1) * padTo;
      if (rows >= rowsWithin(budget, padTo)) break;
      if (padded > tokensPerBatchMin && padded - tokens - lengthOf(next) > padded * paddingShareMax) break;
      if (next === longer) to++;
      else from--;
      longest = padTo;
      tokens += lengthOf(next);
    }
    return sorted.slice(from, to);
  }

  function dropSettled(): void {
    sorted = sorted.filter(({ request }) => !request.isSettled);
  }

  return {
    get size() {
      return sorted.length;
    },
    add(texts) {
      sorted.push(...texts);
      sorted.sort((a, b) => lengthOf(a) - lengthOf(b));
      const tokens = sorted.reduce((sum, text) => sum + lengthOf(text), 0);
      budget = Math.min(tokenBudget, Math.max(tokensPerBatchMin, Math.ceil(tokens / threads())));
    },
    takeBatch,
    dropSettled,
    drain: () => sorted.splice(0),
  };
}
