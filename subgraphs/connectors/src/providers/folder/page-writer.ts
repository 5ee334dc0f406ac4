import { type Op, type Page, pageSizeMax } from '../connector.ts';
import type { SnapshotPut } from '../snapshot.ts';
import type { FolderCursor } from './cursor.ts';

/** Of a run: its documents are read, committed and searchable while the second page is gathered. Search puts pages of so few first. */
const firstPageSize = 10;

/** Gathers operations into pages of at most `pageSizeMax`. What belongs to one file stays together in one page. */
export interface PageWriter {
  add(ops: readonly Op[], put: SnapshotPut | null): void;
  remove(op: Extract<Op, { t: 'delete' }>): void;
  keptOut(reason: string): void;
  isFull(): boolean;
  hasOps(): boolean;
  take(next: FolderCursor, end?: { complete: true }): Page<FolderCursor>;
}

export function createPageWriter(left: () => number | null): PageWriter {
  let most = firstPageSize;
  let ops: Op[] = [];
  let put: SnapshotPut[] = [];
  let remove: string[] = [];
  let counts: Record<string, number> = {};
  return {
    add(added, entry) {
      ops.push(...added);
      if (entry !== null) put.push(entry);
    },
    remove(op) {
      ops.push(op);
      remove.push(op.id);
    },
    keptOut(reason) {
      counts[reason] = (counts[reason] ?? 0) + 1;
    },
    // One file adds two operations at most (moved and edited).
    isFull: () => ops.length >= most - 1,
    hasOps: () => ops.length > 0,
    take(next, end) {
      const remaining = left();
      const page: Page<FolderCursor> = {
        ops,
        next,
        snapshot: { remove, put },
        keptOut: counts,
        ...end,
        ...(remaining === null ? {} : { estimate: { left: remaining } }),
      };
      most = pageSizeMax;
      ops = [];
      put = [];
      remove = [];
      counts = {};
      return page;
    },
  };
}
