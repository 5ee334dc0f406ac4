/**
 * Events that wait for a slow subscriber. Once `backlogMax` wait, an event that tells the state of something (`identity`) takes the place
 * of the oldest one of the same thing: who falls behind skips states, but gets the newest and never an older one after it. Events that
 * stand for themselves are all kept: at `sizeMax` their source has to wait, for leaving one out would be a gap that nobody sees.
 */
export interface EventQueue<T> {
  /** False when there is no room: try again after `room`. */
  push(event: T, identity: string | null): boolean;
  /** Resolves when something was taken, or the queue closed. One caller at a time. */
  room(): Promise<void>;
  /** The next event, or null when the queue is closed and empty. One caller at a time. */
  take(): Promise<T | null>;
  /** What waits is still given out. */
  close(): void;
  /** What waits is dropped. */
  clear(): void;
}

export function createEventQueue<T>(sizeMax: number, backlogMax = 16): EventQueue<T> {
  const waiting: { event: T; identity: string | null }[] = [];
  let isClosed = false;
  let taker: ((event: T | null) => void) | null = null;
  let waiter: (() => void) | null = null;
  const wake = (): void => {
    const resolve = waiter;
    waiter = null;
    resolve?.();
  };
  const give = (event: T | null): void => {
    const resolve = taker;
    taker = null;
    resolve?.(event);
  };
  return {
    push(event, identity) {
      if (isClosed) return true;
      if (taker !== null) {
        give(event);
        return true;
      }
      const isBehind = waiting.length >= Math.min(backlogMax, sizeMax);
      const older = identity === null || !isBehind ? -1 : waiting.findIndex((queued) => queued.identity === identity);
      if (older >= 0) waiting.splice(older, 1);
      else if (waiting.length >= sizeMax) return false;
      waiting.push({ event, identity });
      return true;
    },
    room() {
      return isClosed || waiting.length < sizeMax
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiter = resolve;
          });
    },
    take() {
      const next = waiting.shift();
      wake();
      if (next !== undefined) return Promise.resolve(next.event);
      if (isClosed) return Promise.resolve(null);
      return new Promise((resolve) => {
        taker = resolve;
      });
    },
    close() {
      isClosed = true;
      wake();
      give(null);
    },
    clear() {
      isClosed = true;
      waiting.length = 0;
      wake();
      give(null);
    },
  };
}
