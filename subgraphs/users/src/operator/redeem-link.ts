import { type RequestInfo, TooManyRequestsError, UnauthenticatedError } from '@conhub/subgraph-kit';
import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import { membershipOf } from '../identify/viewer-of.ts';
import { takeAll } from '../limiting/limiter.ts';
import { fromAddress } from '../limiting/tries.ts';
import type { Services } from '../services.ts';
import { OneTimeLink } from '../sessions/one-time-link.entity.ts';
import { openSession, requireCookies } from '../sessions/open-session.ts';
import { hashSecret } from '../sessions/secret.ts';

/** Exchanges a sign-in link's token for a cookie session, once. */
export async function redeemLink(services: Services, token: string, request: RequestInfo): Promise<{ userId: string }> {
  requireCookies(request);
  const tries = await takeAll(services.limiter, [fromAddress(request)]);
  if (!tries.isAllowed) throw new TooManyRequestsError('Too many tries: wait a little before the next one', tries.retryAt);
  const opened = await services.database.system().transactional(async (forked) => {
    const em = forked as SqlEntityManager;
    const link = await em.findOne(OneTimeLink, { tokenHash: hashSecret(token) }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (link === null || link.usedAt != null || link.expiresAt <= services.now()) return null;
    link.usedAt = services.now();
    const membership = await membershipOf(em, link.userId, null);
    return openSession(services, request, em, { userId: link.userId, membership, method: 'LINK', useCookie: true });
  });
  if (opened === null) throw new UnauthenticatedError('The link is used, has expired, or is not from here: ask for another');
  tries.giveBack();
  request.setSessionCookie?.(opened.cookie, opened.session.expiresAt);
  return { userId: opened.session.userId };
}
