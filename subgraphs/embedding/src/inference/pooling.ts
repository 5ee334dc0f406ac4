export interface TokenVectors {
  readonly rows: number;
  readonly length: number;
  readonly dimension: number;
  /** Tokens of each row that are not padding. */
  readonly lengths: Uint16Array;
  readonly pooling: 'mean' | 'cls';
}

/** One vector of each row's tokens, for graphs that answer [rows, length, dimension]: their mean without the padding, or the first one. */
export function poolTokens(numbers: Float32Array, { rows, length, dimension, lengths, pooling }: TokenVectors): Float32Array<ArrayBuffer> {
  const vectors = new Float32Array(rows * dimension);
  for (let row = 0; row < rows; row++) {
    const from = row * length * dimension;
    const to = row * dimension;
    const tokens = pooling === 'cls' ? 1 : Math.max(1, lengths[row] ?? 1);
    for (let token = 0; token < tokens; token++) {
      const at = from + token * dimension;
      for (let index = 0; index < dimension; index++)
        vectors[to + index] = (vectors[to + index] as number) + (numbers[at + index] as number);
    }
    for (let index = 0; index < dimension; index++) vectors[to + index] = (vectors[to + index] as number) / tokens;
  }
  return vectors;
}

/** Brings each row to length 1, in place. A row of zeros stays: it has no direction. */
export function normalise(vectors: Float32Array, dimension: number): void {
  for (let start = 0; start < vectors.length; start += dimension) {
    let sum = 0;
    for (let index = start; index < start + dimension; index++) sum += (vectors[index] as number) ** 2;
    const scale = sum === 0 ? 1 : 1 / Math.sqrt(sum);
    for (let index = start; index < start + dimension; index++) vectors[index] = (vectors[index] as number) * scale;
  }
}

/** IEEE 754 half precision, as bits, to numbers. */
export function halfToFloat(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(bits.length);
  for (let index = 0; index < bits.length; index++) {
    const half = bits[index] as number;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    const magnitude =
      exponent === 0
        ? fraction * 2 ** -24
        : exponent === 31
          ? fraction === 0
            ? Infinity
            : NaN
          : (1 + fraction / 1024) * 2 ** (exponent - 15);
    numbers[index] = half & 0x8000 ? -magnitude : magnitude;
  }
  return numbers;
}
