/** Upper bounds of the classes of a search's duration, in milliseconds; the last class has none. */
const bounds = [1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 300, 500, 800, 1_200, 2_000, 3_000, 5_000] as const;

/** `MS_20`: took more than the class before and at most 20 ms. */
export const durationMeasure = (ms: number): string => `MS_${bounds.find((bound) => ms <= bound) ?? 'MORE'}`;

/** The 95th percentile in milliseconds, to the upper bound of its class; 0 where nothing was counted. */
export function p95Of(counts: ReadonlyMap<string, number>): number {
  const classes = bounds.map((bound) => ({ bound, count: counts.get(`MS_${bound}`) ?? 0 }));
  const last = bounds.at(-1) ?? 0;
  const total = classes.reduce((sum, { count }) => sum + count, 0) + (counts.get('MS_MORE') ?? 0);
  if (total === 0) return 0;
  let passed = 0;
  for (const { bound, count } of classes) {
    passed += count;
    if (passed >= 0.95 * total) return bound;
  }
  return last;
}
