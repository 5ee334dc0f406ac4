import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type KernelOptions, createKernel } from './kernel/kernel.ts';
import type { FactBatch, LogPosition } from './facts.ts';
import { origin } from './facts.ts';
import { type Organization, openOrganization } from './organization.ts';
import { applyFacts } from './stage/apply-facts.ts';
import { type Sqlite, migrateSqlite, openSqlite } from './store/sqlite.ts';
import { readerMigrations } from './store/store-schema.ts';

/** Of one process: others only to be met by few documents. */
export interface IndexLimits {
  /** The memory for vectors, which all organizations share; 4 GiB unless given. */
  readonly vectorMemory?: KernelOptions;
  /** Passages of all organizations above which advice is given; `passagesMeasured` unless given. */
  readonly passagesMax?: number;
}

export interface IndexFolder extends IndexLimits {
  readonly folder: string;
  readonly modelId: string;
  readonly dimension: number;
}

/** All organizations of a folder, each opened when it is first needed, and how far their common readers are. */
export interface Organizations {
  /** Null: nothing has ever been said of it. */
  find(organizationId: string): Organization | null;
  readonly opened: ReadonlyMap<string, Organization>;
  /** Opens all that are on disk: work that was left is found by it. */
  openEach(warn: (message: string) => void): Generator<void, void>;
  apply(batch: FactBatch): void;
  cursor(producer: string, lane: string): LogPosition;
  park(producer: string, lane: string, aggregateId: string, event: string, error: string, next: LogPosition): void;
  /** Of these aggregates those an event of which is parked. */
  parked(aggregateIds: readonly string[]): string[];
  remove(organizationId: string): void;
  close(): void;
}

const safeId = /^[a-z0-9_]{1,90}$/;

export function openOrganizations({ folder, modelId, dimension, vectorMemory }: IndexFolder): Organizations {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Needs no `durably`: after a power failure the readers may be set back a little, and every store skips what it has.
  const reader = openSqlite(join(folder, 'readers.db'));
  migrateSqlite(reader, readerMigrations);
  const kernel = vectorMemory === undefined ? {} : { kernel: createKernel(vectorMemory) };
  const opened = new Map<string, Organization>();
  const removed = new Set(reader.all<{ id: string }>('select id from removed_organizations').map((row) => row.id));
  for (const id of removed) rmSync(join(folder, id), { recursive: true, force: true });

  function open(organizationId: string, create: boolean): Organization | null {
    const known = opened.get(organizationId);
    if (known !== undefined) return known;
    if (!safeId.test(organizationId) || removed.has(organizationId)) return null;
    const path = join(folder, organizationId);
    if (!create && !existsSync(join(path, 'store.db'))) return null;
    const organization = openOrganization({ id: organizationId, folder: path, modelId, dimension, ...kernel });
    opened.set(organizationId, organization);
    return organization;
  }

  function remove(organizationId: string): void {
    if (!safeId.test(organizationId)) return;
    reader.run('insert or ignore into removed_organizations (id, removed_at) values (?, ?)', organizationId, Date.now());
    removed.add(organizationId);
    opened.get(organizationId)?.close();
    opened.delete(organizationId);
    rmSync(join(folder, organizationId), { recursive: true, force: true });
  }

  return {
    find: (organizationId) => open(organizationId, false),
    opened,
    *openEach(warn) {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        try {
          if (entry.isDirectory()) open(entry.name, false);
        } catch (error) {
          // One damaged file costs its organization, not the others.
          warn(`The index of ${entry.name} cannot be opened: ${error instanceof Error ? error.message : String(error)}`);
        }
        yield;
      }
    },
    apply({ producer, lane, facts, next }) {
      const byOrganization = Map.groupBy(facts, (fact) => fact.organizationId);
      for (const [organizationId, own] of byOrganization) {
        const kept = own.filter((fact) => fact.t !== 'organization_removed');
        const organization = kept.length === 0 ? null : open(organizationId, true);
        if (organization !== null) applyFacts(organization, producer, lane, kept);
        if (kept.length < own.length) remove(organizationId);
      }
      moveCursor(reader, producer, lane, next);
    },
    cursor: (producer, lane) =>
      reader.get<LogPosition & object>('select xid, position from cursors where producer = ? and lane = ?', producer, lane) ?? origin,
    park(producer, lane, aggregateId, event, error, next) {
      reader.transaction(() => {
        reader.run(
          'insert into parked_events (producer, lane, aggregate_id, event, error, parked_at) values (?, ?, ?, ?, ?, ?)',
          producer,
          lane,
          aggregateId,
          event,
          error.slice(0, 2_000),
          Date.now(),
        );
        moveCursor(reader, producer, lane, next);
      });
    },
    parked: (aggregateIds) =>
      reader
        .all<{ id: string }>(
          'select distinct aggregate_id as id from parked_events where aggregate_id in (select value from json_each(?))',
          JSON.stringify(aggregateIds),
        )
        .map((row) => row.id),
    remove,
    close() {
      for (const organization of opened.values()) organization.close();
      opened.clear();
      reader.close();
    },
  };
}

function moveCursor(reader: Sqlite, producer: string, lane: string, next: LogPosition): void {
  reader.run(
    'insert into cursors (producer, lane, xid, position) values (?, ?, ?, ?) on conflict (producer, lane) do update set xid = excluded.xid, position = excluded.position',
    producer,
    lane,
    next.xid,
    next.position,
  );
}
