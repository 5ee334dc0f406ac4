import type { Viewer } from '@conhub/subgraph-kit';
import { LRUCache } from 'lru-cache';
import { addressGroup } from './address.ts';
import type { EdgeRates, Rate } from './options.ts';
import { refusal, type Refusal } from './refusal.ts';

interface Bucket {
  /** One token is `windowMs` of it. */
  level: number;
  /** Milliseconds of the clock at which `level` was right. */
  at: number;
}

export interface Taken {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until the bucket is full again. */
  readonly resetMs: number;
  /** Until the next token; 0 where one was taken. */
  readonly retryMs: number;
}

type TokenBuckets = (key: string) => Taken;

/** How many buckets are kept; a bucket that was not asked for longest is dropped first, which forgives, never refuses. */
const bucketsMax = 100_000;

/** Token buckets of one rate, in this process. Counted in whole token-milliseconds: who waits as long as told is let in, to the millisecond. */
export function tokenBuckets({ requests, windowMs }: Rate, now: () => number = Date.now): TokenBuckets {
  const buckets = new LRUCache<string, Bucket>({ max: bucketsMax });
  const full = requests * windowMs;
  return (key) => {
    const at = now();
    const bucket = buckets.get(key) ?? { level: full, at };
    bucket.level = Math.min(full, bucket.level + Math.max(0, at - bucket.at) * requests);
    bucket.at = at;
    const isAllowed = bucket.level >= windowMs;
    if (isAllowed) bucket.level -= windowMs;
    buckets.set(key, bucket);
    return {
      isAllowed,
      limit: requests,
      remaining: Math.floor(bucket.level / windowMs),
      resetMs: Math.ceil((full - bucket.level) / requests),
      retryMs: isAllowed ? 0 : Math.ceil((windowMs - bucket.level) / requests),
    };
  };
}

export interface RateLimiter {
  /** One request of a viewer; null where no rate applies. */
  take(viewer: Viewer, address: string | null): Taken | null;
  /** One request without (valid) credentials. */
  takeAddress(address: string | null): Taken | null;
}

export function createRateLimiter(rates: EdgeRates): RateLimiter {
  const buckets = (rate: Rate | null): TokenBuckets | null => (rate === null ? null : tokenBuckets(rate));
  const session = buckets(rates.session);
  const apiKey = buckets(rates.apiKey);
  const adminKey = buckets(rates.adminKey);
  const address = buckets(rates.address);
  const takeAddress = (from: string | null): Taken | null => address?.(addressGroup(from)) ?? null;
  return {
    takeAddress,
    take(viewer, from) {
      switch (viewer.kind) {
        case 'anonymous':
          return takeAddress(from);
        case 'user':
          return session?.(viewer.sessionId) ?? null;
        case 'apiKey':
          return (viewer.scopes.includes('members:manage') ? adminKey : apiKey)?.(viewer.apiKeyId) ?? null;
        case 'service':
          return null;
      }
    },
  };
}

/** As in draft-ietf-httpapi-ratelimit-headers-07: whole seconds. */
export function rateHeaders(taken: Taken): Record<string, string> {
  const headers: Record<string, string> = {
    'ratelimit-limit': String(taken.limit),
    'ratelimit-remaining': String(taken.remaining),
    'ratelimit-reset': String(Math.ceil(taken.resetMs / 1000)),
  };
  if (!taken.isAllowed) headers['retry-after'] = String(Math.max(1, Math.ceil(taken.retryMs / 1000)));
  return headers;
}

export function tooManyRequests(taken: Taken, now = Date.now()): Refusal {
  const seconds = Math.max(1, Math.ceil(taken.retryMs / 1000));
  return refusal(429, 'TOO_MANY_REQUESTS', `Too many requests: wait ${seconds === 1 ? 'a second' : `${seconds} seconds`} and try again`, {
    extensions: { retryAt: new Date(now + taken.retryMs).toISOString() },
    headers: rateHeaders(taken),
  });
}
