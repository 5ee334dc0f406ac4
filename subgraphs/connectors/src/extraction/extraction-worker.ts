import { parentPort } from 'node:worker_threads';
import type { ExtractionInput } from './extracted.ts';
import { extractDocument } from './extract-document.ts';

parentPort?.on('message', ({ input, charactersMax }: { input: ExtractionInput; charactersMax: number }) => {
  parentPort?.postMessage(extractDocument(input, charactersMax));
});

parentPort?.postMessage('ready');
