import { type AccessRecord, type RecordAccess } from '@conhub/subgraph-kit/internal';
import { type SubgraphRequest, actorOf, newId, organizationOf } from '@conhub/subgraph-kit';
import type { Database } from '@conhub/subgraph-kit/database';
import type { Log } from '@conhub/subgraph-kit/log';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type Entry, append } from './append.ts';

export interface AccessRecorder {
  readonly record: RecordAccess;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const flushEveryMs = 1_000;
/** More distinct records than this within a second are counted, not kept. */
const bufferMax = 10_000;

/**
 * Buffers what the router reports and appends it once a second; a kill loses at most that second. The same read or denial by the
 * same asker within a second is one entry with a count.
 */
export function createAccessRecorder({
  database,
  log,
  onRecorded,
}: {
  database: Database;
  log: Log;
  onRecorded: (organizations: Set<string>) => void;
}): AccessRecorder {
  let buffer = new Map<string, { entry: Entry; count: number }>();
  let dropped = 0;
  let flushing = Promise.resolve();

  const record = (access: AccessRecord, { viewer, request }: SubgraphRequest): void => {
    const actor = actorOf(viewer);
    const organizationId = organizationOf(viewer);
    const key = JSON.stringify([actor, organizationId, access]);
    const same = buffer.get(key);
    if (same !== undefined) {
      same.count += 1;
      return;
    }
    if (buffer.size >= bufferMax) {
      dropped += 1;
      return;
    }
    buffer.set(key, { count: 1, entry: entryOf(access, organizationId, actor, request, viewer) });
  };

  const flush = (): Promise<void> => {
    flushing = flushing.then(async () => {
      if (buffer.size === 0) return;
      const batch = buffer;
      buffer = new Map();
      if (dropped > 0) log.warn({ dropped }, 'More reads and denials came within a second than are recorded');
      dropped = 0;
      const entries = [...batch.values()].map(({ entry, count }) => ({ ...entry, details: { ...(entry.details as object), count } }));
      try {
        await database.system().transactional((em) => append(em as SqlEntityManager, entries));
        onRecorded(new Set(entries.flatMap(({ organizationId }) => (organizationId === null ? [] : [organizationId]))));
      } catch (error) {
        log.warn({ err: error, count: entries.length }, 'Reads and denials could not be recorded and are tried again');
        for (const [key, value] of batch) if (!buffer.has(key) && buffer.size < bufferMax) buffer.set(key, value);
      }
    });
    return flushing;
  };
  const timer = setInterval(() => void flush(), flushEveryMs);
  timer.unref();
  return {
    record,
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

function entryOf(
  access: AccessRecord,
  organizationId: string | null,
  actor: Entry['actor'],
  request: SubgraphRequest['request'],
  viewer: SubgraphRequest['viewer'],
): Entry {
  return {
    id: newId('evt'),
    organizationId,
    action: access.outcome === 'DENIED' ? 'router.field.denied' : 'router.field.read',
    outcome: access.outcome,
    actor,
    onBehalfOf: viewer.kind === 'apiKey' ? viewer.userId : null,
    subjectId: access.subjectId,
    requestId: request.id,
    ipAddress: request.ipAddress,
    userAgent: request.userAgent,
    details: { field: access.field, ...(access.code === null ? {} : { code: access.code }) },
    occurredAt: new Date(),
  };
}
