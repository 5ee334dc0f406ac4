import type { ModelFolder } from '../models/model-folder.ts';
import type { Batch, ExecutionProvider, TextKind } from './open-model.ts';

/**
 * No more than this of a text (UTF-16 code units) is sent to a thread and read there: what the model sees of it ends far
 * before, unless the text is blank or one endless word.
 */
export const textReachMax = 131_072;

/** What a worker thread is started with. */
export interface WorkerSettings {
  readonly model: ModelFolder;
  readonly threads: number;
  readonly executionProvider: ExecutionProvider;
  /** Linux: how much the thread yields to the others of the process (0 to 19). */
  readonly niceness: number;
}

/** One piece of work. Answered in the order of asking. */
export type Job =
  | { readonly kind: 'tokenise'; readonly texts: readonly string[]; readonly textKind: TextKind }
  | { readonly kind: 'run'; readonly batch: Batch }
  /** Both at once, for few texts that somebody waits for. */
  | { readonly kind: 'embed'; readonly texts: readonly string[]; readonly textKind: TextKind; readonly tokenBudget: number };

export interface Answers {
  /** The ids of all texts one after another, and how many each text has. */
  readonly tokenise: { readonly ids: Int32Array<ArrayBuffer>; readonly lengths: Uint16Array<ArrayBuffer> };
  /** rows × dimension. */
  readonly run: { readonly vectors: Float32Array<ArrayBuffer> };
  readonly embed: { readonly vectors: Float32Array<ArrayBuffer>; readonly lengths: Uint16Array<ArrayBuffer> };
}

export type ToWorker = { readonly id: number; readonly job: Job } | 'stop';

export type FromWorker =
  | { readonly kind: 'loaded' }
  /** The model could not be opened; the thread ends. */
  | { readonly kind: 'unusable'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answers[keyof Answers] }
  /** The job failed and the thread goes on. */
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
