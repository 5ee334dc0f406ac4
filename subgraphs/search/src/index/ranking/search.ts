import { type ParsedQuery, parseQuery } from '../../analyzer/parse-query.ts';
import type { DocumentKind } from '../document-kind.ts';
import { documentKinds } from '../document-kind.ts';
import type { Organization } from '../organization.ts';
import { scanVectors, topDocuments } from './dense-leg.ts';
import { normalized, scaleOf, weightsOf } from './fusion.ts';
import { definitionsOf, documentsAt, documentsWith, lexicalScores } from './lexical-leg.ts';
import { decodeCursor, encodeCursor, indexAfter } from './page-cursor.ts';
import { passageWeights, passagesOf } from './passages.ts';
import { type Passing, passingDocuments } from './passing.ts';
import type { DegradedLeg, SearchAnswer, SearchHit, SearchQuery } from './query.ts';

/** Candidates a leg. */
const candidatesMax = 200;
/** Documents that a guard puts in front. */
const guardedMax = 50;
/** By time, only what fits at least half as well as the best is worth showing. */
const newestShareMin = 0.5;

/** A query with the vector of its words; null where there is none, and why. */
export interface VectorQuery extends SearchQuery {
  readonly vector: Float32Array | null;
  readonly vectorProblem: string | null;
}

interface Candidate {
  readonly slot: number;
  readonly id: string;
  readonly score: number;
  /** What the order goes by: guards first, then the score; or the time. */
  readonly rank: number;
}

/** One answer: both legs filtered inside, fused by documents, cut to a page, with passages. Synchronous: runs between two steps of indexing. */
export function searchOrganization(organization: Organization, query: VectorQuery): Omit<SearchAnswer, 'tookMs'> {
  const parsed = parseQuery(query.text);
  const passing = passingDocuments(organization, query.userId, query.filter);
  organization.passing = passing.flags;
  const ordered = passing.count === 0 ? [] : rank(organization, query, parsed, passing);
  const cursor = query.after === null ? null : decodeCursor(query.after);
  const from = cursor === null ? 0 : indexAfter(cursor, ordered);
  const page = ordered.slice(from, from + query.first);
  return {
    hits: hitsOf(organization, query, parsed, page),
    hasNextPage: from + query.first < ordered.length,
    hasPreviousPage: from > 0,
    totalEstimate: ordered.length,
    sourceIds: [...passing.sources].map((number) => organization.documents.sources.valueOf(number) ?? '').sort(),
    degraded: degradedLegs(organization, query),
  };
}

function rank(organization: Organization, query: VectorQuery, parsed: ParsedQuery, passing: Passing): Candidate[] {
  const { documents, vectors } = organization;
  const lexical = query.mode === 'SEMANTIC' ? new Map<number, number>() : lexicalScores(organization, parsed.terms);
  const dense = query.mode === 'LEXICAL' || query.vector === null ? null : scanVectors(vectors, query.vector, passing.flags);
  const lexicalTop = [...lexical.keys()].slice(0, candidatesMax);
  const denseTop = dense === null ? [] : topDocuments(dense, candidatesMax, documents.ids);
  const lexicalScale = scaleOf(lexicalTop.map((slot) => lexical.get(slot) ?? 0));
  const denseScale = scaleOf(denseTop.map((slot) => dense?.best[slot] ?? 0));
  const guards = query.mode === 'SEMANTIC' ? new Map<number, number>() : guarded(organization, parsed);

  const candidates = [...new Set([...lexicalTop, ...denseTop, ...guards.keys()])].map((slot) => {
    const similarity = dense?.best[slot];
    const weights = weightsOf(documents.kind[slot] === documentKinds.indexOf('CODE'));
    const score =
      weights.semantic * normalized(similarity === undefined || similarity === -2 ? undefined : similarity, denseScale) +
      weights.lexical * normalized(lexical.get(slot), lexicalScale);
    return { slot, id: documents.ids[slot] ?? '', score, rank: score + (guards.get(slot) ?? 0) };
  });
  return query.orderBy === 'NEWEST' ? newest(organization, candidates) : candidates.sort(byRank);
}

const byRank = (a: Candidate, b: Candidate): number => b.rank - a.rank || (a.id < b.id ? -1 : 1);

function newest({ documents }: Organization, candidates: readonly Candidate[]): Candidate[] {
  const best = candidates.reduce((highest, candidate) => Math.max(highest, candidate.rank), 0);
  return candidates
    .filter((candidate) => candidate.rank >= best * newestShareMin)
    .map((candidate) => ({ ...candidate, rank: documents.updatedAt[candidate.slot] ?? 0 }))
    .sort(byRank);
}

/**
 * What was asked for by name stands in front, however the legs see it: a definition (the closest first), a path, all quoted phrases, an
 * identifier as a whole. Scores lie below 10, so tens keep the tiers apart.
 */
function guarded(organization: Organization, parsed: ParsedQuery): Map<number, number> {
  const tiers = new Map<number, number>();
  for (const slot of documentsWith(organization, parsed, guardedMax)) tiers.set(slot, 10);
  if (parsed.path !== null) documentsAt(organization, parsed.path, guardedMax).forEach((slot, index) => tiers.set(slot, 1000 - 10 * index));
  // A difference in fit outweighs any score; equal fits are told apart by it.
  for (const { slot, fit } of definitionsOf(organization, parsed.name, guardedMax)) tiers.set(slot, 100 + 10 * fit);
  return tiers;
}

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

function hitsOf(organization: Organization, query: VectorQuery, parsed: ParsedQuery, page: readonly Candidate[]): SearchHit[] {
  if (page.length === 0) return [];
  const weights = passageWeights(organization, parsed.terms);
  const passageQuery = { weights, vector: query.mode === 'LEXICAL' ? null : query.vector, count: query.passages };
  const lines = new Map(definitionsOf(organization, parsed.name, guardedMax).map((hit) => [hit.slot, hit.line]));
  return page.flatMap(({ slot, score, rank: place, id }) => {
    const row = organization.sqlite.get<StoredDocument>(
      'select id, source_id, title, path, url, kind, language, updated_at from documents where slot = ?',
      slot,
    );
    if (row === undefined) return [];
    return [
      {
        documentId: row.id,
        score,
        cursor: encodeCursor({ rank: place, documentId: id }),
        sourceId: row.source_id,
        title: row.title,
        path: row.path,
        url: row.url,
        kind: row.kind as DocumentKind,
        language: row.language,
        updatedAt: row.updated_at,
        passages: passagesOf(organization, slot, passageQuery, lines.get(slot) ?? null),
      },
    ];
  });
}

function degradedLegs({ isRebuilding }: Organization, { mode, vector, vectorProblem }: VectorQuery): DegradedLeg[] {
  const asked = (['LEXICAL', 'SEMANTIC'] as const).filter((leg) => mode === 'HYBRID' || mode === leg);
  const message = 'The index is being built anew; the answer is incomplete until it is done';
  return asked.flatMap((leg): DegradedLeg[] => {
    if (leg === 'SEMANTIC' && vector === null)
      return [{ leg, code: 'EMBEDDING_UNAVAILABLE', message: vectorProblem ?? 'There is no embedding model' }];
    return isRebuilding ? [{ leg, code: 'INDEX_REBUILDING', message }] : [];
  });
}
