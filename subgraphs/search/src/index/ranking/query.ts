import type { QueryKind } from '../../analyzer/parse-query.ts';
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
  /** What a time in the query is relative to; epoch milliseconds. */
  readonly nowMs: number;
  /** Whether each hit says how its score came about, term by term. */
  readonly isExplained: boolean;
}

/** All given conditions must hold; of a list, one entry. */
export interface SearchFilter {
  readonly sourceIds?: readonly string[] | undefined;
  readonly accountIds?: readonly string[] | undefined;
  readonly providerKeys?: readonly string[] | undefined;
  readonly kinds?: readonly DocumentKind[] | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly pathPrefix?: string | undefined;
  readonly authorEmails?: readonly string[] | undefined;
  /** Epoch milliseconds, inclusive. */
  readonly updatedAfter?: number | undefined;
  /** Epoch milliseconds, exclusive. */
  readonly updatedBefore?: number | undefined;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Hits that can be paged through. */
  readonly totalEstimate: number;
  /** The documents that were found, by slot; null for all that pass. Never leaves the subgraph. */
  readonly matches: Int32Array | null;
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

/** What a result list shows of a document. */
export interface DocumentSummary {
  readonly documentId: string;
  readonly sourceId: string;
  readonly title: string;
  readonly path: string;
  readonly url: string | null;
  readonly kind: DocumentKind;
  readonly language: string | null;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
}

export interface SearchHit extends DocumentSummary {
  readonly score: number;
  readonly cursor: string;
  /** Documents that say the same and that the viewer may see; see copies.ts. */
  readonly copies: readonly DocumentSummary[];
  readonly passages: readonly Passage[];
  /** Null unless it was asked for. */
  readonly explanation: RankingExplanation | null;
}

/** How a score came about: score = Σ weight · normalized × Π factor, over the legs and the boosts in the order given. */
export interface RankingExplanation {
  readonly kind: QueryKind;
  /** The words' part in the lexical leg's score: they sum to it. */
  readonly terms: readonly TermContribution[];
  /** The cosine of the query and the document's best chunk. */
  readonly similarity: number | null;
  readonly legs: readonly LegRank[];
  readonly boosts: readonly Boost[];
  readonly fusion: string;
}

export interface TermContribution {
  readonly term: string;
  readonly field: 'title' | 'path' | 'symbol' | 'body';
  readonly score: number;
}

export interface LegRank {
  readonly leg: 'LEXICAL' | 'SEMANTIC' | 'PSEUDO_FEEDBACK';
  /** 1 is the best; null for a document that is not among the leg's candidates. */
  readonly rank: number | null;
  readonly score: number | null;
  /** Of the leg's candidates; see fusion.ts. */
  readonly mean: number;
  readonly deviation: number;
  readonly normalized: number;
  readonly weight: number;
}

export interface Boost {
  readonly name: 'definition' | 'path' | 'phrase';
  readonly factor: number;
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
