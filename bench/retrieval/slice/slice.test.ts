import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Mode, type Slice, measureSlice, modes, recordedFile, slices } from './measure-slice.ts';

const { tolerance, ndcgAt10 } = JSON.parse(readFileSync(recordedFile, 'utf8')) as {
  readonly tolerance: number;
  readonly ndcgAt10: Readonly<Record<Slice, Readonly<Record<Mode, number>>>>;
};

describe('what is found, and in which order', () => {
  // Rounding of the model's 8 bits differs between processors; what ranking loses by a fault is more (see bench/README.md).
  it.each(slices)(
    `is on %s no worse than recorded by more than ${tolerance} nDCG@10, in every mode`,
    async (slice) => {
      const measured = await measureSlice(slice);
      const worse = modes.filter((mode) => !(measured[mode] >= ndcgAt10[slice][mode] - tolerance));
      const said = worse.map((mode) => `${mode}: ${measured[mode].toFixed(4)}, recorded ${ndcgAt10[slice][mode]}`);
      expect(said).toEqual([]);
    },
    120_000,
  );
});
