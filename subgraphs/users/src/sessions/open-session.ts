import { BadUserInputError, type RequestInfo, type UserViewer, newId } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { SessionStarted } from '../events.ts';
import { type ActingMembership, viewerOf } from '../identify/viewer-of.ts';
import type { Services } from '../services.ts';
import { absoluteTimeoutMs, operatorTimeoutMs } from './lifetimes.ts';
import { RefreshToken } from './refresh-token.entity.ts';
import { hashSecret, newSecret } from './secret.ts';
import { Session } from './session.entity.ts';

export type SignInMethod = 'PASSWORD' | 'SETUP' | 'OPERATOR' | 'LINK';

/** A session that is written with the next flush, and what its holder gets. */
export interface OpenedSession {
  readonly session: Session;
  readonly viewer: UserViewer;
  readonly cookie: string | null;
  readonly refreshToken: string | null;
}

/** GraphQL's `SignInPayload` and what the operator's routes answer. */
export interface SignedIn {
  readonly __typename: 'SignInPayload';
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string | null;
  readonly viewer: object;
}

export interface OpenSessionOptions {
  readonly userId: string;
  readonly membership: ActingMembership | null;
  readonly method: SignInMethod;
  readonly useCookie: boolean;
}

/** A cookie can be set for a page of this origin only. */
export function requireCookies(request: RequestInfo): void {
  if (request.setSessionCookie === undefined) {
    throw BadUserInputError.of(
      ['input', 'useCookie'],
      'NOT_SAME_ORIGIN',
      'A session cookie is for pages of this origin: use the refresh token instead',
    );
  }
}

/** Adds the session, its first secret and the fact to `em`; the caller flushes. */
export function openSession(services: Services, request: RequestInfo, em: SqlEntityManager, options: OpenSessionOptions): OpenedSession {
  const { userId, membership, method, useCookie } = options;
  const now = services.now();
  const secret = newSecret();
  const session = em.create(Session, {
    id: newId('ses'),
    userId,
    kind: useCookie ? 'COOKIE' : 'TOKEN',
    secretHash: useCookie ? hashSecret(secret) : null,
    ipAddress: request.ipAddress,
    userAgent: request.userAgent,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + (method === 'OPERATOR' ? operatorTimeoutMs : absoluteTimeoutMs)),
    endedAt: null,
    endReason: null,
  });
  em.persist(session);
  if (!useCookie) {
    em.persist(
      em.create(RefreshToken, { tokenHash: hashSecret(secret), sessionId: session.id, createdAt: now, usedAt: null, successor: null }),
    );
  }
  const viewer = viewerOf(userId, session.id, membership);
  emit({ em, viewer, request }, SessionStarted, { sessionId: session.id, userId, method, kind: session.kind });
  return { session, viewer, cookie: useCookie ? secret : null, refreshToken: useCookie ? null : secret };
}

/** After the flush: the cookie, the access token, and a request that is now its person's. */
export async function answerSignedIn(context: Context, { session, viewer, cookie, refreshToken }: OpenedSession): Promise<SignedIn> {
  if (cookie !== null) context.request.setSessionCookie?.(cookie, session.expiresAt);
  const { token, expiresAt } = await context.services.accessTokens.sign(session.userId, session.id);
  context.become(viewer);
  return { __typename: 'SignInPayload', accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken, viewer: {} };
}
