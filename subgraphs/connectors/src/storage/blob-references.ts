import { uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

/** How references to blobs change in one transaction. */
export interface ReferenceChanges {
  add(hash: string, size: number): void;
  remove(hash: string): void;
  readonly changes: ReadonlyMap<string, { delta: number; size: number }>;
}

export function createReferenceChanges(): ReferenceChanges {
  const changes = new Map<string, { delta: number; size: number }>();
  const change = (hash: string, delta: number, size: number): void => {
    const entry = changes.get(hash) ?? { delta: 0, size };
    changes.set(hash, { delta: entry.delta + delta, size: Math.max(entry.size, size) });
  };
  return { changes, add: (hash, size) => change(hash, 1, size), remove: (hash) => change(hash, -1, 0) };
}

/**
 * Counts the references of an organization's blobs, in order of the hash so that two transactions never wait for each other in a circle.
 * Answers by how many bytes the organization's storage changes.
 */
export async function applyReferences(em: SqlEntityManager, organizationId: string, { changes }: ReferenceChanges): Promise<number> {
  const rows = [...changes].filter(([, { delta }]) => delta !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return 0;
  const organization = uuidOf(organizationId);
  const added = rows.filter(([, { delta }]) => delta > 0).map(([hash, { delta, size }]) => ({ hash, delta, size }));
  const removed = rows.filter(([, { delta }]) => delta < 0).map(([hash, { delta }]) => ({ hash, delta }));
  await em.execute(
    `select from connectors.blob_references where organization_id = ? and hash in (select jsonb_array_elements_text(?::jsonb)) order by hash for update`,
    [organization, JSON.stringify(rows.map(([hash]) => hash))],
  );
  const grown =
    added.length === 0
      ? []
      : await em.execute<{ size: string }[]>(
          `with given as (select * from jsonb_to_recordset(?::jsonb) as g (hash text, delta int, size bigint) order by hash)
           insert into connectors.blob_references as r (organization_id, hash, size, count)
           select ?, hash, size, delta from given
           on conflict (organization_id, hash) do update set count = r.count + excluded.count
           returning case when (xmax = 0) then size else 0 end as size`,
          [JSON.stringify(added), organization],
        );
  const shrunk =
    removed.length === 0
      ? []
      : await em.execute<{ size: string }[]>(
          `with given as (select * from jsonb_to_recordset(?::jsonb) as g (hash text, delta int)),
           gone as (delete from connectors.blob_references r using given g
                     where r.organization_id = ? and r.hash = g.hash and r.count + g.delta <= 0 returning r.size),
           less as (update connectors.blob_references r set count = r.count + g.delta from given g
                     where r.organization_id = ? and r.hash = g.hash and r.count + g.delta > 0 returning 0)
           select size from gone`,
          [JSON.stringify(removed), organization, organization],
        );
  const sum = (list: readonly { size: string }[]): number => list.reduce((total, { size }) => total + Number(size), 0);
  return sum(grown) - sum(shrunk);
}
