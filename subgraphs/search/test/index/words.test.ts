import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createInvertedIndex, fieldWeights } from '../../src/index/memory/inverted-index.ts';
import { createPostingLists } from '../../src/index/memory/posting-lists.ts';
import { createTermTable } from '../../src/index/memory/term-table.ts';
import { countTerms, eachCount, termNumber } from '../../src/index/store/term-counts.ts';

const words = ['alpha', 'beta', 'gamma', 'delta', 'rare'] as const;
const column = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((chosen) => chosen.join(' '));
const columns = fc.tuple(column, column, column, column);
const change = fc.record({ slot: fc.integer({ min: 1, max: 12 }), columns: fc.option(columns, { nil: null }) });

const weights = Object.values(fieldWeights).join(', ');

/** FTS5's bm25(), whose k1 is 1.2, over the same documents. Made anew, since a contentless table goes on counting the words of what was deleted. */
function referenceScores(documents: ReadonlyMap<number, readonly string[]>, query: readonly string[]): Map<number, number> {
  const database = new DatabaseSync(':memory:');
  database.exec(`create virtual table terms using fts5(title, path, symbol, body, content='', contentless_delete=1, tokenize='ascii')`);
  const insert = database.prepare('insert into terms (rowid, title, path, symbol, body) values (?, ?, ?, ?, ?)');
  for (const [slot, values] of documents) insert.run(slot, ...values);
  const rows = database
    .prepare(`select rowid as slot, -bm25(terms, ${weights}) as score from terms where terms match ?`)
    .all(query.map((term) => `"${term}"`).join(' OR '));
  database.close();
  return new Map(rows.map((row) => [Number(row['slot']), Number(row['score'])]));
}

test("the words in memory score as FTS5's BM25 does, after any documents came, changed and went", () => {
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 40 }),
      fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }),
      (changes, query) => {
        const index = createInvertedIndex(1.2);
        const held = new Map<number, Uint8Array>();
        const documents = new Map<number, readonly string[]>();
        for (const { slot, columns: values } of changes) {
          const before = held.get(slot) ?? null;
          const after = values === null ? null : countTerms(values);
          if (before === null && after === null) continue;
          if (values === null) documents.delete(slot);
          else documents.set(slot, values);
          index.apply({ slot, before, after });
          if (after === null) held.delete(slot);
          else held.set(slot, after.bytes);
        }
        const expected = referenceScores(documents, query);
        const { slots, scores } = index.score(
          query.map((term) => [termNumber(term)]),
          new Uint8Array(20).fill(1),
        );
        expect([...slots].sort((a, b) => a - b)).toEqual([...expected.keys()].sort((a, b) => a - b));
        slots.forEach((slot, at) => expect(scores[at]).toBeCloseTo(expected.get(slot) ?? Number.NaN, 9));
        expect(index.documentCount).toBe(held.size);
      },
    ),
    { numRuns: 200 },
  );
});

test('a table of terms answers as a Map does, whatever the numbers', () => {
  const number = fc.oneof(
    fc.nat(50),
    fc.integer({ min: 0, max: 2 ** 48 - 1 }),
    fc.nat(500).map((low) => low * 2 ** 32),
  );
  fc.assert(
    fc.property(fc.uniqueArray(number, { maxLength: 6_000, minLength: 0 }), fc.array(number, { maxLength: 50 }), (known, asked) => {
      const table = createTermTable();
      const map = new Map(known.map((term, list) => [term, list]));
      for (const [term, list] of map) table.set(term, list);
      expect(table.size).toBe(map.size);
      for (const term of [...known, ...asked]) expect(table.get(term)).toBe(map.get(term) ?? -1);
    }),
    { numRuns: 30 },
  );
});

test('what does not pass has no score', () => {
  const index = createInvertedIndex();
  for (const slot of [1, 2, 3]) index.apply({ slot, before: null, after: countTerms(['', '', '', 'alpha beta']) });
  const passing = new Uint8Array(4);
  passing[2] = 1;
  expect([...index.score([[termNumber('alpha')]], passing).slots]).toEqual([2]);
});

test('a list keeps what was put into it and not taken out, whatever the order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 400 }), fc.boolean()), { maxLength: 1_200 }),
      (steps) => {
        const lists = createPostingLists();
        const numbers = [0, 1, 2, 3].map(() => lists.create());
        const expected = numbers.map(() => new Map<number, number>());
        steps.forEach(([which, document, isRemoval], step) => {
          const list = numbers[which] as number;
          const model = expected[which] as Map<number, number>;
          if (isRemoval) expect(lists.remove(list, document)).toBe(model.delete(document));
          else if (model.has(document)) expect(lists.update(list, document, step)).toBe(true);
          else lists.append(list, document, step);
          if (!isRemoval) model.set(document, step);
        });
        numbers.forEach((list, which) => {
          const found = new Map<number, number>();
          lists.each(list, (document, value) => found.set(document, value));
          expect(found).toEqual(expected[which]);
          expect(lists.count(list)).toBe(found.size);
        });
      },
    ),
    { numRuns: 100 },
  );
});

test('half a million different words have different numbers', () => {
  const numbers = new Set<number>();
  for (let word = 0; word < 500_000; word++) numbers.add(termNumber(`word${word.toString(36)}`));
  expect(numbers.size).toBe(500_000);
});

test('counts above what is kept stop there, in their own field alone', () => {
  const { bytes, length } = countTerms(['a '.repeat(40), 'a', 'a '.repeat(600), 'a '.repeat(9_000)]);
  eachCount(bytes, (term, packed) => {
    expect(term).toBe(termNumber('a'));
    expect([packed >>> 27, (packed >>> 22) & 31, (packed >>> 13) & 511, packed & 8191]).toEqual([31, 1, 511, 8191]);
  });
  expect(length).toBe(9_641);
});
