import { createHash } from 'node:crypto';

/**
 * Of the texts that are embedded, not of the ways to cut them: the same words have the same vector whoever cut them, so that a new
 * chunker embeds only what it cuts otherwise. Changes only if the same text were given to the model differently.
 */
const textVersion = 1;

/**
 * What a vector is kept under, together with its model: the same words under the same model are never embedded twice, wherever their
 * document is moved. The key itself knows no model, so that the spaces of two models lie over the same chunks.
 */
export function embeddingKey(embeddedText: string): Uint8Array {
  return createHash('sha256').update(`${textVersion}\0`).update(embeddedText).digest();
}
