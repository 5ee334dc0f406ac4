import { availableParallelism } from 'node:os';
import type { ExecutionProvider } from '../inference/open-model.ts';

export interface EmbedderLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface EmbedderOptions {
  /** Folder of model folders. */
  readonly modelsFolder: string;
  /** Name of the default model's folder in it. */
  readonly model: string;
  readonly log?: EmbedderLog;
  readonly executionProvider?: ExecutionProvider;
  /** Threads for documents, a session in each. Queries have one more. */
  readonly documentWorkers?: number;
  /** Threads of one inference call of documents. */
  readonly threadsPerWorker?: number;
  /** Tokens of one inference call, padding included. */
  readonly tokenBudget?: number;
  readonly windowTexts?: number;
  readonly gatherMs?: number;
  /** Document texts that are held at once; further calls wait before they begin. */
  readonly documentTextsMax?: number;
  /** Query texts that may wait; further calls are refused. */
  readonly queryTextsMax?: number;
  /** Another thread entry than `inference/worker.ts`, which speaks the same messages. */
  readonly workerEntry?: URL;
}

/**
 * Two sessions of half the cores each: on two cores 2 × 1 thread is a tenth faster than 1 × 2 and loses less when another
 * thread takes a core for a moment; more sessions would each cost 100 MB.
 */
export function withDefaults(options: EmbedderOptions) {
  const cores = availableParallelism();
  const documentWorkers = options.documentWorkers ?? Math.min(2, cores);
  return {
    executionProvider: 'CPU' as ExecutionProvider,
    threadsPerWorker: Math.min(8, Math.max(1, Math.floor(cores / documentWorkers))),
    tokenBudget: 1_024,
    windowTexts: 1_024,
    gatherMs: 3,
    documentTextsMax: 8_192,
    queryTextsMax: 256,
    ...options,
    documentWorkers,
  };
}
