import { join } from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { readEmbeddingEnv } from '@conhub/embedding';
import { readModelFolder } from '../../subgraphs/embedding/src/bare-model.ts';
import { withDefaults } from '../../subgraphs/embedding/src/scheduling/embedder-options.ts';

export interface BareWork {
  readonly model: Awaited<ReturnType<typeof readModelFolder>>;
  readonly threadsPerWorker: number;
  readonly tokenBudget: number;
  readonly windows: readonly (readonly string[])[];
  /** The index of the window that nobody has taken. */
  readonly next: Int32Array;
}

export interface BareRun {
  readonly tokens: number;
  readonly elapsedMs: number;
  readonly processorMs: number;
}

/** Texts that a thread takes at a time. They are of nearly one length: hardly any padding. */
const windowTexts = 64;

/**
 * Tokenizer and onnxruntime and nothing else, over texts sorted by length, with the threads and the token budget that ConHub has by
 * default. The time is without opening the model and warming it up.
 */
export async function runBareLoop(texts: readonly string[]): Promise<BareRun> {
  const { modelsFolder, model } = readEmbeddingEnv({});
  const { documentWorkers, threadsPerWorker, tokenBudget } = withDefaults({ modelsFolder, model });
  const sorted = texts.toSorted((a, b) => b.length - a.length);
  const work: BareWork = {
    model: await readModelFolder(join(modelsFolder, model)),
    threadsPerWorker,
    tokenBudget,
    windows: Array.from({ length: Math.ceil(sorted.length / windowTexts) }, (_, index) =>
      sorted.slice(index * windowTexts, (index + 1) * windowTexts),
    ),
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
  const workers = Array.from(
    { length: documentWorkers },
    () => new Worker(new URL('./bare-loop-worker.ts', import.meta.url), { workerData: work }),
  );
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    const startedMs = performance.now();
    const before = process.cpuUsage();
    const answers = workers.map((worker) => once(worker, 'message') as Promise<[{ tokens: number }]>);
    for (const worker of workers) worker.postMessage('start');
    const counted = await Promise.all(answers);
    const { user, system } = process.cpuUsage(before);
    return {
      tokens: counted.reduce((sum, [{ tokens }]) => sum + tokens, 0),
      elapsedMs: performance.now() - startedMs,
      processorMs: (user + system) / 1_000,
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
