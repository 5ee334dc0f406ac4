import { Worker } from 'node:worker_threads';
import type { ExtractionRequest } from '../../src/extraction/workers/worker.ts';

/** A process that meets documents on which a library loses all measure, in the ways that a thread does not survive. */
const watch = new Worker(new URL('../../src/extraction/workers/memory-watch.ts', import.meta.url), {
  workerData: { megabytesMax: Number(process.argv[2]) },
  execArgv: [],
});
watch.unref();

const ways: Readonly<Record<string, () => unknown>> = {
  'array.pdf': () => new Array<number>(2 ** 27).fill(0),
  'table.pdf': () => {
    const table = new Map<number, number>();
    for (let index = 0; ; index += 1) table.set(index, index);
  },
  'buffers.pdf': () => {
    for (const buffers: Uint8Array[] = []; ;) buffers.push(new Uint8Array(8_000_000).fill(1));
  },
  'environment.pdf': () => process.env,
  'write.pdf': () => process.getBuiltinModule('node:fs').writeFileSync('written-by-a-document', 'x'),
  'program.pdf': () => process.getBuiltinModule('node:child_process').execSync('true'),
};

process.on('message', ({ input }: ExtractionRequest) => {
  let message = '';
  try {
    message = JSON.stringify(ways[input.path]?.() ?? 'nothing');
  } catch (error) {
    message = (error as NodeJS.ErrnoException).code ?? String(error);
  }
  process.send?.({ state: 'TOO_LARGE', message });
});
process.send?.('ready');
