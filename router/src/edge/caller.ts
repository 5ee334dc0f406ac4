import { anonymous, DomainError, type RequestInfo, type Viewer } from '@conhub/subgraph-kit';
import type { Credentials, EdgeLog, EdgeOptions } from './options.ts';
import { identityRefusal, refusals, type Refusal } from './refusal.ts';
import { rateHeaders, tooManyRequests, type RateLimiter, type Taken } from './rate-limit.ts';

export interface Caller {
  readonly viewer: Viewer;
  /** RateLimit headers of this request. */
  readonly headers: Readonly<Record<string, string>>;
}

export const bearerOf = (authorization: string | undefined): string | null => /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;

export interface CallerContext {
  readonly options: Pick<EdgeOptions, 'identify'> & { readonly log: EdgeLog };
  readonly limiter: RateLimiter;
}

/**
 * Who asks, and whether they may ask again already. A Bearer that is not valid is refused. A cookie that is not valid counts as
 * none, or a browser with an old one could not even sign in; `strictCookie` refuses it too (a socket, which lives on it).
 */
export async function callerOf(
  { options, limiter }: CallerContext,
  credentials: Credentials,
  request: RequestInfo,
  strictCookie = false,
): Promise<Caller | Refusal> {
  const { ipAddress } = request;
  let viewer: Viewer;
  try {
    viewer = await options.identify(credentials, request);
  } catch (error) {
    const refused = identityRefusal(error);
    if (refused === null) {
      options.log.error({ requestId: request.id, err: error }, 'identify failed');
      return refusals.internal();
    }
    const isOldCookie = credentials.bearer === null && error instanceof DomainError && error.code === 'UNAUTHENTICATED';
    if (!isOldCookie || strictCookie) {
      const taken = refused.status === 503 ? null : limiter.takeAddress(ipAddress);
      return taken?.isAllowed === false ? tooManyRequests(taken) : refused;
    }
    viewer = anonymous;
  }
  const taken = limiter.take(viewer, ipAddress);
  if (taken?.isAllowed === false) return tooManyRequests(taken);
  return { viewer, headers: headersOf(taken) };
}

const headersOf = (taken: Taken | null): Record<string, string> => (taken === null ? {} : rateHeaders(taken));
