import { setTimeout as sleep } from 'node:timers/promises';
import type { RemoteDescription } from '../models/description.ts';
import { type Outbound, OutboundFailure, textOf } from '../outbound/outbound.ts';
import { EndpointProblem, type EmbeddingsAnswer, messageOf, readEmbeddings, retryAfterMs } from './embeddings-protocol.ts';

export interface EndpointClient {
  /**
   * Vectors of texts in as many requests as the endpoint needs. What is too long for it is cut, what is too many at once is halved.
   * @throws EndpointFailure, or the signal's reason
   */
  embed(
    texts: readonly string[],
    urgency: Urgency,
    signal: AbortSignal,
  ): Promise<{ vectors: Float32Array<ArrayBuffer>; tokenCount: number }>;
}

/** QUERY: somebody waits for it, so it is tried again once and soon. */
export type Urgency = 'QUERY' | 'DOCUMENT';

/** A sentence for the log and for `/ready`; it never holds the key. */
export class EndpointFailure extends Error {
  /** When it may work again, where the endpoint said so or is overloaded. */
  readonly retryAt: Date | null;
  constructor(message: string, retryAt: Date | null = null) {
    super(message);
    this.retryAt = retryAt;
  }
}

export interface EndpointClientOptions {
  readonly description: RemoteDescription;
  readonly apiKey: string | null;
  readonly outbound: Outbound;
}

const tries = { QUERY: 2, DOCUMENT: 5 } as const;
const waitMs = { QUERY: 150, DOCUMENT: 500 } as const;
const retryAfterMaxMs = 60_000;
const queryTimeoutMs = 10_000;
/** A text of this many UTF-16 code units a token is surely cut by the model. */
const charactersPerToken = 8;

export function createEndpointClient({ description, apiKey, outbound }: EndpointClientOptions): EndpointClient {
  const { endpoint, dimension, maxTokens } = description;
  const url = new URL(`${endpoint.url.replace(/\/+$/, '')}/embeddings`);
  let batchTexts = endpoint.batchTexts;
  let encoding: 'base64' | 'float' = 'base64';

  async function embed(texts: readonly string[], urgency: Urgency, signal: AbortSignal) {
    const vectors = new Float32Array(texts.length * dimension);
    let tokenCount = 0;
    for (let start = 0; start < texts.length;) {
      const batch = texts.slice(start, start + batchTexts).map((text) => text.slice(0, maxTokens * charactersPerToken));
      const answer = await embedBatch(batch, urgency, signal);
      vectors.set(answer.vectors, start * dimension);
      tokenCount += answer.tokenCount ?? Math.ceil(batch.reduce((sum, text) => sum + text.length, 0) / 4);
      start += batch.length;
    }
    return { vectors, tokenCount };
  }

  async function embedBatch(texts: readonly string[], urgency: Urgency, signal: AbortSignal): Promise<EmbeddingsAnswer> {
    for (let attempt = 1; ; attempt++) {
      const failure = await request(texts, urgency, signal);
      if ('vectors' in failure) return failure;
      if (failure.isTooMuch) return embedSmaller(texts, urgency, signal, failure.message);
      if (failure.isEncoding) {
        encoding = 'float';
        continue;
      }
      const pauseMs = failure.retryAfterMs ?? waitMs[urgency] * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
      const isLast = attempt >= tries[urgency] || pauseMs > (urgency === 'QUERY' ? 1_000 : retryAfterMaxMs);
      if (!failure.isRetryable || isLast)
        throw new EndpointFailure(failure.message, failure.isRetryable ? new Date(Date.now() + Math.min(pauseMs, retryAfterMaxMs)) : null);
      await sleep(pauseMs, undefined, { signal });
    }
  }

  /** Halves: of the batch, remembered for the next; of the text, where it is one. */
  async function embedSmaller(texts: readonly string[], urgency: Urgency, signal: AbortSignal, message: string): Promise<EmbeddingsAnswer> {
    const [text = ''] = texts;
    if (texts.length === 1) {
      if (text.length < 64) throw new EndpointFailure(message);
      return embedBatch([text.slice(0, Math.floor(text.length / 2))], urgency, signal);
    }
    batchTexts = Math.max(1, Math.min(batchTexts, Math.ceil(texts.length / 2)));
    const middle = Math.ceil(texts.length / 2);
    const [first, second] = [
      await embedBatch(texts.slice(0, middle), urgency, signal),
      await embedBatch(texts.slice(middle), urgency, signal),
    ];
    const vectors = new Float32Array(texts.length * dimension);
    vectors.set(first.vectors);
    vectors.set(second.vectors, first.vectors.length);
    return { vectors, tokenCount: first.tokenCount === null || second.tokenCount === null ? null : first.tokenCount + second.tokenCount };
  }

  async function request(texts: readonly string[], urgency: Urgency, signal: AbortSignal): Promise<EmbeddingsAnswer | Refusal> {
    const timeoutMs = urgency === 'QUERY' ? Math.min(queryTimeoutMs, endpoint.timeoutMs) : endpoint.timeoutMs;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const body = JSON.stringify({
      model: endpoint.model,
      input: texts,
      encoding_format: encoding,
      ...(endpoint.sendDimensions ? { dimensions: dimension } : {}),
    });
    try {
      const incoming = await outbound(url, { method: 'POST', headers: headersOf(apiKey), body, signal: limit, idleMs: timeoutMs });
      const text = await textOf(incoming, answerBytesMax(texts.length, dimension));
      const status = incoming.statusCode ?? 0;
      return status === 200 ? readEmbeddings(text, texts.length, dimension) : refusal(status, text, incoming.headers['retry-after']);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (limit.aborted) return retryable(`${url.host} did not answer within ${timeoutMs / 1_000} s`);
      if (error instanceof EndpointProblem) return final(`The embedding endpoint ${url.host} cannot be used: ${error.message}`);
      if (error instanceof OutboundFailure) return retryable(error.message);
      throw error;
    }
  }

  function refusal(status: number, text: string, retryAfter: string | undefined): Refusal {
    const said = withoutKey(messageOf(text));
    const message = `The embedding endpoint ${url.host} answered ${status}${said === '' ? '' : `: ${said}`}`;
    if (status === 429 || status === 424 || (status >= 500 && status !== 501))
      return { ...retryable(message), retryAfterMs: retryAfterMs(retryAfter, Date.now()) };
    const isAboutSize =
      status === 413 || ((status === 400 || status === 422) && /batch|too (?:long|large|many)|maximum|context|token/i.test(said));
    const isEncoding = encoding === 'base64' && (status === 400 || status === 422) && /encoding|base64/i.test(said);
    if (status >= 300 && status < 400)
      return final(`${message}: it redirects, which is not followed. Configure the address it redirects to.`);
    return { ...final(message), isTooMuch: isAboutSize && !isEncoding, isEncoding };
  }

  const withoutKey = (message: string): string => (apiKey === null || apiKey === '' ? message : message.replaceAll(apiKey, '…'));

  return { embed };
}

interface Refusal {
  readonly message: string;
  readonly isRetryable: boolean;
  readonly retryAfterMs: number | null;
  readonly isTooMuch: boolean;
  readonly isEncoding: boolean;
}

const final = (message: string): Refusal => ({ message, isRetryable: false, retryAfterMs: null, isTooMuch: false, isEncoding: false });
const retryable = (message: string): Refusal => ({ ...final(message), isRetryable: true });

const headersOf = (apiKey: string | null): Record<string, string> => ({
  'content-type': 'application/json',
  accept: 'application/json',
  'user-agent': 'ConHub',
  ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
});

/** Numbers as JSON have up to 25 characters. */
const answerBytesMax = (texts: number, dimension: number): number => 65_536 + texts * (dimension * 26 + 256);
