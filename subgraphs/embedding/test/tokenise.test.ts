import fc from 'fast-check';
import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, test } from 'vitest';
import { createTokenise } from '../src/inference/tokenise.ts';
import { reference, tokenizerDefinition } from './factories.ts';

const tokenise = createTokenise(tokenizerDefinition, 256);

describe('tokenise', () => {
  test.each(reference.items.map(({ text, ids }) => ({ name: JSON.stringify(text.slice(0, 40)), text, ids })))(
    'gives the published ids of $name',
    ({ text, ids }) => {
      expect(tokenise(text)).toEqual(ids);
    },
  );

  test('sets rare ideographs beyond U+FFFF apart, as the published tokenizer does', () => {
    expect(tokenise('\u{20000}\u{20001}\u{2F800}')).toEqual([101, 100, 100, 100, 102]);
  });

  test('gives an empty, a blank and a lone-surrogate text valid ids', () => {
    for (const text of ['', ' \n\t', '\ud800', '\udc00 \ud800']) expect(tokenise(text)).toEqual([101, 102]);
  });

  test('reads a long text only as far as the model sees, and gives the ids of the whole text', () => {
    const plain = new Tokenizer(tokenizerDefinition, {});
    const piece = fc.oneof(
      fc.constantFrom(
        'word ',
        'Straße ',
        '你好',
        'a.b.c ',
        '[SEP] ',
        '\u0301',
        'ΣΑΣ ',
        '😀',
        ' \n',
        'Pneumonoultramicroscopic',
        '가나다 ',
        '\u200d',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    const text = fc
      .array(piece, { minLength: 1, maxLength: 40 })
      .chain((parts) => fc.integer({ min: 1, max: 400 }).map((times) => parts.join('').repeat(times)));
    fc.assert(
      fc.property(text, (long) => {
        const whole = plain.encode(
          long.replace(/[\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu, ' $& '),
        ).ids;
        expect(tokenise(long)).toEqual(whole.length <= 256 ? whole : [...whole.slice(0, 255), 102]);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['prose', 'knowledge is indexed '.repeat(50_000)],
    ['ideographs without a space', '知識'.repeat(500_000)],
    ['one endless word', 'x'.repeat(1_000_000)],
    ['blanks', ' '.repeat(1_000_000)],
    ['combining marks', 'e\u0301'.repeat(500_000)],
  ])('takes less than a quarter of a second for 1 MB of %s', (_name, text) => {
    const timesMs = [1, 2, 3].map(() => {
      const began = performance.now();
      expect(tokenise(text).length).toBeLessThanOrEqual(256);
      return performance.now() - began;
    });
    expect(Math.min(...timesMs)).toBeLessThan(250);
  });
});
