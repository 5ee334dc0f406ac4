import type { Organization } from '../organization.ts';
import type { Candidate } from './candidates.ts';
import type { PageCursor } from './page-cursor.ts';
import type { Passing } from './passing.ts';

/** Documents of a query without words: the last changed first, ties by id. One more than the page, so that it is seen whether there is another. */
export function newestOf({ documents }: Organization, passing: Passing, after: PageCursor | null, size: number): Candidate[] {
  const { updatedAt, ids } = documents;
  const timeOf = (slot: number): number => updatedAt[slot] ?? 0;
  const idOf = (slot: number): string => ids[slot] ?? '';
  const comesBefore = (a: number, b: number): boolean => timeOf(a) > timeOf(b) || (timeOf(a) === timeOf(b) && idOf(a) < idOf(b));
  const isAfter = (slot: number): boolean =>
    after === null || timeOf(slot) < after.rank || (timeOf(slot) === after.rank && idOf(slot) > after.documentId);
  // A page is small: an ordered list of its size, nearly every document is refused by its last entry.
  const page: number[] = [];
  for (let slot = 0; slot < passing.flags.length; slot++) {
    if (passing.flags[slot] !== 1 || !isAfter(slot)) continue;
    const last = page.at(-1);
    if (page.length > size && last !== undefined && !comesBefore(slot, last)) continue;
    let at = page.length;
    while (at > 0 && comesBefore(slot, page[at - 1] as number)) at--;
    page.splice(at, 0, slot);
    if (page.length > size + 1) page.pop();
  }
  return page.map((slot) => ({ slot, id: idOf(slot), score: 0, legs: [], boosts: [], line: null }));
}
