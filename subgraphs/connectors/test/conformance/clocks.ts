import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../src/providers/connector.ts';

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** Time that passes only by sleeping. */
export function createManualClock(startMs = Date.UTC(2026, 0, 1)): Clock {
  let nowMs = startMs;
  return {
    now: () => new Date(nowMs),
    async sleep(ms) {
      nowMs += ms;
    },
  };
}
