import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '../../src/analyzer/analyzer.ts';
import { parseQuery } from '../../src/analyzer/parse-query.ts';
import { parseQueryDate } from '../../src/analyzer/query-date.ts';

const now = Date.UTC(2026, 10, 21, 14, 30);
const parse = (query: string) => parseQuery(query, now);
const fields = (query: string) => parse(query).conditions.fields;

test('fields are conditions, all else is words', () => {
  expect(parse('rotate lang:ts token path:src/auth')).toMatchObject({ text: 'rotate token', terms: ['rotat', 'token'] });
  expect(fields('rotate lang:ts path:src/auth')).toEqual([
    { field: 'language', values: ['typescript', 'tsx'], isNegated: false },
    { field: 'path', values: ['src/auth'], isNegated: false },
  ]);
  expect(fields('Language:Go,rust kind:code type:pdfs ext:.TS file:token.ts source:"My notes" author:ann@example.org title:plan')).toEqual([
    { field: 'language', values: ['go', 'rust'], isNegated: false },
    { field: 'kind', values: ['CODE', 'PDF'], isNegated: false },
    { field: 'extension', values: ['ts'], isNegated: false },
    { field: 'file', values: ['token.ts'], isNegated: false },
    { field: 'source', values: ['My notes'], isNegated: false },
    { field: 'author', values: ['ann@example.org'], isNegated: false },
    { field: 'title', values: ['plan'], isNegated: false },
  ]);
  expect(fields('x -lang:python -path:test/')).toEqual([
    { field: 'language', values: ['python'], isNegated: true },
    { field: 'path', values: ['test/'], isNegated: true },
  ]);
});

test('an unknown field, one without a value and one in quotes are words', () => {
  for (const query of [
    'color:red',
    'lang:',
    'lang: go',
    '"lang:go"',
    'kind::Code',
    'kind:Deployment',
    'file:///etc/hosts',
    'std::vector',
    'after:enter',
  ])
    expect(parse(query), query).toMatchObject({
      conditions: { fields: [], updatedAfter: null },
      text: query.replaceAll('"', ''),
      faults: [],
    });
});

test('what follows a dash is left out, and a dash that means something else is none', () => {
  expect(parse('token -refresh -"access token" -refreshToken')).toMatchObject({
    text: 'token',
    excluded: [['refresh'], ['access', 'token'], ['refreshtoken']],
  });
  for (const query of ['git commit --amend', 'tar -x', 'well-known', 'a - b', 'pages 3 -5', '-webkit-box', '"say -nothing"', '-'])
    expect(parse(query).excluded, query).toEqual([]);
  expect(parse('-webkit-box').terms).toEqual(parse('webkit box').terms);
  // A pause in a sentence; at its end it is meant.
  expect(parse('jet interference with supersonic flow -dash experimental papers').excluded).toEqual([]);
  expect(parse('jet interference with supersonic flow papers -dash').excluded).toEqual([['dash']]);
  expect(parse('python -snake programming').excluded).toEqual([['snake']]);
  // With a condition there is something that passes.
  expect(parse('lang:css -webkit').excluded).toEqual([['webkit']]);
});

test('times are read as people write them, in UTC', () => {
  const at = (text: string) => parseQueryDate(text, now);
  expect(at('2026-11-21')).toBe(Date.UTC(2026, 10, 21));
  expect(at('2026-11')).toBe(Date.UTC(2026, 10, 1));
  expect(at('2026')).toBe(Date.UTC(2026, 0, 1));
  expect(at('2026-11-21T10:00')).toBe(Date.UTC(2026, 10, 21, 10));
  expect(at('2026-11-21T10:00:00+02:00')).toBe(Date.UTC(2026, 10, 21, 8));
  expect(at('today')).toBe(Date.UTC(2026, 10, 21));
  expect(at('yesterday')).toBe(Date.UTC(2026, 10, 20));
  expect(at('7d')).toBe(now - 7 * 86_400_000);
  expect(at('2w')).toBe(now - 14 * 86_400_000);
  expect(at('3m')).toBe(Date.UTC(2026, 7, 21, 14, 30));
  expect(at('1y')).toBe(Date.UTC(2025, 10, 21, 14, 30));
  for (const text of ['2026-13', '2026-02-30', '2026-11-21T99:00', '21.11.2026', '7days', '99999y', '0'])
    expect(at(text), text).toBe('MALFORMED');
  expect(at('lunch')).toBeNull();
  const between = parse('plan after:2026-01 before:2026-06 since:2026-02');
  expect(between.conditions).toMatchObject({ updatedAfter: Date.UTC(2026, 1, 1), updatedBefore: Date.UTC(2026, 5, 1) });
  expect(parse('plan after:2026-13').faults).toEqual([expect.stringContaining('after:2026-13 is no date')]);
});

const pieces = fc.constantFrom(
  'word',
  'refreshToken',
  '"',
  '“',
  '”',
  '«',
  '»',
  '-',
  '--',
  ':',
  '::',
  '/',
  '\\',
  '*',
  'lang:',
  'path:',
  '-path:',
  'after:',
  '7d',
  '2026-99',
  'kind:code',
  ' ',
  '\t',
  '\n',
  '.',
  '->',
  '()',
  '東京',
  'é',
  '\u0000',
  '\ud800',
  '$',
  '_',
  ',',
  'source:"a b"',
  'NOT',
  '(',
);
const anyQuery = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
);

test('no query throws, and what is not a condition is not lost', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const parsed = parse(query);
      const hasCondition =
        parsed.conditions.fields.length > 0 || parsed.conditions.updatedAfter !== null || parsed.conditions.updatedBefore !== null;
      const hasWords = analyze(query).some(({ term }) => term !== '');
      if (hasWords && !hasCondition && parsed.faults.length === 0) expect(parsed.terms.length).toBeGreaterThan(0);
      for (const { values } of parsed.conditions.fields) expect(values.every((value) => value !== '')).toBe(true);
      for (const terms of parsed.excluded) expect(terms.length).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});

test('a query of ten thousand characters is understood in a moment, whatever it is made of', () => {
  const worst = [
    '"',
    '«',
    '-a ',
    'a:',
    'lang:"',
    '/',
    'a/',
    '"a ',
    '-"',
    'a.',
    '::',
    'path:*',
    '東',
    '\ud800',
    'aA',
    '->',
    ' -',
    '((',
    'a"b ',
  ];
  for (const piece of worst) {
    for (const query of [piece.repeat(Math.ceil(10_000 / piece.length)), `${piece.repeat(Math.ceil(5_000 / piece.length))} x`]) {
      const begin = performance.now();
      parse(query);
      expect(performance.now() - begin, piece).toBeLessThan(500);
    }
  }
});
