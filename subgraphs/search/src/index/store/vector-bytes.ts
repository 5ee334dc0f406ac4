import { endianness } from 'node:os';

const isLittle = endianness() === 'LE';

/** Little-endian float32, as `store.db` keeps vectors. */
export function bytesOf(vector: Float32Array): Uint8Array {
  const bytes = new Uint8Array(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.byteLength) as ArrayBuffer);
  if (!isLittle) swap(bytes);
  return bytes;
}

/** Of bytes that nobody else keeps: where they can be read as they are, nothing is copied. */
export function vectorOf(bytes: Uint8Array): Float32Array {
  if (isLittle && bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / 4);
  const copy = new Uint8Array(bytes);
  if (!isLittle) swap(copy);
  return new Float32Array(copy.buffer);
}

function swap(bytes: Uint8Array): void {
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).swap32();
}
