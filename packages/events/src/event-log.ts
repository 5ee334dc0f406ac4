import { type RequestInfo, type Viewer, actorOf, newId, organizationOf } from '@conhub/subgraph-kit';
import { appendOnlyPolicies, createdAt, idColumn } from '@conhub/subgraph-kit/database';
import { type EntityManager, defineEntity, p } from '@mikro-orm/core';
import type { EventDefinition } from './define-event.ts';
import type { Outcome } from './stored-event.ts';

/** What emitting needs of a request's or job's context. */
export interface EmitContext {
  readonly em: EntityManager;
  readonly viewer: Viewer;
  /** Null for jobs and subscribers, whose viewer carries the cause. */
  readonly request: RequestInfo | null;
}

export interface EmitOptions {
  /** The organization the fact belongs to; the viewer's unless given. Null: the deployment's own log. */
  readonly organizationId?: string | null;
  /** The aggregate's version after the change. */
  readonly version?: number;
  readonly outcome?: Outcome;
}

/**
 * A subgraph's own append-only log: the entity that goes into its list of entities, and `emit`, which adds a row to the flush of
 * the change it reports. Call it before `em.flush()`.
 */
export function createEventLog(subgraph: string) {
  const schema = defineEntity({
    name: 'EventRow',
    tableName: 'events',
    policies: appendOnlyPolicies(subgraph),
    properties: {
      position: p.bigint('string').primary().autoincrement(),
      xid: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()'),
      id: idColumn('evt').unique(),
      type: p.text(),
      schemaVersion: p.integer(),
      lane: p.text(),
      organizationId: idColumn('org').nullable(),
      aggregateType: p.text(),
      aggregateId: p.text(),
      aggregateVersion: p.bigint('number'),
      subjectType: p.text().nullable(),
      subjectId: p.text().nullable(),
      occurredAt: createdAt(),
      actor: p.json<unknown>(),
      outcome: p.text(),
      ipAddress: p.text().nullable(),
      userAgent: p.text().nullable(),
      requestId: p.text().nullable(),
      cause: p.json<unknown>().nullable(),
      trace: p.text().nullable(),
      payload: p.json<unknown>(),
    },
    indexes: [{ name: 'events_lane_xid_position', properties: ['lane', 'xid', 'position'] }, { properties: ['aggregateId', 'position'] }],
  });
  class EventRow extends schema.class {}
  schema.setClass(EventRow);

  function emit<Payload>(context: EmitContext, definition: EventDefinition<Payload>, payload: Payload, options: EmitOptions = {}): void {
    if (!definition.type.startsWith(`${subgraph}.`)) throw new Error(`${subgraph} cannot say ${definition.type}`);
    const { em, viewer, request } = context;
    const aggregate = definition.aggregate(payload);
    const subjectId = definition.subject(payload);
    em.persist(
      em.create(
        EventRow,
        {
          id: newId('evt'),
          type: definition.type,
          schemaVersion: definition.version,
          lane: definition.lane,
          organizationId: options.organizationId === undefined ? organizationOf(viewer) : options.organizationId,
          aggregateType: aggregate.type,
          aggregateId: aggregate.id,
          aggregateVersion: options.version ?? 1,
          subjectType: subjectId === null ? null : subjectId.slice(0, Math.max(0, subjectId.lastIndexOf('_'))),
          subjectId,
          actor: actorOf(viewer),
          outcome: options.outcome ?? 'SUCCESS',
          ipAddress: request?.ipAddress ?? null,
          userAgent: request?.userAgent ?? null,
          requestId: request?.id ?? (viewer.kind === 'service' ? (viewer.cause?.requestId ?? null) : null),
          cause: viewer.kind === 'service' ? (viewer.cause ?? null) : null,
          trace: request?.trace ?? null,
          payload: definition.schema.parse(payload),
        } as never,
        { partial: true },
      ),
    );
  }

  return { EventRow, emit };
}
