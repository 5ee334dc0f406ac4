import type { IncomingMessage, ServerResponse } from 'node:http';
import { BadUserInputError, DomainError, type ErrorCode, type RequestInfo, type SubgraphRoute } from '@conhub/subgraph-kit';
import type { Log } from '@conhub/subgraph-kit/log';
import type { z } from 'zod';

const bodyBytesMax = 8_192;

const statuses: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  LIMIT_EXCEEDED: 429,
  UNAVAILABLE: 503,
  NOT_CONFIGURED: 501,
  STORAGE_FULL: 507,
  TOO_MANY_REQUESTS: 429,
};

/** A POST that takes and answers JSON. Failures are `{ error: { code, message } }`. */
export function jsonRoute<Input>(
  path: string,
  schema: z.ZodType<Input>,
  log: Log,
  handle: (input: Input, incoming: IncomingMessage, request: RequestInfo) => Promise<object>,
): SubgraphRoute {
  return {
    method: 'POST',
    path,
    async handle(incoming, response, request) {
      try {
        const parsed = schema.safeParse(await readJson(incoming));
        if (!parsed.success) {
          throw new BadUserInputError(
            parsed.error.issues.map(({ path, message }) => ({
              path: path.map((part) => (typeof part === 'number' ? part : String(part))),
              code: 'INVALID',
              message: path.length === 0 ? 'The body is not an object of the expected shape' : `${path.join('.')}: ${message}`,
            })),
          );
        }
        answer(response, 200, await handle(parsed.data, incoming, request));
      } catch (error) {
        refuse(response, error, log, request);
      }
    },
  };
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  // A page of another site can post a form or plain text without asking first, JSON it cannot.
  if (!/^application\/json\b/i.test(incoming.headers['content-type'] ?? ''))
    throw BadUserInputError.of([], 'NOT_JSON', 'Send application/json');
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bodyBytesMax) throw BadUserInputError.of([], 'TOO_LONG', `The body has more than ${bodyBytesMax} bytes`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw BadUserInputError.of([], 'NOT_JSON', 'The body is not JSON');
  }
}

function answer(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

function refuse(response: ServerResponse, error: unknown, log: Log, request: RequestInfo): void {
  if (!(error instanceof DomainError)) {
    log.error({ err: error, requestId: request.id }, 'A route failed');
    answer(response, 500, { error: { code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong here', requestId: request.id } });
    return;
  }
  const retryAt = error.extensions['retryAt'];
  const wait =
    typeof retryAt === 'string' ? { 'retry-after': String(Math.max(1, Math.ceil((Date.parse(retryAt) - Date.now()) / 1_000))) } : {};
  answer(
    response,
    statuses[error.code],
    { error: { ...error.extensions, code: error.code, message: error.message, requestId: request.id } },
    wait,
  );
}
