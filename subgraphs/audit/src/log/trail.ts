import { organizationOf, uuidOf } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import type { Viewer } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import { AuditEvent } from './audit-event.entity.ts';

export interface TrailKey extends ConnectionArguments {
  readonly id: string;
  /** People and keys: also what they did. Things: only what was done to them. */
  readonly isActor: boolean;
}

export type TrailLoader = DataLoader<TrailKey, Connection<AuditEvent>, string>;

/** One query for all trails of a fetch that ask for the same page: a hundred hits cost one. */
export function createTrailLoader(em: SqlEntityManager, viewer: Viewer): TrailLoader {
  return new DataLoader<TrailKey, Connection<AuditEvent>, string>(
    async (keys) => {
      const groups = Map.groupBy(keys, ({ first, after, isActor }) => JSON.stringify([first ?? null, after ?? null, isActor]));
      const found = new Map<string, Connection<AuditEvent>>();
      for (const group of groups.values()) for (const [key, connection] of await page(em, viewer, group)) found.set(key, connection);
      return keys.map((key) => found.get(keyOf(key)) ?? connectionOf<AuditEvent>([], 0, () => []));
    },
    { cacheKeyFn: keyOf },
  );
}

const keyOf = ({ id, first, after, isActor }: TrailKey): string => JSON.stringify([id, first ?? null, after ?? null, isActor]);

async function page(em: SqlEntityManager, viewer: Viewer, group: readonly TrailKey[]): Promise<[string, Connection<AuditEvent>][]> {
  const [model] = group;
  const organizationId = organizationOf(viewer);
  if (model === undefined || organizationId === null) return [];
  const size = pageSize(model, 10);
  const after = decodeCursor(model.after, 1);
  const condition = model.isActor ? '(subject_id = wanted.id or actor_id = wanted.id)' : 'subject_id = wanted.id';
  const rows = await em.execute<{ wanted: string; id: string }[]>(
    `select wanted.id as wanted, entry.id from unnest(string_to_array(?, ',')) as wanted(id)
       cross join lateral (select id, index from audit.audit_events
                            where organization_id = ? and ${condition} ${after === null ? '' : 'and index < ?'} order by index desc limit ?) as entry
      order by entry.index desc`,
    [group.map(({ id }) => id).join(','), uuidOf(organizationId), ...(after === null ? [] : [Number(after[0])]), size + 1],
  );
  const events = await em.find(AuditEvent, { id: { $in: [...new Set(rows.map(({ id }) => id))] } });
  const byUuid = new Map(events.map((event) => [uuidOf(event.id), event]));
  const byWanted = Map.groupBy(rows, ({ wanted }) => wanted);
  return group.map((key) => {
    const entries = (byWanted.get(key.id) ?? []).flatMap(({ id }) => byUuid.get(id) ?? []);
    return [
      keyOf(key),
      connectionOf(entries, size, ({ index }) => [index], {
        hasPreviousPage: after !== null,
        totalCount: () =>
          em.count(AuditEvent, {
            organizationId,
            ...(key.isActor ? { $or: [{ subjectId: key.id }, { actorId: key.id }] } : { subjectId: key.id }),
          }),
      }),
    ];
  });
}
