import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { noModel } from './spaces/space.ts';

/** What search needs of the embedding subgraph: its embedder, or a client of `Query.embed` as a service. */
export interface Embedder {
  embed(
    texts: readonly string[],
    kind: 'QUERY' | 'DOCUMENT',
    signal?: AbortSignal,
    modelId?: string,
  ): Promise<{ readonly vectors: Float32Array; readonly dimension: number; readonly tokenCount: number }>;
  /** The installed models, the default first; empty before it has looked. */
  models(): readonly { readonly id: string; readonly dimension: number }[];
  /** The same, after looking again; absent where nothing is ever added. */
  readModels?(): Promise<readonly { readonly id: string; readonly dimension: number }[]>;
}

export interface IndexModel {
  readonly id: string;
  readonly dimension: number;
}

const waitMs = 2_000;

/**
 * The model that a new organization's index gets: the default one, else the one that was it last, so that a missing model costs meaning
 * but not the words. Remembered beside the index. An organization that has an index keeps its own (see spaces/space.ts).
 */
export async function chooseModel(embedder: Embedder, indexFolder: string): Promise<IndexModel & { readonly isKnown: boolean }> {
  const file = join(indexFolder, 'model.json');
  const until = Date.now() + waitMs;
  while (embedder.models().length === 0 && Date.now() < until) await sleep(20);
  const [installed] = embedder.models();
  if (installed !== undefined) {
    mkdirSync(indexFolder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify({ id: installed.id, dimension: installed.dimension })}\n`);
    return { id: installed.id, dimension: installed.dimension, isKnown: true };
  }
  try {
    const { id, dimension } = JSON.parse(readFileSync(file, 'utf8')) as IndexModel;
    if (typeof id === 'string' && typeof dimension === 'number') return { id, dimension, isKnown: true };
  } catch {
    // Never had one: words alone until there is.
  }
  return { id: noModel, dimension: 384, isKnown: false };
}
