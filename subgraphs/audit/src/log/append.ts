import { type Actor, uuidOf } from '@conhub/subgraph-kit';
import type { Outcome } from '@conhub/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type LeafFields, hashEntry, newSalts } from '../leaf/leaf.ts';

/** The deployment's own log: what belongs to no organization, a failed sign-in with an unknown address for example. */
export const deploymentLog = 'org_00000000000000000000000000';

export interface Entry {
  /** `evt_…` */
  readonly id: string;
  readonly organizationId: string | null;
  readonly action: string;
  readonly outcome: Outcome;
  readonly actor: Actor;
  readonly onBehalfOf: string | null;
  readonly subjectId: string | null;
  readonly requestId: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly details: unknown;
  readonly occurredAt: Date;
}

/**
 * Appends entries to their organizations' logs in the given order. The index is dense per organization, given under a lock on the
 * log's size that is held until the transaction ends. An entry that is there already is left alone. `em` is in a transaction.
 */
export async function append(em: SqlEntityManager, entries: readonly Entry[]): Promise<void> {
  const byLog = Map.groupBy(entries, (entry) => entry.organizationId ?? deploymentLog);
  // Always in the same order, so that two writers cannot wait for each other.
  for (const organizationId of [...byLog.keys()].toSorted()) {
    const log = byLog.get(organizationId) ?? [];
    const uuid = uuidOf(organizationId);
    await em.execute('insert into audit.audit_log_sizes (organization_id, size) values (?, 0) on conflict do nothing', [uuid]);
    const [row] = await em.execute<{ size: string }[]>('select size from audit.audit_log_sizes where organization_id = ? for update', [
      uuid,
    ]);
    const known = new Set(
      (
        await em.execute<{ id: string }[]>("select id from audit.audit_events where id = any(string_to_array(?, ',')::uuid[])", [
          log.map((entry) => uuidOf(entry.id)).join(','),
        ])
      ).map(({ id }) => id),
    );
    let index = Number(row?.size ?? 0);
    for (const entry of log) {
      if (known.has(uuidOf(entry.id))) continue;
      known.add(uuidOf(entry.id));
      await insert(em, organizationId, index, entry);
      index += 1;
    }
    await em.execute('update audit.audit_log_sizes set size = ? where organization_id = ?', [index, uuid]);
  }
}

async function insert(em: SqlEntityManager, organizationId: string, index: number, entry: Entry): Promise<void> {
  const salts = newSalts();
  const { actor, details, occurredAt, organizationId: _organizationId, id, ...rest } = entry;
  const fields: LeafFields = { ...rest, actor, details, eventId: id, occurredAt: occurredAt.toISOString() };
  await em.execute(
    `insert into audit.audit_events (id, organization_id, index, action, outcome, actor_kind, actor_id, on_behalf_of, subject_id, request_id, ip_address, user_agent, details, occurred_at, salts, leaf_hash)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?)`,
    [
      uuidOf(id),
      uuidOf(organizationId),
      index,
      entry.action,
      entry.outcome,
      actor.kind,
      actor.kind === 'service' ? actor.name : actor.kind === 'anonymous' ? null : actor.id,
      entry.onBehalfOf,
      entry.subjectId,
      entry.requestId,
      entry.ipAddress,
      entry.userAgent,
      JSON.stringify(details),
      occurredAt,
      JSON.stringify(salts),
      hashEntry(organizationId, index, fields, salts),
    ],
  );
}
