import { DomainError, type PlanLimits, type QuotaKey, service, uuidOf, withinLimit } from '@conhub/subgraph-kit';
import type { Database } from '@conhub/subgraph-kit/database';
import { emit } from '../event-log.ts';
import { UsageRecorded } from '../events.ts';

type Counted = Extract<QuotaKey, 'SEARCHES' | 'EMBEDDED_TOKENS'>;

export interface UsageOptions {
  readonly database: Pick<Database, 'system'>;
  readonly limits: PlanLimits;
  readonly now: () => Date;
}

/** Counts in memory and writes now and then: a limit may be overshot by what is used between two writes, a kill loses that much. */
export interface UsageCounter {
  /** @throws DomainError LIMIT_EXCEEDED when the hour's limit is used up. */
  count(organizationId: string, key: Counted, add: number): Promise<void>;
  flush(): Promise<void>;
}

interface Entry {
  readonly organizationId: string;
  readonly key: Counted;
  readonly hour: Date;
  /** As last read or written. */
  written: number;
  unwritten: number;
}

const hourMs = 3_600_000;

export function createUsageCounter({ database, limits, now }: UsageOptions): UsageCounter {
  const entries = new Map<string, Promise<Entry>>();

  async function read(organizationId: string, key: Counted, hour: Date): Promise<Entry> {
    const [row] = await database
      .system()
      .execute<{ used: string }[]>('select used from search.hourly_usage where organization_id = ? and key = ? and hour = ?', [
        uuidOf(organizationId),
        key,
        hour,
      ]);
    return { organizationId, key, hour, written: Number(row?.used ?? 0), unwritten: 0 };
  }

  function entryOf(organizationId: string, key: Counted): Promise<Entry> {
    const hour = new Date(Math.floor(now().getTime() / hourMs) * hourMs);
    const name = `${organizationId}/${key}/${hour.toISOString()}`;
    let entry = entries.get(name);
    if (entry === undefined) {
      entry = read(organizationId, key, hour);
      entry.catch(() => entries.delete(name));
      entries.set(name, entry);
    }
    return entry;
  }

  return {
    async count(organizationId, key, add) {
      const entry = await entryOf(organizationId, key);
      const reached = withinLimit(limits, key, entry.written + entry.unwritten, add, new Date(entry.hour.getTime() + hourMs));
      if (reached !== null) {
        throw new DomainError('LIMIT_EXCEEDED', reached.message, {
          limit: reached.limit,
          resetsAt: reached.resetsAt?.toISOString() ?? null,
        });
      }
      entry.unwritten += add;
    },
    async flush() {
      const current = now().getTime() - hourMs;
      for (const [name, pending] of entries) {
        const entry = await pending.catch(() => null);
        if (entry === null) continue;
        if (entry.unwritten > 0) await write(entry);
        else if (entry.hour.getTime() < current) entries.delete(name);
      }
    },
  };

  async function write(entry: Entry): Promise<void> {
    const { organizationId, key, hour } = entry;
    const add = entry.unwritten;
    await database.system().transactional(async (em) => {
      const sql = em as ReturnType<Database['system']>;
      const [row] = await sql.execute<{ used: string }[]>(
        `insert into search.hourly_usage as u (organization_id, key, hour, used) values (?, ?, ?, ?)
         on conflict (organization_id, key, hour) do update set used = u.used + excluded.used returning used`,
        [uuidOf(organizationId), key, hour, add],
      );
      const used = Number(row?.used ?? add);
      const context = { em: sql, viewer: service('search', organizationId), request: null };
      emit(context, UsageRecorded, { organizationId, key, hour: hour.toISOString(), used }, { organizationId });
      await sql.flush();
      entry.written = used;
    });
    entry.unwritten -= add;
  }
}
