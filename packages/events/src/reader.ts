import { type Actor, type Cause, idOf } from '@conhub/subgraph-kit';
import type { Database } from '@conhub/subgraph-kit/database';
import type { Lane } from './define-event.ts';
import type { Cursor, Outcome, StoredEvent } from './stored-event.ts';

export interface ReadOptions {
  readonly lane: Lane;
  readonly after: Cursor;
  readonly limit: number;
  /** Only these types; all of the lane when left out. */
  readonly types?: readonly string[];
}

/** Reads one subgraph's log. In process it asks the producer's database under the producer's system role. */
export interface EventReader {
  readonly producer: string;
  read(options: ReadOptions): Promise<StoredEvent[]>;
  /** Whether anything lies after the cursor, also what is committed but held back by an older transaction that is still open. */
  isBehind(options: Omit<ReadOptions, 'limit'>): Promise<boolean>;
  /** Calls back soon after a commit of the producer; answers a function that stops it. */
  onWake(listener: () => void): () => void;
}

/** `wake` is to be called after each commit: a hint that saves readers the wait for their next poll. */
export function createEventReader(producer: string, database: Pick<Database, 'system'>): EventReader & { wake(): void } {
  const listeners = new Set<() => void>();
  let isScheduled = false;
  return {
    producer,
    async read({ lane, after, limit, types }) {
      // An event is readable once every transaction older than its own has ended: else a late commit would be skipped.
      // `order by xid` alone would mean the selected text, in which 1000 comes before 999.
      const rows = await database.system().execute<Row[]>(
        `select position, xid::text as xid, id, type, schema_version, lane, organization_id, aggregate_type, aggregate_id, aggregate_version,
                subject_type, subject_id, occurred_at, actor, outcome, ip_address, user_agent, request_id, cause, trace, payload
           from ${producer}.events
          where lane = ? and (xid, position) > (?::xid8, ?::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
            ${types === undefined ? '' : "and type = any(string_to_array(?, ','))"}
          order by events.xid, events.position limit ?`,
        [lane, after.xid, after.position, ...(types === undefined ? [] : [types.join(',')]), limit],
      );
      return rows.map(stored);
    },
    async isBehind({ lane, after, types }) {
      const [row] = await database.system().execute<{ is_behind: boolean }[]>(
        `select exists (select from ${producer}.events where lane = ? and (xid, position) > (?::xid8, ?::bigint)
            ${types === undefined ? '' : "and type = any(string_to_array(?, ','))"}) as is_behind`,
        [lane, after.xid, after.position, ...(types === undefined ? [] : [types.join(',')])],
      );
      return row?.is_behind ?? false;
    },
    onWake(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake() {
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(() => {
        isScheduled = false;
        for (const listener of listeners) listener();
      });
    },
  };
}

interface Row {
  position: string | number;
  xid: string;
  id: string;
  type: string;
  schema_version: number;
  lane: Lane;
  organization_id: string | null;
  aggregate_type: string;
  aggregate_id: string;
  aggregate_version: string | number;
  subject_type: string | null;
  subject_id: string | null;
  occurred_at: Date | string;
  actor: Actor;
  outcome: Outcome;
  ip_address: string | null;
  user_agent: string | null;
  request_id: string | null;
  cause: Cause | null;
  trace: string | null;
  payload: unknown;
}

const stored = (row: Row): StoredEvent => ({
  position: String(row.position),
  xid: row.xid,
  id: idOf('evt', row.id),
  type: row.type,
  schemaVersion: row.schema_version,
  lane: row.lane,
  organizationId: row.organization_id === null ? null : idOf('org', row.organization_id),
  aggregateType: row.aggregate_type,
  aggregateId: row.aggregate_id,
  aggregateVersion: Number(row.aggregate_version),
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  occurredAt: new Date(row.occurred_at),
  actor: row.actor,
  outcome: row.outcome,
  ipAddress: row.ip_address,
  userAgent: row.user_agent,
  requestId: row.request_id,
  cause: row.cause,
  trace: row.trace,
  payload: row.payload,
});
