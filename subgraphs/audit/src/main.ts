import {
  type Consumer,
  type ConsumerStore,
  type Engines,
  type EventReader,
  createPostgresStore,
  moveCursor,
  openSubgraphDatabase,
  startConsumer,
} from '@conhub/events';
import { type Subgraph, type SubgraphRequest } from '@conhub/subgraph-kit';
import { buildSubgraph } from '@conhub/subgraph-kit/graphql';
import type { RecordAccess } from '@conhub/subgraph-kit/internal';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from './context.ts';
import { resolvers } from './graphql/resolvers.ts';
import { createAccessRecorder } from './log/access-recorder.ts';
import { append } from './log/append.ts';
import { createTrailLoader } from './log/trail.ts';
import { definition } from './mikro-orm.config.ts';
import { entryOfEvent } from './subscribers/on-audited-event.ts';

/** A log that audit follows, and which of its types are marked for audit. */
export interface AuditProducer {
  readonly reader: EventReader;
  readonly types: readonly string[];
}

export interface Audit extends Subgraph {
  readonly recordAccess: RecordAccess;
  /** Writes what is buffered now. */
  flush(): Promise<void>;
}

/** @param producers asked at `start()`, when all subgraphs exist */
export async function createAudit(engines: Engines, producers: () => readonly AuditProducer[]): Promise<Audit> {
  const { database } = await openSubgraphDatabase({ ...definition, connection: engines.connection });
  const listeners = new Map<string, Set<() => void>>();
  const onRecorded = (organizations: Iterable<string>): void => {
    for (const organizationId of organizations) for (const listener of listeners.get(organizationId) ?? []) listener();
  };
  const recorder = createAccessRecorder({ database, log: engines.log, onRecorded });
  const consumers: Consumer[] = [];
  let isStopped = false;

  const createContext = ({ viewer, request }: SubgraphRequest): Context => {
    const em = database.fork(viewer);
    return {
      em,
      viewer,
      request,
      trails: createTrailLoader(em, viewer),
      onRecorded(organizationId, listener) {
        const set = listeners.get(organizationId) ?? new Set();
        listeners.set(organizationId, set);
        set.add(listener);
        return () => {
          set.delete(listener);
          if (set.size === 0) listeners.delete(organizationId);
        };
      },
      fork: () => createContext({ viewer, request }),
    };
  };

  /** Appends a whole batch in one go, instead of event by event. */
  const storeFor = (): ConsumerStore => {
    const base = createPostgresStore('audit', database, {});
    return {
      ...base,
      async apply(producer, lane, events, next) {
        await database.system().transactional(async (em) => {
          const sql = em as SqlEntityManager;
          await append(sql, events.map(entryOfEvent));
          await moveCursor(sql, 'audit', { producer, lane }, next);
        });
        onRecorded(new Set(events.flatMap(({ organizationId }) => (organizationId === null ? [] : [organizationId]))));
      },
    };
  };

  async function stopHearing(): Promise<void> {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  }

  return {
    name: 'audit',
    schema: buildSubgraph({ schemaFile: new URL('../schema.graphql', import.meta.url), resolvers }),
    createContext,
    recordAccess: recorder.record,
    flush: recorder.flush,
    async start() {
      const store = storeFor();
      for (const { reader, types } of producers()) {
        if (types.length === 0) continue;
        for (const lane of ['access', 'content'] as const) consumers.push(startConsumer({ reader, lane, store, types, log: engines.log }));
      }
    },
    stopHearing,
    async stop() {
      if (isStopped) return;
      isStopped = true;
      await stopHearing();
      await recorder.stop();
      await database.close();
    },
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
