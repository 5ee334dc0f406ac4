import type { BlobStore } from '@conhub/blobs';
import { type Engines, type EventReader, openSubgraphDatabase } from '@conhub/events';
import { createLinkSigner } from './downloads/signed-link.ts';
import { type EnvInput, envSchema } from './env.ts';
import { createExtractor } from './extraction/extractor.ts';
import { createNoteConnector } from './notes/note-connector.ts';
import { definition } from './mikro-orm.config.ts';
import type { Clock, Connector } from './providers/connector.ts';
import { createFolderConnector } from './providers/folder/folder-connector.ts';
import type { Services } from './services.ts';
import { type FolderRoots, createFolderRoots } from './storage/folder-roots.ts';
import { createProgress } from './sync/progress.ts';
import { createRunQueue } from './sync/run-queue.ts';
import { createWatchers } from './sync/watchers.ts';
import { createUploadConnector } from './uploads/upload-connector.ts';

export interface ConnectorsOptions {
  readonly blobs: BlobStore;
  /** Instead of the folders of this machine. */
  readonly providers?: readonly Connector[];
  readonly clock?: Clock;
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

export interface CreatedServices {
  readonly services: Services;
  readonly reader: EventReader;
  readonly roots: FolderRoots;
}

/** Migrates and opens the database and puts everything together; nothing runs yet. */
export async function createServices(
  given: EnvInput,
  engines: Omit<Engines, 'facts'>,
  options: ConnectorsOptions,
): Promise<CreatedServices> {
  const env = envSchema.parse(given);
  const { database, reader } = await openSubgraphDatabase({ ...definition, connection: engines.connection });
  const roots = createFolderRoots(database, env);
  await roots.load();
  const providers = options.providers ?? [createFolderConnector({ roots: () => roots.current(), ownFolders: env.ownFolders }) as Connector];
  const builtIn = [createNoteConnector() as Connector, createUploadConnector() as Connector];
  const services: Services = {
    database,
    blobs: options.blobs,
    providers: new Map([...providers, ...builtIn].map((provider) => [provider.spec.key, provider])),
    folderRoots: () => roots.current(),
    extractor: createExtractor(),
    watchers: createWatchers(() => services),
    active: new Map(),
    queue: createRunQueue(engines.connection, engines.log),
    progress: createProgress(engines.broadcast),
    broadcast: engines.broadcast,
    limits: engines.limits,
    clock: options.clock ?? systemClock,
    links: createLinkSigner(env.linkSecrets),
    log: engines.log,
    env,
  };
  return { services, reader, roots };
}
