import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { parseQuery } from '../analyzer/parse-query.ts';
import type { FactBatch, LogPosition } from './facts.ts';
import type { IndexFolder, IndexLimits } from './organizations.ts';
import { createChangeTeller } from './change-teller.ts';
import { type Peer, type Port, createPeer } from './peer.ts';
import { within } from './within.ts';
import type { Facet, FacetRequest } from './ranking/facets.ts';
import type { SearchAnswer, SearchQuery } from './ranking/query.ts';
import type { RelatedDocument } from './ranking/related.ts';
import type { IndexSuggestions } from './ranking/suggest.ts';
import type { SpaceRefusal, StartSpace } from '../spaces/change-space.ts';
import type { SpaceReport } from '../spaces/space-report.ts';
import {
  type Checkpoint,
  type DocumentIndexing,
  type IndexState,
  type SourceDigest,
  type SourceFreshness,
  type SourceProgress,
  certificateOf,
  noDigest,
  noProgress,
  noStatistics,
} from './reports.ts';

export interface EmbedInput {
  readonly organizationId: string;
  readonly texts: readonly string[];
  readonly kind: 'QUERY' | 'DOCUMENT';
  readonly modelId: string;
}

export interface IndexOptions extends Omit<IndexFolder, keyof IndexLimits> {
  readonly limits?: IndexLimits;
  /** Vectors for texts, in order. Rejects when the model cannot be asked: indexing waits, search goes on by words. */
  embed(input: EmbedInput): Promise<readonly Float32Array[]>;
  /** A document's extracted text by its hash; null when it is not there. */
  readText(organizationId: string, textHash: string): Promise<string | null>;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** Something that searches answer by has changed: at most some times a second an organization; a change of access at once. */
  onChanged?(organizationId: string): void;
  /** Another space serves. Called again after a restart until it has resolved once. */
  onSwitched?(organizationId: string, modelId: string): Promise<void>;
  /** Called when documents of a source became searchable or went, at most once a second a source, the last change always. */
  onSourceChanged?(organizationId: string, sourceId: string, progress: SourceProgress, digest: SourceDigest): void;
}

/** One index over all organizations; every method may be called from the main thread at any time after `start`. */
export interface SearchIndex {
  start(): Promise<void>;
  /** Stage one: quick, idempotent; resolves when effect and cursor are on disk. */
  apply(batch: FactBatch): Promise<void>;
  cursor(producer: string, lane: string): Promise<LogPosition>;
  park(producer: string, lane: string, aggregateId: string, event: string, error: string, next: LogPosition): Promise<void>;
  parked(aggregateIds: readonly string[]): Promise<readonly string[]>;
  removeOrganization(organizationId: string): Promise<void>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  digest(organizationId: string, sourceId: string): Promise<SourceDigest>;
  progress(organizationId: string, sourceId: string): Promise<SourceProgress>;
  /** `checkpoint`: the newest, where the caller has it; else the one that the last finished run said. */
  freshness(organizationId: string, sourceId: string, checkpoint: Checkpoint | null): Promise<SourceFreshness>;
  /** What the viewer may not see is left out. */
  documentIndexing(organizationId: string, userId: string | null, documentIds: readonly string[]): Promise<readonly DocumentIndexing[]>;
  facets(request: FacetRequest): Promise<readonly Facet[]>;
  /** Null where the viewer may not see the document. */
  related(organizationId: string, userId: string | null, documentId: string, first: number): Promise<readonly RelatedDocument[] | null>;
  suggest(organizationId: string, userId: string | null, written: string, first: number): Promise<IndexSuggestions>;
  statistics(organizationId: string): Promise<IndexState>;
  /** The serving one first; empty where nothing has been said of the organization. */
  spaces(organizationId: string): Promise<readonly SpaceReport[]>;
  /** Null: it is begun. Absent: nothing has been said of the organization, so there is nothing to index. */
  startSpace(organizationId: string, start: StartSpace): Promise<SpaceRefusal | null | 'NO_INDEX'>;
  cancelSpace(organizationId: string, modelId: string): Promise<SpaceRefusal | null>;
  /** Of all organizations. */
  modelsUsed(): Promise<readonly string[]>;
  /** Resolves when nothing waits for the second stage: for tests and benches. */
  settled(organizationId: string): Promise<void>;
  stop(): Promise<void>;
  /** Null when well, else a sentence. */
  check(): Promise<string | null>;
}

const queryVectorsMax = 500;
/** A search does not wait longer for the model: it goes on by words. */
const queryEmbedMs = 1_500;
const restartMs = 1_000;

export function createIndex(options: IndexOptions): SearchIndex {
  const { folder, modelId, dimension, log } = options;
  const indexFolder: IndexFolder = { folder, modelId, dimension, ...options.limits };
  let worker: Worker | null = null;
  let peer: Peer | null = null;
  let isStopping = false;
  const changes = createChangeTeller(options, (organizationId, sourceId) =>
    Promise.all([progress(organizationId, sourceId), digest(organizationId, sourceId)]),
  );

  function spawn(): void {
    const thread = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: indexFolder,
      // node:sqlite says with every start that it is experimental; that is known and decided.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      name: 'search-index',
    });
    const own = createPeer(thread as unknown as Port, {
      readText: (organizationId: string, textHash: string) => options.readText(organizationId, textHash),
      embed: (organizationId: string, texts: readonly string[], model: string) =>
        options.embed({ organizationId, texts, kind: 'DOCUMENT', modelId: model }),
      switched: async (organizationId: string, model: string) => {
        servingModels.set(organizationId, model);
        await options.onSwitched?.(organizationId, model);
      },
      warn: (message: string) => log.warn({}, message),
      changed(organizationId: string, sourceIds: readonly string[]) {
        changes.changed(organizationId, sourceIds);
        options.onChanged?.(organizationId);
      },
    });
    thread.on('error', (error) => log.error({ err: error }, 'The index thread failed'));
    thread.on('exit', () => {
      own.fail(new Error('The index thread has ended'));
      if (worker !== thread) return;
      worker = null;
      peer = null;
      // Everything is on disk and in the logs: a fresh thread takes up where this one was.
      if (!isStopping)
        setTimeout(
          () => void (isStopping || start().catch((error: unknown) => log.error({ err: error }, 'The index thread could not be started'))),
          restartMs,
        );
    });
    worker = thread;
    peer = own;
  }

  async function start(): Promise<void> {
    if (worker === null) spawn();
    await ask('start');
  }

  function ask(name: string, ...input: readonly unknown[]): Promise<unknown> {
    return peer === null
      ? Promise.reject(Object.assign(new Error('The index is not running'), { code: 'UNAVAILABLE' }))
      : peer.call(name, ...input);
  }

  const progress = async (organizationId: string, sourceId: string): Promise<SourceProgress> =>
    ((await ask('progress', organizationId, sourceId)) as SourceProgress | null) ?? noProgress;
  const digest = async (organizationId: string, sourceId: string): Promise<SourceDigest> =>
    ((await ask('digest', organizationId, sourceId)) as SourceDigest | null) ?? noDigest;
  const statistics = async (organizationId: string): Promise<IndexState> =>
    ((await ask('statistics', organizationId)) as IndexState | null) ?? noStatistics;

  // In memory only, so that paging does not ask the model again; no query is ever written down.
  const queryVectors = new Map<string, Float32Array>();

  /** By organization; what is remembered wrongly is found out by the next search. */
  const servingModels = new Map<string, string>();

  async function servingModel(organizationId: string): Promise<string> {
    const known = servingModels.get(organizationId);
    if (known !== undefined) return known;
    const found = (await ask('servingModel', organizationId)) as string | null;
    if (found !== null) servingModels.set(organizationId, found);
    return found ?? modelId;
  }

  async function vectorOf(query: SearchQuery, model: string): Promise<{ vector: Float32Array | null; vectorProblem: string | null }> {
    if (query.mode === 'LEXICAL') return { vector: null, vectorProblem: null };
    const { text } = parseQuery(query.text, query.nowMs);
    // Only conditions: there is nothing to understand.
    if (text === '') return { vector: null, vectorProblem: null };
    const key = `${model}\0${text}`;
    const known = queryVectors.get(key);
    if (known !== undefined) return { vector: known, vectorProblem: null };
    try {
      const [vector] = await within(
        options.embed({ organizationId: query.organizationId, texts: [text], kind: 'QUERY', modelId: model }),
        queryEmbedMs,
      );
      if (vector === undefined) return { vector: null, vectorProblem: 'The embedding model gave no answer' };
      if (queryVectors.size >= queryVectorsMax) queryVectors.delete(queryVectors.keys().next().value as string);
      queryVectors.set(key, vector);
      return { vector, vectorProblem: null };
    } catch (error) {
      log.warn({ err: error }, 'A query could not be embedded: it is answered by words alone');
      return { vector: null, vectorProblem: 'The embedding model cannot be reached' };
    }
  }

  /** Asked again where another space began to serve between the query's vector and its answer; at the third time by words alone. */
  async function answered(query: SearchQuery): Promise<Omit<SearchAnswer, 'tookMs'> | null> {
    for (let attempt = 1; ; attempt++) {
      const model = await servingModel(query.organizationId);
      const vector =
        attempt > 2 ? { vector: null, vectorProblem: 'The index changes its model in this moment' } : await vectorOf(query, model);
      const answer = (await ask('search', { ...query, ...vector, vectorModelId: model })) as
        | Omit<SearchAnswer, 'tookMs'>
        | { readonly servingModelId: string }
        | null;
      if (answer === null || !('servingModelId' in answer)) return answer;
      servingModels.set(query.organizationId, answer.servingModelId);
    }
  }

  return {
    start,
    async apply(batch) {
      await ask('apply', batch);
      for (const organizationId of new Set(batch.facts.map((fact) => fact.organizationId))) options.onChanged?.(organizationId);
    },
    cursor: async (producer, lane) => (await ask('cursor', producer, lane)) as LogPosition,
    async park(...input) {
      await ask('park', ...input);
    },
    parked: async (aggregateIds) => (await ask('parked', aggregateIds)) as string[],
    async removeOrganization(organizationId) {
      await ask('removeOrganization', organizationId);
    },
    async search(query) {
      const startedAt = performance.now();
      const answer = await answered(query);
      const tookMs = performance.now() - startedAt;
      return answer === null
        ? {
            hits: [],
            hasNextPage: false,
            hasPreviousPage: false,
            totalEstimate: 0,
            matches: new Int32Array(0),
            sourceIds: [],
            degraded: [],
            tookMs,
          }
        : { ...answer, tookMs };
    },
    digest,
    progress,
    freshness: async (organizationId, sourceId, checkpoint) =>
      ((await ask('freshness', organizationId, sourceId, checkpoint)) as SourceFreshness | null) ?? {
        sourceId,
        status: checkpoint?.documentCount === 0 ? 'COMPLETE' : 'UNKNOWN',
        indexedThrough: null,
        missingEstimate: checkpoint?.documentCount ?? 0,
        certificate: checkpoint?.documentCount === 0 ? certificateOf(checkpoint) : null,
      },
    documentIndexing: async (organizationId, userId, documentIds) =>
      ((await ask('documentIndexing', organizationId, userId, documentIds)) as DocumentIndexing[] | null) ?? [],
    related: async (organizationId, userId, documentId, first) =>
      (await ask('related', organizationId, userId, documentId, first)) as RelatedDocument[] | null,
    suggest: async (organizationId, userId, written, first) =>
      ((await ask('suggest', organizationId, userId, written, first)) as IndexSuggestions | null) ?? { documents: [], completions: [] },
    facets: async (request) =>
      ((await ask('facets', request.query.organizationId, request)) as Facet[] | null) ??
      request.fields.map((field) => ({ field, values: [] })),
    statistics,
    spaces: async (organizationId) => ((await ask('spaces', organizationId)) as SpaceReport[] | null) ?? [],
    async startSpace(organizationId, start) {
      const isKnown = (await ask('servingModel', organizationId)) !== null;
      return isKnown ? ((await ask('startSpace', organizationId, start)) as SpaceRefusal | null) : 'NO_INDEX';
    },
    cancelSpace: async (organizationId, model) =>
      (await ask('servingModel', organizationId)) === null
        ? 'NOT_FILLING'
        : ((await ask('cancelSpace', organizationId, model)) as SpaceRefusal | null),
    modelsUsed: async () => (await ask('modelsUsed')) as string[],
    async settled(organizationId) {
      while ((await statistics(organizationId)).pendingCount > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async stop() {
      if (isStopping) return;
      isStopping = true;
      changes.stop();
      await ask('stop').catch(() => {});
      await worker?.terminate();
    },
    async check() {
      if (!existsSync(folder)) return 'The index folder is not there';
      const problem = await within(ask('check'), 2_000).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      return problem === null || problem === undefined ? null : `The index: ${String(problem)}`;
    },
  };
}
