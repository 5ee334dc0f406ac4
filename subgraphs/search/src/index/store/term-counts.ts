import { encodeTerm } from '../../analyzer/encode-terms.ts';

/** The fields words are counted in, in the order of the columns of `words.terms`. */
export const termFields = ['title', 'path', 'symbol', 'body'] as const;
export type TermField = (typeof termFields)[number];

/** Bytes of one record: 48 bits of the term's number, then its packed counts. */
export const recordBytes = 10;

/** Bits of a field's count in a packed number, title first. A count stops at what they hold: BM25 saturates long before. */
const fieldBits = [5, 5, 9, 13] as const;
const fieldMax = fieldBits.map((bits) => 2 ** bits - 1);
const fieldShift = [27, 22, 13, 0] as const;

/** How often a term stands in each field, in one number of 32 bits. */
const pack = (counts: readonly number[]): number =>
  counts.reduce((packed, count, field) => packed | (Math.min(count, fieldMax[field] ?? 0) << (fieldShift[field] ?? 0)), 0) >>> 0;

export const titleCount = (packed: number): number => packed >>> 27;
export const pathCount = (packed: number): number => (packed >>> 22) & 0x1f;
export const symbolCount = (packed: number): number => (packed >>> 13) & 0x1ff;
export const bodyCount = (packed: number): number => packed & 0x1fff;

/**
 * A term's number: 48 bits of a hash, a safe integer. Among a million terms two share one with a probability of .002, and would be
 * taken for one word. Two 32-bit multiplicative lanes with the finish of MurmurHash3 (A. Appleby).
 */
export const termNumber = (term: string): number => encodedTermNumber(encodeTerm(term));

/** Of a term as FTS5 holds it (see encode-terms.ts). */
export function encodedTermNumber(encoded: string): number {
  let low = 0x9e3779b9;
  let high = 0x85ebca6b;
  for (let index = 0; index < encoded.length; index++) {
    const unit = encoded.charCodeAt(index);
    low = Math.imul(low ^ unit, 0xcc9e2d51);
    low = (low << 15) | (low >>> 17);
    high = Math.imul(high ^ unit, 0x1b873593);
    high = (high << 13) | (high >>> 19);
  }
  low = finish(low ^ (high >>> 7));
  high = finish(high ^ (low >>> 11) ^ encoded.length);
  return (low >>> 0) + (high & 0xffff) * 0x1_0000_0000;
}

function finish(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** How often each term stands in each of a document's fields: the document's row of a forward index, ordered by the terms' numbers. */
export interface TermCounts {
  readonly bytes: Uint8Array;
  /** Terms of all fields, with repetitions. */
  readonly length: number;
}

/** From the pre-tokenised columns, as FTS5 gets them. */
export function countTerms(columns: readonly [title: string, path: string, symbol: string, body: string]): TermCounts {
  const counts = new Map<number, [number, number, number, number]>();
  let length = 0;
  columns.forEach((column, field) => {
    for (const encoded of column.split(' ')) {
      if (encoded === '') continue;
      length++;
      const number = encodedTermNumber(encoded);
      let count = counts.get(number);
      if (count === undefined) counts.set(number, (count = [0, 0, 0, 0]));
      count[field] = (count[field] ?? 0) + 1;
    }
  });
  const view = new DataView(new ArrayBuffer(counts.size * recordBytes));
  let at = 0;
  for (const [number, fields] of [...counts].sort(([a], [b]) => a - b)) {
    view.setUint32(at, number % 0x1_0000_0000, true);
    view.setUint16(at + 4, Math.floor(number / 0x1_0000_0000), true);
    view.setUint32(at + 6, pack(fields), true);
    at += recordBytes;
  }
  return { bytes: new Uint8Array(view.buffer), length };
}

/** In the order of the terms' numbers. */
export function eachCount(bytes: Uint8Array, visit: (term: number, packed: number) => void): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + recordBytes <= bytes.byteLength; at += recordBytes) {
    visit(view.getUint32(at, true) + view.getUint16(at + 4, true) * 0x1_0000_0000, view.getUint32(at + 6, true));
  }
}
