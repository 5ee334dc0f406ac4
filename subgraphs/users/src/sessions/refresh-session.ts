import { type SqlEntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { SessionEnded, SessionReuseDetected } from '../events.ts';
import { identityChanged } from '../identify/identity-changed.ts';
import { membershipOf, viewerOf } from '../identify/viewer-of.ts';
import { takeAll } from '../limiting/limiter.ts';
import { fromAddress, ofSession } from '../limiting/tries.ts';
import { reuseGraceMs } from './lifetimes.ts';
import type { SignedIn } from './open-session.ts';
import { RefreshToken } from './refresh-token.entity.ts';
import { hashSecret, newSecret, sealFor, unsealWith } from './secret.ts';
import { Session } from './session.entity.ts';
import { type InvalidCredentials, type SignInBlocked, invalidCredentials, tooManyTries } from './sign-in-failures.ts';

type Rotated = { readonly outcome: 'ROTATED'; readonly session: Session; readonly successor: string };
type Rotation = Rotated | { readonly outcome: 'ENDED' } | { readonly outcome: 'REUSED'; readonly session: Session };

const ended = 'The session has ended: sign in again';

/** A new pair of tokens for a refresh token, which works once; or a new access token for the cookie's session. */
export async function refreshSession(
  context: Context,
  refreshToken: string | null,
): Promise<SignedIn | InvalidCredentials | SignInBlocked> {
  const { services, request } = context;
  const em = services.database.system();
  const secret = refreshToken ?? request.sessionCookie;
  if (secret === null) return invalidCredentials(ended);
  const secretHash = hashSecret(secret);
  const sessionId =
    refreshToken === null
      ? (await em.findOne(Session, { secretHash }))?.id
      : (await em.findOne(RefreshToken, { tokenHash: secretHash }))?.sessionId;
  const tries = await takeAll(services.limiter, [sessionId === undefined ? fromAddress(request) : ofSession(sessionId)]);
  if (!tries.isAllowed) return tooManyTries(tries.retryAt);
  if (sessionId === undefined) return invalidCredentials(ended);
  const rotation = refreshToken === null ? await touchCookieSession(context, sessionId) : await rotate(context, refreshToken);
  if (rotation.outcome === 'REUSED') identityChanged(services.broadcast, { sessionId: rotation.session.id });
  if (rotation.outcome !== 'ROTATED') return invalidCredentials(ended);
  const { session, successor } = rotation;
  const { token, expiresAt } = await services.accessTokens.sign(session.userId, session.id);
  context.become(viewerOf(session.userId, session.id, await membershipOf(em, session.userId, null)));
  return {
    __typename: 'SignInPayload',
    accessToken: token,
    accessTokenExpiresAt: expiresAt,
    refreshToken: refreshToken === null ? null : successor,
    viewer: {},
  };
}

async function touchCookieSession({ services, request }: Context, sessionId: string): Promise<Rotation> {
  const em = services.database.system();
  const session = await em.findOne(Session, { id: sessionId });
  if (session === null || !session.isLive(services.now())) return { outcome: 'ENDED' };
  touch(session, services.now(), request);
  await em.flush();
  return { outcome: 'ROTATED', session, successor: '' };
}

/**
 * Rotation with reuse detection (RFC 9700, 4.14.2). Within the grace a used token answers its successor again, since a reply can be
 * lost or two tabs can ask at once; after it, somebody else has the token too, and the session ends.
 */
async function rotate({ services, request }: Context, refreshToken: string): Promise<Rotation> {
  const now = services.now();
  return services.database.system().transactional(async (forked): Promise<Rotation> => {
    const em = forked as SqlEntityManager;
    const token = await em.findOne(RefreshToken, { tokenHash: hashSecret(refreshToken) }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const session = token === null ? null : await em.findOne(Session, { id: token.sessionId });
    if (token === null || session === null || !session.isLive(now)) return { outcome: 'ENDED' };
    if (token.usedAt == null) {
      const successor = newSecret();
      token.usedAt = now;
      token.successor = sealFor(refreshToken, successor);
      em.persist(
        em.create(RefreshToken, { tokenHash: hashSecret(successor), sessionId: session.id, createdAt: now, usedAt: null, successor: null }),
      );
      touch(session, now, request);
      return { outcome: 'ROTATED', session, successor };
    }
    if (token.successor != null && now.getTime() - token.usedAt.getTime() <= reuseGraceMs) {
      return { outcome: 'ROTATED', session, successor: unsealWith(refreshToken, token.successor) };
    }
    session.end(now, 'REFRESH_TOKEN_REUSED');
    const membership = await membershipOf(em, session.userId, null);
    const acting = { em, viewer: viewerOf(session.userId, session.id, membership), request };
    const ids = { sessionId: session.id, userId: session.userId };
    emit(acting, SessionReuseDetected, ids, { outcome: 'DENIED' });
    emit(acting, SessionEnded, { ...ids, reason: 'REFRESH_TOKEN_REUSED' });
    return { outcome: 'REUSED', session };
  });
}

function touch(session: Session, now: Date, request: Context['request']): void {
  session.lastSeenAt = now;
  session.ipAddress = request.ipAddress;
  session.userAgent = request.userAgent;
}
