import { availableParallelism, cpus } from 'node:os';
import { UnavailableError } from '@conhub/subgraph-kit';
import { type InferenceThread, startInferenceThread } from '../inference/inference-thread.ts';
import type { ExecutionProvider } from '../inference/open-model.ts';
import { type ModelFolder, ModelProblem, verifyModel } from '../models/model-folder.ts';
import { chooseAccelerator } from './accelerator.ts';
import { createAdmission } from './admission.ts';
import { type DocumentLane, createDocumentLane } from './document-lane.ts';
import { createEmbedRequest } from './embed-request.ts';
import type { ResolvedOptions } from './embedder-options.ts';
import type { EngineTotals, ModelEngine } from './model-engine.ts';
import { type QueryLane, createQueryLane } from './query-lane.ts';
import { createThroughput } from './throughput.ts';

interface Lanes {
  readonly documents: DocumentLane;
  readonly queries: QueryLane;
  readonly threads: readonly InferenceThread[];
}

/** Documents let the other threads of the process go first (Linux); queries do not. */
const documentNiceness = 10;
/** A GPU is fed by one thread, with calls large enough to fill it. */
const gpuTokenBudget = 16_384;

/** A model of this machine: verified, then loaded into threads of its own. */
export function createLocalEngine(model: ModelFolder, options: ResolvedOptions, totals: EngineTotals): ModelEngine {
  const { log, poolTexts, gatherMs, queryTextsMax, workerEntry } = options;
  const { dimension, special, name } = model.description;
  const admission = createAdmission(options.documentTextsMax);
  const stopping = new AbortController();
  const open = new Set<{ readonly remaining: number; fail(error: Error): void }>();
  const throughput = createThroughput();
  let executionProvider: ExecutionProvider = 'CPU';
  let fallbackReason: string | null = null;
  let lanes: Lanes | null = null;
  let problem: string | null = `The embedding model ${name} is not loaded yet`;

  const onBatch = (texts: number, tokens: number): void => {
    totals.texts += texts;
    totals.tokens += tokens;
    throughput.ended(tokens);
  };
  const onFailure = (error: unknown): void => {
    log?.error(`Embedding failed: ${error instanceof Error ? error.message : String(error)}`);
  };

  const startThread = (threadName: string, threads: number, niceness: number): InferenceThread =>
    startInferenceThread({
      name: threadName,
      settings: { model, threads, executionProvider, niceness },
      onRestart: (message) => log?.warn(message),
      ...(workerEntry === undefined ? {} : { entry: workerEntry }),
    });

  function launch(queryThread: InferenceThread): Lanes {
    const isGpu = executionProvider === 'CUDA';
    const documentThreads = Array.from({ length: isGpu ? 1 : options.documentWorkers }, (_, index) =>
      startThread(`embedding-documents-${index + 1}`, options.threadsPerWorker, documentNiceness),
    );
    const tokenBudget = isGpu ? Math.max(gpuTokenBudget, options.tokenBudget) : options.tokenBudget;
    const common = { dimension, tokenBudget, onBegin: () => throughput.began(), onBatch, onFailure };
    return {
      threads: [queryThread, ...documentThreads],
      documents: createDocumentLane({ ...common, threads: documentThreads, padId: special.pad, poolTexts, gatherMs }),
      queries: createQueryLane({ ...common, thread: queryThread, textsMax: queryTextsMax }),
    };
  }

  /** The query thread is the first to be needed, and finds out whether the GPU can be used. */
  async function startQueryThread(): Promise<InferenceThread> {
    const chosen = chooseAccelerator(options.device, options.machine);
    ({ executionProvider, fallbackReason } = chosen);
    if (executionProvider === 'CUDA') {
      const thread = startThread('embedding-queries', 1, 0);
      try {
        await thread.loaded;
        return thread;
      } catch (error) {
        fallbackReason = `CUDA could not be started: ${firstLine(error)}`;
        executionProvider = 'CPU';
        await thread.stop();
      }
    }
    if (fallbackReason !== null) log?.warn(`${name} runs on the CPU and not on a GPU: ${fallbackReason}`);
    return startThread('embedding-queries', 1, 0);
  }

  async function load(): Promise<void> {
    try {
      await verifyModel(model);
      if (stopping.signal.aborted) return;
      const queryThread = await startQueryThread();
      lanes = launch(queryThread);
      await Promise.all(lanes.threads.map(({ loaded }) => loaded));
      problem = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problem = error instanceof ModelProblem ? reason : `The embedding model ${name} cannot be loaded: ${reason}`;
      log?.error(`${problem} Search goes on by words only.`);
    }
  }

  const ready = load();

  const check = (): string | null => {
    if (problem !== null || lanes === null) return problem;
    const [queryThread, ...documentThreads] = lanes.threads;
    const ended = queryThread?.problem ?? (documentThreads.every((thread) => thread.problem !== null) ? documentThreads[0]?.problem : null);
    return ended == null ? null : `The embedding model stopped working: ${ended}. Restart ConHub.`;
  };

  return {
    ready,
    problem: check,
    health: check,
    isLoaded: () => check() === null,
    async embed(texts, kind, signal) {
      const { documents, queries } = requireLanes();
      const isDocument = kind === 'DOCUMENT';
      if (isDocument)
        await admission.enter(texts.length, signal === undefined ? stopping.signal : AbortSignal.any([signal, stopping.signal]));
      try {
        const request = createEmbedRequest(texts, dimension, signal);
        open.add(request);
        try {
          if (stopping.signal.aborted) request.fail(stopping.signal.reason as Error);
          else if (texts.length > 0 && !request.isSettled) (isDocument ? documents : queries).add(request);
          return await request.answer;
        } finally {
          open.delete(request);
        }
      } finally {
        if (isDocument) admission.leave(texts.length);
      }
    },
    runtime: () => ({
      executionProvider,
      device:
        executionProvider === 'CUDA'
          ? 'NVIDIA GPU (CUDA device 0)'
          : `${cpus()[0]?.model.trim() ?? 'CPU'}, ${availableParallelism()} cores`,
      queuedTexts: [...open].reduce((sum, { remaining }) => sum + remaining, 0),
      tokensPerSecond: throughput.tokensPerSecond(),
      fallbackReason,
    }),
    async stop() {
      const reason = new UnavailableError('The embedding model is stopping');
      stopping.abort(reason);
      for (const request of open) request.fail(reason);
      await ready;
      if (lanes !== null) await Promise.all(lanes.threads.map((thread) => thread.stop()));
      problem = 'The embedding model is stopped';
    },
  };

  function requireLanes(): Lanes {
    const reason = check();
    if (lanes === null || reason !== null) throw new UnavailableError(reason ?? `The embedding model ${name} is not loaded`);
    return lanes;
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.slice(0, 300) ?? '';
