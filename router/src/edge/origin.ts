import type { IncomingMessage } from 'node:http';
import { refusal, type Refusal } from './refusal.ts';

/** Where a request was sent to, and whether a page of ours sent it. */
export interface Sender {
  /** The origin under which the client reached us (`https://hub.example.org`, `http://localhost:4000`). */
  readonly ownOrigin: string;
  /** The `Origin` header, null where there is none. */
  readonly origin: string | null;
  /** The browser or its absence says that no other site's page sent it. */
  readonly isSameOrigin: boolean;
  readonly isSecure: boolean;
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * The Host check against DNS rebinding: a page of evil.example whose name suddenly resolves to this machine sends its own name as Host.
 * Answers null for a Host that is neither `publicUrl`'s nor loopback.
 */
function ownOriginOf(host: string | undefined, publicUrl: URL | null): string | null {
  if (host === undefined) return null;
  if (publicUrl !== null && hostOf(host, publicUrl.protocol) === publicUrl.host) return publicUrl.origin;
  return loopback.test(host) ? `http://${host.toLowerCase()}` : null;
}

/** As URL writes it: lower case, without the default port. */
function hostOf(host: string, protocol: string): string | null {
  if (!/^[\w.:[\]-]+$/.test(host)) return null;
  return URL.parse(`${protocol}//${host}`)?.host ?? null;
}

export function senderOf(incoming: IncomingMessage, publicUrl: URL | null): Sender | Refusal {
  const ownOrigin = ownOriginOf(incoming.headers.host, publicUrl);
  if (ownOrigin === null) {
    return refusal(
      421,
      'HOST_NOT_ALLOWED',
      'This name is not ConHub’s own: set CONHUB_PUBLIC_URL to the address under which people reach it',
    );
  }
  const origin = incoming.headers.origin ?? null;
  const site = incoming.headers['sec-fetch-site'];
  const isOriginOwn = origin === null || canonicalOrigin(origin) === canonicalOrigin(ownOrigin);
  const isSameOrigin = isOriginOwn && (site === undefined || site === 'same-origin' || site === 'none');
  return { ownOrigin, origin, isSameOrigin, isSecure: ownOrigin.startsWith('https:') };
}

export const isSender = (value: Sender | Refusal): value is Sender => 'ownOrigin' in value;

const canonicalOrigin = (origin: string): string | null => URL.parse(origin)?.origin ?? null;

export type OriginCheck = (origin: string) => boolean;

export function originCheck(allowedOrigins: readonly string[]): OriginCheck {
  const allowed = new Set(allowedOrigins.map((origin) => canonicalOrigin(origin) ?? origin));
  return (origin) => allowed.has(origin);
}

/** Answers may be read by allowed origins; no credentials mode, so a cookie never crosses origins. */
export function corsHeaders(sender: Sender, isAllowed: OriginCheck): Record<string, string> {
  if (sender.origin === null || sender.isSameOrigin || !isAllowed(sender.origin)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': sender.origin,
    'access-control-expose-headers': 'x-request-id, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after',
  };
}

/** Two hours is the longest that Chrome keeps a preflight's answer. */
const preflightSeconds = 7200;

export function preflightHeaders(incoming: IncomingMessage, sender: Sender, isAllowed: OriginCheck): Record<string, string> {
  const headers = corsHeaders(sender, isAllowed);
  headers['vary'] = 'Origin, Access-Control-Request-Headers';
  if (headers['access-control-allow-origin'] === undefined) return headers;
  const wanted = incoming.headers['access-control-request-headers'];
  headers['access-control-allow-methods'] = 'GET, POST';
  headers['access-control-max-age'] = String(preflightSeconds);
  if (wanted !== undefined && /^[\w\-, ]{1,1000}$/.test(wanted)) headers['access-control-allow-headers'] = wanted;
  if (incoming.headers['access-control-request-private-network'] === 'true') headers['access-control-allow-private-network'] = 'true';
  return headers;
}

const simpleTypes = new Set(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']);

/**
 * Apollo's rule against cross-site request forgery (https://www.apollographql.com/docs/apollo-server/security/cors#preventing-cross-site-request-forgery-csrf):
 * a request that a browser would send without a preflight is refused. One that the browser itself calls same-origin needs no preflight.
 */
export function forgeryRefusal(incoming: IncomingMessage, sender: Sender): Refusal | null {
  const mediaType = incoming.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== undefined && mediaType !== '' && !simpleTypes.has(mediaType)) return null;
  if (incoming.headers['apollo-require-preflight'] || incoming.headers['x-apollo-operation-name']) return null;
  if (sender.isSameOrigin && incoming.headers['sec-fetch-site'] === 'same-origin') return null;
  return refusal(
    400,
    'CSRF_PREVENTION',
    'This request looks like one that another site’s page could send: give it a content-type of application/json, or a header apollo-require-preflight: true',
  );
}
