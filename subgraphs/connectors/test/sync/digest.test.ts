import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDigest } from '../../src/sync/digest.ts';
import golden from './golden-digest.json' with { type: 'json' };

const digestOf = (documents: readonly { path: string; textHash: string; kind: string }[]): string => {
  const digest = createDigest(golden.empty);
  for (const { path, textHash, kind } of documents) digest.add(path, textHash, kind);
  return digest.toString();
};

describe('the digest of a source', () => {
  test('is the one written down, term by term and as a sum', () => {
    for (const document of golden.documents) {
      expect(createHash('sha256').update(document.text).digest('hex')).toBe(document.textHash);
      expect(digestOf([document])).toBe(document.term);
    }
    expect(digestOf(golden.documents)).toBe(golden.digest);
  });

  test('does not depend on the order in which documents came, nor on what came and went', () => {
    const document = fc.record({
      path: fc.string({ unit: 'grapheme' }),
      textHash: fc.stringMatching(/^[0-9a-f]{64}$/),
      kind: fc.constantFrom('TEXT', 'CODE', 'DATA'),
    });
    fc.assert(
      fc.property(fc.array(document, { maxLength: 12 }), fc.array(document, { maxLength: 5 }), (kept, passing) => {
        const digest = createDigest(golden.empty);
        for (const { path, textHash, kind } of passing) digest.add(path, textHash, kind);
        for (const { path, textHash, kind } of kept.toReversed()) digest.add(path, textHash, kind);
        for (const { path, textHash, kind } of passing) digest.remove(path, textHash, kind);
        expect(digest.toString()).toBe(digestOf(kept));
      }),
    );
  });
});
