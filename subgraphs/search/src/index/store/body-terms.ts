import { bodyCount, recordBytes } from './term-counts.ts';

/** Two rows of the forward index, each with how many words its document has in all fields (see term-counts.ts). */
export interface CountedTerms {
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** Whether a document's text has so many words, repetitions counted. */
export function hasBodyWords({ bytes }: CountedTerms, least: number): boolean {
  const view = viewOf(bytes);
  let words = 0;
  for (let at = 0; at < bytes.length && words < least; at += recordBytes) words += bodyCount(view.getUint32(at + 6, true));
  return words >= least;
}

/**
 * Whether Jaccard's index of the words of two texts (Σ min / Σ max of their counts) is at least `share`. With D = Σ |a − b| it is
 * (A + B − D) / (A + B + D), so it is decided as soon as D is too large: texts that differ are told apart by their first records.
 */
export function haveInCommon(one: CountedTerms, other: CountedTerms, share: number): boolean {
  const [ours, theirs] = [viewOf(one.bytes), viewOf(other.bytes)];
  const [ourEnd, theirEnd] = [one.bytes.length, other.bytes.length];
  // The lengths count names too, so this is no less than what the texts alone would allow.
  const differenceMax = ((one.length + other.length) * (1 - share)) / (1 + share) + 1;
  let [here, there, words, difference] = [0, 0, 0, 0];
  while (here < ourEnd || there < theirEnd) {
    const order = here >= ourEnd ? 1 : there >= theirEnd ? -1 : compareTerms(ours, here, theirs, there);
    let [our, their] = [0, 0];
    if (order <= 0) {
      our = bodyCount(ours.getUint32(here + 6, true));
      here += recordBytes;
    }
    if (order >= 0) {
      their = bodyCount(theirs.getUint32(there + 6, true));
      there += recordBytes;
    }
    words += our + their;
    difference += Math.abs(our - their);
    if (difference > differenceMax) return false;
  }
  return words > 0 && words - difference >= share * (words + difference);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** By the terms' numbers: their upper 16 bits come second. */
const compareTerms = (one: DataView, at: number, other: DataView, there: number): number =>
  one.getUint16(at + 4, true) - other.getUint16(there + 4, true) || one.getUint32(at, true) - other.getUint32(there, true);
