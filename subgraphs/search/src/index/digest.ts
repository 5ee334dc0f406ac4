import { createHash } from 'node:crypto';

/**
 * What a source holds, as one number: Σ SHA-256(path ‖ 0 ‖ textHash ‖ 0 ‖ kind) mod 2²⁵⁶. It does not depend on order or on our ids, so
 * that two stores which came to the same documents on different ways agree. Hashes are written in hex, a document without text has ''.
 */
export function digestTerm(path: string, textHash: string | null, kind: string): bigint {
  return BigInt(
    `0x${createHash('sha256')
      .update(`${path}\0${textHash ?? ''}\0${kind}`)
      .digest('hex')}`,
  );
}

const modulus = 1n << 256n;

export const addTerm = (digest: bigint, term: bigint): bigint => (digest + term) % modulus;
export const subtractTerm = (digest: bigint, term: bigint): bigint => (((digest - term) % modulus) + modulus) % modulus;

/** 64 lower-case hex digits. */
export const digestText = (digest: bigint): string => digest.toString(16).padStart(64, '0');
export const digestOf = (text: string): bigint => BigInt(`0x${text}`);
