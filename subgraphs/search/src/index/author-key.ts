import { createHash } from 'node:crypto';

/**
 * What stands for an author in facts and index, so that neither holds an address: the first 32 hex digits of SHA-256 over the address,
 * trimmed and in lower case.
 */
export const authorKeyOf = (email: string): string => createHash('sha256').update(email.trim().toLowerCase()).digest('hex').slice(0, 32);
