import { newId } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Document, DocumentFailure, type DocumentKind, PendingDeletion } from '../documents/document.entity.ts';
import { authorNow, nobody } from '../documents/document-author.ts';
import { DocumentRevision } from '../documents/document-revision.entity.ts';
import type { DocumentOperation } from '../events.ts';
import type { Author } from '../extraction/authors.ts';
import type { ContentReason } from '../extraction/generated-content.ts';
import type { DocumentMeta } from '../providers/connector.ts';
import type { Source } from '../sources/source.entity.ts';
import { type ReferenceChanges, createReferenceChanges } from '../storage/blob-references.ts';
import { retryAfter } from './backoff.ts';
import { type Digest, createDigest } from './digest.ts';
import { fileName, storedMeta } from './document-names.ts';
import { operationOf } from './document-operation.ts';
import type { ReadingProblem } from './reading-problem.ts';

/** What was read of a document, its blobs stored already. */
export type ReadDocument = {
  readonly revision: string;
  /** How it was read. */
  readonly extraction: string;
  /** Why it is left out by what it holds, or would be. */
  readonly generated: ContentReason | null;
} & (
  | {
      readonly state: 'AVAILABLE';
      readonly contentHash: string;
      readonly sizeBytes: number;
      readonly textHash: string;
      readonly textBytes: number;
      readonly title: string | null;
      /** Whom the document itself names. */
      readonly author?: Author | null;
      readonly kind: DocumentKind;
      readonly language: string | null;
      readonly mimeType: string | null;
    }
  /** The hash is null where the name alone said that it is not read. */
  | {
      readonly state: 'UNSUPPORTED';
      readonly contentHash: string | null;
      readonly sizeBytes: number | null;
      readonly kind: DocumentKind;
      readonly mimeType: string | null;
    }
);

/** A source's documents within one transaction: every change keeps row, digest, blob references and the page's operations together. */
export interface DocumentChanges {
  readonly documents: Map<string, Document>;
  readonly failures: Map<string, DocumentFailure>;
  readonly ops: DocumentOperation[];
  readonly digest: Digest;
  readonly references: ReferenceChanges;
  /** The documents of which another revision was observed. */
  readonly observed: readonly string[];
  /** By how many AVAILABLE documents the source has changed. */
  added(): number;
  /** `failing`: there is such a document, and why its text could not be read. */
  put(id: string, path: string, meta: DocumentMeta | null, read: ReadDocument, failing?: ReadingProblem): void;
  /** Its original is held from now on for as long as it is there, whatever becomes of its text; the one before is let go. */
  keepOriginal(document: Document, hash: string, sizeBytes: number): void;
  move(document: Document, to: string, revision: string): void;
  remove(document: Document): void;
  /** It was read again, and is what it was. */
  confirm(document: Document, read: ReadDocument): void;
  fail(
    id: string,
    path: string,
    revision: string | null,
    meta: DocumentMeta | null,
    error: ReadingProblem,
    extraction?: string | null,
  ): void;
  clearFailure(id: string): void;
  keep(document: Document): void;
  pend(document: Document, by: { readonly runId: string; readonly isFromListing: boolean }): void;
}

export function createDocumentChanges(
  em: SqlEntityManager,
  source: Source,
  now: Date,
  loaded: {
    documents: readonly Document[];
    failures: readonly DocumentFailure[];
    pending: readonly PendingDeletion[];
    /** Whose own source it is, where what is in it is made in ConHub. */
    madeBy: string | null;
  },
): DocumentChanges {
  const documents = new Map(loaded.documents.map((document) => [document.providerId, document]));
  const failures = new Map(loaded.failures.map((failure) => [failure.providerId, failure]));
  const pending = new Map(loaded.pending.map((row) => [row.documentId, row]));
  const digest = createDigest(source.digest);
  const references = createReferenceChanges();
  const ops: DocumentOperation[] = [];
  const observed: string[] = [];
  let added = 0;

  /** Notes what is there now, where the size of it is known. */
  function observe({ id, revision, path, sizeBytes }: Document, isNew: boolean): void {
    if (typeof sizeBytes !== 'number') return;
    const { organizationId } = source;
    em.create(DocumentRevision, { organizationId, documentId: id, revision, path, sizeBytes, observedAt: now }, { persist: true });
    if (!isNew) observed.push(id);
  }

  /** Takes the document's text out of the digest and out of the count of references. */
  function forget(document: Document): void {
    if (document.state !== 'AVAILABLE' || !document.textHash) return;
    digest.remove(document.path, document.textHash, document.kind);
    references.remove(document.textHash);
    if (document.contentHash && document.contentHash !== document.textHash) references.remove(document.contentHash);
    added -= 1;
  }

  function letGo(document: Document): void {
    if (document.originalHash) references.remove(document.originalHash);
    document.originalHash = null;
  }

  function say(document: Document, t: 'upsert' | 'move' | 'delete'): void {
    document.version += 1;
    ops.push(operationOf(document, t));
  }

  const changes: DocumentChanges = {
    documents,
    failures,
    ops,
    digest,
    references,
    observed,
    added: () => added,
    put(id, path, meta, read, failing) {
      const existing = documents.get(id);
      const wasAvailable = existing?.state === 'AVAILABLE';
      const isObserved = existing === undefined || existing.revision !== read.revision || existing.path !== path;
      if (existing !== undefined) forget(existing);
      const values = {
        title: (read.state === 'AVAILABLE' ? read.title : null) ?? fileName(path),
        path,
        url: meta?.url ?? null,
        kind: read.kind,
        language: read.state === 'AVAILABLE' ? read.language : null,
        mimeType: read.mimeType ?? meta?.mimeType ?? null,
        sizeBytes: read.sizeBytes,
        revision: read.revision,
        state: read.state,
        contentHash: read.contentHash,
        textHash: read.state === 'AVAILABLE' ? read.textHash : null,
        extraction: read.extraction,
        generated: read.generated,
        ...authorNow(existing, { meta, read, madeBy: loaded.madeBy }),
        updatedAt: meta?.updatedAt ?? now,
        deletedAt: null,
      };
      const document =
        existing ??
        em.create(
          Document,
          {
            id: newId('doc'),
            organizationId: source.organizationId,
            sourceId: source.id,
            providerId: id,
            accessSetId: source.accessSetId,
            version: 0,
            ...values,
          },
          { persist: true },
        );
      if (existing === undefined) documents.set(id, document);
      else Object.assign(existing, values);
      if (isObserved) observe(document, existing === undefined);
      if (read.state === 'AVAILABLE') {
        digest.add(path, read.textHash, read.kind);
        references.add(read.textHash, read.textBytes);
        if (read.contentHash !== read.textHash) references.add(read.contentHash, read.sizeBytes);
        added += 1;
        say(document, 'upsert');
      } else if (wasAvailable) say(document, 'delete');
      changes.keep(document);
      if (failing === undefined) changes.clearFailure(id);
      else changes.fail(id, path, read.revision, meta, failing, read.extraction);
    },
    keepOriginal(document, hash, sizeBytes) {
      letGo(document);
      document.originalHash = hash;
      references.add(hash, sizeBytes);
    },
    confirm(document, { extraction, generated }) {
      Object.assign(document, { extraction, generated });
      changes.keep(document);
      changes.clearFailure(document.providerId);
    },
    move(document, to, revision) {
      if (document.path === to && document.revision === revision) return;
      const isNamedByFile = document.title === fileName(document.path);
      if (document.state === 'AVAILABLE' && document.textHash) digest.remove(document.path, document.textHash, document.kind);
      document.path = to;
      document.revision = revision;
      if (isNamedByFile) document.title = fileName(to);
      observe(document, false);
      if (document.state === 'AVAILABLE' && document.textHash) {
        digest.add(to, document.textHash, document.kind);
        say(document, 'move');
      }
      changes.keep(document);
    },
    remove(document) {
      changes.keep(document);
      changes.clearFailure(document.providerId);
      if (document.state === 'DELETED') return;
      forget(document);
      letGo(document);
      document.state = 'DELETED';
      document.textHash = null;
      document.contentHash = null;
      document.deletedAt = now;
      Object.assign(document, nobody);
      say(document, 'delete');
    },
    fail(id, path, revision, meta, error, extraction = null) {
      const document = documents.get(id);
      const before = failures.get(id);
      const attempts = before !== undefined && before.revision === revision ? before.attempts + 1 : 1;
      const values = {
        path,
        revision,
        meta: storedMeta(meta) ?? before?.meta ?? null,
        code: error.code,
        message: error.message,
        extraction,
        attempts,
        lastTriedAt: now,
        retryAt: error.isRetryable && revision !== null ? retryAfter(attempts, now) : null,
      };
      if (before === undefined) {
        failures.set(
          id,
          em.create(
            DocumentFailure,
            { sourceId: source.id, providerId: id, organizationId: source.organizationId, ...values },
            { persist: true },
          ),
        );
      } else Object.assign(before, values);
      if (document === undefined || document.state === 'DELETED') return;
      changes.keep(document);
      // Somebody is writing it: what we have is the newest that can be had.
      if (error.code === 'DOCUMENT_CHANGING' && document.state === 'AVAILABLE') return;
      const wasAvailable = document.state === 'AVAILABLE';
      forget(document);
      Object.assign(document, {
        state: error.code === 'DOCUMENT_TOO_LARGE' ? 'TOO_LARGE' : 'FAILED',
        textHash: null,
        contentHash: null,
        path,
        revision: revision ?? document.revision,
      });
      if (wasAvailable) say(document, 'delete');
    },
    clearFailure(id) {
      const failure = failures.get(id);
      if (failure === undefined) return;
      em.remove(failure);
      failures.delete(id);
    },
    keep(document) {
      const row = pending.get(document.id);
      if (row === undefined) return;
      em.remove(row);
      pending.delete(document.id);
    },
    pend(document, by) {
      if (document.state === 'DELETED') return;
      const row = pending.get(document.id);
      if (row !== undefined) {
        Object.assign(row, by);
        return;
      }
      pending.set(
        document.id,
        em.create(
          PendingDeletion,
          { sourceId: source.id, documentId: document.id, organizationId: source.organizationId, ...by },
          { persist: true },
        ),
      );
    },
  };
  return changes;
}
