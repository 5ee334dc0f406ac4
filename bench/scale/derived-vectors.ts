import { createHash } from 'node:crypto';
import type { Client } from '@conhub/cli';
import { operations } from '@conhub/cli';

const textsPerCall = 64;
/** How far a derived vector lies from the real one it is made of: chunks of one subject lie about so far apart. */
const noiseLength = 0.5;

export type VectorOf = (text: string) => Float32Array;

/** Real vectors for these texts, from ConHub's own model; for every other text one of them, moved by noise that its words decide. */
export async function derivedVectors(client: Client, texts: readonly string[], progress: (done: number) => void): Promise<VectorOf> {
  const real = new Map<string, Float32Array>();
  for (let start = 0; start < texts.length; start += textsPerCall) {
    const part = texts.slice(start, start + textsPerCall);
    const { embed } = await client.execute(operations.EmbedDocument, { input: { texts: part, kind: 'DOCUMENT' } });
    if (!embed) throw new Error('ConHub embedded nothing');
    part.forEach((text, index) => {
      const bytes = Buffer.from(embed.vectors[index] as string, 'base64');
      real.set(text, new Float32Array(new Uint8Array(bytes).buffer));
    });
    progress(start + part.length);
  }
  const base = [...real.values()];
  return (text) => real.get(text) ?? moved(base, text);
}

function moved(base: readonly Float32Array[], text: string): Float32Array {
  const hash = createHash('sha256').update(text).digest();
  const from = base[hash.readUInt32LE(0) % base.length] as Float32Array;
  let state = hash.readUInt32LE(4) || 1;
  const noise = new Float32Array(from.length);
  let squares = 0;
  for (let index = 0; index < noise.length; index++) {
    // xorshift32 (Marsaglia 2003)
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const value = (state >>> 0) / 2 ** 32 - 0.5;
    noise[index] = value;
    squares += value * value;
  }
  const scale = noiseLength / Math.sqrt(squares);
  const vector = from.map((value, index) => value + scale * (noise[index] as number));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
