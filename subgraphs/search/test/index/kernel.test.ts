import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import wabt from 'wabt';
import { createVectorTable } from '../../src/index/memory/vector-table.ts';
import { scanVectors } from '../../src/index/ranking/dense-leg.ts';

const kernelFile = (name: string): Buffer => readFileSync(new URL(`../../src/index/kernel/${name}`, import.meta.url));

test('the code that runs is what its source says', async () => {
  const { parseWat } = await wabt();
  const parsed = parseWat('scan.wat', kernelFile('scan.wat').toString(), { simd: true });
  expect(Buffer.from(parsed.toBinary({}).buffer).equals(kernelFile('scan.wasm'))).toBe(true);
});

const component = fc.double({ min: -1, max: 1, noNaN: true });
const exactProduct = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

test('of any vectors, of any dimension and length, the best documents are the exactly best', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(3, 16, 33, 384, 1024).chain((dimension) =>
        fc.record({
          query: fc.array(component, { minLength: dimension, maxLength: dimension }),
          // Some alike to the last bit that 8 bits keep, some not alike at all.
          vectors: fc.array(fc.tuple(fc.nat(12), fc.integer(), fc.constantFrom(1, 1e-3, 40)), { minLength: 1, maxLength: 40 }),
          size: fc.integer({ min: 1, max: 8 }),
        }),
      ),
      ({ query, vectors, size }) => {
        const asked = Float32Array.from(query);
        const table = createVectorTable(asked.length);
        const best = new Map<number, number>();
        for (const [slot, seed, length] of vectors) {
          const vector = Float32Array.from(asked, (value, index) => length * (value + 0.004 * Math.sin(seed + index * (slot + 1))));
          table.add(slot, 1, vector);
          best.set(slot, Math.max(best.get(slot) ?? -Infinity, exactProduct(vector, asked)));
        }
        const scores = scanVectors(table, asked, new Uint8Array(13).fill(1));
        const ids = Array.from({ length: 13 }, (_, slot) => String(slot).padStart(2, '0'));
        const found = scores.top(size, ids);
        const wanted = [...best].toSorted((a, b) => b[1] - a[1]).slice(0, size);
        expect(found).toHaveLength(wanted.length);
        found.forEach((slot, place) => {
          const similarity = wanted[place]?.[1] ?? Number.NaN;
          // The product is summed in float32; two documents nearer than that may change places.
          const rounding = 1e-5 * (1 + Math.abs(similarity));
          expect(Math.abs((scores.similarityOf(slot) ?? Number.NaN) - (best.get(slot) ?? Number.NaN))).toBeLessThan(rounding);
          expect(Math.abs((best.get(slot) ?? Number.NaN) - similarity)).toBeLessThan(rounding);
        });
        table.close();
      },
    ),
    { numRuns: 100 },
  );
});

test('memory that one table gave back serves another, without a trace of the first', () => {
  const vector = (value: number): Float32Array => new Float32Array(20).fill(value);
  const first = createVectorTable(20);
  for (let slot = 0; slot < 100; slot++) first.add(slot, 1, vector(1));
  first.close();
  const second = createVectorTable(17);
  second.add(5, 1, new Float32Array(17).fill(0.5));
  const scores = scanVectors(second, new Float32Array(17).fill(1), new Uint8Array(200).fill(1));
  expect(scores.top(10, [])).toEqual([5]);
  expect(scores.similarityOf(5)).toBeCloseTo(8.5, 5);
  second.close();
});
