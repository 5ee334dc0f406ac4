import { createHash } from 'node:crypto';
import { realDocuments } from '../corpus/real-text.ts';
import { createDraws } from '../measure/draws.ts';

export interface ScaleDocument {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  readonly textHash: string;
  readonly kind: 'TEXT' | 'CODE';
  readonly language: 'markdown' | 'typescript';
}

/** The real documents whose chunks are embedded; all others are made of them. */
export interface BaseTexts {
  readonly documents: readonly { readonly path: string; readonly text: string }[];
  readonly chunkCount: number;
  readonly embeddedTexts: readonly string[];
  readonly words: readonly string[];
}

export function readBaseTexts(chunksWanted: number): BaseTexts {
  const documents: { path: string; text: string }[] = [];
  const embeddedTexts: string[] = [];
  const words = new Set<string>();
  let chunkCount = 0;
  for (const { path, text, chunkTexts, embeddedTexts: embedded } of realDocuments()) {
    documents.push({ path, text });
    embeddedTexts.push(...embedded);
    for (const word of text.match(/\p{L}{3,}/gu) ?? []) words.add(word);
    chunkCount += chunkTexts.length;
    if (chunkCount >= chunksWanted) break;
  }
  return { documents, chunkCount, embeddedTexts: [...new Set(embeddedTexts)], words: [...words] };
}

/** Words of a derived document that are exchanged for others: enough to make it no copy. */
const exchangedShare = 0.3;

/**
 * The base's documents, and again with words exchanged until there are about as many chunks: lengths and frequencies of words stay those
 * of real text. `isDerived`: the first copy's too.
 */
export function* scaleDocuments(
  { documents, chunkCount, words }: BaseTexts,
  chunksWanted: number,
  { seed = 3, isDerived = false }: { readonly seed?: number; readonly isDerived?: boolean } = {},
): Generator<ScaleDocument> {
  const draw = createDraws(seed);
  let number = 0;
  for (let copy = 0; copy * chunkCount < chunksWanted; copy++) {
    const left = Math.min(1, (chunksWanted - copy * chunkCount) / chunkCount);
    for (const { path, text } of documents.slice(0, Math.ceil(documents.length * left))) {
      // Squared: frequent words come first in what was read, and are drawn more often.
      const exchanged = (word: string): string =>
        draw() < exchangedShare ? (words[Math.floor(draw() ** 2 * words.length)] ?? word) : word;
      const own = copy === 0 && !isDerived ? text : text.replaceAll(/\p{L}{3,}/gu, exchanged);
      const isProse = path.endsWith('.md');
      yield {
        id: `doc_${String(++number).padStart(26, '0')}`,
        path: `${copy}/${path}`,
        text: own,
        textHash: createHash('sha256').update(own).digest('hex'),
        kind: isProse ? 'TEXT' : 'CODE',
        language: isProse ? 'markdown' : 'typescript',
      };
    }
  }
}
