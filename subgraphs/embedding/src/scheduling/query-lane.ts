import { UnavailableError } from '@conhub/subgraph-kit';
import { type InferenceThread, ThreadUnusable } from '../inference/inference-thread.ts';
import { textReachMax } from '../inference/messages.ts';
import type { EmbedRequest } from './embed-request.ts';
import { type QueuedText, afterFailure } from './queued-text.ts';

export interface QueryLaneOptions {
  /** Its own thread: an inference call cannot be interrupted, so a query on a document's thread would wait for it. */
  readonly thread: InferenceThread;
  readonly dimension: number;
  readonly tokenBudget: number;
  /** Texts that may wait; beyond that a request is refused. */
  readonly textsMax: number;
  /** A call of the model begins; each is ended by `onBatch`, with no tokens where it failed. */
  readonly onBegin: () => void;
  readonly onBatch: (texts: number, tokens: number) => void;
  readonly onFailure: (error: unknown) => void;
}

export interface QueryLane {
  /** @throws UnavailableError with `retryAt` when too many wait. */
  add(request: EmbedRequest): void;
}

/** What arrives while a call runs goes into the next one, up to this many texts. */
const textsPerJob = 16;

export function createQueryLane({ thread, dimension, tokenBudget, textsMax, onBegin, onBatch, onFailure }: QueryLaneOptions): QueryLane {
  const waiting: QueuedText[] = [];
  const suspects: QueuedText[] = [];
  /** Moving average. */
  let textMs = 10;
  let isUsable = true;

  const add = (request: EmbedRequest): void => {
    const queued = waiting.length + suspects.length;
    // A request larger than the bound is let in when nobody waits: refusing it would never end.
    if (queued > 0 && queued + request.texts.length > textsMax) {
      throw new UnavailableError('Too many queries wait for the embedding model', new Date(Date.now() + Math.ceil(queued * textMs)));
    }
    for (const index of request.texts.keys()) waiting.push({ request, index, ids: null, crashes: 0 });
    pump();
  };

  const pump = (): void => {
    while (thread.load === 0 && waiting.length + suspects.length > 0) {
      const batch = (suspects.length > 0 ? suspects.splice(0, 1) : waiting.splice(0, textsPerJob)).filter(
        ({ request }) => !request.isSettled,
      );
      if (batch.length > 0) embed(batch);
    }
  };

  const embed = (batch: readonly QueuedText[]): void => {
    const began = performance.now();
    onBegin();
    const texts = batch.map(({ request, index }) => (request.texts[index] ?? '').slice(0, textReachMax));
    thread
      .ask<'embed'>({ kind: 'embed', texts, textKind: 'QUERY', tokenBudget })
      .then(({ vectors, lengths }) => {
        for (const [row, { request, index }] of batch.entries()) {
          request.place(index, vectors.subarray(row * dimension, (row + 1) * dimension), lengths[row] ?? 0);
        }
        textMs += ((performance.now() - began) / batch.length - textMs) / 8;
        onBatch(
          batch.length,
          lengths.reduce((sum, length) => sum + length, 0),
        );
      })
      .catch((error: unknown) => {
        onBatch(0, 0);
        if (error instanceof ThreadUnusable) isUsable = false;
        afterFailure(error, batch, isUsable ? [thread] : [], {
          again: (innocent) => waiting.unshift(...innocent),
          alone: (suspected) => suspects.push(...suspected),
          failed: onFailure,
        });
        if (isUsable) return;
        for (const { request } of [...waiting.splice(0), ...suspects.splice(0)]) request.fail(error as Error);
      })
      .finally(pump);
  };

  return { add };
}
