import { Worker } from 'node:worker_threads';
import { type Peer, type Port, createPeer } from '../index/peer.ts';
import type { ChunkStyle, ChunkedDocument } from './chunk.ts';
import { chunkDocument } from './chunk-document.ts';

/** Cuts a document. Never rejects while the chunker runs: what a grammar cannot be asked is cut by lines. */
export type ChunkText = (text: string, style: ChunkStyle) => Promise<ChunkedDocument>;

export interface Chunker {
  readonly chunk: ChunkText;
  stop(): Promise<void>;
}

/** The worst that one document may take, with all that wait before it: a thread that says nothing for so long has hung. */
const answerMs = 30_000;
/** WebAssembly never gives memory back, a thread that ends gives back all. */
const idleMs = 20_000;
const heapMaxMb = 512;

const withoutGrammars = { load: async () => {}, outline: () => null };

/** Cuts documents in a thread that begins with the first and ends when there is nothing to do. One that dies or hangs costs its documents their grammar. */
export function createChunker(warn: (message: string) => void): Chunker {
  let running: { readonly thread: Worker; readonly peer: Peer } | null = null;
  let open = 0;
  let isStopped = false;
  let idle: NodeJS.Timeout | undefined;
  let silent: NodeJS.Timeout | undefined;

  function start(): Peer {
    if (running !== null) return running.peer;
    const thread = new Worker(new URL('./chunking-worker.ts', import.meta.url), {
      name: 'search-chunking',
      resourceLimits: { maxOldGenerationSizeMb: heapMaxMb },
    });
    const peer = createPeer(thread as unknown as Port, {});
    const end = (reason: string): void => {
      if (running?.thread === thread) running = null;
      peer.fail(new Error(reason));
    };
    thread.on('error', (error) => end(error.message));
    thread.on('exit', () => end('the thread has ended'));
    running = { thread, peer };
    return peer;
  }

  function end(): void {
    const ending = running;
    running = null;
    ending?.peer.fail(new Error('it took too long'));
    void ending?.thread.terminate();
  }

  async function chunk(text: string, style: ChunkStyle): Promise<ChunkedDocument> {
    clearTimeout(idle);
    open++;
    if (open === 1) silent = setTimeout(end, answerMs).unref();
    try {
      return (await start().call('chunk', text, style)) as ChunkedDocument;
    } catch (error) {
      if (!isStopped) warn(`A document is cut by lines, not by its syntax: ${error instanceof Error ? error.message : String(error)}`);
      return chunkDocument(text, style, withoutGrammars);
    } finally {
      open--;
      if (open > 0) silent?.refresh();
      else {
        clearTimeout(silent);
        if (!isStopped) idle = setTimeout(end, idleMs).unref();
      }
    }
  }

  return {
    chunk,
    async stop() {
      isStopped = true;
      clearTimeout(idle);
      clearTimeout(silent);
      const ending = running;
      running = null;
      ending?.peer.fail(new Error('it is being stopped'));
      await ending?.thread.terminate();
    },
  };
}
