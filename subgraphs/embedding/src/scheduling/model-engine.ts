import type { ExecutionProvider, TextKind } from '../inference/open-model.ts';

/** One model that answers, here or behind an endpoint. */
export interface ModelEngine {
  /** Resolves when it is known whether the model answers; never rejects, `problem` tells. */
  readonly ready: Promise<void>;
  /** Null when it answers, else a sentence that says what is wrong and what to do. */
  problem(): string | null;
  /** The same, or what went wrong with the last call although the next may do better. */
  health(): string | null;
  /** Whether it has shown that it answers. */
  isLoaded(): boolean;
  /** texts × dimension, row-major, unit length. @throws UnavailableError, or the signal's reason */
  embed(
    texts: readonly string[],
    kind: TextKind,
    signal?: AbortSignal,
  ): Promise<{ vectors: Float32Array<ArrayBuffer>; tokenCount: number }>;
  runtime(): EngineRuntime;
  /** Refuses what is queued and ends after the calls that run. */
  stop(): Promise<void>;
}

export interface EngineRuntime {
  readonly executionProvider: ExecutionProvider;
  /** What computes, in words. */
  readonly device: string;
  readonly queuedTexts: number;
  /** While it works. */
  readonly tokensPerSecond: number;
  /** Why a GPU that was asked for, or that is there, does not compute. */
  readonly fallbackReason: string | null;
}

/** Of all models together, since the start of the process. */
export interface EngineTotals {
  calls: number;
  texts: number;
  tokens: number;
}
