import { parentPort } from 'node:worker_threads';
import { extractDocument } from '../../src/extraction/extract-document.ts';
import type { ExtractionRequest } from '../../src/extraction/workers/worker.ts';

/** A thread that meets a document which takes all memory. */
parentPort?.on('message', ({ input, charactersMax }: ExtractionRequest) => {
  const eaten: number[][] = [];
  while (input.path === 'hungry.md') eaten.push(Array.from({ length: 10_000 }, (_, index) => index + eaten.length));
  void extractDocument(input, charactersMax).then((extracted) => parentPort?.postMessage(extracted));
});
parentPort?.postMessage('ready');
