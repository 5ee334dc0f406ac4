/** Rows are padded to the kernel's step. */
export const strideOf = (dimension: number): number => Math.ceil(dimension / 16) * 16;

/** The largest number of a row. */
const rowMax = 127;

/**
 * A vector in 8 bits, symmetric: v ≈ scale · n with n in −127 … 127. Answers the scale and ‖v − scale · n‖, so that by Cauchy and Schwarz
 * any product with a query is wrong by at most that length times the query's.
 */
export function quantizeRow(
  vector: Float32Array,
  into: Int8Array,
  at: number,
): { readonly scale: number; readonly error: number; readonly length: number } {
  let largest = 0;
  let lengthSquared = 0;
  for (const value of vector) {
    largest = Math.max(largest, Math.abs(value));
    lengthSquared += value * value;
  }
  const scale = largest / rowMax;
  let squares = 0;
  for (let index = 0; index < vector.length; index++) {
    const value = vector[index] as number;
    const whole = scale === 0 ? 0 : Math.round(value / scale);
    into[at + index] = whole;
    squares += (value - scale * whole) ** 2;
  }
  return { scale, error: Math.sqrt(squares), length: Math.sqrt(lengthSquared) };
}

/** A query in up to 16 bits, as many as leave every sum of products in 32; `error` as of a row. */
export function quantizeQuery(query: Float32Array): { readonly numbers: Int16Array; readonly scale: number; readonly error: number } {
  const numbers = new Int16Array(strideOf(query.length));
  const most = Math.min(32_767, Math.floor((2 ** 31 - 1) / (rowMax * numbers.length)));
  let largest = 0;
  for (const value of query) largest = Math.max(largest, Math.abs(value));
  const scale = largest / most;
  let squares = 0;
  for (let index = 0; index < query.length; index++) {
    const value = query[index] as number;
    const whole = scale === 0 ? 0 : Math.round(value / scale);
    numbers[index] = whole;
    squares += (value - scale * whole) ** 2;
  }
  return { numbers, scale, error: Math.sqrt(squares) };
}
