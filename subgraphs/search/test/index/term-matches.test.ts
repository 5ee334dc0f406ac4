import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '../../src/analyzer/analyzer.ts';
import { createTermMatcher } from '../../src/index/ranking/term-matches.ts';

/** What an analysis of the whole text finds. */
function wholly(text: string, weights: ReadonlyMap<string, number>): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (const { term, start, end } of analyze(text)) {
    if (!weights.has(term)) continue;
    const last = ranges.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}

const analyzer = new URL('../../src/analyzer/', import.meta.url);
const sources = readdirSync(analyzer).map((name) => readFileSync(new URL(name, analyzer), 'utf8'));
const words = [...new Set(sources.join(' ').match(/[A-Za-z_$][\w$]+/g) ?? [])];
const stems = [
  'probab',
  'sens',
  'rel',
  'form',
  'oper',
  'digit',
  'hop',
  'vietnam',
  'decis',
  'general',
  'adjust',
  'activ',
  'effect',
  'repl',
  'conflat',
  'happ',
  'fl',
  'a',
  'be',
  'us',
] as const;
const endings = [
  '',
  's',
  'es',
  'ies',
  'sses',
  'ed',
  'eed',
  'ing',
  'ating',
  'y',
  'ly',
  'ably',
  'ibly',
  'able',
  'ible',
  'ability',
  'ibility',
  'ational',
  'tional',
  'ency',
  'ancy',
  'izer',
  'ization',
  'ation',
  'ator',
  'alism',
  'iveness',
  'fulness',
  'ousness',
  'ality',
  'ivity',
  'icate',
  'ative',
  'alize',
  'icity',
  'ical',
  'ful',
  'ness',
  'ement',
  'ment',
  'ent',
  'ion',
  'ou',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
  'e',
  'll',
  'entli',
  'ousli',
  'bling',
  'tting',
  'zzed',
  'ied',
] as const;
const inflected = fc.tuple(fc.constantFrom(...stems), fc.constantFrom(...endings)).map((parts) => parts.join(''));
const cased = fc
  .tuple(inflected, inflected, fc.constantFrom('', '_', '$'))
  .map(([one, other, between]) => (between === '' ? one + other.charAt(0).toUpperCase() + other.slice(1) : one + between + other));
const word = fc.oneof(inflected, cased, fc.constantFrom(...words), fc.string({ maxLength: 6 }));

test('the words found are those that an analysis of the whole text finds', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.array(word, { minLength: 1, maxLength: 5 }), (text, query) => {
      const weights = new Map(query.flatMap((asked) => analyze(asked).map(({ term }) => [term, 1] as const)));
      const written = text.join(' ');
      expect(createTermMatcher(weights)(written).highlights).toEqual(wholly(written, weights));
    }),
    { numRuns: 3_000 },
  );
});

test('every word of every stem is found by every other form of it', () => {
  for (const stem of stems) {
    for (const ending of endings) {
      const weights = new Map(analyze(stem + ending).map(({ term }) => [term, 1] as const));
      const text = endings.map((other) => stem + other).join(' ');
      expect(createTermMatcher(weights)(text).highlights, stem + ending).toEqual(wholly(text, weights));
    }
  }
});

test('a megabyte on one line costs no more than a look', () => {
  const matches = createTermMatcher(new Map([['aa', 1]]));
  const startedMs = performance.now();
  expect(matches('a'.repeat(1_000_000)).highlights).toEqual([]);
  expect(performance.now() - startedMs).toBeLessThan(500);
});
