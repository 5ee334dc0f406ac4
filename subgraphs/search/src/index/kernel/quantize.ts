/** Rows are padded to the kernel's step. */
export const strideOf = (dimension: number): number => Math.ceil(dimension / 16) * 16;

/** The largest number of a row (scan.wat makes rows). */
const rowMax = 127;

/** A query in up to 16 bits, as many as leave every sum of products in 32; `error` is ‖query − scale · numbers‖. */
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
