import { basename } from 'node:path';
import { UnavailableError } from '@conhub/subgraph-kit';
import type { TextKind } from '../inference/open-model.ts';
import { type InstalledModel, listModels, readInstalledModel, remoteModel } from '../models/model-folder.ts';
import { type ModelInfo, modelInfo } from '../models/model-info.ts';
import { createOutbound } from '../outbound/outbound.ts';
import { createRemoteEngine } from '../remote/remote-engine.ts';
import { type EmbedderOptions, withDefaults } from './embedder-options.ts';
import { createLocalEngine } from './local-engine.ts';
import type { EngineRuntime, EngineTotals, ModelEngine } from './model-engine.ts';

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
  /** Texts that went through a model. */
  readonly texts: number;
  readonly tokens: number;
  /** Texts that were asked for and have no vector yet. */
  readonly queuedTexts: number;
}

export interface Embedder {
  /**
   * Vectors of the texts, by the default model or the one that is named, which is loaded when it is first asked. Documents wait for room
   * in the queue, which is the caller's back-pressure; queries go first.
   * @throws UnavailableError while there is no such model, when too many queries wait (with `retryAt`), or when a thread ended twice under a text
   * @throws the signal's reason when it is aborted; what is still queued of it is dropped
   */
  embed(texts: readonly string[], kind: TextKind, signal?: AbortSignal, modelId?: string): Promise<Embedded>;
  /** The installed models, the default first. Empty before `start` has read the folders. */
  models(): readonly ModelInfo[];
  /** The same, after looking into the folders again. */
  readModels(): Promise<readonly ModelInfo[]>;
  /** What stands behind `models`, in the same order. */
  installed(): readonly InstalledModel[];
  /** False: the configured default is not there, and the first model is just the first. */
  hasDefault(): boolean;
  /** Ends the threads of a model that is not needed any more; asked again, it is loaded again. */
  unload(modelId: string): Promise<void>;
  counters(): EmbedderCounters;
  /** The default model's. */
  runtime(): EngineRuntime;
  /** Null when the default model is loaded, else a sentence that says what is wrong and what to do. */
  check(): string | null;
  /** Verifies and loads the default model. Never rejects: without a model the process goes on and `check` tells why. */
  start(): Promise<void>;
  /** Refuses what is queued, ends the threads after the call they are in. Await it before the process exits. */
  stop(): Promise<void>;
}

/** A model that could not be loaded is tried again, when it is asked for, after this: somebody may have put it right. */
const retryMs = 30_000;

export function createEmbedder(given: EmbedderOptions): Embedder {
  const options = withDefaults(given);
  const { log, endpoint } = options;
  const outbound = options.outbound ?? createOutbound();
  const folders = [options.modelsFolder, ...(options.addedModelsFolder === undefined ? [] : [options.addedModelsFolder])];
  const totals: EngineTotals = { calls: 0, texts: 0, tokens: 0 };
  const engines = new Map<string, { readonly engine: ModelEngine; readonly startedAt: number }>();
  let installed: readonly InstalledModel[] = [];
  let defaultId: string | null = null;
  /** Of the default, while it has no engine. */
  let problem: string | null = 'The embedding model is not loaded yet';
  let started: Promise<void> | null = null;
  let isStopping = false;

  async function read(): Promise<void> {
    const found = await listModels(folders);
    const first = endpoint === undefined ? await readDefault(found) : remoteModel(endpoint.description, null);
    defaultId = first?.id ?? null;
    installed = first === null ? found : [first, ...found.filter(({ id }) => id !== first.id)];
  }

  async function readDefault(found: readonly InstalledModel[]): Promise<InstalledModel | null> {
    const known = found.find(({ folder }) => folder !== null && basename(folder) === options.model);
    if (known !== undefined) return known;
    try {
      return await readInstalledModel(`${options.modelsFolder}/${options.model}`);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      return null;
    }
  }

  function engineOf(model: InstalledModel): ModelEngine {
    const known = engines.get(model.id);
    if (known !== undefined && (known.engine.problem() === null || Date.now() - known.startedAt < retryMs)) return known.engine;
    void known?.engine.stop();
    const engine =
      model.kind === 'local'
        ? createLocalEngine(model, options, totals)
        : createRemoteEngine(model, {
            outbound,
            totals,
            ...(log === undefined ? {} : { log }),
            apiKey: model.folder === null ? (endpoint?.apiKey ?? null) : null,
          });
    engines.set(model.id, { engine, startedAt: Date.now() });
    return engine;
  }

  async function start(): Promise<void> {
    await read();
    const model = installed.find(({ id }) => id === defaultId);
    if (model === undefined) log?.error(`${problem ?? 'There is no embedding model.'} Search goes on by words only.`);
    else if (!isStopping) await engineOf(model).ready;
  }

  async function find(modelId: string | undefined): Promise<InstalledModel> {
    if (isStopping) throw new UnavailableError('The embedding model is stopping');
    await started;
    const wanted = modelId ?? defaultId;
    const found = (): InstalledModel | undefined => installed.find(({ id }) => id === wanted);
    if (found() === undefined && started !== null && modelId !== undefined) await read();
    const model = found();
    if (model !== undefined) return model;
    throw new UnavailableError(
      modelId === undefined
        ? (problem ?? 'The embedding model is not loaded')
        : 'This embedding model is not installed here: add it again, or index anew with another',
    );
  }

  const engine = (): ModelEngine | undefined => (defaultId === null ? undefined : engines.get(defaultId)?.engine);
  const models = (): readonly ModelInfo[] => installed.map((model) => modelInfo(model, engines.get(model.id)?.engine.isLoaded() === true));

  return {
    async embed(texts, kind, signal, modelId) {
      signal?.throwIfAborted();
      const model = await find(modelId);
      const chosen = engineOf(model);
      await chosen.ready;
      const reason = chosen.problem();
      if (reason !== null) throw new UnavailableError(reason);
      const { vectors, tokenCount } = await chosen.embed(texts, kind, signal);
      totals.calls += 1;
      return { vectors, tokenCount, dimension: model.description.dimension, modelId: model.id };
    },
    models,
    installed: () => installed,
    hasDefault: () => defaultId !== null,
    async unload(modelId) {
      const known = engines.get(modelId);
      engines.delete(modelId);
      await known?.engine.stop();
    },
    async readModels() {
      await started;
      if (started !== null && !isStopping) await read();
      return models();
    },
    counters: () => ({ ...totals, queuedTexts: [...engines.values()].reduce((sum, each) => sum + each.engine.runtime().queuedTexts, 0) }),
    runtime: () =>
      engine()?.runtime() ?? { executionProvider: 'CPU', device: 'none', queuedTexts: 0, tokensPerSecond: 0, fallbackReason: problem },
    check: () => engine()?.health() ?? (engine() === undefined ? problem : null),
    start: () => (started ??= start()),
    async stop() {
      isStopping = true;
      await Promise.all([...engines.values()].map((each) => each.engine.stop()));
      await started;
      await Promise.all([...engines.values()].map((each) => each.engine.stop()));
      problem = 'The embedding model is stopped';
    },
  };
}
