import { homedir } from 'node:os';
import { join } from 'node:path';
import { createEmbedding, readEmbeddingEnv } from '@conhub/embedding';
import { type Edge, type Engine, createEdge } from '@conhub/router';
import type { DatabaseConnection } from '@conhub/subgraph-kit/database';
import type { Log } from '@conhub/subgraph-kit/log';
import { composeGraph } from './compose-graph.ts';
import type { DataFolder } from './data-folder/data-folder.ts';
import type { Secrets } from './data-folder/secrets.ts';
import type { StandaloneEnv } from './env.ts';
import { installationRoutes } from './installation-routes.ts';
import { modelRoutes } from './model-routes.ts';

/** After the start: by then it has been announced. */
const warmUpDelayMs = 4_000;

export interface Composition {
  readonly engine: Engine;
  readonly edge: Edge;
  /** Null once there is an owner. */
  setupToken(): Promise<string | null>;
  start(): Promise<void>;
  /** Takes nothing new, finishes what runs, stops the subgraphs. */
  stop(): Promise<void>;
}

export interface CompositionOptions {
  readonly env: StandaloneEnv;
  readonly data: DataFolder;
  readonly secrets: Secrets;
  readonly connection: DatabaseConnection;
  readonly publicUrl: URL;
  readonly port: number;
  readonly log: Log;
}

/** The one place that puts this process together: engines, subgraphs, router. */
export async function compose({ env, data, secrets, connection, publicUrl, port, log }: CompositionOptions): Promise<Composition> {
  const embedding = await createEmbedding({ ...readEmbeddingEnv(env.source), addedModelsFolder: join(data.path, 'models') }, { log });
  const graph = await composeGraph({
    connection,
    folders: data,
    publicUrl,
    signingKeys: secrets.signingKeys,
    operatorToken: data.operatorToken,
    registration: env.registration,
    limits: env.limits,
    connectors: {
      folderRoots: env.folderRoots === null ? 'unset' : [...env.folderRoots],
      homeFolder: homedir(),
      ownFolders: [data.path],
      linkSecrets: secrets.internalKeys.map(({ secret }) => secret),
    },
    embedding,
    log,
  });
  const { engine, users, connectors, search, subgraphs } = graph;

  const edge = createEdge({
    engine,
    identify: users.identify,
    refreshViewer: users.refreshViewer,
    watchIdentity: users.watchIdentity,
    routes: [
      ...subgraphs.flatMap((subgraph) => subgraph.routes ?? []),
      ...installationRoutes({ data, connectors, operatorRoute: users.operatorRoute }),
      ...modelRoutes({
        operatorRoute: users.operatorRoute,
        installation: embedding.installation,
        isInUse: (modelId) => search.usesModel(modelId),
      }),
    ],
    jwks: users.jwks,
    checks: () => Promise.all(subgraphs.map(async (subgraph) => ({ name: subgraph.name, problem: await subgraph.check() }))),
    publicUrl: env.publicUrl,
    ...(env.allowedOrigins === null ? {} : { allowedOrigins: env.allowedOrigins }),
    trustedProxies: env.trustedProxies,
    host: env.host,
    port,
    log,
  });

  let warmUp: NodeJS.Timeout | undefined;
  return {
    engine,
    edge,
    setupToken: () => users.setupToken(),
    async start() {
      await graph.start();
      // Planning takes the main thread's time: who waits for the start comes first.
      warmUp = setTimeout(() => {
        void engine.warmUp().then((failed) => {
          for (const { documentId, message } of failed) log.warn({ documentId, message }, 'A trusted document could not be planned');
        });
      }, warmUpDelayMs).unref();
    },
    async stop() {
      clearTimeout(warmUp);
      await edge.drain(8_000);
      await graph.stop();
    },
  };
}
