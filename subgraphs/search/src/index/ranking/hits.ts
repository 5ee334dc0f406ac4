import type { ParsedQuery } from '../../analyzer/parse-query.ts';
import type { DocumentKind } from '../document-kind.ts';
import type { Organization } from '../organization.ts';
import type { Candidate } from './candidates.ts';
import { explanationOf } from './explain.ts';
import { type Grouped, allCopies } from './copies.ts';
import { encodeCursor } from './page-cursor.ts';
import { passageWeights, passagesOf } from './passages.ts';
import type { Passing } from './passing.ts';
import type { DocumentSummary, SearchHit } from './query.ts';
import { createTermMatcher } from './term-matches.ts';
import type { VectorQuery } from './search.ts';

interface StoredDocument {
  id: string;
  source_id: string;
  title: string;
  path: string;
  url: string | null;
  kind: string;
  language: string | null;
  updated_at: number;
}

/** What a result list shows of a document; undefined for one that has gone. */
export function summaryOf({ sqlite }: Organization, slot: number): DocumentSummary | undefined {
  const row = sqlite.get<StoredDocument>(
    'select id, source_id, title, path, url, kind, language, updated_at from documents where slot = ? and path is not null',
    slot,
  );
  return row === undefined
    ? undefined
    : {
        documentId: row.id,
        sourceId: row.source_id,
        title: row.title,
        path: row.path,
        url: row.url,
        kind: row.kind as DocumentKind,
        language: row.language,
        updatedAt: row.updated_at,
      };
}

/** A candidate in its place: `place` is what the order goes by, the score or the time. */
export interface Placed extends Candidate {
  readonly rank: number;
}

export function hitsOf(
  organization: Organization,
  query: VectorQuery,
  parsed: ParsedQuery,
  passing: Passing,
  page: readonly Grouped[],
): SearchHit[] {
  if (page.length === 0) return [];
  const weights = passageWeights(organization, parsed.terms);
  const passageQuery = {
    weights,
    matches: createTermMatcher(weights),
    vector: query.mode === 'LEXICAL' ? null : query.vector,
    count: query.passages,
  };
  return page.flatMap((candidate) => {
    const { slot, score, rank, id, line } = candidate;
    const summary = summaryOf(organization, slot);
    if (summary === undefined) return [];
    return [
      {
        ...summary,
        score,
        cursor: encodeCursor({ rank, documentId: id }),
        copies: allCopies(organization, candidate, passing).flatMap((copy) => summaryOf(organization, copy) ?? []),
        passages: passagesOf(organization, slot, passageQuery, line),
        explanation: query.isExplained ? explanationOf(organization, parsed, candidate) : null,
      },
    ];
  });
}
