import type { ParsedQuery } from '../../analyzer/parse-query.ts';
import { fieldWeights, k1, weightedCount } from '../memory/inverted-index.ts';
import type { Organization } from '../organization.ts';
import { bodyCount, pathCount, symbolCount, titleCount } from '../store/term-counts.ts';
import type { Candidate } from './candidates.ts';
import { functionTermsOf, termGroups } from './lexical-leg.ts';
import type { RankingExplanation, TermContribution } from './query.ts';

/** How a candidate's score came about: BM25 is a sum over the words, and a word's part is divided between the fields by what counts in them. */
export function explanationOf(organization: Organization, parsed: ParsedQuery, { slot, legs, boosts }: Candidate): RankingExplanation {
  const isLexical = legs.some(({ leg, score }) => leg === 'LEXICAL' && score !== null);
  return {
    kind: parsed.kind,
    terms: isLexical ? contributionsTo(organization, [...parsed.terms, ...functionTermsOf(organization, parsed)], slot) : [],
    similarity: legs.find(({ leg }) => leg === 'SEMANTIC')?.score ?? null,
    legs,
    boosts,
    fusion: 'DBSF',
  };
}

function contributionsTo(organization: Organization, asked: readonly string[], slot: number): TermContribution[] {
  const { sqlite, words } = organization;
  const norm = words.lengthNorm(slot);
  const parts = new Map<string, TermContribution>();
  for (const { term, numbers } of termGroups(sqlite, asked)) {
    const counts = numbers.flatMap((number) => words.countIn(slot, number) ?? []);
    const weighted = counts.reduce((sum, packed) => sum + weightedCount(packed), 0);
    if (weighted === 0) continue;
    const total = (rarityOf(organization, numbers) * weighted * (k1 + 1)) / (weighted + norm);
    const inFields = {
      title: sumOf(counts, titleCount) * fieldWeights.title,
      path: sumOf(counts, pathCount) * fieldWeights.path,
      symbol: sumOf(counts, symbolCount) * fieldWeights.symbol,
      body: sumOf(counts, bodyCount) * fieldWeights.body,
    };
    for (const field of ['title', 'path', 'symbol', 'body'] as const) {
      if (inFields[field] === 0) continue;
      const key = `${term}\0${field}`;
      // A term said twice counts twice.
      parts.set(key, { term, field, score: (parts.get(key)?.score ?? 0) + (total * inFields[field]) / weighted });
    }
  }
  return [...parts.values()];
}

/** Words that begin so count as one word, in as many documents as hold any of them. */
function rarityOf({ words, documents }: Organization, numbers: readonly number[]): number {
  const [first] = numbers;
  const frequency =
    numbers.length === 1 && first !== undefined
      ? words.documentFrequency(first)
      : words.score([numbers], new Uint8Array(documents.slotCount).fill(1)).slots.length;
  return words.rarity(frequency);
}

const sumOf = (counts: readonly number[], countOf: (packed: number) => number): number =>
  counts.reduce((sum, packed) => sum + countOf(packed), 0);
