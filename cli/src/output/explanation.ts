import type { SearchQuery } from '../generated/operations.generated.ts';
import { plain } from './words.ts';

type Search = NonNullable<SearchQuery['search']>;
type Explanation = NonNullable<Search['nodes'][number]['explanation']>;

/** How a score came about, a line each: the legs, what raised it, the words that counted most. */
export function explanationLines({ kind, legs, boosts, terms, fusion }: Explanation): string[] {
  const product = legs.map(({ leg, weight, normalized, rank, score }) => {
    const place = score === null ? 'not found' : `${rank === null ? 'beyond the candidates' : `place ${rank}`}, ${score.toFixed(3)}`;
    return `${weight} × ${normalized.toFixed(3)} ${leg.toLowerCase()} (${place})`;
  });
  const raised = boosts.map(({ name, factor }) => `× ${factor.toFixed(3)} ${plain(name)}`);
  const best = terms.toSorted((a, b) => b.score - a.score).slice(0, 8);
  return [
    `${kind.toLowerCase().replaceAll('_', ' ')}, ${fusion}: ${[product.join(' + '), ...raised].join(' ')}`,
    ...(best.length === 0
      ? []
      : [`words: ${best.map(({ term, field, score }) => `${plain(term)} ${score.toFixed(2)} (${field})`).join(', ')}`]),
  ];
}

type FacetValue = NonNullable<Search['facets']>[number]['values'][number];

/** An author's name is known to their document only. */
const nameOf = ({ label, document }: FacetValue): string => document?.author?.user?.displayName ?? document?.author?.displayName ?? label;

/** What was found by field, a line each; empty ones left out. */
export const facetLines = (facets: NonNullable<Search['facets']>): string[] =>
  facets
    .map(({ field, values }) => ({ field, shown: values.filter(({ count }) => count > 0) }))
    .filter(({ shown }) => shown.length > 0)
    .map(({ field, shown }) => `${field.toLowerCase()}: ${shown.map((value) => `${plain(nameOf(value))} ${value.count}`).join(' · ')}`);
