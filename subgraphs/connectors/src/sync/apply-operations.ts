import type { Document } from '../documents/document.entity.ts';
import type { DocumentMeta, Op } from '../providers/connector.ts';
import { authorNow, isSameAuthor } from '../documents/document-author.ts';
import type { DocumentChanges, ReadDocument } from './document-changes.ts';
import { ending, fileName } from './document-names.ts';
import { type Readings, readingKey } from './read-documents.ts';

/** What a page adds to its run's counts. */
export interface PageCounts {
  discovered: number;
  fetched: number;
  skipped: number;
  moved: number;
  deleted: number;
  failed: number;
  /** Files left out by what they hold, by reason; `skipped` counts them too. */
  readonly keptOut: Record<string, number>;
}

export interface Applied {
  readonly counts: PageCounts;
  /** Connector ids whose deletion waits for the end of the run. */
  readonly waiting: ReadonlySet<string>;
  /** Connector ids of what was gone in the moment it was to be read: it may be back already. */
  readonly unread: ReadonlySet<string>;
}

/** Folds a page's operations, in order, into the documents. Applying them again changes nothing. */
export function applyOperations(
  changes: DocumentChanges,
  ops: readonly Op[],
  readings: Readings,
  by: { readonly runId: string; readonly isFromListing: boolean; readonly isBuiltIn: boolean },
): Applied {
  const counts: PageCounts = { discovered: 0, fetched: 0, skipped: 0, moved: 0, deleted: 0, failed: 0, keptOut: {} };
  const waiting = new Set<string>();
  const unread = new Set<string>();

  function read(id: string, path: string, rev: string, op: Op): boolean {
    const reading = readings.get(readingKey(id, rev));
    if (reading === undefined || (by.isBuiltIn && !isStillAsked(changes.documents.get(id), rev))) return false;
    const meta = op.t === 'upsert' ? op.meta : null;
    unread.delete(id);
    if (reading.t === 'gone') {
      counts.skipped += 1;
      unread.add(id);
      changes.clearFailure(id);
    } else if (reading.t === 'fail') {
      changes.fail(id, path, rev, meta, reading.error, reading.extraction);
      counts.failed += 1;
    } else {
      const document = changes.documents.get(id);
      if (document !== undefined && isSame(document, path, meta, reading.document)) {
        changes.confirm(document, reading.document);
      } else {
        changes.put(id, path, meta ?? keptMeta(document), reading.document);
        if (reading.document.state === 'AVAILABLE') counts.fetched += 1;
        else counts.skipped += 1;
        const { state, generated } = reading.document;
        if (state === 'UNSUPPORTED' && generated !== null) counts.keptOut[generated] = (counts.keptOut[generated] ?? 0) + 1;
      }
    }
    return true;
  }

  for (const op of ops) {
    const document = changes.documents.get(op.id);
    switch (op.t) {
      case 'upsert': {
        counts.discovered += 1;
        waiting.delete(op.id);
        if (read(op.id, op.path, op.rev, op)) break;
        counts.skipped += 1;
        if (document !== undefined && document.state !== 'DELETED') {
          if (document.path !== op.path && document.revision === op.rev) changes.move(document, op.path, op.rev);
          changes.keep(document);
          if (document.revision === op.rev && (document.state === 'AVAILABLE' || document.state === 'UNSUPPORTED'))
            changes.clearFailure(op.id);
        }
        break;
      }
      case 'move': {
        waiting.delete(op.id);
        const failure = changes.failures.get(op.id);
        if (failure !== undefined) failure.path = op.to;
        if (document === undefined || document.state === 'DELETED') break;
        if (document.path === op.to && document.revision === op.rev) break;
        counts.moved += 1;
        if (ending(document.path) !== ending(op.to) && read(op.id, op.to, op.rev, op)) break;
        changes.move(document, op.to, op.rev);
        break;
      }
      case 'delete': {
        if (document === undefined || document.state === 'DELETED') changes.clearFailure(op.id);
        else if (op.evidence === 'tombstone') {
          changes.remove(document);
          counts.deleted += 1;
        } else {
          changes.pend(document, by);
          waiting.add(op.id);
        }
        break;
      }
      case 'fail': {
        counts.discovered += 1;
        counts.failed += 1;
        waiting.delete(op.id);
        changes.fail(op.id, op.path, op.rev, null, op.error);
        break;
      }
    }
  }
  return { counts, waiting, unread };
}

/** Of ConHub's own documents a run only reads again what is there: while it did, somebody may have deleted one or handed in another original. */
const isStillAsked = (document: Document | undefined, rev: string): boolean =>
  document !== undefined && document.state !== 'DELETED' && (!document.originalHash || document.originalHash === rev);

/** What was read is what the document is already. */
function isSame(document: Document, path: string, meta: DocumentMeta | null, read: ReadDocument): boolean {
  if (document.revision !== read.revision || document.path !== path || document.state !== read.state) return false;
  if (read.state === 'UNSUPPORTED') return document.kind === read.kind && (document.generated ?? null) === read.generated;
  return (
    document.textHash === read.textHash &&
    document.title === (read.title ?? fileName(path)) &&
    document.kind === read.kind &&
    (document.language ?? null) === read.language &&
    isSameAuthor(document, authorNow(document, { meta, read }))
  );
}

const keptMeta = (document: Document | undefined) =>
  document === undefined
    ? null
    : {
        sizeBytes: null,
        mimeType: document.mimeType ?? null,
        createdAt: null,
        updatedAt: document.updatedAt,
        author: null,
        url: document.url ?? null,
      };
