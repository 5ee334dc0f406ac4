import { addTerm, digestOf, digestText, subtractTerm } from '../digest.ts';
import type { Sqlite } from '../store/sqlite.ts';

/** The digests of the sources that one transaction touches: read once, written once. */
export interface SourceDigests {
  add(sourceId: string, term: bigint): void;
  subtract(sourceId: string, term: bigint): void;
  forget(sourceId: string): void;
  write(): void;
}

export function openDigests(sqlite: Sqlite): SourceDigests {
  const changed = new Map<string, { digest: bigint; count: number }>();
  function entry(sourceId: string): { digest: bigint; count: number } {
    let found = changed.get(sourceId);
    if (found === undefined) {
      const row = sqlite.get<{ digest: string; document_count: number }>(
        'select digest, document_count from sources where id = ?',
        sourceId,
      );
      found = { digest: row === undefined ? 0n : digestOf(row.digest), count: row?.document_count ?? 0 };
      changed.set(sourceId, found);
    }
    return found;
  }
  return {
    add(sourceId, term) {
      const source = entry(sourceId);
      source.digest = addTerm(source.digest, term);
      source.count++;
    },
    subtract(sourceId, term) {
      const source = entry(sourceId);
      source.digest = subtractTerm(source.digest, term);
      source.count--;
    },
    forget(sourceId) {
      changed.delete(sourceId);
    },
    write() {
      for (const [sourceId, { digest, count }] of changed) {
        sqlite.run(
          'update sources set digest = ?, document_count = ? where id = ? and is_removed = 0',
          digestText(digest),
          count,
          sourceId,
        );
      }
      changed.clear();
    },
  };
}
