import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
// Types only: a thread loads neither the kit nor zod.
import type { ModelFolder } from '../models/model-folder.ts';
import { halfToFloat, normalise, poolTokens } from './pooling.ts';
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
  const { dimension } = description;
  const tokenise = createTokenise(JSON.parse(await readFile(join(folder, tokenizerFile), 'utf8')) as object, description.maxTokens);
  const isCuda = options.executionProvider === 'CUDA';
  const graph = isCuda ? (description.graphFp16 ?? graphFile) : graphFile;
  const session = await ort.InferenceSession.create(join(folder, graph), {
    // CUDA alone: with the CPU behind it a missing library would be a slow start without a word.
    executionProviders: isCuda ? ['cuda'] : ['cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Idle threads sleep instead of spinning: the other threads of the process need the cores.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  const missing = session.inputNames.filter((name) => !knownInputs.has(name));
  if (missing.length > 0) throw new Error(`${graph} asks for ${missing.join(', ')}, which is not known here`);
  const outputName = description.poolingInGraph
    ? (session.outputNames.find((name) => name === 'sentence_embedding') ?? session.outputNames.at(-1) ?? '')
    : (session.outputNames.find((name) => name === 'last_hidden_state' || name === 'token_embeddings') ?? session.outputNames[0] ?? '');
  const prefix = { QUERY: description.queryPrefix, DOCUMENT: description.documentPrefix };

  return {
    dimension,
    tokenise: (text, kind) => tokenise(prefix[kind] + text),
    async run({ rows, length, ids, lengths }) {
      const shape = [rows, length];
      const inputs: Record<string, ort.Tensor> = {
        input_ids: new ort.Tensor('int64', widen(ids), shape),
        attention_mask: new ort.Tensor('int64', maskOf(rows, length, lengths), shape),
      };
      if (session.inputNames.includes('token_type_ids'))
        inputs['token_type_ids'] = new ort.Tensor('int64', new BigInt64Array(rows * length), shape);
      const output = (await session.run(inputs, [outputName]))[outputName];
      const expected = description.poolingInGraph ? [rows, dimension] : [rows, length, dimension];
      if (output === undefined || output.dims.join() !== expected.join()) {
        throw new Error(`${graph} answers ${outputName} [${output?.dims.join(', ') ?? ''}] instead of [${expected.join(', ')}]`);
      }
      const numbers = floatsOf(output);
      // A copy: the output lies in memory of the runtime, which cannot be transferred to another thread.
      const vectors = description.poolingInGraph
        ? new Float32Array(numbers)
        : poolTokens(numbers, { rows, length, dimension, lengths, pooling: description.pooling });
      if (!description.normaliseInGraph) normalise(vectors, dimension);
      return vectors;
    },
    close: () => session.release(),
  };
}

const knownInputs: ReadonlySet<string> = new Set(['input_ids', 'attention_mask', 'token_type_ids']);

function floatsOf(tensor: ort.Tensor): Float32Array {
  if (tensor.type === 'float32') return tensor.data as Float32Array;
  if (tensor.type !== 'float16') throw new Error(`The model answers ${tensor.type} instead of float32`);
  const data = tensor.data as ArrayLike<number> & { readonly BYTES_PER_ELEMENT: number };
  // Where the platform has Float16Array the runtime answers one, else the bits.
  return data instanceof Uint16Array ? halfToFloat(data) : Float32Array.from(data);
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
