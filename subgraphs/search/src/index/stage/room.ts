import type { Organization } from '../organization.ts';
import { backToPending } from './back-to-pending.ts';
import type { DocumentRow } from './document-row.ts';
import { failDocument } from './fail-document.ts';

/** Of a document for whose vectors there is no room in memory: it is found by its words. Tried anew when there is room, never by itself. */
export const indexFull = 'INDEX_FULL';
const message = 'There is no room left in memory for the vectors of this document; it is found by its words only';

/** Room for the documents that one transaction completes: their vectors come into memory after it, so what was promised is counted. */
export interface Room {
  /** False: there is no room for so many vectors of this document. */
  claim(slot: number, vectorCount: number): boolean;
}

/** The promises are kept in the order in which they were made, each document's old vectors going before its new ones come. */
export function openRoom({ vectors }: Organization): Room {
  let promised = 0;
  return {
    claim(slot, vectorCount) {
      const more = vectorCount - vectors.rowsOf(slot).length;
      if (more > 0 && !vectors.reserve(promised + more, slot)) return false;
      promised += more;
      return true;
    },
  };
}

/** Within the caller's transaction. */
export function failFull(organization: Organization, row: DocumentRow, vectorCount: number, afterCommit: (() => void)[]): void {
  const { vectors, full } = organization;
  failDocument(organization, row, indexFull, message);
  afterCommit.push(() => {
    // Those of an older version.
    vectors.removeDocument(row.slot);
    full.set(row.slot, { rows: vectorCount, left: vectors.roomLeft() });
    organization.roomSeen = -1;
  });
}

const vectorCountOf = ({ sqlite }: Organization, slot: number): number =>
  sqlite.get<{ count: number }>('select count(*) as count from words.chunks where doc = ?', slot)?.count ?? 0;

/** What had no room when the index was opened. Those that wait for their vectors ask for room when they have them. */
export function failOverflow(organization: Organization, slots: ReadonlySet<number>): void {
  const { sqlite } = organization;
  const afterCommit: (() => void)[] = [];
  sqlite.transaction(() => {
    for (const slot of slots) {
      const row = sqlite.get<DocumentRow>(`select * from documents where slot = ? and state in ('INDEXED', 'SKIPPED')`, slot);
      if (row === undefined) continue;
      backToPending(sqlite, [row]);
      failFull(organization, row, vectorCountOf(organization, slot), afterCommit);
    }
  });
  for (const effect of afterCommit) effect();
}

/** Texts looked at before the model is asked for them. */
const lookAhead = 200;

/** Where there has been no room: documents that wait for vectors and have none either are told so before the model works for them. */
export function failWithoutRoom(organization: Organization): void {
  const { sqlite, wanted, awaiting, vectors, full } = organization;
  if (full.size === 0) return;
  const slots = new Set<number>();
  let looked = 0;
  for (const { waiting } of wanted.values()) {
    if (looked++ >= lookAhead) break;
    for (const slot of waiting) slots.add(slot);
  }
  const afterCommit: (() => void)[] = [];
  sqlite.transaction(() => {
    for (const slot of slots) {
      const missing = awaiting.get(slot);
      if (missing === undefined || vectors.reserve(missing, slot)) continue;
      const row = sqlite.get<DocumentRow>(`select * from documents where slot = ? and state = 'PENDING'`, slot);
      if (row === undefined) continue;
      failFull(organization, row, vectorCountOf(organization, slot), afterCommit);
      afterCommit.push(() => awaiting.delete(slot));
    }
  });
  for (const effect of afterCommit) effect();
}

/** Documents put back at a time. */
const retryMax = 500;

/**
 * Where room has come since it was last looked for, as many of the documents that had none as fit are PENDING again; what others no longer
 * need is collected for it. It costs next to nothing where nothing has changed. True: some are.
 */
export function retryFull(organization: Organization, all: Iterable<Organization>): boolean {
  const { sqlite, full, vectors, toPrepare, touched } = organization;
  if (full.size === 0) return false;
  for (const other of all) if (other !== organization) other.vectors.release();
  const room = vectors.roomLeft();
  if (room === organization.roomSeen) return false;
  organization.roomSeen = room;
  const fitting: number[] = [];
  let left = room;
  for (const [slot, wanted] of full) {
    if (left <= 0 || fitting.length >= retryMax) break;
    // What is left is an estimate: where it was not enough, it is not asked for again.
    if (wanted.rows > left || wanted.left === room) continue;
    left -= wanted.rows;
    fitting.push(slot);
  }
  sqlite.transaction(() => {
    for (const slot of fitting)
      sqlite.run(
        `update documents set state = 'PENDING', problem_code = null, problem_message = null where slot = ? and state = 'FAILED' and problem_code = ?`,
        slot,
        indexFull,
      );
  });
  for (const slot of fitting) {
    full.delete(slot);
    toPrepare.add(slot);
    const row = sqlite.get<{ source_id: string }>('select source_id from documents where slot = ?', slot);
    if (row !== undefined) touched.add(row.source_id);
  }
  return fitting.length > 0;
}
