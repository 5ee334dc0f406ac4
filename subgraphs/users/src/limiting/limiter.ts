/** A try that was counted. What turns out to be no guess (a right password) is given back. */
export interface Allowed {
  readonly isAllowed: true;
  giveBack(): void;
}

export interface Refused {
  readonly isAllowed: false;
  readonly retryAt: Date;
}

/** Counts tries per key: in process here; with several processes the counts are shared. */
export interface Limiter {
  /** At most `limit` tries under `key` within any `windowMs`. */
  take(key: string, limit: number, windowMs: number): Promise<Allowed | Refused>;
}

const keysMax = 50_000;

/** A sliding log of times per key, in the memory of this process. */
export function createLocalLimiter(now: () => Date): Limiter {
  const taken = new Map<string, number[]>();
  return {
    async take(key, limit, windowMs) {
      const time = now().getTime();
      const times = (taken.get(key) ?? []).filter((at) => at > time - windowMs);
      const [oldest] = times;
      if (times.length >= limit && oldest !== undefined) return { isAllowed: false, retryAt: new Date(oldest + windowMs) };
      times.push(time);
      // Keys stand in the order of their last use: the first is the one least likely to matter.
      taken.delete(key);
      taken.set(key, times);
      if (taken.size > keysMax) taken.delete(taken.keys().next().value ?? '');
      return {
        isAllowed: true,
        giveBack() {
          const current = taken.get(key);
          const index = current?.indexOf(time) ?? -1;
          if (index >= 0) current?.splice(index, 1);
        },
      };
    },
  };
}

export interface Rule {
  readonly key: string;
  readonly limit: number;
  readonly windowMs: number;
}

/** All rules must allow it; if one refuses, none has counted it. */
export async function takeAll(limiter: Limiter, rules: readonly Rule[]): Promise<Allowed | Refused> {
  const allowed: Allowed[] = [];
  for (const { key, limit, windowMs } of rules) {
    const answer = await limiter.take(key, limit, windowMs);
    if (!answer.isAllowed) {
      for (const earlier of allowed) earlier.giveBack();
      return answer;
    }
    allowed.push(answer);
  }
  return { isAllowed: true, giveBack: () => allowed.forEach((each) => each.giveBack()) };
}
