import { type ParsedQuery, parseQuery } from '../../analyzer/parse-query.ts';
import type { Organization } from '../organization.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { type Grouped, groupCopies } from './copies.ts';
import { type Placed, hitsOf } from './hits.ts';
import { newestOf } from './newest.ts';
import { decodeCursor, indexAfter } from './page-cursor.ts';
import { type Passing, passingDocuments } from './passing.ts';
import type { DegradedLeg, SearchAnswer, SearchQuery } from './query.ts';

/** By time, only what fits at least half as well as the best is worth showing. */
const newestShareMin = 0.5;

/** A query with the vector of its words; null where there is none, and why. */
export interface VectorQuery extends SearchQuery {
  readonly vector: Float32Array | null;
  readonly vectorProblem: string | null;
}

/** What a page is cut from. */
interface Ordered {
  readonly page: readonly Grouped[];
  readonly matches: Int32Array | null;
  readonly total: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** One answer: both legs filtered inside, fused by documents, cut to a page, with passages. Synchronous: runs between two steps of indexing. */
export function searchOrganization(organization: Organization, query: VectorQuery): Omit<SearchAnswer, 'tookMs'> {
  const parsed = parseQuery(query.text, query.nowMs);
  const passing = passingDocuments(organization, query.userId, query.filter, parsed);
  organization.passing = passing.flags;
  const { page, matches, total, hasNextPage, hasPreviousPage } =
    parsed.terms.length === 0 && parsed.text === ''
      ? listed(organization, query, passing)
      : found(query, groupCopies(organization, passing.count === 0 ? [] : ordered(organization, query, parsed, passing)));
  return {
    hits: hitsOf(organization, query, parsed, passing, page),
    hasNextPage,
    hasPreviousPage,
    totalEstimate: total,
    matches,
    sourceIds: [...passing.sources].map((number) => organization.documents.sources.valueOf(number) ?? '').sort(),
    degraded: degradedLegs(organization, query, parsed),
  };
}

function ordered(organization: Organization, query: VectorQuery, parsed: ParsedQuery, passing: Passing): Placed[] {
  const candidates = candidatesOf(organization, query, parsed, passing);
  return query.orderBy === 'NEWEST'
    ? newestFirst(organization, candidates)
    : candidates.map((candidate) => ({ ...candidate, rank: candidate.score }));
}

function newestFirst({ documents }: Organization, candidates: readonly Candidate[]): Placed[] {
  const best = candidates.reduce((highest, { score }) => Math.max(highest, score), 0);
  return candidates
    .filter(({ score }) => score >= best * newestShareMin)
    .map((candidate) => ({ ...candidate, rank: documents.updatedAt[candidate.slot] ?? 0 }))
    .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
}

function found({ first, after }: VectorQuery, all: readonly Grouped[]): Ordered {
  const cursor = after === null ? null : decodeCursor(after);
  const from = cursor === null ? 0 : indexAfter(cursor, all);
  return {
    page: all.slice(from, from + first),
    matches: Int32Array.from(all.flatMap(({ slot, copies }) => [slot, ...copies])),
    total: all.length,
    hasNextPage: from + first < all.length,
    hasPreviousPage: from > 0,
  };
}

/** A query of nothing but conditions: all that meets them, by time. */
function listed(organization: Organization, { first, after }: VectorQuery, passing: Passing): Ordered {
  const cursor = after === null ? null : decodeCursor(after);
  const page = newestOf(organization, passing, cursor, first);
  return {
    matches: null,
    page: page.slice(0, first).map((candidate) => ({
      ...candidate,
      rank: organization.documents.updatedAt[candidate.slot] ?? 0,
      copies: [],
    })),
    total: passing.count,
    hasNextPage: page.length > first,
    hasPreviousPage: cursor !== null && passing.count > page.length,
  };
}

function degradedLegs({ isRebuilding }: Organization, { mode, vector, vectorProblem }: VectorQuery, { text }: ParsedQuery): DegradedLeg[] {
  const asked = (['LEXICAL', 'SEMANTIC'] as const).filter((leg) => mode === 'HYBRID' || mode === leg);
  const message = 'The index is being built anew; the answer is incomplete until it is done';
  return asked.flatMap((leg): DegradedLeg[] => {
    if (leg === 'SEMANTIC' && vector === null && text !== '')
      return [{ leg, code: 'EMBEDDING_UNAVAILABLE', message: vectorProblem ?? 'There is no embedding model' }];
    return isRebuilding ? [{ leg, code: 'INDEX_REBUILDING', message }] : [];
  });
}
