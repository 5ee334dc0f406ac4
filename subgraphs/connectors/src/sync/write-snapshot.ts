import { uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type SnapshotChange, unreadRevision } from '../providers/snapshot.ts';

export interface SnapshotWrite {
  readonly organizationId: string;
  readonly sourceId: string;
  readonly change: SnapshotChange;
  /** Entries that stay although the connector is done with them: their deletion waits. */
  readonly kept: ReadonlySet<string>;
  /** Entries whose content was gone when it was to be read: nobody has their revision. */
  readonly unread: ReadonlySet<string>;
  /** The revision and hash that the engine has of a document, by the connector's id. */
  readonly contentOf: (id: string) => { readonly revision: string; readonly hash: string | null; readonly asked: string | null } | null;
}

/** Applies a page's snapshot change in the page's transaction: removals first, then puts. Twice is the same as once. */
export async function writeSnapshot(
  em: SqlEntityManager,
  { organizationId, sourceId, change, kept, unread, contentOf }: SnapshotWrite,
): Promise<void> {
  const put = new Map(change.put.map((entry) => [entry.id, entry]));
  const remove = change.remove.filter((id) => !kept.has(id) && !put.has(id));
  if (put.size === 0 && remove.length === 0) return;
  const source = uuidOf(sourceId);
  const entries = [...put.values()];
  const ids = JSON.stringify([...remove, ...put.keys()]);
  const old = new Map(
    (
      await em.execute<{ id: string; hash: string | null }[]>(
        `select id, hash from connectors.folder_entries where source_id = ? and id in (select jsonb_array_elements_text(?::jsonb))`,
        [source, JSON.stringify(entries.filter((entry) => entry.keepsHash).map((entry) => entry.id))],
      )
    ).map(({ id, hash }) => [id, hash]),
  );
  // An entry whose place is taken goes too, also one whose deletion waits: a place belongs to one document.
  await em.execute(
    `delete from connectors.folder_entries where source_id = ?
        and (id in (select jsonb_array_elements_text(?::jsonb)) or path in (select jsonb_array_elements_text(?::jsonb)))`,
    [source, ids, JSON.stringify(entries.map((entry) => entry.path))],
  );
  if (entries.length === 0) return;
  const rows = entries.map(({ keepsHash, ...entry }) => {
    if (unread.has(entry.id)) return { ...entry, rev: unreadRevision(entry.rev), hash: null };
    const content = contentOf(entry.id);
    // A provider without history may have answered a newer revision than it was asked for: that is what we have.
    const isAsked = content !== null && content.asked === entry.rev;
    const rev = isAsked ? content.revision : entry.rev;
    const isHad = content !== null && content.revision === rev;
    return { ...entry, rev, hash: isHad ? content.hash : keepsHash ? (old.get(entry.id) ?? content?.hash ?? null) : null };
  });
  await em.execute(
    `insert into connectors.folder_entries (source_id, organization_id, id, path, rev, inode, hash, generation)
     select ?, ?, id, path, rev, inode, hash, generation
       from jsonb_to_recordset(?::jsonb) as entry (id text, path text, rev text, inode text, hash text, generation int)`,
    [source, uuidOf(organizationId), JSON.stringify(rows)],
  );
}
