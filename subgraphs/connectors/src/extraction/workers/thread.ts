import { Worker } from 'node:worker_threads';
import type { Extracted } from '../extracted.ts';
import type { StartWorker } from './worker.ts';

/** A thread for what is text as it stands: our own code and tables of charsets, thousands of files a second. */
export function threadStarter({ module, heapMegabytesMax }: { readonly module: URL; readonly heapMegabytesMax: number }): StartWorker {
  return ({ onReady, onAnswer, onDeath }) => {
    // Nothing of the parent's flags: a test runner's loaders have no business here.
    const worker = new Worker(module, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax } });
    let isOver = false;
    const died = (error?: unknown): void => {
      if (isOver) return;
      isOver = true;
      onDeath((error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'MEMORY' : 'FAULT');
    };
    worker.on('message', (message: Extracted | 'ready') => (message === 'ready' ? onReady() : onAnswer(message)));
    worker.on('error', died);
    worker.on('exit', () => died());
    return {
      ask({ input, charactersMax }) {
        // A copy of exactly these bytes, given away: a view would carry the whole buffer it lies in.
        const bytes = new Uint8Array(input.bytes);
        worker.postMessage({ input: { ...input, bytes }, charactersMax }, [bytes.buffer]);
      },
      setBusy: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
      async end() {
        isOver = true;
        await worker.terminate();
      },
    };
  };
}
