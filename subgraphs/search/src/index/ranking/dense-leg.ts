import type { VectorTable } from '../memory/vector-table.ts';
import { selectTop } from './top.ts';

/** Similarities of the documents that pass: -2 where a document has no vector. */
export interface DenseScores {
  readonly best: Float32Array;
  /** Slots with a similarity. */
  readonly touched: Int32Array;
}

/**
 * Exact: the cosine of the query with every vector of every passing document; a document's similarity is its best vector's (maxP, Dai &
 * Callan 2019). The inner loop is the place for a SIMD kernel: it reads one block of consecutive rows.
 */
export function scanVectors(table: VectorTable, query: Float32Array, passing: Uint8Array): DenseScores {
  const { dimension, blocks, blockRows, documentOf, rowCount } = table;
  const best = new Float32Array(passing.length).fill(-2);
  const touched = new Int32Array(passing.length);
  let count = 0;
  for (let blockIndex = 0; blockIndex < blocks.length; blockIndex++) {
    const block = blocks[blockIndex] as Float32Array;
    const first = blockIndex * blockRows;
    const rows = Math.min(blockRows, rowCount - first);
    for (let row = 0; row < rows; row++) {
      const slot = documentOf[first + row] as number;
      if (slot < 0 || passing[slot] !== 1) continue;
      const similarity = dot(block, row * dimension, query, dimension);
      const known = best[slot] as number;
      if (known === -2) touched[count++] = slot;
      if (similarity > known) best[slot] = similarity;
    }
  }
  return { best, touched: touched.subarray(0, count) };
}

/** Eight sums at once: the processor adds them side by side. The dimension is a multiple of eight for every model in use. */
export function dot(block: Float32Array, offset: number, query: Float32Array, dimension: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = dimension - (dimension % 4);
  for (let index = 0; index < whole; index += 4) {
    const at = offset + index;
    a += (block[at] as number) * (query[index] as number);
    b += (block[at + 1] as number) * (query[index + 1] as number);
    c += (block[at + 2] as number) * (query[index + 2] as number);
    d += (block[at + 3] as number) * (query[index + 3] as number);
  }
  for (let index = whole; index < dimension; index++) a += (block[offset + index] as number) * (query[index] as number);
  return a + b + (c + d);
}

/** The `size` best slots, best first; ties by document id. */
export function topDocuments({ best, touched }: DenseScores, size: number, ids: readonly string[]): number[] {
  const isWorse = (a: number, b: number): boolean => {
    const [one, other] = [touched[a] as number, touched[b] as number];
    const difference = (best[one] as number) - (best[other] as number);
    return difference < 0 || (difference === 0 && (ids[one] ?? '') > (ids[other] ?? ''));
  };
  return selectTop(touched.length, size, isWorse).map((number) => touched[number] as number);
}
