import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { packBatch, rowsWithin } from './batches.ts';
import type { Answers, FromWorker, Job, ToWorker, WorkerSettings } from './messages.ts';
import { type OpenModel, openModel } from './open-model.ts';

/** The thread that computes: onnxruntime-node's `run` holds its thread, so this is never the main one. */

const settings = workerData as WorkerSettings;
const port = parentPort;
if (port === null) throw new Error('worker.ts runs as a worker thread');

const say = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

yieldToOthers(settings.niceness);
const opening = openModel(settings.model, settings);
opening.then(
  () => say({ kind: 'loaded' }),
  (error: unknown) => {
    say({ kind: 'unusable', message: error instanceof Error ? error.message : String(error) });
    port.close();
  },
);

// One job after another: a later message must not overtake an earlier one at an `await`.
let last: Promise<void> = Promise.resolve();
port.on('message', (message: ToWorker) => {
  last = last.then(async () => {
    const model = await opening.catch(() => null);
    if (model === null) return;
    if (message === 'stop') {
      await model.close();
      port.close();
      return;
    }
    try {
      const answer = await work(model, message.job);
      say(
        { kind: 'answer', id: message.id, answer },
        Object.values(answer).map((array: { buffer: ArrayBuffer }) => array.buffer),
      );
    } catch (error) {
      say({ kind: 'failure', id: message.id, message: error instanceof Error ? error.message : String(error) });
    }
  });
});

async function work(model: OpenModel, job: Job): Promise<Answers[keyof Answers]> {
  switch (job.kind) {
    case 'run':
      return { vectors: await model.run(job.batch) };
    case 'tokenise': {
      const all = job.texts.map((text) => model.tokenise(text, job.textKind));
      return { ids: Int32Array.from(all.flat()), lengths: Uint16Array.from(all, (ids) => ids.length) };
    }
    case 'embed':
      return embed(model, job);
  }
}

async function embed(model: OpenModel, { texts, textKind, tokenBudget }: Extract<Job, { kind: 'embed' }>): Promise<Answers['embed']> {
  const rows = texts.map((text, index) => ({ index, ids: model.tokenise(text, textKind) }));
  const lengths = Uint16Array.from(rows, ({ ids }) => ids.length);
  const vectors = new Float32Array(texts.length * model.dimension);
  rows.sort((a, b) => b.ids.length - a.ids.length);
  for (let start = 0; start < rows.length;) {
    const batch = rows.slice(start, start + rowsWithin(tokenBudget, rows[start]?.ids.length ?? 1));
    const found = await model.run(
      packBatch(
        batch.map(({ ids }) => ids),
        settings.model.description.special.pad,
      ),
    );
    for (const [row, { index }] of batch.entries()) {
      vectors.set(found.subarray(row * model.dimension, (row + 1) * model.dimension), index * model.dimension);
    }
    start += batch.length;
  }
  return { vectors, lengths };
}

/**
 * Linux gives each thread its own niceness, and `setPriority` takes a thread's id; the runtime's own threads inherit it.
 * On other systems nothing is done: there it would be the whole process.
 */
function yieldToOthers(niceness: number): void {
  if (niceness === 0 || process.platform !== 'linux') return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // A sandbox without /proc, or one that forbids it: only fairness is lost.
  }
}
