import { type Consumer, type Engines, type FactSubgraph } from '@conhub/events';
import type { SubgraphRequest } from '@conhub/subgraph-kit';
import { buildSubgraph } from '@conhub/subgraph-kit/graphql';
import { type Context, createContext } from './context.ts';
import { type ConnectorsOptions, createServices } from './create-services.ts';
import { readText } from './documents/read-text.ts';
import { downloadRoute } from './downloads/download-route.ts';
import type { EnvInput } from './env.ts';
import { definitions } from './events.ts';
import { resolvers } from './graphql/resolvers.ts';
import { deleteSourceRows } from './sources/delete-source-rows.ts';
import { collectOrphans } from './storage/collect-orphans.ts';
import { startSubscribers } from './subscribers/subscribe.ts';
import { executeRun, shuttingDown } from './sync/execute-run.ts';
import { leaveRuns, tick } from './sync/tick.ts';
import { uploadRoute } from './uploads/upload-route.ts';

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

export async function createConnectors(given: EnvInput, engines: Engines, options: ConnectorsOptions): Promise<Connectors> {
  const { services, reader, roots } = await createServices(given, engines, options);
  const { database, env, queue } = services;
  let consumers: Consumer[] = [];
  let stopping: Promise<void> | null = null;

  async function start(): Promise<void> {
    if (env.isOnlyProcess) await leaveRuns(services);
    await queue.start({
      atOnceMax: env.runsAtOnceMax,
      work: (runId) => executeRun(services, services.active, runId, () => queue.hasWaiting()),
      remove: (sourceId) => deleteSourceRows(services, sourceId),
      tick: () => tick(services),
      collect: async () => void (await collectOrphans(services)),
    });
    consumers = startSubscribers(services, engines);
    await tick(services, { isStart: env.isOnlyProcess });
    // A large tree takes its time to be watched; nobody waits for it.
    void services.watchers.start();
  }

  async function stopHearing(): Promise<void> {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  }

  async function stop(): Promise<void> {
    await services.watchers.stop();
    for (const controller of services.active.values()) controller.abort(shuttingDown);
    await stopHearing();
    await queue.stop();
    await services.extractor.stop();
    await database.close();
  }

  return {
    name: 'connectors',
    schema: buildSubgraph({ schemaFile: new URL('../schema.graphql', import.meta.url), resolvers }),
    reader,
    definitions,
    routes: [downloadRoute, uploadRoute].map((route) => route(services, (request) => createContext(services, request))),
    createContext: (request) => createContext(services, request),
    readText: (organizationId, textHash) => readText(services, organizationId, textHash),
    folderRoots: () => roots.current(),
    rememberFolderRoot: (path) => roots.remember(path),
    tick: () => tick(services),
    collectOrphans: (graceMs) => collectOrphans(services, graceMs),
    start,
    stopHearing,
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
