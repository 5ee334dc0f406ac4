import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** What a leaf commits to, field by field. A value that is absent is null and is committed to as well. */
export type LeafFields = Readonly<Record<LeafField, unknown>>;

export const leafFields = [
  'action',
  'actor',
  'details',
  'eventId',
  'ipAddress',
  'occurredAt',
  'onBehalfOf',
  'outcome',
  'requestId',
  'subjectId',
  'userAgent',
] as const;

export type LeafField = (typeof leafFields)[number];

/** 32 bytes each, in hexadecimal. Redaction deletes value and salt: the commitment stays, and with it every root and proof. */
export type Salts = Readonly<Record<LeafField, string>>;

export const newSalts = (): Salts =>
  Object.fromEntries(leafFields.map((field) => [field, randomBytes(32).toString('hex')])) as Record<LeafField, string>;

/** SHA-256(salt ‖ field ‖ 0x00 ‖ value in RFC 8785), in hexadecimal. */
export const commitment = (salt: string, field: LeafField, value: unknown): string =>
  createHash('sha256')
    .update(Buffer.from(salt, 'hex'))
    .update(field, 'utf8')
    .update(Buffer.of(0))
    .update(canonicalJson(value), 'utf8')
    .digest('hex');

/** The bytes of a leaf: RFC 8785 of { v, organization, index, commitments sorted by field }. */
export function leafBytes(organization: string, index: number, commitments: Readonly<Record<LeafField, string>>): Buffer {
  return Buffer.from(
    canonicalJson({ v: 1, organization, index, commitments: leafFields.map((field) => [field, commitments[field]]) }),
    'utf8',
  );
}

/** RFC 9162, section 2.1.1: a leaf is hashed with the prefix 0x00. In hexadecimal. */
export const leafHash = (leaf: Buffer): string => createHash('sha256').update(Buffer.of(0)).update(leaf).digest('hex');

/** The hash of an entry, from its values and salts. */
export function hashEntry(organization: string, index: number, fields: LeafFields, salts: Salts): string {
  const commitments = Object.fromEntries(leafFields.map((field) => [field, commitment(salts[field], field, fields[field])])) as Record<
    LeafField,
    string
  >;
  return leafHash(leafBytes(organization, index, commitments));
}
