import { createHash } from 'node:crypto';
import { chunkerVersion } from './chunk.ts';

/** What a vector is kept under: the same words under the same model are never embedded twice, wherever their document is moved. */
export function embeddingKey(modelId: string, embeddedText: string): Uint8Array {
  return createHash('sha256').update(`${modelId}\0${chunkerVersion}\0`).update(embeddedText).digest();
}
