/** Blocks hold 2, 4, 8 … entries, and from the seventh on all hold 128: short lists cost little, long ones are read in long runs. */
const lastSize = 6;
const sizeOf = (block: number): number => 2 << Math.min(block, lastSize);
/** Entries in the blocks that grow. */
const growing = 254;
/** The block of its list in which an entry is, and where in it: before block n are 2 + 4 + … + 2ⁿ = 2ⁿ⁺¹ − 2 entries. */
const blockOf = (entry: number): number => (entry < growing ? 30 - Math.clz32(entry + 2) : lastSize + 1 + ((entry - growing) >> 7));
const offsetOf = (entry: number): number => (entry < growing ? entry + 2 - (2 << blockOf(entry)) : (entry - growing) & 127);
/** Two numbers before a block's entries: the block before it and the block after it in the list. */
const headerLength = 2;
const none = -1;
/** Numbers in the pool: places in it are 32-bit numbers themselves. Eight gigabytes, a thousand million postings. */
const numbersMax = 2 ** 31 - 1;

/**
 * Many lists of (document, value) pairs in one array of 32-bit numbers, so that a million short lists are no million objects: a list is a
 * chain of blocks that double in size; an entry is taken away by moving the list's last one into its place. Order means nothing.
 */
export interface PostingLists {
  /** A list's number; lists are never given back (an empty one costs three numbers). */
  create(): number;
  count(list: number): number;
  /** False: there is no room for it, and nothing has changed. */
  append(list: number, document: number, value: number): boolean;
  /** False where the list has no such document. */
  update(list: number, document: number, value: number): boolean;
  remove(list: number, document: number): boolean;
  each(list: number, visit: (document: number, value: number) => void): void;
  /** Null: the document is not in the list. */
  valueOf(list: number, document: number): number | null;
}

/** `most` is smaller only to be met by few. */
export function createPostingLists(most: number = numbersMax): PostingLists {
  let pool = new Int32Array(Math.min(most, 1 << 16));
  let used = 0;
  let heads = new Int32Array(1 << 12).fill(none);
  let tails = new Int32Array(1 << 12).fill(none);
  let counts = new Int32Array(1 << 12);
  let listCount = 0;
  /** By the block's place, as far as sizes differ. */
  const free: number[][] = Array.from({ length: lastSize + 1 }, () => []);

  const grown = (array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
    const larger = new Int32Array(array.length * 2);
    larger.set(array);
    return larger;
  };

  /** For a moment there are two, the new one twice as large. False: the system has not so much. */
  function growPool(): boolean {
    try {
      const larger = new Int32Array(Math.min(most, pool.length * 2));
      larger.set(pool);
      pool = larger;
      return true;
    } catch {
      return false;
    }
  }

  /** -1: there is no room. */
  function takeBlock(block: number): number {
    const reused = free[Math.min(block, lastSize)]?.pop();
    if (reused !== undefined) return reused;
    const at = used;
    const end = at + headerLength + 2 * sizeOf(block);
    if (end > most) return none;
    while (end > pool.length) if (!growPool()) return none;
    used = end;
    return at;
  }

  /** Where the document's entry begins in the pool, -1 if there is none. */
  function find(list: number, document: number): number {
    let left = counts[list] ?? 0;
    for (let at = heads[list] ?? none, block = 0; left > 0; at = pool[at + 1] as number, block++) {
      const entries = Math.min(left, sizeOf(block));
      const first = at + headerLength;
      for (let entry = first; entry < first + 2 * entries; entry += 2) if (pool[entry] === document) return entry;
      left -= entries;
    }
    return -1;
  }

  return {
    create() {
      if (listCount === heads.length) {
        heads = grown(heads);
        tails = grown(tails);
        counts = grown(counts);
      }
      heads[listCount] = none;
      tails[listCount] = none;
      counts[listCount] = 0;
      return listCount++;
    },
    count: (list) => counts[list] ?? 0,
    append(list, document, value) {
      const count = counts[list] as number;
      const offset = offsetOf(count);
      if (offset === 0) {
        const at = takeBlock(blockOf(count));
        if (at === none) return false;
        const before = tails[list] as number;
        pool[at] = before;
        pool[at + 1] = none;
        if (before === none) heads[list] = at;
        else pool[before + 1] = at;
        tails[list] = at;
      }
      const entry = (tails[list] as number) + headerLength + 2 * offset;
      pool[entry] = document;
      pool[entry + 1] = value;
      counts[list] = count + 1;
      return true;
    },
    update(list, document, value) {
      const entry = find(list, document);
      if (entry < 0) return false;
      pool[entry + 1] = value;
      return true;
    },
    remove(list, document) {
      const entry = find(list, document);
      if (entry < 0) return false;
      const count = (counts[list] as number) - 1;
      const offset = offsetOf(count);
      const tail = tails[list] as number;
      const last = tail + headerLength + 2 * offset;
      pool[entry] = pool[last] as number;
      pool[entry + 1] = pool[last + 1] as number;
      counts[list] = count;
      if (offset === 0) {
        const before = pool[tail] as number;
        tails[list] = before;
        if (before === none) heads[list] = none;
        else pool[before + 1] = none;
        free[Math.min(blockOf(count), lastSize)]?.push(tail);
      }
      return true;
    },
    each(list, visit) {
      let left = counts[list] ?? 0;
      for (let at = heads[list] ?? none, block = 0; left > 0; at = pool[at + 1] as number, block++) {
        const entries = Math.min(left, sizeOf(block));
        const first = at + headerLength;
        for (let entry = first; entry < first + 2 * entries; entry += 2) visit(pool[entry] as number, pool[entry + 1] as number);
        left -= entries;
      }
    },
    valueOf(list, document) {
      const entry = find(list, document);
      return entry < 0 ? null : (pool[entry + 1] as number);
    },
  };
}
