import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
// Types only: a thread loads neither the kit nor zod.
import type { ModelFolder } from '../models/model-folder.ts';
import { createTokenise } from './tokenise.ts';

export type TextKind = 'QUERY' | 'DOCUMENT';
export type ExecutionProvider = 'CPU' | 'CUDA';

export interface OpenModelOptions {
  /** Threads of one inference call, the calling one included. */
  readonly threads: number;
  readonly executionProvider: ExecutionProvider;
}

/** One call's input: `rows` texts, each padded to `length` ids. */
export interface Batch {
  readonly rows: number;
  readonly length: number;
  /** rows × length, row-major. */
  readonly ids: Int32Array;
  /** Ids of each row that are not padding. */
  readonly lengths: Uint16Array;
}

/** A tokenizer and a session. `run` holds the calling thread for the whole inference: open it in a worker, or in a measurement. */
export interface OpenModel {
  readonly dimension: number;
  tokenise(text: string, kind: TextKind): number[];
  /** rows × dimension, row-major, unit length. The array is the caller's. */
  run(batch: Batch): Promise<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Opens a verified model. One session for the thread's lifetime: making them anew leaks (onnxruntime 1.30). */
export async function openModel(
  { folder, graphFile, tokenizerFile, description }: ModelFolder,
  options: OpenModelOptions,
): Promise<OpenModel> {
  const tokenise = createTokenise(JSON.parse(await readFile(join(folder, tokenizerFile), 'utf8')) as object, description.maxTokens);
  const session = await ort.InferenceSession.create(join(folder, graphFile), {
    executionProviders: options.executionProvider === 'CUDA' ? ['cuda', 'cpu'] : ['cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Idle threads sleep instead of spinning: the other threads of the process need the cores.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  const prefix = { QUERY: description.queryPrefix, DOCUMENT: description.documentPrefix };
  return {
    dimension: description.dimension,
    tokenise: (text, kind) => tokenise(prefix[kind] + text),
    async run({ rows, length, ids, lengths }) {
      const shape = [rows, length];
      const output = await session.run({
        input_ids: new ort.Tensor('int64', widen(ids), shape),
        attention_mask: new ort.Tensor('int64', maskOf(rows, length, lengths), shape),
      });
      const vectors = output['sentence_embedding'];
      if (vectors === undefined || vectors.type !== 'float32' || vectors.size !== rows * description.dimension) {
        throw new Error(`${graphFile} does not answer sentence_embedding [${rows}, ${description.dimension}]`);
      }
      // A copy: the output lies in memory of the runtime, which cannot be transferred to another thread.
      return new Float32Array(vectors.data as Float32Array);
    },
    close: () => session.release(),
  };
}

/** 64-bit ids without making a BigInt of each: every platform onnxruntime runs on is little-endian. */
function widen(ids: Int32Array): BigInt64Array {
  const wide = new BigInt64Array(ids.length);
  const words = new Int32Array(wide.buffer);
  for (let index = 0; index < ids.length; index++) words[index * 2] = ids[index] ?? 0;
  return wide;
}

function maskOf(rows: number, length: number, lengths: Uint16Array): BigInt64Array {
  const mask = new BigInt64Array(rows * length);
  for (let row = 0; row < rows; row++) mask.fill(1n, row * length, row * length + (lengths[row] ?? 0));
  return mask;
}
