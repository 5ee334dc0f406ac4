import { createdAt, systemOnlyPolicies } from '@conhub/subgraph-kit/database';
import type { Database } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { ConsumerStore } from './consumer.ts';
import type { AnyEventDefinition } from './define-event.ts';
import { type Cursor, type StoredEvent, origin } from './stored-event.ts';

/** What a subscriber is called with: the transaction's EntityManager (system role, no filter), the envelope, and the parsed payload. */
export type EventHandler = (em: SqlEntityManager, event: StoredEvent) => Promise<void>;

/** The two tables a consumer on PostgreSQL keeps. */
export function createConsumerTables(subgraph: string) {
  const cursors = defineEntity({
    name: 'EventCursor',
    tableName: 'event_cursors',
    policies: systemOnlyPolicies(subgraph),
    properties: { producer: p.text().primary(), lane: p.text().primary(), xid: p.text(), position: p.text() },
  });
  const parked = defineEntity({
    name: 'ParkedEvent',
    tableName: 'parked_events',
    policies: systemOnlyPolicies(subgraph),
    properties: {
      id: p.uuid().primary(),
      producer: p.text(),
      lane: p.text(),
      aggregateId: p.text(),
      event: p.json<unknown>(),
      error: p.text(),
      parkedAt: createdAt(),
    },
    indexes: [{ properties: ['producer', 'aggregateId'] }],
  });
  return [cursors, parked] as const;
}

/** Moves a consumer's cursor, in the transaction of its effect. */
export const moveCursor = (
  em: SqlEntityManager,
  consumer: string,
  log: { readonly producer: string; readonly lane: string },
  next: Cursor,
): Promise<unknown> =>
  em.execute(
    `insert into ${consumer}.event_cursors (producer, lane, xid, position) values (?, ?, ?, ?)
     on conflict (producer, lane) do update set xid = excluded.xid, position = excluded.position`,
    [log.producer, log.lane, next.xid, next.position],
  );

/** Handlers by event type. Later events of a parked aggregate are parked too. */
export function createPostgresStore(
  subgraph: string,
  database: Pick<Database, 'system'>,
  handlers: Readonly<Record<string, EventHandler>>,
): ConsumerStore {
  const move = (em: SqlEntityManager, producer: string, lane: string, next: Cursor) => moveCursor(em, subgraph, { producer, lane }, next);
  const setAside = (em: SqlEntityManager, producer: string, lane: string, event: StoredEvent, error: string) =>
    em.execute(
      `insert into ${subgraph}.parked_events (id, producer, lane, aggregate_id, event, error, parked_at) values (gen_random_uuid(), ?, ?, ?, ?::jsonb, ?, now())`,
      [producer, lane, event.aggregateId, JSON.stringify(event), error.slice(0, 2_000)],
    );
  return {
    async cursor(producer, lane) {
      const [row] = await database
        .system()
        .execute<Cursor[]>(`select xid, position from ${subgraph}.event_cursors where producer = ? and lane = ?`, [producer, lane]);
      return row ?? origin;
    },
    async apply(producer, lane, events, next) {
      await database.system().transactional(async (em) => {
        const sql = em as SqlEntityManager;
        const parked = new Set(
          (
            await sql.execute<{ aggregate_id: string }[]>(
              `select distinct aggregate_id from ${subgraph}.parked_events where producer = ? and aggregate_id = any(string_to_array(?, ','))`,
              [producer, events.map((event) => event.aggregateId).join(',')],
            )
          ).map((row) => row.aggregate_id),
        );
        for (const event of events) {
          if (parked.has(event.aggregateId)) {
            await setAside(sql, producer, lane, event, 'An earlier event of the same aggregate is parked');
            continue;
          }
          await handlers[event.type]?.(sql, event);
        }
        await em.flush();
        await move(sql, producer, lane, next);
      });
    },
    async park(producer, lane, event, error) {
      await database.system().transactional(async (em) => {
        await setAside(em as SqlEntityManager, producer, lane, event, error.message);
        await move(em as SqlEntityManager, producer, lane, event);
      });
    },
  };
}

/** Types one handler to its event: the payload is parsed by the definition's schema, unknown fields are ignored. */
export function on<Payload>(
  definition: Pick<AnyEventDefinition, 'type'> & { schema: { parse(value: unknown): Payload } },
  handler: (em: SqlEntityManager, payload: Payload, event: StoredEvent) => Promise<void>,
): readonly [string, EventHandler] {
  return [definition.type, (em, event) => handler(em, definition.schema.parse(event.payload), event)];
}
