import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server of embeddings answers: what differs between those that speak OpenAI's protocol. */
export type Dialect = 'openai' | 'tei' | 'vllm' | 'ollama';

export interface EndpointDouble {
  /** Up to and including `/v1`. */
  readonly url: string;
  readonly requests: readonly {
    readonly input: readonly string[];
    readonly model: string;
    readonly encoding: string;
    readonly authorization: string;
  }[];
  /** The next requests are answered by these instead, in turn. */
  readonly instead: ((response: ServerResponse) => void)[];
  close(): Promise<void>;
}

export interface DoubleOptions {
  readonly dialect: Dialect;
  readonly dimension?: number;
  readonly batchMax?: number;
  readonly charactersMax?: number;
  readonly apiKey?: string;
  readonly delayMs?: number;
}

/** A vector that tells texts apart; not of length 1. */
export const numbersOf = (text: string, dimension: number): number[] =>
  Array.from({ length: dimension }, (_, index) =>
    Math.fround(((text.length * 31 + (text.charCodeAt(index % Math.max(1, text.length)) || 1) * (index + 1)) % 97) / 10 + 0.1),
  );

/** A server on loopback that answers `POST /v1/embeddings` as the one it stands for does, its refusals included. */
export async function startEndpoint(options: DoubleOptions): Promise<EndpointDouble> {
  const { dialect, dimension = 8, batchMax = 32, charactersMax = Infinity, apiKey, delayMs = 0 } = options;
  const requests: { input: string[]; model: string; encoding: string; authorization: string }[] = [];
  const instead: ((response: ServerResponse) => void)[] = [];
  const server = createServer((incoming, response) => void answer(incoming, response));

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of incoming as AsyncIterable<Buffer>) text += piece.toString('utf8');
    const {
      input,
      model,
      encoding_format: encoding = 'float',
    } = JSON.parse(text) as { input: string[]; model: string; encoding_format?: string };
    requests.push({ input, model, encoding, authorization: incoming.headers.authorization ?? '' });
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    const other = instead.shift();
    if (other !== undefined) {
      other(response);
      return;
    }
    if (incoming.url !== '/v1/embeddings') send(response, 404, refusalIn(dialect, 404, 'Not Found'));
    else if (apiKey !== undefined && incoming.headers.authorization !== `Bearer ${apiKey}`)
      send(response, 401, refusalIn(dialect, 401, `Incorrect API key provided: ${incoming.headers.authorization?.slice(7) ?? ''}`));
    else if (input.length > batchMax)
      send(response, 422, refusalIn(dialect, 422, `batch size ${input.length} > maximum allowed batch size ${batchMax}`));
    else if (input.some((each) => each.length > charactersMax))
      send(
        response,
        dialect === 'tei' ? 413 : 400,
        refusalIn(dialect, 413, '`inputs` must have less than 512 tokens. This model has a maximum context length'),
      );
    else send(response, 200, embeddings(input, model, encoding));
  }

  function embeddings(input: readonly string[], model: string, encoding: string): object {
    const tokens = input.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
    const data = input.map((text, index) => {
      const numbers = numbersOf(text, dimension);
      // Ollama answers numbers whatever it is asked for.
      const isBase64 = encoding === 'base64' && dialect !== 'ollama';
      return {
        object: 'embedding',
        index,
        embedding: isBase64 ? Buffer.from(Float32Array.from(numbers).buffer).toString('base64') : numbers,
      };
    });
    return {
      object: 'list',
      model,
      // OpenAI promises the index and not the order.
      data: dialect === 'openai' ? data.toReversed() : data,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    instead,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function refusalIn(dialect: Dialect, status: number, message: string): object {
  switch (dialect) {
    case 'openai':
      return { error: { message, type: 'invalid_request_error', param: null, code: null } };
    case 'tei':
      return { error: message, error_type: status === 413 || status === 422 ? 'Validation' : 'Backend' };
    case 'vllm':
      return { object: 'error', message, type: 'BadRequestError', param: null, code: status };
    case 'ollama':
      return { error: { message, type: 'api_error', param: null, code: null } };
  }
}

export function send(response: ServerResponse, status: number, body: object | string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
