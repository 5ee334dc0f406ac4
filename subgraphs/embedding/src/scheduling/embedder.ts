import { join } from 'node:path';
import { UnavailableError } from '@conhub/subgraph-kit';
import { type InferenceThread, startInferenceThread } from '../inference/inference-thread.ts';
import type { TextKind } from '../inference/open-model.ts';
import { type ModelFolder, ModelProblem, listModelFolders, readModelFolder, verifyModel } from '../models/model-folder.ts';
import { type ModelInfo, modelInfo } from '../models/model-info.ts';
import { createAdmission } from './admission.ts';
import { type DocumentLane, createDocumentLane } from './document-lane.ts';
import { createEmbedRequest } from './embed-request.ts';
import { type EmbedderOptions, withDefaults } from './embedder-options.ts';
import { type QueryLane, createQueryLane } from './query-lane.ts';

export interface Embedded {
  /** texts × dimension, row-major, unit length, in the order of the texts. */
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly dimension: number;
  readonly modelId: string;
  /** Tokens the model read, the special ones included. */
  readonly tokenCount: number;
}

/** Since the start of the process. */
export interface EmbedderCounters {
  /** Calls of `embed` that were answered. */
  readonly calls: number;
  /** Texts that went through the model. */
  readonly texts: number;
  readonly tokens: number;
  /** Texts that were asked for and have no vector yet. */
  readonly queuedTexts: number;
}

export interface Embedder {
  /**
   * Vectors of the texts. Documents wait for room in the queue, which is the caller's back-pressure; queries go first.
   * @throws UnavailableError while there is no model, when too many queries wait (with `retryAt`), or when a thread ended twice under a text
   * @throws the signal's reason when it is aborted; what is still queued of it is dropped
   */
  embed(texts: readonly string[], kind: TextKind, signal?: AbortSignal): Promise<Embedded>;
  /** The installed models, the default first. Empty before `start` has read the folder. */
  models(): readonly ModelInfo[];
  counters(): EmbedderCounters;
  /** Null when the model is loaded, else a sentence that says what is wrong and what to do. */
  check(): string | null;
  /** Verifies and loads the model. Never rejects: without a model the process goes on and `check` tells why. */
  start(): Promise<void>;
  /** Refuses what is queued, ends the threads after the call they are in. Await it before the process exits. */
  stop(): Promise<void>;
}

interface Engine {
  readonly model: ModelFolder;
  readonly documents: DocumentLane;
  readonly queries: QueryLane;
  readonly documentThreads: readonly InferenceThread[];
  readonly queryThread: InferenceThread;
}

/** Documents let the other threads of the process go first (Linux); queries do not. */
const documentNiceness = 10;

export function createEmbedder(given: EmbedderOptions): Embedder {
  const options = withDefaults(given);
  const { log } = options;
  const admission = createAdmission(options.documentTextsMax);
  const stopping = new AbortController();
  const totals = { calls: 0, texts: 0, tokens: 0 };
  const open = new Set<{ readonly remaining: number; fail(error: Error): void }>();
  let installed: readonly ModelFolder[] = [];
  let engine: Engine | null = null;
  let problem: string | null = 'The embedding model is not loaded yet';
  let started: Promise<void> | null = null;

  const onBatch = (texts: number, tokens: number): void => {
    totals.texts += texts;
    totals.tokens += tokens;
  };
  const onFailure = (error: unknown): void => log?.error(`Embedding failed: ${error instanceof Error ? error.message : String(error)}`);

  const launch = (model: ModelFolder): Engine => {
    const { executionProvider, tokenBudget, windowTexts, gatherMs, queryTextsMax, threadsPerWorker, workerEntry } = options;
    const thread = (name: string, threads: number, niceness: number): InferenceThread =>
      startInferenceThread({
        name,
        settings: { model, threads, executionProvider, niceness },
        onRestart: (message) => log?.warn(message),
        ...(workerEntry === undefined ? {} : { entry: workerEntry }),
      });
    // The query thread first: it is the first to be needed.
    const queryThread = thread('embedding-queries', 1, 0);
    const documentThreads = Array.from({ length: options.documentWorkers }, (_, index) =>
      thread(`embedding-documents-${index + 1}`, threadsPerWorker, documentNiceness),
    );
    const { dimension, special } = model.description;
    return {
      model,
      documentThreads,
      queryThread,
      documents: createDocumentLane({
        threads: documentThreads,
        padId: special.pad,
        dimension,
        tokenBudget,
        windowTexts,
        gatherMs,
        onBatch,
        onFailure,
      }),
      queries: createQueryLane({ thread: queryThread, dimension, tokenBudget, textsMax: queryTextsMax, onBatch, onFailure }),
    };
  };

  const load = async (): Promise<void> => {
    const folder = join(options.modelsFolder, options.model);
    installed = await listModelFolders(options.modelsFolder);
    try {
      const model = await readModelFolder(folder);
      installed = [model, ...installed.filter((other) => other.folder !== folder)];
      await verifyModel(model);
      if (stopping.signal.aborted) return;
      engine = launch(model);
      await Promise.all([engine.queryThread, ...engine.documentThreads].map(({ loaded }) => loaded));
      problem = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problem = error instanceof ModelProblem ? reason : `The embedding model ${options.model} cannot be loaded: ${reason}`;
      log?.error(`${problem} Search goes on by words only.`);
    }
  };

  const check = (): string | null => {
    if (problem !== null || engine === null) return problem;
    const ended =
      engine.queryThread.problem ??
      (engine.documentThreads.every((thread) => thread.problem !== null) ? engine.documentThreads[0]?.problem : null);
    return ended == null ? null : `The embedding model stopped working: ${ended}. Restart ConHub.`;
  };

  const ready = async (): Promise<Engine> => {
    if (stopping.signal.aborted) throw new UnavailableError('The embedding model is stopping');
    await started;
    const reason = check();
    if (engine === null || reason !== null) throw new UnavailableError(reason ?? 'The embedding model is not loaded');
    return engine;
  };

  return {
    async embed(texts, kind, signal) {
      signal?.throwIfAborted();
      const { model, documents, queries } = await ready();
      const { dimension } = model.description;
      const isDocument = kind === 'DOCUMENT';
      if (isDocument)
        await admission.enter(texts.length, signal === undefined ? stopping.signal : AbortSignal.any([signal, stopping.signal]));
      try {
        const request = createEmbedRequest(texts, dimension, signal);
        open.add(request);
        try {
          if (stopping.signal.aborted) request.fail(stopping.signal.reason as Error);
          else if (texts.length > 0 && !request.isSettled) (isDocument ? documents : queries).add(request);
          const answer = await request.answer;
          totals.calls += 1;
          return { ...answer, dimension, modelId: model.id };
        } finally {
          open.delete(request);
        }
      } finally {
        if (isDocument) admission.leave(texts.length);
      }
    },
    models: () => {
      const isLoaded = check() === null;
      return installed.map((folder) => modelInfo(folder, isLoaded && folder.id === engine?.model.id));
    },
    counters: () => ({ ...totals, queuedTexts: [...open].reduce((sum, { remaining }) => sum + remaining, 0) }),
    check,
    start: () => (started ??= load()),
    async stop() {
      const reason = new UnavailableError('The embedding model is stopping');
      stopping.abort(reason);
      for (const request of open) request.fail(reason);
      await started;
      if (engine !== null) await Promise.all([engine.queryThread, ...engine.documentThreads].map((thread) => thread.stop()));
      problem = 'The embedding model is stopped';
    },
  };
}
