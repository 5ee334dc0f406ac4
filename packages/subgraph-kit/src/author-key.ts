import { createHash } from 'node:crypto';

/**
 * What stands for an author in facts and index, so that neither holds a name or an address: the first 32 hex digits of SHA-256 over the
 * address, trimmed and in lower case; over the name where a document gives no address; over a member's id for what was made in ConHub.
 */
export const authorKey = (says: string): string => createHash('sha256').update(says.trim().toLowerCase()).digest('hex').slice(0, 32);
