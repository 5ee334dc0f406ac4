import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { analyze } from '../../src/analyzer/analyzer.ts';
import { encodeTerm, encodeText } from '../../src/analyzer/encode-terms.ts';
import { parseQuery } from '../../src/analyzer/parse-query.ts';
import { stem } from '../../src/analyzer/porter-stemmer.ts';

const terms = (text: string): string[] => analyze(text).map((token) => token.term);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('a', 'B', '_', '9', ' ', '.', '東', '京', 'ß', 'é', '́', '-', '"', '\u{20bb7}', 'ｶ'), maxLength: 60 }),
);

test('the stemmer gives what its author says it gives', () => {
  const vocabulary = {
    caresses: 'caress',
    ponies: 'poni',
    ties: 'ti',
    cats: 'cat',
    feed: 'feed',
    agreed: 'agre',
    plastered: 'plaster',
    motoring: 'motor',
    sing: 'sing',
    conflated: 'conflat',
    troubled: 'troubl',
    sized: 'size',
    hopping: 'hop',
    falling: 'fall',
    hissing: 'hiss',
    fizzed: 'fizz',
    failing: 'fail',
    filing: 'file',
    happy: 'happi',
    sky: 'sky',
    relational: 'relat',
    conditional: 'condit',
    valenci: 'valenc',
    digitizer: 'digit',
    radicalli: 'radic',
    differentli: 'differ',
    vileli: 'vile',
    analogousli: 'analog',
    vietnamization: 'vietnam',
    predication: 'predic',
    operator: 'oper',
    feudalism: 'feudal',
    decisiveness: 'decis',
    hopefulness: 'hope',
    callousness: 'callous',
    formaliti: 'formal',
    sensitiviti: 'sensit',
    sensibiliti: 'sensibl',
    triplicate: 'triplic',
    formative: 'form',
    formalize: 'formal',
    electriciti: 'electr',
    electrical: 'electr',
    hopeful: 'hope',
    goodness: 'good',
    revival: 'reviv',
    allowance: 'allow',
    inference: 'infer',
    airliner: 'airlin',
    adjustable: 'adjust',
    defensible: 'defens',
    irritant: 'irrit',
    replacement: 'replac',
    adjustment: 'adjust',
    dependent: 'depend',
    adoption: 'adopt',
    communism: 'commun',
    activate: 'activ',
    angulariti: 'angular',
    homologous: 'homolog',
    effective: 'effect',
    bowdlerize: 'bowdler',
    probate: 'probat',
    rate: 'rate',
    cease: 'ceas',
    controll: 'control',
    roll: 'roll',
  };
  for (const [word, expected] of Object.entries(vocabulary)) expect(stem(word), word).toBe(expected);
});

test('an identifier is found whole and by each of its words, however it is written', () => {
  expect(terms('refreshTokenRotation')).toEqual(['refreshtokenrotation', 'refresh', 'token', 'rotat']);
  expect(terms('refresh_token_rotation')).toEqual(terms('refreshTokenRotation'));
  expect(terms('HTTPServer')).toEqual(['httpserver', 'http', 'server']);
  expect(terms('src/auth/token.ts')).toEqual(['src', 'auth', 'token', 'ts']);
});

test('the same word is one term in any case, with or without accents and compatibility forms', () => {
  for (const [one, other] of [
    ['Café', 'cafe'],
    ['ﬁne', 'fine'],
    ['STRASSE', 'straße'],
    ['e\u0301clair', 'éclair'],
  ] as const) {
    expect(terms(one), one).toEqual(terms(other));
  }
});

test('scripts without spaces are found by any two neighbours, and by one character alone', () => {
  expect(terms('東京都')).toEqual(['東京', '京都', '都']);
  expect(terms('検索index')).toEqual(['検索', '索', 'index']);
});

test('every term stands where its range says, in ascending order', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let last = 0;
      for (const { term, start, end } of analyze(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(text.slice(start, end)).not.toMatch(/^\s|\s$/);
        expect(terms(text.slice(start, end))).toContain(term);
        last = start;
      }
    }),
    { numRuns: 300 },
  );
});

test('SQLite sees exactly our terms, whatever the text', () => {
  const database = new DatabaseSync(':memory:');
  database.exec(`create virtual table t using fts5(body, tokenize='ascii'); create virtual table v using fts5vocab('t', 'instance')`);
  fc.assert(
    fc.property(anyText, (text) => {
      database.exec('delete from t');
      database.prepare('insert into t (body) values (?)').run(encodeText(text));
      const seen = database
        .prepare('select term from v order by "offset"')
        .all()
        .map((row) => row['term']);
      expect(seen).toEqual(
        terms(text)
          .filter((term) => term !== '')
          .map(encodeTerm),
      );
    }),
    { numRuns: 200 },
  );
  database.close();
});

test('a query keeps its meaningful words, and all of them where none is', () => {
  expect(parseQuery('how do I rotate the refresh tokens?').terms).toEqual(['rotat', 'refresh', 'token']);
  expect(parseQuery('to be or not to be').terms.length).toBe(6);
});

test('the kind of a query follows from its shape', () => {
  expect(parseQuery('how tokens rotate').kind).toBe('NATURAL_LANGUAGE');
  expect(parseQuery('refreshToken')).toMatchObject({ kind: 'IDENTIFIER', name: ['refreshToken'], wholeTerm: 'refreshtoken' });
  expect(parseQuery('Session.refreshToken()')).toMatchObject({ kind: 'IDENTIFIER', name: ['Session', 'refreshToken'] });
  expect(parseQuery('std::vector')).toMatchObject({ kind: 'IDENTIFIER', name: ['std', 'vector'] });
  expect(parseQuery('src/auth/token.ts')).toMatchObject({ kind: 'PATH', path: 'src/auth/token.ts' });
  expect(parseQuery('"refresh token"')).toMatchObject({ kind: 'PHRASE', phrases: [['refresh', 'token']] });
  // A quotation inside a longer text is mentioned, not demanded.
  expect(parseQuery('articles on systems that show "what they print" while one writes in them every day').phrases).toEqual([]);
});

test('no query is an error, and none that has a word is without a term', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(parseQuery(text).terms.length > 0).toBe(terms(text).some((term) => term !== ''));
    }),
  );
});
