import { uuidOf } from '@conhub/subgraph-kit';
import type { Database } from '@conhub/subgraph-kit/database';
import type { Snapshot, SnapshotEntry } from '../providers/snapshot.ts';

const columns = 'id, path, rev, inode, hash, generation';
/** A list as one parameter: names may hold any character but NUL. */
const listed = 'select jsonb_array_elements_text(?::jsonb)';

/** Reads `folder_entries` of one source, for its connector. */
export function createSnapshot(database: Pick<Database, 'system'>, sourceId: string): Snapshot {
  const source = uuidOf(sourceId);
  const read = (where: string, parameters: readonly unknown[]): Promise<SnapshotEntry[]> =>
    database
      .system()
      .execute<SnapshotEntry[]>(`select ${columns} from connectors.folder_entries where source_id = ? and ${where}`, [
        source,
        ...parameters,
      ]);
  const readListed = (column: string, values: readonly string[]) =>
    values.length === 0 ? Promise.resolve([]) : read(`${column} in (${listed})`, [JSON.stringify(values)]);
  return {
    range: (after, limit) =>
      read(`${after === null ? '' : 'path > ? and '}true order by path limit ?`, [...(after === null ? [] : [after]), limit]),
    byPaths: (paths) => readListed('path', paths),
    byInodes: (inodes) => readListed('inode', inodes),
    byIds: (ids) => readListed('id', ids),
    olderThan: (generation, after, limit) =>
      read(`generation < ? ${after === null ? '' : 'and path > ? '}order by path limit ?`, [
        generation,
        ...(after === null ? [] : [after]),
        limit,
      ]),
  };
}
