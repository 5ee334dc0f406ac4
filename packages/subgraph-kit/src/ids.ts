import { createHash } from 'node:crypto';
import { TypeID, typeidUnboxed } from 'typeid-js';
import { BadUserInputError } from './errors.ts';

/**
 * Ids are TypeIDs (https://github.com/jetify-com/typeid/tree/main/spec): a prefix and a UUIDv7 in Crockford's base32.
 * The whole program speaks TypeIDs; only the database keeps the uuid. The list is `schema/ids.json`; a prefix is never renamed.
 */
export const prefixes = {
  usr: 'User',
  org: 'Organization',
  mem: 'Membership',
  team: 'Team',
  role: 'Role',
  inv: 'Invitation',
  key: 'ApiKey',
  ses: 'Session',
  dreq: 'DataRequest',
  acc: 'ConnectedAccount',
  src: 'Source',
  run: 'SyncRun',
  doc: 'Document',
  upl: 'Upload',
  evt: 'AuditEvent',
  alrt: 'Alert',
  inc: 'Incident',
  rule: 'DetectionRule',
  sav: 'SavedSearch',
  model: 'EmbeddingModel',
  quota: 'Quota',
  plan: 'Plan',
  invoice: 'Invoice',
  sub: 'BillingSubscription',
} as const;

export type IdPrefix = keyof typeof prefixes;

export const newId = (prefix: IdPrefix): string => typeidUnboxed(prefix) as unknown as string;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The uuid that the database keeps, of any well-formed TypeID. Not by the library's decoder: it refuses suffixes whose bits name no known
 * version of a UUID, and then an id that somebody made up would be a fault of ours instead of one that does not exist.
 *
 * @throws Error for anything that is not a TypeID
 */
export function uuidOf(id: string): string {
  if (!pattern.test(id)) throw new Error('Not a TypeID');
  let bits = 0n;
  for (const character of id.slice(-26)) bits = bits * 32n + BigInt(alphabet.indexOf(character));
  const hex = bits.toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const idOf = (prefix: IdPrefix, uuid: string): string => TypeID.fromUUID(prefix, uuid).toString();

const pattern = /^[a-z]{1,63}_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** The prefix of a well-formed id, else null. */
export function prefixOf(id: string): IdPrefix | null {
  if (!pattern.test(id)) return null;
  const prefix = id.slice(0, id.lastIndexOf('_'));
  return prefix in prefixes ? (prefix as IdPrefix) : null;
}

export const isId = (prefix: IdPrefix, id: string): boolean => prefixOf(id) === prefix;

const withArticle = (name: string): string => `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;

/** Parses an id at the edge. A malformed one and one of another kind are both BAD_USER_INPUT, never a database error. */
export function parseId(prefix: IdPrefix, id: string, path: readonly (string | number)[]): string {
  if (!isId(prefix, id)) {
    throw BadUserInputError.of(path, 'INVALID_ID', `${path.join('.')} is not the id of ${withArticle(prefixes[prefix])} (${prefix}_…)`);
  }
  return id;
}

const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/**
 * The id of something that comes from code or files and has no row of its own (a built-in role, a model, a plan):
 * a UUIDv5 (RFC 9562) of its key, so that it is the same in every installation.
 */
export function derivedId(prefix: IdPrefix, key: string): string {
  const hash = createHash('sha1').update(namespace).update(`conhub:${prefix}:${key}`).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return idOf(prefix, `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`);
}
