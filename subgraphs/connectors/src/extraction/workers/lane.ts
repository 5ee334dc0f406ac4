import type { Extracted, ExtractionCode } from '../extracted.ts';
import type { ExtractionRequest, ExtractionWorker, StartWorker } from './worker.ts';

export interface LaneOptions {
  readonly start: StartWorker;
  /** For one document, without the time that its worker takes to load. */
  readonly timeoutMs: number;
  /** How long a worker is kept without work; null: always. */
  readonly idleMs: number | null;
}

/** One worker after the other, each for one document at a time, in order. */
export interface Lane {
  /** Rejects with the signal's reason, or when the lane is stopped. */
  ask(request: ExtractionRequest, signal?: AbortSignal): Promise<Extracted>;
  stop(): Promise<void>;
}

interface Job {
  readonly request: ExtractionRequest;
  readonly resolve: (extracted: Extracted) => void;
  readonly reject: (error: unknown) => void;
  isAbandoned: boolean;
}

/** A worker that does not come up in this time never will. */
const loadMs = 60_000;

export function createLane({ start, timeoutMs, idleMs }: LaneOptions): Lane {
  const queue: Job[] = [];
  let worker: ExtractionWorker | null = null;
  let job: Job | null = null;
  let isReady = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const ending = new Set<Promise<void>>();

  function started(): ExtractionWorker {
    isReady = false;
    const mine = start({
      onReady() {
        isReady = true;
        if (worker === mine && job !== null) startClock(timeoutMs);
      },
      onAnswer(extracted) {
        if (worker === mine) finish(extracted);
      },
      onDeath(death) {
        if (worker !== mine) return;
        worker = null;
        finish(
          death === 'MEMORY'
            ? failed('EXTRACTION_MEMORY', 'Reading its text took too much memory')
            : failed('EXTRACTION_FAILED', 'Its text could not be read'),
        );
      },
    });
    return mine;
  }

  function next(): void {
    while (queue.length > 0 && job === null && !isStopped) {
      const candidate = queue.shift() as Job;
      if (!candidate.isAbandoned) run(candidate);
    }
    if (job === null && worker !== null && idleMs !== null) {
      timer = setTimeout(() => void end(), idleMs);
      timer.unref();
    }
  }

  function run(chosen: Job): void {
    job = chosen;
    clearTimeout(timer);
    worker ??= started();
    worker.setBusy(true);
    startClock(isReady ? timeoutMs : loadMs + timeoutMs);
    worker.ask(chosen.request);
  }

  function startClock(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void end();
      finish(failed('EXTRACTION_TIMEOUT', 'Reading its text took too long'));
    }, ms);
  }

  function end(): Promise<void> {
    const ended = worker?.end() ?? Promise.resolve();
    worker = null;
    const tracked = ended.finally(() => ending.delete(tracked));
    ending.add(tracked);
    return tracked;
  }

  function finish(extracted: Extracted): void {
    clearTimeout(timer);
    const done = job;
    job = null;
    worker?.setBusy(false);
    if (isStopped) done?.reject(stopped());
    else done?.resolve(extracted);
    next();
  }

  return {
    async ask(request, signal) {
      if (isStopped) throw stopped();
      const { promise, resolve, reject } = Promise.withResolvers<Extracted>();
      const asked: Job = { request, resolve, reject, isAbandoned: false };
      const abandon = (): void => {
        asked.isAbandoned = true;
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abandon, { once: true });
      queue.push(asked);
      if (job === null) next();
      return promise.finally(() => signal?.removeEventListener('abort', abandon));
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      for (const waiting of queue.splice(0)) waiting.reject(stopped());
      job?.reject(stopped());
      job = null;
      void end();
      await Promise.all(ending);
    },
  };
}

const stopped = (): Error => new Error('The extractor is stopped');

const failed = (code: ExtractionCode, message: string): Extracted => ({ state: 'FAILED', code, message });
