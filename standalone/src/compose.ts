import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createAudit } from '@conhub/audit';
import { createFolderBlobs } from '@conhub/blobs';
import { createConnectors } from '@conhub/connectors';
import { createEmbedding, readEmbeddingEnv } from '@conhub/embedding';
import { type Engines, type FactSubgraph, createLocalBroadcast } from '@conhub/events';
import { type Edge, type Engine, createEdge, createEngine, inProcess } from '@conhub/router';
import { createSearch } from '@conhub/search';
import { type PlanLimits, type Subgraph, UnauthenticatedError, freePlan } from '@conhub/subgraph-kit';
import type { DatabaseConnection } from '@conhub/subgraph-kit/database';
import type { Log } from '@conhub/subgraph-kit/log';
import { createFolderMail, createUsers } from '@conhub/users';
import type { DataFolder } from './data-folder/data-folder.ts';
import type { Secrets } from './data-folder/secrets.ts';
import type { StandaloneEnv } from './env.ts';
import { installationRoutes } from './installation-routes.ts';

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

const schemaFolder = new URL('../../schema/', import.meta.url);

/** The one place that puts this process together: engines, subgraphs, router. */
export async function compose({ env, data, secrets, connection, publicUrl, port, log }: CompositionOptions): Promise<Composition> {
  const producers = new Map<string, FactSubgraph>();
  const engines: Engines = {
    connection,
    broadcast: createLocalBroadcast(),
    log,
    limits: { ...freePlan, ...env.limits } as PlanLimits,
    facts(producer) {
      const subgraph = producers.get(producer);
      if (subgraph === undefined) throw new Error(`There is no event log of ${producer}`);
      return subgraph.reader;
    },
  };
  const blobs = createFolderBlobs(data.blobs);

  const users = await createUsers(
    {
      publicUrl: publicUrl.href,
      signingKeys: secrets.signingKeys,
      operatorToken: data.operatorToken,
      registration: env.registration,
      mail: createFolderMail(data.mail, `conhub@${publicUrl.hostname}`),
    },
    engines,
  );
  const connectors = await createConnectors(
    {
      folderRoots: env.folderRoots === null ? 'unset' : [...env.folderRoots],
      homeFolder: homedir(),
      ownFolders: [data.path],
    },
    engines,
    { blobs },
  );
  const embedding = await createEmbedding(readEmbeddingEnv(env.source), { log });
  const search = await createSearch(
    { indexFolder: data.index },
    engines,
    { blobs, embedder: embedding.embedder },
  );
  for (const subgraph of [users, connectors, search]) producers.set(subgraph.name, subgraph);
  const audit = await createAudit(engines, () =>
    [...producers.values()].map(({ reader, definitions }) => ({ reader, types: definitions.filter(({ audit: isAudited }) => isAudited).map(({ type }) => type) })),
  );
  const subgraphs: readonly Subgraph[] = [users, connectors, embedding, search, audit];

  const engine = createEngine({
    supergraphSdl: readFileSync(new URL('supergraph.graphql', schemaFolder), 'utf8'),
    subgraphs: new Map(subgraphs.map((subgraph) => [subgraph.name, inProcess(subgraph)])),
    trustedDocuments: trustedDocuments(),
    async reidentify(viewer) {
      try {
        return await users.refreshViewer(viewer);
      } catch (error) {
        if (error instanceof UnauthenticatedError) return null;
        throw error;
      }
    },
    onIdentityChanged: (listener) => engines.broadcast.subscribe('identity.changed', () => listener()),
    report: {
      denied({ viewer, request, fields }) {
        for (const { coordinate } of fields) audit.recordAccess({ outcome: 'DENIED', field: coordinate, subjectId: null, code: viewer.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN' }, { viewer, request });
      },
      audited({ viewer, request, reads }) {
        for (const { field, id } of reads) audit.recordAccess({ outcome: 'SUCCESS', field, subjectId: id, code: null }, { viewer, request });
      },
      failed: ({ request, subgraph, error }) => log.error({ requestId: request.id, subgraph, err: error }, 'A failure was masked'),
    },
  });

  const edge = createEdge({
    engine,
    identify: users.identify,
    refreshViewer: users.refreshViewer,
    watchIdentity: users.watchIdentity,
    routes: [...subgraphs.flatMap((subgraph) => subgraph.routes ?? []), ...installationRoutes({ data, connectors, operatorToken: data.operatorToken })],
    jwks: users.jwks,
    checks: () => Promise.all(subgraphs.map(async (subgraph) => ({ name: subgraph.name, problem: await subgraph.check() }))),
    publicUrl: env.publicUrl,
    ...(env.allowedOrigins === null ? {} : { allowedOrigins: env.allowedOrigins }),
    trustedProxies: env.trustedProxies,
    host: env.host,
    port,
    log,
  });

  return {
    engine,
    edge,
    setupToken: () => users.setupToken(),
    async start() {
      for (const subgraph of subgraphs) await subgraph.start();
      void engine.warmUp().then((failed) => {
        for (const { documentId, message } of failed) log.warn({ documentId, message }, 'A trusted document could not be planned');
      });
    },
    async stop() {
      await edge.drain(8_000);
      // Consumers before producers: search and audit read the logs of the others.
      for (const subgraph of [search, audit, connectors, embedding, users]) await subgraph.stop();
    },
  };
}

/** The operations of `schema/operations`, by the SHA-256 of their text. */
function trustedDocuments(): ReadonlyMap<string, string> {
  const folder = new URL('operations/', schemaFolder).pathname;
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.graphql'))
      .map((name) => {
        const text = readFileSync(join(folder, name), 'utf8');
        return [createHash('sha256').update(text).digest('hex'), text];
      }),
  );
}
