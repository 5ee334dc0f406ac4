import { Worker } from 'node:worker_threads';
import type { Extracted, ExtractionInput } from './extracted.ts';

export interface ExtractorOptions {
  /** Threads. */
  readonly workers: number;
  /** Bytes of one document; more is TOO_LARGE at once. */
  readonly bytesMax: number;
  /** Characters (UTF-16 code units) of one text. */
  readonly charactersMax: number;
  /** For one document, from the moment its thread begins: then the thread is ended and another started. */
  readonly timeoutMs: number;
  /** Of one thread's JavaScript memory. */
  readonly heapMegabytesMax: number;
  /** The module that a thread runs. */
  readonly thread: URL;
}

export interface Extractor {
  /** Rejects only with the signal's reason, or when it is stopped; what goes wrong in a document is in the answer. */
  extract(input: ExtractionInput & { readonly signal?: AbortSignal }): Promise<Extracted>;
  /** Ends the threads; what waits is rejected. */
  stop(): Promise<void>;
}

interface Job {
  readonly input: ExtractionInput;
  readonly resolve: (extracted: Extracted) => void;
  readonly reject: (error: unknown) => void;
  isAbandoned: boolean;
}

const defaults: ExtractorOptions = {
  workers: 1,
  bytesMax: 33_554_432,
  charactersMax: 16_777_216,
  timeoutMs: 20_000,
  heapMegabytesMax: 512,
  thread: new URL('./extraction-worker.ts', import.meta.url),
};

interface Thread {
  readonly worker: Worker;
  job: Job | null;
  timer: NodeJS.Timeout | undefined;
  isReady: boolean;
}

/** Reads texts out of documents in threads of their own: a hostile or huge one costs its thread's time and memory, never the process. */
export function createExtractor(given: Partial<ExtractorOptions> = {}): Extractor {
  const options = { ...defaults, ...given };
  const queue: Job[] = [];
  const threads = new Set<Thread>();
  let isStopped = false;

  function newThread(): Thread {
    // Nothing of the parent's flags: a test runner's loaders have no business here.
    const worker = new Worker(options.thread, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.heapMegabytesMax },
    });
    const thread: Thread = { worker, job: null, timer: undefined, isReady: false };
    threads.add(thread);
    worker.on('message', (message: Extracted | 'ready') => {
      if (message !== 'ready') return finish(thread, message);
      thread.isReady = true;
      if (thread.job !== null) startClock(thread);
    });
    const died = (): void => {
      threads.delete(thread);
      finish(thread, failed('EXTRACTION_FAILED', 'Its text could not be read'));
    };
    worker.on('error', died);
    worker.on('exit', died);
    return thread;
  }

  function next(): void {
    while (queue.length > 0 && !isStopped) {
      const thread = [...threads].find(({ job }) => job === null) ?? (threads.size < options.workers ? newThread() : null);
      if (thread === null) return;
      const job = queue.shift() as Job;
      if (!job.isAbandoned) run(thread, job);
    }
  }

  function run(thread: Thread, job: Job): void {
    thread.job = job;
    // A thread that works keeps the process alive, an idle one does not.
    thread.worker.ref();
    // The time a thread takes to load is not the document's.
    if (thread.isReady) startClock(thread);
    // A copy of exactly these bytes, given away: a view would carry the whole buffer it lies in.
    const bytes = new Uint8Array(job.input.bytes);
    thread.worker.postMessage({ input: { ...job.input, bytes }, charactersMax: options.charactersMax }, [bytes.buffer]);
  }

  function startClock(thread: Thread): void {
    thread.timer = setTimeout(() => {
      threads.delete(thread);
      finish(thread, failed('EXTRACTION_TIMEOUT', 'Reading its text took too long'));
      void thread.worker.terminate();
    }, options.timeoutMs);
  }

  function finish(thread: Thread, extracted: Extracted): void {
    const { job } = thread;
    if (job === null) return;
    clearTimeout(thread.timer);
    thread.job = null;
    thread.worker.unref();
    if (isStopped) job.reject(stopped());
    else job.resolve(extracted);
    next();
  }

  return {
    async extract({ path, bytes, mimeType, signal }) {
      signal?.throwIfAborted();
      if (isStopped) throw stopped();
      if (bytes.byteLength > options.bytesMax)
        return { state: 'TOO_LARGE', message: `It has more than ${Math.round(options.bytesMax / 1_048_576)} MB` };
      const { promise, resolve, reject } = Promise.withResolvers<Extracted>();
      const job: Job = { input: { path, bytes, mimeType }, resolve, reject, isAbandoned: false };
      const abandon = (): void => {
        job.isAbandoned = true;
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abandon, { once: true });
      queue.push(job);
      next();
      return promise.finally(() => signal?.removeEventListener('abort', abandon));
    },
    async stop() {
      isStopped = true;
      for (const job of queue.splice(0)) job.reject(stopped());
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

const stopped = (): Error => new Error('The extractor is stopped');

const failed = (code: 'EXTRACTION_TIMEOUT' | 'EXTRACTION_FAILED', message: string): Extracted => ({ state: 'FAILED', code, message });
