import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Audit, createAudit } from '@conhub/audit';
import { createFolderBlobs } from '@conhub/blobs';
import { type Connectors, type ConnectorsEnv, createConnectors } from '@conhub/connectors';
import type { EmbeddingSubgraph } from '@conhub/embedding';
import { type Engines, type FactSubgraph, createLocalBroadcast } from '@conhub/events';
import { type Engine, type EngineReport, createEngine, inProcess } from '@conhub/router';
import { type Search, createSearch } from '@conhub/search';
import { type PlanLimits, type Subgraph, UnauthenticatedError, freePlan } from '@conhub/subgraph-kit';
import type { DatabaseConnection } from '@conhub/subgraph-kit/database';
import type { Log } from '@conhub/subgraph-kit/log';
import { type SigningKey, type UsersSubgraph, createFolderMail, createUsers } from '@conhub/users';

export interface GraphOptions {
  readonly connection: DatabaseConnection;
  readonly folders: { readonly blobs: string; readonly index: string; readonly mail: string };
  readonly publicUrl: URL;
  readonly signingKeys: SigningKey[];
  readonly operatorToken: string;
  readonly registration: 'closed' | 'open';
  readonly limits: Readonly<Record<string, number | null>>;
  readonly connectors: ConnectorsEnv;
  readonly embedding: EmbeddingSubgraph;
  readonly log: Log;
  /** Called beside what the graph itself does with a report. */
  readonly report?: EngineReport;
}

/** All subgraphs and the engine over them, in one process and without a port: `compose` puts the edge before it, tests do not. */
export interface Graph {
  readonly engine: Engine;
  readonly users: UsersSubgraph;
  readonly connectors: Connectors;
  readonly search: Search;
  readonly audit: Audit;
  readonly subgraphs: readonly Subgraph[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

const schemaFolder = new URL('../../schema/', import.meta.url);

/** What has begun is stopped where a later part cannot be made. */
export async function composeGraph(options: GraphOptions): Promise<Graph> {
  const begun: Subgraph[] = [];
  try {
    return await composeSubgraphs(options, begun);
  } catch (error) {
    await Promise.allSettled(begun.map((subgraph) => subgraph.stop()));
    throw error;
  }
}

async function composeSubgraphs(options: GraphOptions, begun: Subgraph[]): Promise<Graph> {
  const { connection, folders, publicUrl, embedding, log, report } = options;
  const producers = new Map<string, FactSubgraph>();
  const engines: Engines = {
    connection,
    broadcast: createLocalBroadcast(),
    log,
    limits: { ...freePlan, ...options.limits } as PlanLimits,
    facts(producer) {
      const subgraph = producers.get(producer);
      if (subgraph === undefined) throw new Error(`There is no event log of ${producer}`);
      return subgraph.reader;
    },
  };
  const blobs = createFolderBlobs(folders.blobs);

  // Model and index are read by threads of their own, meanwhile the others open their databases.
  begun.push(embedding);
  await embedding.start();
  const search = await createSearch({ indexFolder: folders.index }, engines, { blobs, embedder: embedding.embedder });
  begun.push(search);
  search.openIndex();
  const users = await createUsers(
    {
      publicUrl: publicUrl.href,
      signingKeys: options.signingKeys,
      operatorToken: options.operatorToken,
      registration: options.registration,
      mail: createFolderMail(folders.mail, `conhub@${publicUrl.hostname}`),
    },
    engines,
  );
  begun.push(users);
  const connectors = await createConnectors({ publicUrl: publicUrl.href, ...options.connectors }, engines, { blobs });
  begun.push(connectors);
  for (const subgraph of [users, connectors, search]) producers.set(subgraph.name, subgraph);
  const audit = await createAudit(engines, () =>
    [...producers.values()].map(({ reader, definitions }) => ({
      reader,
      types: definitions.filter(({ audit: isAudited }) => isAudited).map(({ type }) => type),
    })),
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
      denied(event) {
        const { viewer, request, fields } = event;
        const code = viewer.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
        for (const { coordinate } of fields) {
          audit.recordAccess({ outcome: 'DENIED', field: coordinate, subjectId: null, code }, { viewer, request });
        }
        report?.denied?.(event);
      },
      audited(event) {
        const { viewer, request, reads } = event;
        for (const { field, id } of reads)
          audit.recordAccess({ outcome: 'SUCCESS', field, subjectId: id, code: null }, { viewer, request });
        report?.audited?.(event);
      },
      fetched: (event) => report?.fetched?.(event),
      failed(event) {
        const { request, subgraph, error } = event;
        log.error({ requestId: request.id, subgraph, err: error }, 'A failure was masked');
        report?.failed?.(event);
      },
    },
  });

  return {
    engine,
    users,
    connectors,
    search,
    audit,
    subgraphs,
    async start() {
      for (const subgraph of subgraphs) await subgraph.start();
    },
    async stop() {
      await Promise.all(subgraphs.map(async (subgraph) => subgraph.stopHearing?.()));
      // Who calls another in process goes before it.
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
