import { parentPort } from 'node:worker_threads';
import { type Port, createPeer } from '../index/peer.ts';
import type { ChunkStyle } from './chunk.ts';
import { chunkDocument, languagesIn } from './chunk-document.ts';
import { createGrammars } from './syntax/grammars.ts';

// A thread of its own: a large file is cut while searches are answered, and what grammars take of memory goes with it (chunker.ts).
const grammars = createGrammars();

createPeer(parentPort as unknown as Port, {
  async chunk(text: string, style: ChunkStyle) {
    await grammars.load(languagesIn(text, style));
    return chunkDocument(text, style, grammars);
  },
});
