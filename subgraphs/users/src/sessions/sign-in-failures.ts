import type { SqlEntityManager } from '@mikro-orm/postgresql';

export interface InvalidCredentials {
  readonly __typename: 'InvalidCredentials';
  readonly message: string;
}

export interface SignInBlocked {
  readonly __typename: 'SignInBlocked';
  readonly message: string;
  readonly reason: 'TOO_MANY_TRIES';
  readonly retryAt: Date | null;
}

export const invalidCredentials = (message: string): InvalidCredentials => ({ __typename: 'InvalidCredentials', message });

export const tooManyTries = (retryAt: Date): SignInBlocked => ({
  __typename: 'SignInBlocked',
  message: 'Too many tries: wait a little before the next one',
  reason: 'TOO_MANY_TRIES',
  retryAt,
});

const failuresMax = 10;
const windowMs = 15 * 60_000;
const lockMs = 15 * 60_000;

/** Counts a failed password: ten within 15 minutes lock the address for 15 minutes. One statement, so that parallel tries are all counted. */
export async function countFailure(em: SqlEntityManager, emailHash: string, now: Date): Promise<void> {
  const windowFrom = new Date(now.getTime() - windowMs);
  const until = new Date(now.getTime() + lockMs);
  await em.execute(
    `insert into users.sign_in_locks as l (email_hash, failures, window_started_at, locked_until) values (?, 1, ?, null)
     on conflict (email_hash) do update set
       failures = case when l.window_started_at <= ? then 1 else l.failures + 1 end,
       window_started_at = case when l.window_started_at <= ? then excluded.window_started_at else l.window_started_at end,
       locked_until = case when l.window_started_at > ? and l.failures + 1 >= ? then ?::timestamptz else l.locked_until end`,
    [emailHash, now, windowFrom, windowFrom, windowFrom, failuresMax, until],
  );
}
