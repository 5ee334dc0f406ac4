import type { BlobStore } from '@conhub/blobs';
import { type Consumer, type Engines, type FactSubgraph, openSubgraphDatabase, startConsumer } from '@conhub/events';
import { type SubgraphRequest, UnavailableError, organizationOf, personOf, service } from '@conhub/subgraph-kit';
import { buildSubgraph, loader } from '@conhub/subgraph-kit/graphql';
import { createAnalyticsCounter } from './analytics/analytics-counter.ts';
import type { Context } from './context.ts';
import { emit } from './event-log.ts';
import { ReindexCancelled, ReindexStarted, SourceIndexed, SpaceSwitched, definitions } from './events.ts';
import { resolvers } from './graphql/resolvers.ts';
import type { IndexLimits } from './index/organizations.ts';
import { type EmbedInput, type SearchIndex, createIndex } from './index/search-index.ts';
import { definition } from './mikro-orm.config.ts';
import { type Embedder, type IndexModel, chooseModel } from './model-choice.ts';
import { savedSearchLoader } from './saved-searches/list-saved-searches.ts';
import { createIndexChanges } from './standing/index-changes.ts';
import { createStandingSearches } from './standing/watch-search.ts';
import { heardTypes } from './subscribers/facts-of-event.ts';
import { createIndexStore } from './subscribers/index-store.ts';
import { createDepartureStore, departures } from './subscribers/on-departure.ts';
import { createRecentSearches } from './suggestions/recent-searches.ts';
import type { Reindexing } from './spaces/reindexing.ts';
import { createUsageCounter } from './usage/usage-counter.ts';

export interface SearchEnv {
  /** Holds a folder per organization; made if absent. */
  readonly indexFolder: string;
  /** The net below the wake-up calls of the logs; 1 s unless given. */
  readonly pollMs?: number;
  readonly limits?: IndexLimits;
}

export interface SearchEngines {
  readonly blobs: Pick<BlobStore, 'get'>;
  readonly embedder: Embedder;
}

export interface Search extends FactSubgraph {
  /** Begins to read the index, which takes seconds where it is large: `start` waits until it can be asked. The embedder must have begun. */
  openIndex(): void;
  /** For tests and benches: the index itself. */
  readonly index: () => SearchIndex;
  /** Resolves when everything said so far is applied and searchable. */
  settled(organizationId: string): Promise<void>;
  /** Whether an organization's index holds vectors of this model, or is being filled with them. */
  usesModel(modelId: string): Promise<boolean>;
}

const usageFlushMs = 10_000;

export async function createSearch(env: SearchEnv, engines: Engines, { blobs, embedder }: SearchEngines): Promise<Search> {
  const { log } = engines;
  const { database, reader } = await openSubgraphDatabase({ ...definition, connection: engines.connection });
  const usage = createUsageCounter({ database, limits: engines.limits, now: () => new Date() });
  const analytics = createAnalyticsCounter({ database, now: () => new Date() });
  const recent = createRecentSearches();
  const standing = createStandingSearches();
  const changes = createIndexChanges();
  const consumers: Consumer[] = [];
  /** Facts that are being written: the database is not closed under them. */
  const telling = new Set<Promise<unknown>>();
  let index: SearchIndex | null = null;
  let opening: Promise<SearchIndex> | null = null;
  let flushing: NodeJS.Timeout | undefined;
  let isStopped = false;

  const opened = (): SearchIndex => {
    if (index === null) throw new UnavailableError('The index is not open yet');
    return index;
  };

  async function embed({ organizationId, texts, kind, modelId }: EmbedInput) {
    // Before the work: what is over the limit is not done. The tokens are known after it, hence the small overshoot.
    if (kind === 'DOCUMENT') await usage.count(organizationId, 'EMBEDDED_TOKENS', 0);
    const { vectors, dimension, tokenCount } = await embedder.embed(texts, kind, undefined, modelId);
    await usage.count(organizationId, 'EMBEDDED_TOKENS', tokenCount).catch(() => {});
    return texts.map((_, position) => vectors.slice(position * dimension, (position + 1) * dimension));
  }

  const reindexing: Reindexing = {
    index: opened,
    embedder,
    async record(fact, { viewer, request }) {
      const em = database.system();
      const { organizationId, modelId } = fact;
      const context = { em, viewer, request };
      if (fact.t === 'started') emit(context, ReindexStarted, { organizationId, modelId, isFutureOnly: fact.isFutureOnly });
      else emit(context, ReindexCancelled, { organizationId, modelId });
      await em.flush();
    },
  };

  function open(chosen: IndexModel): SearchIndex {
    return createIndex({
      folder: env.indexFolder,
      ...(env.limits === undefined ? {} : { limits: env.limits }),
      modelId: chosen.id,
      dimension: chosen.dimension,
      log,
      embed,
      onChanged: (organizationId) => changes.changed(organizationId),
      async onSwitched(organizationId, modelId) {
        const em = database.system();
        emit({ em, viewer: service('search', organizationId), request: null }, SpaceSwitched, { organizationId, modelId });
        await em.flush();
      },
      readText: async (organizationId, textHash) => (await blobs.get(organizationId, textHash))?.toString('utf8') ?? null,
      onSourceChanged(organizationId, sourceId, { pending, indexed, skipped, failed }, { digest, documentCount }) {
        const em = database.system();
        emit({ em, viewer: service('search', organizationId), request: null }, SourceIndexed, {
          sourceId,
          pending,
          indexed,
          skipped,
          failed,
          digest,
          documentCount,
        });
        const told = em
          .flush()
          .catch((error: unknown) => log.warn({ err: error, sourceId }, 'The progress of indexing could not be said'))
          .finally(() => telling.delete(told));
        telling.add(told);
      },
    });
  }

  const openIndex = (): Promise<SearchIndex> => (opening ??= beginIndex());

  async function beginIndex(): Promise<SearchIndex> {
    const begun = open(await chooseModel(embedder, env.indexFolder));
    try {
      await begun.start();
      return begun;
    } catch (error) {
      await begun.stop();
      throw error;
    }
  }

  async function stopHearing(): Promise<void> {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  }

  return {
    name: 'search',
    schema: buildSubgraph({ schemaFile: new URL('../schema.graphql', import.meta.url), resolvers }),
    reader,
    definitions,
    index: opened,
    openIndex() {
      // Its failure is `start`'s.
      openIndex().catch(() => {});
    },
    createContext({ viewer, request }: SubgraphRequest): Context {
      const organizationId = organizationOf(viewer);
      const em = database.fork(viewer);
      return {
        viewer,
        request,
        get index() {
          return opened();
        },
        usage,
        reindexing,
        em,
        analytics,
        recent,
        standing,
        changes,
        savedSearches: savedSearchLoader({ em, viewer }),
        documentIndexing: loader(
          async (ids) => (organizationId === null ? [] : opened().documentIndexing(organizationId, personOf(viewer), ids)),
          ({ documentId }) => documentId,
        ),
      };
    },
    async start() {
      index = await openIndex();
      const store = createIndexStore(index);
      for (const [producer, types] of Object.entries(heardTypes)) {
        const facts = engines.facts(producer);
        for (const lane of ['access', 'content'] as const) {
          const pollMs = env.pollMs === undefined ? {} : { pollMs: env.pollMs };
          consumers.push(startConsumer({ reader: facts, lane, store, types, log, ...pollMs }));
        }
      }
      consumers.push(
        startConsumer({
          reader: engines.facts('users'),
          lane: 'access',
          store: createDepartureStore(database, recent),
          types: departures,
          log,
        }),
      );
      flushing = setInterval(() => {
        analytics.flush().catch((error: unknown) => log.warn({ err: error }, 'What was counted of searches could not be written'));
        usage.flush().catch((error: unknown) => log.warn({ err: error }, 'Usage could not be written and is tried again'));
      }, usageFlushMs);
      flushing.unref();
    },
    async settled(organizationId) {
      await Promise.all(consumers.map((consumer) => consumer.settled()));
      await opened().settled(organizationId);
    },
    stopHearing,
    usesModel: async (modelId) => (await opened().modelsUsed()).includes(modelId),
    async stop() {
      if (isStopped) return;
      isStopped = true;
      clearInterval(flushing);
      await stopHearing();
      await (await opening?.catch(() => null))?.stop();
      await Promise.all(telling);
      await analytics.flush().catch((error: unknown) => log.warn({ err: error }, 'The last of the analytics could not be written'));
      await usage.flush().catch((error: unknown) => log.warn({ err: error }, 'The last of the usage could not be written'));
      await database.close();
    },
    async check() {
      if (index === null) return 'The index is not open yet';
      return index.check();
    },
  };
}
