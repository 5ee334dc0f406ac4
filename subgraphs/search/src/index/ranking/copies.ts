import type { Organization } from '../organization.ts';
import type { Placed } from './hits.ts';
import { areOfDifferentLength, createLikeness } from './likeness.ts';
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
  const standAlike = standings(organization, ordered);
  const groups: { readonly place: number; readonly first: Placed; readonly copies: number[] }[] = [];
  for (const [place, placed] of ordered.entries()) {
    const group = groups.find(
      ({ place: there, first }) =>
        standAlike(there, place) && likeness.haveLikeHeads(first.slot, placed.slot) && likeness.sayTheSame(first.slot, placed.slot),
    );
    if (group === undefined) groups.push({ place, first: placed, copies: [] });
    else group.copies.push(placed.slot);
  }
  return groups.map(({ first, copies }) => ({ ...first, copies }));
}

/** Whether the hits at two places stand nearly the same to the query: by plain numbers, for every hit is compared with every group. */
function standings({ words }: Organization, ordered: readonly Placed[]): (one: number, other: number) => boolean {
  const scoresIn = (name: 'SEMANTIC' | 'LEXICAL'): Float64Array =>
    Float64Array.from(ordered, ({ legs }) => legs.find(({ leg }) => leg === name)?.score ?? Number.NaN);
  const [semantic, lexical] = [scoresIn('SEMANTIC'), scoresIn('LEXICAL')];
  const lengths = Float64Array.from(ordered, ({ slot }) => words.lengthOf(slot));
  return (one, other) => {
    // What says nearly the same stands nearly the same to a query. Comparisons with NaN are false: what is not known tells nothing apart.
    if (Math.abs((semantic[one] as number) - (semantic[other] as number)) > 0.04) return false;
    const [score, otherScore] = [lexical[one] as number, lexical[other] as number];
    if (score < 0.75 * otherScore || otherScore < 0.75 * score) return false;
    return !areOfDifferentLength(lengths[one] as number, lengths[other] as number);
  };
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
