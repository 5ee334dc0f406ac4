/** One call of `embed` on its way: its vectors are filled in as they come, in any order. */
export interface EmbedRequest {
  readonly texts: readonly string[];
  /** By the clock of `performance.now()`. */
  readonly askedAt: number;
  /** True when it is answered, failed or given up: whatever of it is still queued may be dropped. */
  readonly isSettled: boolean;
  /** Texts without a vector yet; 0 when settled. */
  readonly remaining: number;
  readonly answer: Promise<EmbedRequestAnswer>;
  place(index: number, vector: Float32Array, tokens: number): void;
  fail(error: Error): void;
}

export interface EmbedRequestAnswer {
  /** texts × dimension, row-major, in the order of the texts. */
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly tokenCount: number;
}

export function createEmbedRequest(texts: readonly string[], dimension: number, signal?: AbortSignal): EmbedRequest {
  const { promise, resolve, reject } = Promise.withResolvers<EmbedRequestAnswer>();
  const vectors = new Float32Array(texts.length * dimension);
  let tokenCount = 0;
  let remaining = texts.length;
  const settle = (): void => {
    remaining = 0;
    signal?.removeEventListener('abort', abort);
  };
  const fail = (error: unknown): void => {
    if (remaining === 0) return;
    settle();
    reject(error as Error);
  };
  const abort = (): void => fail(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();
  if (texts.length === 0) resolve({ vectors, tokenCount });
  return {
    texts,
    askedAt: performance.now(),
    answer: promise,
    get isSettled() {
      return remaining === 0;
    },
    get remaining() {
      return remaining;
    },
    place(index, vector, tokens) {
      if (remaining === 0) return;
      vectors.set(vector, index * dimension);
      tokenCount += tokens;
      remaining -= 1;
      if (remaining > 0) return;
      settle();
      resolve({ vectors, tokenCount });
    },
    fail,
  };
}
