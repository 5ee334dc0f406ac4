import type { Organization } from '../organization.ts';
import type { Placed } from './hits.ts';
import { type Likeness, areOfDifferentLength, createLikeness } from './likeness.ts';
import type { Passing } from './passing.ts';

/** Copies of one hit that are told by name. */
const toldMax = 100;

/** A hit with the documents that say the same. */
export interface Grouped extends Placed {
  /** Slots of the others, in their order; all passed the viewer's permissions and the filter. */
  readonly copies: readonly number[];
}

/**
 * One hit for each text: identical and nearly identical documents follow the first of them in the order, whatever the order is. Only passing
 * documents are looked at, so a copy that the viewer may not see neither shows nor counts nor hides one that they may see. Compared with the
 * first of a group only: likeness is not passed on from neighbour to neighbour.
 */
export function groupCopies(organization: Organization, ordered: readonly Placed[]): Grouped[] {
  const likeness = createLikeness(organization);
  const pairs = pairsOf(organization, ordered, likeness);
  likeness.prefetch(
    pairs.flatMap((earlier, place) => (earlier.length === 0 ? [] : [place, ...earlier])).map((place) => slotAt(ordered, place)),
  );
  const groups = new Map<number, { readonly first: Placed; readonly copies: number[] }>();
  for (const [place, placed] of ordered.entries()) {
    const first = (pairs[place] ?? []).find((earlier) => groups.has(earlier) && likeness.sayTheSame(slotAt(ordered, earlier), placed.slot));
    if (first === undefined) groups.set(place, { first: placed, copies: [] });
    else groups.get(first)?.copies.push(placed.slot);
  }
  return [...groups.values()].map(({ first, copies }) => ({ ...first, copies }));
}

const slotAt = (ordered: readonly Placed[], place: number): number => ordered[place]?.slot ?? -1;

/** For each hit the places before it whose document may be the same: by plain numbers, for every hit is compared with every other. */
function pairsOf({ words }: Organization, ordered: readonly Placed[], likeness: Likeness): number[][] {
  const scoresIn = (name: 'SEMANTIC' | 'LEXICAL'): Float64Array =>
    Float64Array.from(ordered, ({ legs }) => legs.find(({ leg }) => leg === name)?.score ?? Number.NaN);
  const [semantic, lexical] = [scoresIn('SEMANTIC'), scoresIn('LEXICAL')];
  const lengths = Float64Array.from(ordered, ({ slot }) => words.lengthOf(slot));
  return ordered.map(({ slot }, place) => {
    const [similarity, score, length] = [semantic[place] as number, lexical[place] as number, lengths[place] as number];
    const earlier: number[] = [];
    for (let other = 0; other < place; other++) {
      // What says nearly the same stands nearly the same to a query. Comparisons with NaN are false: what is not known tells nothing apart.
      if (Math.abs((semantic[other] as number) - similarity) > 0.04) continue;
      if ((lexical[other] as number) < 0.75 * score || score < 0.75 * (lexical[other] as number)) continue;
      if (areOfDifferentLength(lengths[other] as number, length)) continue;
      if (likeness.haveLikeHeads(slotAt(ordered, other), slot)) earlier.push(other);
    }
    return earlier;
  });
}

/** All passing documents with the text of the hit, beyond the candidates too. */
export function allCopies(organization: Organization, { slot, copies }: Grouped, passing: Passing): number[] {
  const { sqlite } = organization;
  if (!createLikeness(organization).isLongEnough(slot)) return [...copies];
  const same = sqlite
    .all<{ slot: number }>(
      'select o.slot from documents d join documents o on o.text_hash = d.text_hash where d.slot = ? order by o.slot',
      slot,
    )
    .map((row) => row.slot)
    .filter((other) => other !== slot && passing.flags[other] === 1);
  return [...new Set([...copies, ...same])].slice(0, toldMax);
}
