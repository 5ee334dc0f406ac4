import { packBatch } from '../inference/batches.ts';
import { type InferenceThread, ThreadUnusable } from '../inference/inference-thread.ts';
import { textReachMax } from '../inference/messages.ts';
import type { EmbedRequest } from './embed-request.ts';
import { type QueuedText, afterFailure } from './queued-text.ts';
import { createTextPool, smallRequestTexts } from './text-pool.ts';

export interface DocumentLaneOptions {
  readonly threads: readonly InferenceThread[];
  readonly padId: number;
  readonly dimension: number;
  /** Tokens of one inference call, padding included. */
  readonly tokenBudget: number;
  /** Tokenised texts that batches are chosen from: among many, texts of one length are found. */
  readonly poolTexts: number;
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
/** One job that runs and one that waits, so that a thread never waits for the main thread. */
const jobsPerThread = 2;

/** Texts of all requests go through two places: `waiting` (as they came) → `pool` (tokenised); the threads take batches from the pool. */
export function createDocumentLane(options: DocumentLaneOptions): DocumentLane {
  const { padId, dimension, tokenBudget, poolTexts, gatherMs, onBegin, onBatch, onFailure } = options;
  let threads = options.threads;
  const waiting: { readonly request: EmbedRequest; next: number }[] = [];
  const pool = createTextPool({ tokenBudget, threads: () => threads.length });
  /** After a crash: tried one by one. */
  const suspects: QueuedText[] = [];
  let tokenising = 0;
  let gathering: NodeJS.Timeout | null = null;
  let isTurnOfSmall = true;

  const isIdle = (): boolean => threads.every(({ load }) => load === 0) && pool.size + suspects.length === 0;

  const add = (request: EmbedRequest): void => {
    const begins = isIdle() && gatherMs > 0;
    waiting.push({ request, next: 0 });
    if (gathering !== null && request.texts.length < poolTexts) return;
    if (begins && request.texts.length < poolTexts) gathering = setTimeout(pump, gatherMs);
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
    if (pool.size + tokenising >= poolTexts) pool.dropSettled();
    if (pool.size + tokenising >= poolTexts) return false;
    const slice = takeSlice();
    if (slice.length > 0) tokenise(thread, slice);
    return slice.length > 0;
  };

  /** Every other slice begins with a small request, if there is one, as batches do. */
  const takeSlice = (): QueuedText[] => {
    const slice: QueuedText[] = [];
    let characters = 0;
    for (let at = isTurnOfSmall ? firstSmall() : 0; slice.length < sliceTexts && characters < sliceCharacters;) {
      const head = waiting[at];
      if (head === undefined) break;
      if (head.request.isSettled || head.next >= head.request.texts.length) {
        waiting.splice(at, 1);
        at = isTurnOfSmall ? firstSmall() : 0;
      } else {
        characters += Math.min(head.request.texts[head.next]?.length ?? 0, textReachMax);
        slice.push({ request: head.request, index: head.next++, ids: null, crashes: 0 });
      }
    }
    isTurnOfSmall = !isTurnOfSmall;
    return slice;
  };

  const firstSmall = (): number =>
    Math.max(
      0,
      waiting.findIndex(({ request }) => request.texts.length <= smallRequestTexts),
    );

  const tokenise = (thread: InferenceThread, slice: readonly QueuedText[]): void => {
    tokenising += slice.length;
    const texts = slice.map(({ request, index }) => (request.texts[index] ?? '').slice(0, textReachMax));
    thread
      .ask<'tokenise'>({ kind: 'tokenise', texts, textKind: 'DOCUMENT' })
      .then(({ ids, lengths }) => {
        let start = 0;
        for (const [row, text] of slice.entries()) {
          text.ids = ids.subarray(start, (start += lengths[row] ?? 0));
          if (text.crashes > 0) suspects.push(text);
        }
        pool.add(slice.filter(({ crashes }) => crashes === 0));
      })
      .catch((error: unknown) => failed(error, thread, slice))
      .finally(() => {
        tokenising -= slice.length;
        pump();
      });
  };

  const runBatch = (thread: InferenceThread): boolean => {
    const batch = pool.takeBatch();
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
        const isForPool = ({ ids, crashes }: QueuedText): boolean => ids !== null && crashes === 0;
        pool.add(innocent.filter(isForPool));
        suspects.push(...innocent.filter((text) => !isForPool(text)));
      },
      alone: (suspected) => suspects.push(...suspected),
      failed: onFailure,
    });
    if (threads.length > 0) return;
    for (const { request } of [...waiting.splice(0), ...pool.drain(), ...suspects.splice(0)]) {
      request.fail(error instanceof Error ? error : new Error(String(error)));
    }
  };

  return { add };
}
