import { Worker } from 'node:worker_threads';
import { extractDocument } from './extract-document.ts';
import type { ExtractionRequest } from './workers/worker.ts';

// Whoever stops ConHub by Ctrl-C stops the parent, which ends this process when it has heard what came of the document.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const megabytesMax = Number(process.argv[2]);
const watch = new Worker(new URL('./workers/memory-watch.ts', import.meta.url), { workerData: { megabytesMax }, execArgv: [] });
watch.unref();

process.on('disconnect', () => process.exit(0));
process.on('message', ({ input, charactersMax }: ExtractionRequest) => {
  void extractDocument(input, charactersMax).then((extracted) => process.send?.(extracted));
});

watch.once('online', () => process.send?.('ready'));
