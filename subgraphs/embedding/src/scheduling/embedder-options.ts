import { availableParallelism } from 'node:os';
import type { Outbound } from '../outbound/outbound.ts';
import type { RemoteDescription } from '../models/description.ts';
import type { DeviceChoice, Machine } from './accelerator.ts';

export interface EmbedderLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface EmbedderOptions {
  /** Folder of model folders: those that come with the installation. */
  readonly modelsFolder: string;
  /** Folder of the models that were added to it. */
  readonly addedModelsFolder?: string;
  /** Name of the default model's folder in one of them. */
  readonly model: string;
  /** A model behind an endpoint that the environment describes; then it is the default. */
  readonly endpoint?: { readonly description: RemoteDescription; readonly apiKey: string | null };
  /** How endpoints are reached; directly when left out. */
  readonly outbound?: Outbound;
  readonly log?: EmbedderLog;
  readonly device?: DeviceChoice;
  /** What there is to compute with; looked up when left out. */
  readonly machine?: Machine;
  /** Threads for documents, a session in each. Queries have one more. */
  readonly documentWorkers?: number;
  /** Threads of one inference call of documents. */
  readonly threadsPerWorker?: number;
  /** Tokens of one inference call, padding included. */
  readonly tokenBudget?: number;
  readonly poolTexts?: number;
  readonly gatherMs?: number;
  /** Document texts that are held at once; further calls wait before they begin. */
  readonly documentTextsMax?: number;
  /** Query texts that may wait; further calls are refused. */
  readonly queryTextsMax?: number;
  /** Another thread entry than `inference/worker.ts`, which speaks the same messages. */
  readonly workerEntry?: URL;
}

export type ResolvedOptions = ReturnType<typeof withDefaults>;

/**
 * Two sessions of half the cores each: on two cores 2 × 1 thread is a tenth faster than 1 × 2 and loses less when another
 * thread takes a core for a moment; more sessions would each cost 100 MB.
 */
export function withDefaults(options: EmbedderOptions) {
  const cores = availableParallelism();
  const documentWorkers = options.documentWorkers ?? Math.min(2, cores);
  return {
    device: 'auto' as DeviceChoice,
    threadsPerWorker: Math.min(8, Math.max(1, Math.floor(cores / documentWorkers))),
    tokenBudget: 1_024,
    poolTexts: 1_024,
    gatherMs: 3,
    documentTextsMax: 8_192,
    queryTextsMax: 256,
    ...options,
    documentWorkers,
  };
}
