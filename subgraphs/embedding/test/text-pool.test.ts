import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { createEmbedRequest } from '../src/scheduling/embed-request.ts';
import type { QueuedText } from '../src/scheduling/queued-text.ts';
import { createTextPool } from '../src/scheduling/text-pool.ts';

const vector = new Float32Array(2);

/** A request for texts of these lengths, tokenised. */
function asked(...lengths: readonly number[]): QueuedText[] {
  const request = createEmbedRequest(
    lengths.map((length) => 'x'.repeat(length)),
    2,
  );
  request.answer.catch(() => undefined);
  return lengths.map((length, index) => ({ request, index, ids: new Int32Array(length), crashes: 0 }));
}

const answer = (batch: readonly QueuedText[]): void => {
  for (const { request, index, ids } of batch) request.place(index, vector, ids?.length ?? 0);
};
const lengthsOf = (batch: readonly QueuedText[]): number[] => batch.map(({ ids }) => ids?.length ?? 0);
const paddedOf = (batch: readonly QueuedText[]): number => Math.max(...lengthsOf(batch)) * batch.length;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const mixed = (count: number): number[] => Array.from({ length: count }, (_, index) => 3 + ((index * 7_919) % 254));

describe('the texts that batches are chosen from', () => {
  test('every text is taken once, no batch is over the budget, and few are padded much', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 256 }), { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 20 }),
        (requests) => {
          const pool = createTextPool({ tokenBudget: 1_024, threads: () => 2 });
          const all = requests.flatMap((lengths) => asked(...lengths));
          pool.add(all);
          const seen = new Set<QueuedText>();
          for (let batch = pool.takeBatch(); batch.length > 0; batch = pool.takeBatch()) {
            expect(paddedOf(batch)).toBeLessThanOrEqual(1_024);
            for (const text of batch) {
              expect(seen.has(text)).toBe(false);
              seen.add(text);
            }
            answer(batch);
          }
          expect(seen.size).toBe(all.length);
          expect(pool.size).toBe(0);
        },
      ),
    );
  });

  test('among a thousand texts hardly anything is padded, with small requests coming all the time', () => {
    const pool = createTextPool({ tokenBudget: 1_024, threads: () => 2 });
    pool.add(asked(...mixed(1_000)));
    const batches: (readonly QueuedText[])[] = [];
    for (let turn = 0; turn < 60; turn++) {
      if (turn % 4 === 0) pool.add(asked(...mixed(16)));
      batches.push(pool.takeBatch());
      answer(batches.at(-1) ?? []);
    }
    expect(sum(batches.map(paddedOf)) / sum(batches.flatMap(lengthsOf))).toBeLessThan(1.06);
  });

  test('a small request is answered within a few batches, whatever was asked before it', () => {
    const pool = createTextPool({ tokenBudget: 1_024, threads: () => 2 });
    pool.add(asked(...mixed(1_000)));
    const small = asked(...mixed(16));
    pool.add(small);
    let batches = 0;
    for (; small[0]?.request.isSettled === false; batches++) answer(pool.takeBatch());
    expect(batches).toBeLessThan(16);
  });

  test('the oldest request is answered although small ones never end', async () => {
    const pool = createTextPool({ tokenBudget: 1_024, threads: () => 2 });
    const oldest = asked(...mixed(200));
    pool.add(oldest);
    let batches = 0;
    for (; oldest[0]?.request.isSettled === false && batches < 1_000; batches++) {
      await new Promise((resolve) => setImmediate(resolve));
      pool.add(asked(...mixed(16)));
      answer(pool.takeBatch());
    }
    expect(batches).toBeLessThan(400);
  });

  test('what nobody waits for any more is not computed', () => {
    const pool = createTextPool({ tokenBudget: 1_024, threads: () => 2 });
    const given = asked(...mixed(100));
    const kept = asked(5, 6, 7);
    pool.add([...given, ...kept]);
    given[0]?.request.fail(new Error('given up'));
    expect(lengthsOf(pool.takeBatch()).toSorted((a, b) => a - b)).toEqual([5, 6, 7]);
    expect(pool.takeBatch()).toEqual([]);
    expect(pool.size).toBe(0);
  });

  test('few texts are spread over the threads', () => {
    const pool = createTextPool({ tokenBudget: 1_024, threads: () => 2 });
    pool.add(asked(...Array.from({ length: 8 }, () => 100)));
    expect([pool.takeBatch(), pool.takeBatch(), pool.takeBatch()].map(({ length }) => length)).toEqual([4, 4, 0]);
  });
});
