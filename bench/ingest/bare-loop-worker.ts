import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openModel, packBatch, rowsWithin } from '../../subgraphs/embedding/src/bare-model.ts';
import type { BareWork } from './bare-loop.ts';

const { model, threadsPerWorker, tokenBudget, windows, next } = workerData as BareWork;

// As ConHub's own document threads run, so that other programs of the machine take as much from both.
if (process.platform === 'linux') setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), 10);

const open = await openModel(model, { threads: threadsPerWorker, executionProvider: 'CPU' });
// The first calls of a session allocate its memory.
for (let warmUp = 0; warmUp < 3; warmUp++) await embed(windows[warmUp % windows.length] ?? []);

parentPort?.once('message', () => {
  void (async () => {
    let tokens = 0;
    for (let window = windows[Atomics.add(next, 0, 1)]; window !== undefined; window = windows[Atomics.add(next, 0, 1)])
      tokens += await embed(window);
    parentPort?.postMessage({ tokens });
    await open.close();
  })();
});
parentPort?.postMessage('ready');

/** Answers the number of tokens. */
async function embed(texts: readonly string[]): Promise<number> {
  const rows = texts.map((text) => open.tokenise(text, 'DOCUMENT')).sort((a, b) => b.length - a.length);
  let tokens = 0;
  for (let start = 0; start < rows.length;) {
    const batch = rows.slice(start, start + rowsWithin(tokenBudget, rows[start]?.length ?? 1));
    await open.run(packBatch(batch, model.description.special.pad));
    for (const row of batch) tokens += row.length;
    start += batch.length;
  }
  return tokens;
}
