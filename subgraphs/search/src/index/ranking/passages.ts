import type { Organization } from '../organization.ts';
import { termNumber } from '../store/term-counts.ts';
import type { Passage } from './query.ts';
import type { TermMatcher } from './term-matches.ts';

interface ChunkRow {
  ordinal: number;
  start_line: number;
  end_line: number;
  page: number | null;
  headings: string | null;
  symbol: string | null;
  text: string;
}

export interface PassageQuery {
  /** How much each term of the query says, by its rarity. */
  readonly weights: ReadonlyMap<string, number>;
  /** Finds them. */
  readonly matches: TermMatcher;
  readonly vector: Float32Array | null;
  readonly count: number;
}

/** A term's words in a passage count half as much as its meaning. */
const coverageWeight = 0.5;
/** Chunks of one document whose words are looked at. */
const examinedMax = 24;

export function passageWeights(organization: Organization, terms: readonly string[]): Map<string, number> {
  const total = Math.max(1, organization.documents.liveCount);
  const weights = new Map<string, number>();
  for (const term of terms) {
    if (weights.has(term)) continue;
    const frequency = Math.min(total, organization.words.documentFrequency(termNumber(term)));
    weights.set(term, Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5)));
  }
  return weights;
}

/** The places in a document that fit best. `line`: the passage that holds it comes first (a definition). */
export function passagesOf(organization: Organization, slot: number, query: PassageQuery, line: number | null): Passage[] {
  if (query.count === 0) return [];
  const chunks = organization.sqlite.all<ChunkRow>(
    'select ordinal, start_line, end_line, page, headings, symbol, text from words.chunks where doc = ? and ordinal > 0 order by ordinal',
    slot,
  );
  const similarity = similarities(organization, slot, query.vector);
  const isAsked = (chunk: ChunkRow): boolean => line !== null && chunk.start_line <= line && line <= chunk.end_line;
  const candidates = chunks.length <= examinedMax ? chunks : examined(chunks, similarity, query, isAsked);
  return candidates
    .map((chunk) => {
      const { highlights, coverage } = query.matches(chunk.text);
      const score = (similarity.get(chunk.ordinal) ?? 0) + coverageWeight * coverage + (isAsked(chunk) ? 2 : 0);
      return { chunk, highlights, score };
    })
    .sort((a, b) => b.score - a.score || a.chunk.ordinal - b.chunk.ordinal)
    .slice(0, query.count)
    .map(({ chunk, highlights, score }) => ({
      text: chunk.text,
      highlights,
      headings: chunk.headings === null ? [] : (JSON.parse(chunk.headings) as string[]),
      symbol: chunk.symbol,
      startLine: chunk.start_line,
      endLine: chunk.end_line,
      page: chunk.page,
      score,
    }));
}

function similarities({ vectors }: Organization, slot: number, query: Float32Array | null): Map<number, number> {
  const found = new Map<number, number>();
  if (query === null) return found;
  const whole = vectors.queryOf(query);
  for (const row of vectors.rowsOf(slot)) found.set(vectors.ordinalOf[row] ?? 0, vectors.product(row, whole));
  return found;
}

/** In a long document: those nearest in meaning, and those with the most of the words by a look that costs little. */
function examined(
  chunks: readonly ChunkRow[],
  similarity: ReadonlyMap<number, number>,
  query: PassageQuery,
  isAsked: (chunk: ChunkRow) => boolean,
): ChunkRow[] {
  const words = [...query.weights].filter(([term]) => term.length > 1);
  const byWords = chunks.map((chunk) => {
    const lower = chunk.text.toLowerCase();
    return { chunk, found: words.reduce((sum, [term, weight]) => sum + (lower.includes(term) ? weight : 0), 0) };
  });
  const half = examinedMax / 2;
  const near = [...chunks].sort((a, b) => (similarity.get(b.ordinal) ?? -2) - (similarity.get(a.ordinal) ?? -2)).slice(0, half);
  const worded = byWords
    .filter((entry) => entry.found > 0)
    .sort((a, b) => b.found - a.found || a.chunk.ordinal - b.chunk.ordinal)
    .slice(0, half)
    .map((entry) => entry.chunk);
  return [...new Set([...chunks.filter(isAsked), ...near, ...worded])];
}
