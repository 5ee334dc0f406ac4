import type { BlobStore } from '@conhub/blobs';
import { type Consumer, type Engines, type FactSubgraph, openSubgraphDatabase } from '@conhub/events';
import type { SubgraphRequest } from '@conhub/subgraph-kit';
import { buildSubgraph } from '@conhub/subgraph-kit/graphql';
import { type Context, createContext } from './context.ts';
import { readText } from './documents/read-text.ts';
import { type EnvInput, envSchema } from './env.ts';
import { definitions } from './events.ts';
import { resolvers } from './graphql/resolvers.ts';
import { definition } from './mikro-orm.config.ts';
import type { Clock, Connector } from './providers/connector.ts';
import { createFolderConnector } from './providers/folder/folder-connector.ts';
import type { Services } from './services.ts';
import { deleteSourceRows } from './sources/delete-source-rows.ts';
import { collectOrphans } from './storage/collect-orphans.ts';
import { createFolderRoots } from './storage/folder-roots.ts';
import { startSubscribers } from './subscribers/subscribe.ts';
import { executeRun, shuttingDown } from './sync/execute-run.ts';
import type { Extract } from './sync/extracted-document.ts';
import { createExtraction } from './sync/extraction.ts';
import { createProgress } from './sync/progress.ts';
import { createRunQueue } from './sync/run-queue.ts';
import { tick } from './sync/tick.ts';
import { createWatchers } from './sync/watchers.ts';

export interface ConnectorsOptions {
  readonly blobs: BlobStore;
  /** Beside or instead of the folders of this machine. */
  readonly providers?: readonly Connector[];
  readonly clock?: Clock;
  readonly extract?: Extract;
}

/** The subgraph, and what other subgraphs reach of it in process. */
export interface Connectors extends FactSubgraph {
  createContext(request: SubgraphRequest): Context;
  /** An extracted text by the hash in a page's fact; null when it is no longer there. */
  readText(organizationId: string, textHash: string): Promise<string | null>;
  /** The folders under which folder sources may lie, now. */
  folderRoots(): readonly string[];
  /** The operator names a folder; it is remembered. Throws CONFLICT where CONHUB_FOLDER_ROOTS is set and does not hold it. Answers its real path. */
  rememberFolderRoot(path: string): Promise<string>;
  /** What the scheduler does once a minute and once an hour; for tests and the operator. */
  tick(): Promise<void>;
  collectOrphans(graceMs?: number): Promise<number>;
}

const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const timer = setTimeout(done, ms);
      function stop(): void {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      }
      function done(): void {
        signal?.removeEventListener('abort', stop);
        resolve();
      }
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

export async function createConnectors(given: EnvInput, engines: Engines, options: ConnectorsOptions): Promise<Connectors> {
  const env = envSchema.parse(given);
  const { database, reader } = await openSubgraphDatabase({ ...definition, connection: engines.connection });
  const roots = createFolderRoots(database, env);
  await roots.load();
  const folder = createFolderConnector({ roots: () => roots.current(), ownFolders: env.ownFolders });
  const providers = options.providers ?? [folder as Connector];
  const extraction = options.extract === undefined ? createExtraction() : { extract: options.extract, stop: async () => {} };
  const queue = createRunQueue(engines.connection, engines.log);
  const services: Services = {
    database,
    blobs: options.blobs,
    providers: new Map(providers.map((provider) => [provider.spec.key, provider])),
    folderRoots: () => roots.current(),
    extract: extraction.extract,
    watchers: createWatchers(() => services),
    active: new Map(),
    queue,
    progress: createProgress(engines.broadcast),
    broadcast: engines.broadcast,
    limits: engines.limits,
    clock: options.clock ?? systemClock,
    log: engines.log,
    env,
  };
  let consumers: Consumer[] = [];
  let stopping: Promise<void> | null = null;

  async function start(): Promise<void> {
    await queue.start({
      atOnceMax: env.runsAtOnceMax,
      work: (runId) => executeRun(services, services.active, runId, () => queue.hasWaiting()),
      remove: (sourceId) => deleteSourceRows(services, sourceId),
      tick: () => tick(services),
      collect: async () => void (await collectOrphans(services)),
    });
    consumers = startSubscribers(services, engines);
    await tick(services, { isStart: env.isOnlyProcess });
    await services.watchers.start();
  }

  async function stop(): Promise<void> {
    await services.watchers.stop();
    for (const controller of services.active.values()) controller.abort(shuttingDown);
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await queue.stop();
    await extraction.stop();
    await database.close();
  }

  return {
    name: 'connectors',
    schema: buildSubgraph({ schemaFile: new URL('../schema.graphql', import.meta.url), resolvers }),
    reader,
    definitions,
    createContext: (request) => createContext(services, request),
    readText: (organizationId, textHash) => readText(services, organizationId, textHash),
    folderRoots: () => roots.current(),
    rememberFolderRoot: (path) => roots.remember(path),
    tick: () => tick(services),
    collectOrphans: (graceMs) => collectOrphans(services, graceMs),
    start,
    stop: () => (stopping ??= stop()),
    async check() {
      try {
        await database.system().execute('select 1');
        return null;
      } catch {
        return 'The database does not answer';
      }
    },
  };
}
