import { DomainError, type ErrorCode, isOutage } from '@conhub/subgraph-kit';
import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';

/** A request that is answered without an execution. The message is a sentence for people, the code is for programs. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export const refusal = (
  status: number,
  code: string,
  message: string,
  more: { extensions?: Record<string, unknown>; headers?: Record<string, string> } = {},
): Refusal => ({ status, code, message, extensions: more.extensions ?? {}, headers: more.headers ?? {} });

const badInput = (path: readonly (string | number)[], code: string, message: string): Refusal =>
  refusal(400, 'BAD_USER_INPUT', message, { extensions: { fields: [{ path, code, message }] } });

export const refusals = {
  badInput,
  badRequest: (message: string): Refusal => refusal(400, 'BAD_REQUEST', message),
  payloadTooLarge: (bytes: number): Refusal =>
    refusal(413, 'PAYLOAD_TOO_LARGE', `The body is larger than ${bytes} bytes (counted after decompression)`, {
      headers: { connection: 'close' },
    }),
  bodyTooSlow: (): Refusal => refusal(408, 'BODY_TOO_SLOW', 'The body took too long to arrive', { headers: { connection: 'close' } }),
  internal: (): Refusal => refusal(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong here; the request id finds it in the log'),
  timeout: (): Refusal => refusal(504, 'DEADLINE_EXCEEDED', 'The answer took too long'),
  overloaded: (): Refusal =>
    refusal(503, 'UNAVAILABLE', 'Too many requests are being answered at once: try again shortly', { headers: { 'retry-after': '1' } }),
  draining: (): Refusal => refusal(503, 'UNAVAILABLE', 'ConHub is shutting down', { headers: { 'retry-after': '5', connection: 'close' } }),
  notFound: (path: string): Refusal => refusal(404, 'NOT_FOUND', `There is nothing at ${path.slice(0, 100)}`),
};

/** The codes whose HTTP status keeps its meaning; every other refusal is 400, for both media types. */
/** What a client is told while the database is being started again. */
const outageSentence = 'The database does not answer right now: try again shortly';

const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  SESSION_ENDED: 401,
  METHOD_NOT_ALLOWED: 405,
  PAYLOAD_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  UNAVAILABLE: 503,
  SUBGRAPH_UNAVAILABLE: 503,
  STORAGE_FULL: 503,
  DEADLINE_EXCEEDED: 504,
};

const statusOf = (code: unknown): number => (typeof code === 'string' ? (statuses[code] ?? 400) : 400);

/** What `identify` threw, as an answer: an expected failure keeps its sentence, anything else is masked. Null: it was not expected. */
export function identityRefusal(error: unknown): Refusal | null {
  if (!(error instanceof DomainError)) {
    return isOutage(error) ? refusal(503, 'UNAVAILABLE', outageSentence, { headers: { 'retry-after': '2' } }) : null;
  }
  const identityStatuses: Partial<Record<ErrorCode, number>> = { FORBIDDEN: 403, NOT_FOUND: 403 };
  const status = identityStatuses[error.code] ?? statusOf(error.code);
  const headers: Record<string, string> = {};
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="conhub"';
  const retryAt = error.extensions['retryAt'];
  if (typeof retryAt === 'string') headers['retry-after'] = String(Math.max(1, Math.ceil((Date.parse(retryAt) - Date.now()) / 1000)));
  return refusal(status, error.code, error.message, { extensions: { ...error.extensions }, headers });
}

export const errorOf = (refused: Refusal, requestId: string): GraphQLFormattedError => ({
  message: refused.message,
  extensions: { code: refused.code, ...refused.extensions, requestId },
});

/** Every error carries the request id, so that a person can quote it. */
export function withRequestId(result: ExecutionResult, requestId: string): FormattedExecutionResult {
  if (result.errors === undefined || result.errors.length === 0) return result as FormattedExecutionResult;
  const errors = result.errors.map((error) => {
    const formatted = typeof error.toJSON === 'function' ? error.toJSON() : error;
    return Object.assign({}, formatted, { extensions: { requestId, ...formatted.extensions } }) as GraphQLFormattedError;
  });
  return { ...(result as FormattedExecutionResult), errors };
}

/** A result without `data` was refused before execution. */
export const isRefused = (result: ExecutionResult): boolean => result.data === undefined && (result.errors?.length ?? 0) > 0;

export const refusedStatus = (result: ExecutionResult): number => statusOf(result.errors?.[0]?.extensions?.['code']);
