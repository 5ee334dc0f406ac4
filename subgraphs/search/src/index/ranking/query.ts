import type { DocumentKind } from '../document-kind.ts';

export interface SearchQuery {
  readonly organizationId: string;
  /** Whose eyes: null is a viewer that is no person, who sees what everyone in the organization may. */
  readonly userId: string | null;
  readonly text: string;
  readonly mode: 'HYBRID' | 'LEXICAL' | 'SEMANTIC';
  readonly orderBy: 'RELEVANCE' | 'NEWEST';
  readonly filter: SearchFilter;
  readonly first: number;
  /** The cursor of the hit before the page. */
  readonly after: string | null;
  /** Passages a hit, at most. */
  readonly passages: number;
}

/** All given conditions must hold; of a list, one entry. */
export interface SearchFilter {
  readonly sourceIds?: readonly string[] | undefined;
  readonly accountIds?: readonly string[] | undefined;
  readonly providerKeys?: readonly string[] | undefined;
  readonly kinds?: readonly DocumentKind[] | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly pathPrefix?: string | undefined;
  readonly authorKeys?: readonly string[] | undefined;
  /** Epoch milliseconds, inclusive. */
  readonly updatedAfter?: number | undefined;
  /** Epoch milliseconds, exclusive. */
  readonly updatedBefore?: number | undefined;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Documents that can be paged through. */
  readonly totalEstimate: number;
  /** Sources with at least one document that the viewer may see and the filter lets pass. */
  readonly sourceIds: readonly string[];
  readonly degraded: readonly DegradedLeg[];
  readonly tookMs: number;
}

export interface DegradedLeg {
  readonly leg: 'LEXICAL' | 'SEMANTIC';
  readonly code: 'INDEX_REBUILDING' | 'EMBEDDING_UNAVAILABLE';
  readonly message: string;
}

export interface SearchHit {
  readonly documentId: string;
  readonly score: number;
  readonly cursor: string;
  readonly sourceId: string;
  readonly title: string;
  readonly path: string;
  readonly url: string | null;
  readonly kind: DocumentKind;
  readonly language: string | null;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  readonly passages: readonly Passage[];
}

export interface Passage {
  readonly text: string;
  /** UTF-16 ranges in `text`, end exclusive, ascending, disjoint. */
  readonly highlights: readonly TextRange[];
  readonly headings: readonly string[];
  readonly symbol: string | null;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** 1-based, where it begins; null for documents without pages. */
  readonly page: number | null;
  readonly score: number;
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}
