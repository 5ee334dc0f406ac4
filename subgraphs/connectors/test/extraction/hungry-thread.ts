import { parentPort } from 'node:worker_threads';
import { extractDocument } from '../../src/extraction/extract-document.ts';
import type { ExtractionInput } from '../../src/extraction/extracted.ts';

/** A thread that meets a document which takes all memory. */
parentPort?.on('message', ({ input, charactersMax }: { input: ExtractionInput; charactersMax: number }) => {
  const eaten: number[][] = [];
  while (input.path === 'hungry.md') eaten.push(Array.from({ length: 10_000 }, (_, index) => index + eaten.length));
  parentPort?.postMessage(extractDocument(input, charactersMax));
});
parentPort?.postMessage('ready');
