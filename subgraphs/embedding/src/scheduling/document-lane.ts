import { packBatch, rowsWithin } from '../inference/batches.ts';
import { type InferenceThread, ThreadUnusable } from '../inference/inference-thread.ts';
import { textReachMax } from '../inference/messages.ts';
import type { EmbedRequest } from './embed-request.ts';
import { type QueuedText, afterFailure } from './queued-text.ts';

export interface DocumentLaneOptions {
  readonly threads: readonly InferenceThread[];
  readonly padId: number;
  readonly dimension: number;
  /** Tokens of one inference call, padding included. */
  readonly tokenBudget: number;
  /** Texts that are sorted by length together: padding costs ×1.03 at 1,024. */
  readonly windowTexts: number;
  /** How long an idle lane waits for more texts before it begins. */
  readonly gatherMs: number;
  /** A call of the model begins; each is ended by `onBatch`, with no tokens where it failed. */
  readonly onBegin: () => void;
  readonly onBatch: (texts: number, tokens: number) => void;
  readonly onFailure: (error: unknown) => void;
}

export interface DocumentLane {
  add(request: EmbedRequest): void;
}

/** Texts tokenised in one job: about 20 ms of work. */
const sliceTexts = 64;
const sliceCharacters = 262_144;
/** A batch smaller than this wastes more than a second thread gains. */
const tokensPerBatchMin = 128;
/** One job that runs and one that waits, so that a thread never waits for the main thread. */
const jobsPerThread = 2;

/**
 * Texts of all requests go through three places: `waiting` (as they came) → `gathered` (tokenised) → `window` (sorted by
 * length; the threads take batches from its long end). The next window is gathered while the threads work on the present
 * one, and each is emptied before the next begins, so that no text waits longer than two windows.
 */
export function createDocumentLane(options: DocumentLaneOptions): DocumentLane {
  const { padId, dimension, tokenBudget, windowTexts, gatherMs, onBegin, onBatch, onFailure } = options;
  let threads = options.threads;
  const waiting: { readonly request: EmbedRequest; next: number }[] = [];
  let gathered: QueuedText[] = [];
  let window: QueuedText[] = [];
  let windowBudget = tokenBudget;
  /** After a crash: tried one by one. */
  const suspects: QueuedText[] = [];
  let tokenising = 0;
  let gathering: NodeJS.Timeout | null = null;

  const isIdle = (): boolean => threads.every(({ load }) => load === 0) && window.length + gathered.length + suspects.length === 0;

  const add = (request: EmbedRequest): void => {
    const begins = isIdle() && gatherMs > 0;
    waiting.push({ request, next: 0 });
    if (gathering !== null && request.texts.length < windowTexts) return;
    if (begins && request.texts.length < windowTexts) gathering = setTimeout(pump, gatherMs);
    else pump();
  };

  const pump = (): void => {
    if (gathering !== null) clearTimeout(gathering);
    gathering = null;
    for (;;) {
      const thread = threads.toSorted((a, b) => a.load - b.load)[0];
      if (thread === undefined || thread.load >= jobsPerThread) return;
      if (!retryOne(thread) && !tokeniseSlice(thread) && !runBatch(thread)) return;
    }
  };

  const retryOne = (thread: InferenceThread): boolean => {
    const text = suspects.pop();
    if (text === undefined) return false;
    if (text.request.isSettled) return true;
    if (text.ids === null) tokenise(thread, [text]);
    else run(thread, [text]);
    return true;
  };

  const tokeniseSlice = (thread: InferenceThread): boolean => {
    if (gathered.length + tokenising >= windowTexts) return false;
    const slice = takeSlice();
    if (slice.length > 0) tokenise(thread, slice);
    return slice.length > 0;
  };

  const takeSlice = (): QueuedText[] => {
    const slice: QueuedText[] = [];
    let characters = 0;
    for (let head = waiting[0]; head !== undefined && slice.length < sliceTexts && characters < sliceCharacters; head = waiting[0]) {
      if (head.request.isSettled || head.next >= head.request.texts.length) waiting.shift();
      else {
        characters += Math.min(head.request.texts[head.next]?.length ?? 0, textReachMax);
        slice.push({ request: head.request, index: head.next++, ids: null, crashes: 0 });
      }
    }
    return slice;
  };

  const tokenise = (thread: InferenceThread, slice: readonly QueuedText[]): void => {
    tokenising += slice.length;
    const texts = slice.map(({ request, index }) => (request.texts[index] ?? '').slice(0, textReachMax));
    thread
      .ask<'tokenise'>({ kind: 'tokenise', texts, textKind: 'DOCUMENT' })
      .then(({ ids, lengths }) => {
        let start = 0;
        for (const [row, text] of slice.entries()) {
          text.ids = ids.subarray(start, (start += lengths[row] ?? 0));
          (text.crashes === 0 ? gathered : suspects).push(text);
        }
      })
      .catch((error: unknown) => failed(error, thread, slice))
      .finally(() => {
        tokenising -= slice.length;
        pump();
      });
  };

  const openWindow = (): void => {
    if (gathered.length < windowTexts && (waiting.length > 0 || tokenising > 0)) return;
    window = gathered.filter(({ request }) => !request.isSettled);
    gathered = [];
    sortWindow();
    // Few texts are spread over all threads instead of filling one call of one.
    const tokens = window.reduce((sum, { ids }) => sum + (ids?.length ?? 0), 0);
    windowBudget = Math.min(tokenBudget, Math.max(tokensPerBatchMin, Math.ceil(tokens / threads.length)));
  };

  const sortWindow = (): void => {
    window.sort((a, b) => (a.ids?.length ?? 0) - (b.ids?.length ?? 0));
  };

  const runBatch = (thread: InferenceThread): boolean => {
    if (window.length === 0) openWindow();
    const batch: QueuedText[] = [];
    let longest = 0;
    for (let text = window.at(-1); text !== undefined; text = window.at(-1)) {
      if (text.request.isSettled) window.pop();
      else {
        longest ||= text.ids?.length ?? 0;
        if (batch.length >= rowsWithin(windowBudget, longest)) break;
        batch.push(text);
        window.pop();
      }
    }
    if (batch.length > 0) run(thread, batch);
    return batch.length > 0;
  };

  const run = (thread: InferenceThread, batch: readonly QueuedText[]): void => {
    const rows = batch.map(({ ids }) => ids ?? new Int32Array());
    onBegin();
    thread
      .ask<'run'>({ kind: 'run', batch: packBatch(rows, padId) })
      .then(({ vectors }) => {
        let tokens = 0;
        for (const [row, { request, index }] of batch.entries()) {
          const length = rows[row]?.length ?? 0;
          tokens += length;
          request.place(index, vectors.subarray(row * dimension, (row + 1) * dimension), length);
        }
        onBatch(batch.length, tokens);
      })
      .catch((error: unknown) => {
        onBatch(0, 0);
        failed(error, thread, batch);
      })
      .finally(pump);
  };

  const failed = (error: unknown, thread: InferenceThread, texts: readonly QueuedText[]): void => {
    if (error instanceof ThreadUnusable) threads = threads.filter((other) => other !== thread);
    afterFailure(error, texts, threads, {
      again: (innocent) => {
        for (const text of innocent) (text.ids === null || text.crashes > 0 ? suspects : window).push(text);
        sortWindow();
      },
      alone: (suspected) => suspects.push(...suspected),
      failed: onFailure,
    });
    if (threads.length > 0) return;
    for (const { request } of [...waiting.splice(0), ...gathered.splice(0), ...window.splice(0), ...suspects.splice(0)]) {
      request.fail(error instanceof Error ? error : new Error(String(error)));
    }
  };

  return { add };
}
