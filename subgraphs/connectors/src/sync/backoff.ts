const minute = 60_000;

/**
 * When a document that could not be read is tried again by itself: after 1, 4, 16, 64 … minutes, at most a day. Null after `attemptsMax`
 * tries: then it waits for a change or for a person.
 */
export function retryAfter(attempts: number, now: Date, attemptsMax = 8): Date | null {
  if (attempts >= attemptsMax) return null;
  return new Date(now.getTime() + Math.min(4 ** (attempts - 1) * minute, 24 * 60 * minute));
}

/** When a run whose provider does not answer goes on: after ½, 1, 2, 4 … minutes, at most half an hour. */
export const waitAfter = (waits: number, now: Date): Date => new Date(now.getTime() + Math.min(2 ** waits * 30_000, 30 * minute));
