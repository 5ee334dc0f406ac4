/**
 * Numbers of terms (48 bits of a hash, see term-counts.ts) and the list that each has. Open addressing with linear probing (Knuth, TAOCP 3,
 * 6.4) over two flat arrays: an index is opened by millions of look-ups, which a Map of heap numbers answers at half the speed. Nothing is
 * ever taken out.
 */
export interface TermTable {
  /** The term's list, -1 where it has none. */
  get(term: number): number;
  /** For a term that has none. */
  set(term: number, list: number): void;
  readonly size: number;
}

const smallest = 1 << 12;
/** Of the places: above it, chains become long. */
const fullest = 0.6;
const free = -1;

export function createTermTable(): TermTable {
  let terms = new Float64Array(smallest);
  let lists = new Int32Array(smallest).fill(free);
  let mask = smallest - 1;
  let size = 0;

  /** Where the term is, or would be. Its low bits are as good as any: the number is a hash. */
  function placeOf(term: number): number {
    let place = (term | 0) & mask;
    while (lists[place] !== free && terms[place] !== term) place = (place + 1) & mask;
    return place;
  }

  function grow(): void {
    const [oldTerms, oldLists] = [terms, lists];
    const room = oldTerms.length * 2;
    terms = new Float64Array(room);
    lists = new Int32Array(room).fill(free);
    mask = room - 1;
    for (let place = 0; place < oldLists.length; place++) {
      if (oldLists[place] === free) continue;
      const at = placeOf(oldTerms[place] as number);
      terms[at] = oldTerms[place] as number;
      lists[at] = oldLists[place] as number;
    }
  }

  return {
    get: (term) => lists[placeOf(term)] as number,
    set(term, list) {
      if (size >= fullest * terms.length) grow();
      const place = placeOf(term);
      terms[place] = term;
      lists[place] = list;
      size++;
    },
    get size() {
      return size;
    },
  };
}
