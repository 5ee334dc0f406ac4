/** Numbers from 0 to below 1 that are the same in every run (mulberry32, public domain), so that runs can be compared. */
export function createDraws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy in another order (Fisher–Yates). */
export function shuffled<T>(values: readonly T[], draw: () => number): T[] {
  const copy = [...values];
  for (let last = copy.length - 1; last > 0; last--) {
    const chosen = Math.floor(draw() * (last + 1));
    [copy[last], copy[chosen]] = [copy[chosen] as T, copy[last] as T];
  }
  return copy;
}
