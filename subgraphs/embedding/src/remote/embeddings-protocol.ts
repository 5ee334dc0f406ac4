import { normalise } from '../inference/pooling.ts';

/**
 * `POST /v1/embeddings` as OpenAI published it, and as Text Embeddings Inference, vLLM and Ollama answer it: vectors as base64 of
 * little-endian float32 or as numbers, in any order, with or without `usage`.
 */
export interface EmbeddingsRequest {
  readonly model: string;
  readonly input: readonly string[];
  readonly encoding_format: 'base64' | 'float';
  readonly dimensions?: number;
}

export interface EmbeddingsAnswer {
  /** texts × dimension, unit length, in the order of the texts. */
  readonly vectors: Float32Array<ArrayBuffer>;
  /** Null where the endpoint does not count. */
  readonly tokenCount: number | null;
}

/** The endpoint answered, and not with the vectors that were asked for. */
export class EndpointProblem extends Error {}

interface Body {
  readonly data?: readonly { readonly index?: number; readonly embedding?: string | readonly number[] }[];
  readonly usage?: { readonly prompt_tokens?: number; readonly total_tokens?: number };
}

/** @throws EndpointProblem */
export function readEmbeddings(text: string, count: number, dimension: number): EmbeddingsAnswer {
  const { data, usage } = parse(text);
  if (!Array.isArray(data) || data.length !== count)
    throw new EndpointProblem(`it answered ${Array.isArray(data) ? data.length : 'no'} vectors for ${count} texts`);
  const vectors = new Float32Array(count * dimension);
  const seen = new Set<number>();
  for (const [position, { index = position, embedding }] of data.entries()) {
    const vector = vectorOf(embedding);
    if (vector.length !== dimension)
      throw new EndpointProblem(`its vectors have ${vector.length} numbers and the configuration says ${dimension}`);
    if (!isNumbers(vector)) throw new EndpointProblem('its vectors hold what is no number');
    if (!Number.isInteger(index) || index < 0 || index >= count || seen.has(index))
      throw new EndpointProblem('its vectors are numbered wrongly');
    seen.add(index);
    vectors.set(vector, index * dimension);
  }
  normalise(vectors, dimension);
  const tokenCount = usage?.prompt_tokens ?? usage?.total_tokens;
  return { vectors, tokenCount: Number.isSafeInteger(tokenCount) ? (tokenCount ?? null) : null };
}

function parse(text: string): Body {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // Said below.
  }
  throw new EndpointProblem('its answer is not JSON');
}

/** JSON's null would become 0. */
const isNumbers = (vector: ArrayLike<unknown>): boolean => Array.from(vector).every((number) => Number.isFinite(number));

function vectorOf(embedding: string | readonly number[] | undefined): ArrayLike<number> {
  if (Array.isArray(embedding)) return embedding as readonly number[];
  if (typeof embedding !== 'string') throw new EndpointProblem('it answered something else than vectors');
  const bytes = Buffer.from(embedding, 'base64');
  const numbers = new Float32Array(Math.floor(bytes.byteLength / 4));
  for (let index = 0; index < numbers.length; index++) numbers[index] = bytes.readFloatLE(index * 4);
  return numbers;
}

/** What an endpoint says went wrong, in the shapes they have: `{ error: { message } }`, `{ error: "…" }`, `{ message }`, `{ detail }`. */
export function messageOf(text: string): string {
  let message: unknown;
  try {
    const body = JSON.parse(text) as { error?: unknown; message?: unknown; detail?: unknown };
    const { error } = body;
    message = typeof error === 'object' && error !== null && 'message' in error ? error.message : (error ?? body.message ?? body.detail);
  } catch {
    message = '';
  }
  return (typeof message === 'string' ? message : JSON.stringify(message ?? '')).replaceAll(/\s+/g, ' ').slice(0, 300);
}

/** Seconds or a date, to milliseconds from now; null where there is none. */
export function retryAfterMs(value: string | undefined, now: number): number | null {
  if (value === undefined || value.trim() === '') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
