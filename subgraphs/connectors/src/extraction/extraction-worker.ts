import { parentPort } from 'node:worker_threads';
import { extractDocument } from './extract-document.ts';
import type { ExtractionRequest } from './workers/worker.ts';

parentPort?.on('message', ({ input, charactersMax }: ExtractionRequest) => {
  void extractDocument(input, charactersMax).then((extracted) => parentPort?.postMessage(extracted));
});

parentPort?.postMessage('ready');
