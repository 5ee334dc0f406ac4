import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addTerm, digestTerm, digestText, subtractTerm } from '../../src/index/digest.ts';

interface Golden {
  readonly empty: string;
  readonly documents: readonly { readonly path: string; readonly textHash: string; readonly kind: string; readonly term: string }[];
  readonly digest: string;
}

test('the digest of a source is the one written down, which connectors compute too: term by term, as a sum, and taken away again', () => {
  const file = new URL('../../../connectors/test/sync/golden-digest.json', import.meta.url);
  const { empty, documents, digest } = JSON.parse(readFileSync(file, 'utf8')) as Golden;
  expect(documents.length).toBeGreaterThan(1);
  const terms = documents.map(({ path, textHash, kind }) => digestTerm(path, textHash, kind));
  expect(terms.map(digestText)).toEqual(documents.map(({ term }) => term));
  const sum = terms.reduce(addTerm, 0n);
  expect(digestText(sum)).toBe(digest);
  expect(digestText(terms.reduce(subtractTerm, sum))).toBe(empty);
});
