import { setTimeout as sleep } from 'node:timers/promises';

/** How many files a walk has before it, counted beside it: who waits for the first page does not wait for a million names. */
export interface FilesLeft {
  /** Resolves when they are counted, or soon: a small folder's first page says how many there are. */
  begun(): Promise<void>;
  /** The walk has passed one. */
  passed(): void;
  /** Null while they are counted, and when the walk has ended. */
  left(): number | null;
  end(): void;
}

const soonMs = 300;

/** `count` may fail: the walk meets the same trouble and tells of it. */
export function countFilesLeft(count: (signal: AbortSignal) => Promise<number>, signal: AbortSignal): FilesLeft {
  const ended = new AbortController();
  let total: number | null = null;
  let passed = 0;
  const counting = count(AbortSignal.any([signal, ended.signal])).then(
    (counted) => {
      total = counted;
    },
    () => {},
  );
  return {
    begun: () => Promise.race([counting, sleep(soonMs, undefined, { signal: ended.signal }).catch(() => {})]),
    passed: () => {
      passed += 1;
    },
    left: () => (total === null || ended.signal.aborted ? null : Math.max(0, total - passed)),
    end: () => ended.abort(),
  };
}
