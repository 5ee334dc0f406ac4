import { createHash } from 'node:crypto';

const modulus = 1n << 256n;

/**
 * The digest of a source: Σ SHA-256(path ‖ 0 ‖ textHash ‖ 0 ‖ kind) mod 2²⁵⁶ over its AVAILABLE documents. It does not depend on order or on
 * our ids, so that the search index can prove that it holds the same.
 */
export function createDigest(hex: string) {
  let sum = BigInt(`0x${hex}`);
  const term = (path: string, textHash: string, kind: string): bigint =>
    BigInt(`0x${createHash('sha256').update(`${path}\0${textHash}\0${kind}`).digest('hex')}`);
  return {
    add(path: string, textHash: string, kind: string): void {
      sum = (sum + term(path, textHash, kind)) % modulus;
    },
    remove(path: string, textHash: string, kind: string): void {
      sum = (sum + modulus - term(path, textHash, kind)) % modulus;
    },
    /** 64 lower-case hex digits. */
    toString: (): string => sum.toString(16).padStart(64, '0'),
  };
}

export type Digest = ReturnType<typeof createDigest>;
