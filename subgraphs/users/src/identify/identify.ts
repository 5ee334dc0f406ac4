import { ForbiddenError, type RequestInfo, UnauthenticatedError, type Viewer, anonymous, uuidOf } from '@conhub/subgraph-kit';
import { type Identify, identifyRequest } from '@conhub/subgraph-kit/internal';
import { isApiKey } from '../api-keys/api-key-format.ts';
import type { Services } from '../services.ts';
import { hashSecret } from '../sessions/secret.ts';
import { findApiKey, findSession, viewerOfSession } from './find-identity.ts';
import { type IdentityCache, createIdentityCache } from './identity-cache.ts';

type IdentifyServices = Pick<Services, 'database' | 'accessTokens' | 'broadcast' | 'log' | 'now'>;

export interface Identifier {
  readonly identify: Identify;
  /** Waits for what is still being written. */
  stop(): Promise<void>;
}

const notTheirs = 'You are not a member of the organization that the conhub-organization header names';
/** Times of last use are kept to the minute. */
const seenEveryMs = 60_000;

/** Who is asking: the answer of a credential and an organization, from the rows, or from a cache that the broadcast empties. */
export function createIdentifier(services: IdentifyServices): Identifier {
  const { database, accessTokens, now } = services;
  const cache: IdentityCache = createIdentityCache(services.broadcast, now);
  const writing = new Set<Promise<unknown>>();

  /** Nobody waits for it, and a failure costs a minute of precision. */
  function note(sql: string, parameters: readonly unknown[]): void {
    const write: Promise<unknown> = database
      .system()
      .execute(sql, [...parameters])
      .catch((error: unknown) => services.log.warn({ err: error }, 'A time of last use could not be written'))
      .finally(() => writing.delete(write));
    writing.add(write);
  }

  const isStale = (time: Date | null): boolean => time === null || now().getTime() - time.getTime() >= seenEveryMs;

  async function bySession(by: { id: string } | { cookie: string }, organization: string | null, request: RequestInfo) {
    const em = database.system();
    const session = await findSession(em, by, now());
    if (session === null) return null;
    const viewer = await viewerOfSession(em, session, organization);
    if (viewer === undefined) throw new ForbiddenError(notTheirs);
    if (isStale(session.lastSeenAt)) {
      note('update users.sessions set last_seen_at = ?, ip_address = ?, user_agent = ? where id = ?', [
        now(),
        request.ipAddress,
        request.userAgent,
        uuidOf(session.sessionId),
      ]);
    }
    return { viewer, validUntil: session.expiresAt };
  }

  async function byApiKey(secret: string, organization: string | null) {
    const key = isApiKey(secret) ? await findApiKey(database.system(), { secret }, now()) : null;
    if (key === null) throw new UnauthenticatedError('The API key is not valid, has expired, or was revoked');
    if (organization !== null && organization !== key.viewer.organizationId && organization.toLowerCase() !== key.slug) {
      throw new ForbiddenError(notTheirs);
    }
    if (isStale(key.lastUsedAt)) note('update users.api_keys set last_used_at = ? where id = ?', [now(), uuidOf(key.viewer.apiKeyId)]);
    return { viewer: key.viewer, validUntil: key.expiresAt };
  }

  async function byAccessToken(token: string, organization: string | null, request: RequestInfo) {
    const claims = await accessTokens.verify(token);
    const found = await bySession({ id: claims.sessionId }, organization, request);
    if (found === null || found.viewer.userId !== claims.userId) throw new UnauthenticatedError('The session has ended: sign in again');
    return { viewer: found.viewer, validUntil: new Date(Math.min(claims.expiresAt.getTime(), found.validUntil.getTime())) };
  }

  /** A cookie that means nothing any more is no credential: its browser cannot drop it, and must be able to sign in again. */
  async function byCookie(
    cookie: string,
    organization: string | null,
    request: RequestInfo,
  ): Promise<{ viewer: Viewer; validUntil: Date | null }> {
    return (await bySession({ cookie }, organization, request)) ?? { viewer: anonymous, validUntil: null };
  }

  return {
    async identify(credentials, request) {
      const { bearer, sessionCookie, organization } = parse(credentials);
      const credential = bearer ?? sessionCookie;
      if (credential === null) return anonymous;
      // Secrets stay out of the cache's keys.
      const key = `${bearer === null ? 'cookie' : 'bearer'} ${hashSecret(credential)} ${organization ?? ''}`;
      return cache.get(key, () =>
        bearer === null
          ? byCookie(credential, organization, request)
          : bearer.startsWith('chk_')
            ? byApiKey(bearer, organization)
            : byAccessToken(bearer, organization, request),
      );
    },
    async stop() {
      cache.stop();
      await Promise.all(writing);
    },
  };
}

function parse(credentials: unknown) {
  const parsed = identifyRequest.safeParse(credentials);
  if (!parsed.success) throw new UnauthenticatedError('The credentials are not in a form that is accepted here');
  return parsed.data;
}
