import { Worker } from 'node:worker_threads';
import type { Answers, FromWorker, Job, ToWorker, WorkerSettings } from './messages.ts';

/** The thread ended under a job. `isCulprit`: this job was the one being worked on, and may be the cause. */
export class ThreadCrashed extends Error {
  readonly isCulprit: boolean;
  constructor(isCulprit: boolean) {
    super('The embedding thread ended unexpectedly');
    this.isCulprit = isCulprit;
  }
}

/** The thread cannot be started any more; the message says why. */
export class ThreadUnusable extends Error {}

/** A worker thread with a model in it, started anew when it ends unexpectedly. */
export interface InferenceThread {
  /** Jobs asked for and not answered. */
  readonly load: number;
  /** Why it is given up, or null. */
  readonly problem: string | null;
  /** Resolves when the model is loaded, rejects with ThreadUnusable. */
  readonly loaded: Promise<void>;
  /** @throws ThreadCrashed, ThreadUnusable, or the job's own failure. May be called before the model is loaded. */
  ask<Kind extends Job['kind']>(job: Extract<Job, { kind: Kind }>): Promise<Answers[Kind]>;
  /** Ends after the jobs that were asked for. */
  stop(): Promise<void>;
}

export interface InferenceThreadOptions {
  readonly name: string;
  readonly settings: WorkerSettings;
  /** Another entry than `worker.ts`, which speaks the same messages. */
  readonly entry?: URL;
  readonly onRestart?: (message: string) => void;
}

interface Pending {
  readonly id: number;
  resolve(answer: Answers[keyof Answers]): void;
  reject(error: Error): void;
}

/** After so many ends in a row without one answer between them it is given up. */
const startsMax = 4;
const restartDelayMs = 50;

export function startInferenceThread({
  name,
  settings,
  entry = new URL('./worker.ts', import.meta.url),
  onRestart,
}: InferenceThreadOptions): InferenceThread {
  // Jobs are answered in order, so the first of these is the one being worked on.
  const pending: Pending[] = [];
  let nextId = 1;
  let failedStarts = 0;
  let unusable: ThreadUnusable | null = null;
  let isStopping = false;
  let worker: Worker | null = null;
  /** What was asked for while no worker ran. */
  const unsent: ToWorker[] = [];
  const ended = Promise.withResolvers<void>();
  const loaded = Promise.withResolvers<void>();
  loaded.promise.catch(() => undefined);

  const send = (message: ToWorker): void => {
    if (worker === null) unsent.push(message);
    // Copied, never transferred: the same texts may have to be asked again.
    else worker.postMessage(message);
  };

  const giveUp = (error: ThreadUnusable): void => {
    unusable = error;
    loaded.reject(error);
    for (const job of pending.splice(0)) job.reject(error);
  };

  const start = (): void => {
    let reason = 'it ended by itself';
    let isLoaded = false;
    const current = new Worker(entry, { name, workerData: settings });
    worker = current;
    for (const message of unsent.splice(0)) current.postMessage(message);
    current.on('message', (message: FromWorker) => {
      switch (message.kind) {
        case 'loaded':
          isLoaded = true;
          loaded.resolve();
          return;
        case 'unusable':
          giveUp(new ThreadUnusable(message.message));
          return;
        case 'answer':
        case 'failure': {
          failedStarts = 0;
          const job = pending.shift();
          if (message.kind === 'answer') job?.resolve(message.answer);
          else job?.reject(new Error(message.message));
        }
      }
    });
    current.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    current.on('exit', () => {
      worker = null;
      if (isStopping || unusable !== null) {
        for (const job of pending.splice(0)) job.reject(new ThreadCrashed(false));
        ended.resolve();
        return;
      }
      const [culprit, ...others] = pending.splice(0);
      failedStarts += 1;
      if (failedStarts >= startsMax) giveUp(new ThreadUnusable(`${name} ended ${failedStarts} times in a row: ${reason}`));
      else {
        onRestart?.(`${name} ended unexpectedly (${reason}) and is started again`);
        setTimeout(restart, restartDelayMs);
      }
      culprit?.reject(new ThreadCrashed(isLoaded));
      for (const job of others) job.reject(new ThreadCrashed(false));
    });
  };

  const restart = (): void => {
    if (isStopping) ended.resolve();
    else start();
  };

  start();
  return {
    get load() {
      return pending.length;
    },
    get problem() {
      return unusable?.message ?? null;
    },
    loaded: loaded.promise,
    ask<Kind extends Job['kind']>(job: Extract<Job, { kind: Kind }>) {
      if (unusable !== null || isStopping) return Promise.reject(unusable ?? new ThreadUnusable(`${name} is stopping`));
      const { promise, resolve, reject } = Promise.withResolvers<Answers[keyof Answers]>();
      const id = nextId++;
      pending.push({ id, resolve, reject });
      send({ id, job });
      // A thread answers a job with its kind's answer.
      return promise as Promise<Answers[Kind]>;
    },
    async stop() {
      if (!isStopping) {
        isStopping = true;
        // Never `terminate()`: a thread that is ended inside an inference call aborts the whole process (onnxruntime-node 1.30).
        if (worker !== null) send('stop');
        else if (unusable !== null) ended.resolve();
      }
      await ended.promise;
    },
  };
}
