import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { UnauthenticatedError } from '../errors.ts';
import type { Viewer } from './viewer.ts';

/** A key of the deployment, from `secrets.json`. Several are accepted while they rotate; one signs. */
export interface InternalKey {
  /** Letters, digits, hyphens, underscores. */
  readonly id: string;
  /** 32 bytes or more. */
  readonly secret: Uint8Array;
}

/** Clocks of two machines differ, and a fetch may wait in a queue. */
const beforeIssueMs = 5 * 60_000;
const afterIssueMs = 7 * 60_000;
const secretBytesMin = 32;
const headerMax = 16_384;

const ids = z.array(z.string());
const nullableId = z.string().nullable();
const actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: z.string() }),
  z.object({ kind: z.literal('apiKey'), id: z.string() }),
  z.object({ kind: z.literal('service'), name: z.string() }),
  z.object({ kind: z.literal('anonymous') }),
]);
const viewerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({
    kind: z.literal('user'),
    userId: z.string(),
    sessionId: z.string(),
    organizationId: nullableId,
    membershipId: nullableId,
    roleKey: nullableId,
    scopes: ids,
    teamIds: ids,
  }),
  z.object({ kind: z.literal('apiKey'), apiKeyId: z.string(), userId: z.string(), organizationId: z.string(), scopes: ids, teamIds: ids }),
  z.object({
    kind: z.literal('service'),
    name: z.string(),
    organizationId: nullableId,
    cause: z.object({ actor, requestId: nullableId }).exactOptional(),
  }),
]);

/**
 * The viewer as it travels between processes: `v1.<key id>.<issued at>.<viewer>.<MAC>`, an HMAC-SHA256 with the deployment's internal
 * key over the four parts before it and the id of the request, so that it is worth nothing beside another request.
 *
 * @param now epoch milliseconds
 */
export function signViewer(viewer: Viewer, requestId: string, key: InternalKey, now: number): string {
  if (!/^[\w-]{1,64}$/.test(key.id)) throw new Error('The id of an internal key is letters, digits, hyphens and underscores');
  const signed = `v1.${key.id}.${Math.floor(now)}.${Buffer.from(JSON.stringify(viewer)).toString('base64url')}`;
  return `${signed}.${mac(signed, requestId, key)}`;
}

/**
 * Who a signed viewer says is asking.
 *
 * @throws UnauthenticatedError for whatever was not signed with one of `keys` for this request, from 5 minutes before to 7 minutes after
 * its issue: without saying which of these it was
 */
export function verifyViewer(header: string | null, requestId: string, keys: readonly InternalKey[], now: number): Viewer {
  const refused = new UnauthenticatedError('There is no viewer that is signed for this request');
  if (header === null || header.length > headerMax) throw refused;
  const [version, keyId, issuedAt, body, sent, ...rest] = header.split('.');
  const key = keys.find((candidate) => candidate.id === keyId);
  if (version !== 'v1' || key === undefined || issuedAt === undefined || body === undefined || sent === undefined || rest.length > 0)
    throw refused;
  const expected = Buffer.from(mac(`v1.${key.id}.${issuedAt}.${body}`, requestId, key));
  const actual = Buffer.from(sent);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) throw refused;
  // Only what we have signed comes this far; parsing keeps a process of another version from handing over half a viewer.
  const age = now - Number(issuedAt);
  if (!(age >= -beforeIssueMs && age <= afterIssueMs)) throw refused;
  const viewer = viewerSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (!viewer.success) throw refused;
  return viewer.data;
}

function mac(signed: string, requestId: string, { secret }: InternalKey): string {
  if (secret.length < secretBytesMin) throw new Error(`An internal key has at least ${secretBytesMin} bytes`);
  // No part before the request's id can hold a line feed: the two cannot run into each other.
  return createHmac('sha256', secret).update(`${signed}\n${requestId}`).digest('base64url');
}
