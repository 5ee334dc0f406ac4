import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenBuckets } from '../../src/edge/rate-limit.ts';
import { bodyOf, codeOf, startEdge } from './edge-server.ts';

const off = { session: null, apiKey: null, adminKey: null, address: null };
const two = { requests: 2, windowMs: 60_000 };

describe('Rate limits', () => {
  test.each([
    ['a session', { session: two }, { authorization: 'Bearer ann' }],
    ['an API key', { apiKey: two }, { authorization: 'Bearer key' }],
    ['an administrator’s API key', { adminKey: two }, { authorization: 'Bearer admin-key' }],
    ['an address without credentials', { address: two }, {}],
    ['an address that tries credentials', { address: two }, { authorization: 'Bearer guess' }],
  ])('%s that asks too often is answered with 429, when to come back, and what is left', async (_name, rate, headers) => {
    const { graphql } = await startEdge({ limits: { rates: { ...off, ...rate } } });
    const first = await graphql({ query: '{ hello }' }, headers as Record<string, string>);
    expect([200, 401]).toContain(first.status);
    await graphql({ query: '{ hello }' }, headers as Record<string, string>);
    const third = await graphql({ query: '{ hello }' }, headers as Record<string, string>);
    expect(third.status).toBe(429);
    expect(third.headers.get('ratelimit-limit')).toBe('2');
    expect(third.headers.get('ratelimit-remaining')).toBe('0');
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(25);
    const { extensions } = (await bodyOf(third)).errors![0]!;
    expect(extensions.code).toBe('TOO_MANY_REQUESTS');
    expect(Date.parse(String(extensions['retryAt']))).toBeGreaterThan(Date.now());
  });

  test('one that is used up leaves the others alone', async () => {
    const { graphql } = await startEdge({ limits: { rates: { ...off, address: two } } });
    for (let time = 0; time < 3; time++) await graphql({ query: '{ hello }' });
    expect(await codeOf(await graphql({ query: '{ hello }' }))).toBe('TOO_MANY_REQUESTS');
    expect((await graphql({ query: '{ hello }' }, { authorization: 'Bearer ann' })).status).toBe(200);
  });

  test('an answer says what is left', async () => {
    const { graphql } = await startEdge({ limits: { rates: { ...off, session: { requests: 10, windowMs: 60_000 } } } });
    const response = await graphql({ query: '{ hello }' }, { authorization: 'Bearer ann' });
    expect(response.headers.get('ratelimit-remaining')).toBe('9');
    expect(Number(response.headers.get('ratelimit-reset'))).toBeGreaterThan(0);
  });

  test('in any window at most the burst and what refills in it passes, and a full rest gives a full burst', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 200 }),
        (requests, pauses) => {
          let now = 0;
          const windowMs = 10_000;
          const take = tokenBuckets({ requests, windowMs }, () => now);
          const passed: number[] = [];
          for (const pause of pauses) {
            now += pause;
            if (take('one').isAllowed) passed.push(now);
          }
          const isWithin = (from: number, to: number): boolean =>
            to - from + 1 <= requests + ((passed[to]! - passed[from]!) * requests) / windowMs + 1e-6;
          expect(passed.every((_at, to) => passed.slice(0, to + 1).every((_earlier, from) => isWithin(from, to)))).toBe(true);
          now += windowMs;
          for (let time = 0; time < requests; time++) expect(take('one').isAllowed).toBe(true);
        },
      ),
    );
  });

  test('who waits as long as told is let in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 3_600_000 }), (requests, windowMs) => {
        let now = 0;
        const take = tokenBuckets({ requests, windowMs }, () => now);
        let taken = take('one');
        for (let time = 0; time < requests; time++) taken = take('one');
        expect(taken.isAllowed).toBe(false);
        now += taken.retryMs;
        expect(take('one').isAllowed).toBe(true);
      }),
    );
  });
});
