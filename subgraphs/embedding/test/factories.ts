import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EmbedderOptions } from '../src/scheduling/embedder-options.ts';

export const modelsFolder = fileURLToPath(new URL('../../../models', import.meta.url));
export const modelName = 'all-minilm-l6-v2';

export const embedderOptions = (over: Partial<EmbedderOptions> = {}): EmbedderOptions => ({
  modelsFolder,
  model: modelName,
  documentWorkers: 1,
  threadsPerWorker: 1,
  ...over,
});

interface Reference {
  readonly items: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly fp32: readonly number[];
    readonly int8: readonly number[];
  }[];
  readonly tolerance: {
    readonly int8VsFp32: { readonly minCosine: number; readonly minMedianCosine: number };
    readonly int8VsInt8Reference: { readonly otherCpuOrRuntime: { readonly minCosine: number; readonly minMedianCosine: number } };
    readonly aloneVsPaddedBatch: { readonly maxAbs: number };
    readonly norm: { readonly maxError: number };
  };
}

const modelFile = (file: string): string => readFileSync(`${modelsFolder}/${modelName}/${file}`, 'utf8');

/** What the model's makers say it answers. */
export const reference = JSON.parse(modelFile('reference.json')) as Reference;
export const tokenizerDefinition = JSON.parse(modelFile('tokenizer.json')) as object;

export const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let [dot, aa, bb] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x = 0, y = 0] = [a[index], b[index]];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / Math.sqrt(aa * bb);
};

export const rowsOf = (vectors: Float32Array, dimension: number): Float32Array[] =>
  Array.from({ length: vectors.length / dimension }, (_, row) => vectors.subarray(row * dimension, (row + 1) * dimension));

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const words =
  'the index keeps vectors of every chunk and a query finds near ones by meaning while permissions decide who may see them'.split(' ');

/** `count` texts of 1 to `lengthMax` words, all different. */
export const someTexts = (count: number, lengthMax = 40): string[] =>
  Array.from(
    { length: count },
    (_, index) =>
      `${index} ${Array.from({ length: 1 + ((index * 7) % lengthMax) }, (_word, at) => words[(index + at * 3) % words.length]).join(' ')}`,
  );
