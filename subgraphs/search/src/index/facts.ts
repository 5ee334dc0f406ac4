import type { DocumentKind } from './document-kind.ts';

/** How far a log has been read; both are decimal strings of 64 bits. */
export interface LogPosition {
  readonly xid: string;
  readonly position: string;
}

/**
 * The state of one document after an operation, by groups: a group that is left out is as it was. `version` grows with every operation
 * on the document, so that the same operations give the same state in any order, and twice the same as once.
 */
export interface DocumentOperation {
  /** `doc_…` */
  readonly documentId: string;
  readonly version: number;
  readonly t: 'upsert' | 'move' | 'access' | 'delete';
  readonly content?: DocumentContent | undefined;
  readonly place?: DocumentPlace | undefined;
  /** The access set that says who may see it; 0 is nobody. */
  readonly access?: number | undefined;
}

export interface DocumentContent {
  /** SHA-256 of the extracted text; null where there is none to index. */
  readonly textHash: string | null;
  readonly kind: DocumentKind;
  /** The programming language, Linguist's name in lower case. */
  readonly language: string | null;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  /** Stands for the author in filters, never an address: see author-key.ts. */
  readonly authorKey: string | null;
}

export interface DocumentPlace {
  /** Relative to the source, with `/`. */
  readonly path: string;
  readonly title: string;
  readonly url: string | null;
}

/** What the index has to know, each with its place in the producer's log. */
export type Fact = { readonly organizationId: string; readonly at: LogPosition } & (
  | {
      readonly t: 'page';
      readonly sourceId: string;
      /** What people call the source; null where the fact does not say. */
      readonly title: string | null;
      readonly runId: string | null;
      readonly accountId: string | null;
      readonly providerKey: string | null;
      readonly operations: readonly DocumentOperation[];
    }
  | {
      readonly t: 'source';
      readonly sourceId: string;
      readonly version: number;
      readonly accountId: string;
      readonly providerKey: string;
    }
  | {
      readonly t: 'run';
      readonly runId: string;
      readonly sourceId: string;
      /** What the source held when the run ended; null while it runs. */
      readonly checkpoint: { readonly digest: string; readonly documentCount: number } | null;
    }
  | { readonly t: 'source_removed'; readonly sourceId: string }
  | {
      readonly t: 'access_set';
      readonly accessSetId: number;
      readonly version: number;
      readonly everyone: boolean;
      readonly userIds: readonly string[];
    }
  | { readonly t: 'organization_removed' }
);

/** Facts read in one batch from one lane of one log. */
export interface FactBatch {
  readonly producer: string;
  readonly lane: string;
  readonly facts: readonly Fact[];
  /** Where the reader is after the batch. */
  readonly next: LogPosition;
}

export const origin: LogPosition = { xid: '0', position: '0' };

export function isAfter(a: LogPosition, b: LogPosition): boolean {
  const [ax, bx] = [BigInt(a.xid), BigInt(b.xid)];
  return ax > bx || (ax === bx && BigInt(a.position) > BigInt(b.position));
}
