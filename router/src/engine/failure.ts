import { type ErrorCode, type FieldFault, isOutage } from '@conhub/subgraph-kit';
import { GraphQLError, type ExecutionResult } from 'graphql';

/** Codes that the router itself gives, beside the kit's. `docs/errors.md` lists when, and what to do. */
export type RouterErrorCode =
  | 'BAD_REQUEST'
  | 'METHOD_NOT_ALLOWED'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'OPERATION_TOO_LONG'
  | 'OPERATION_TOO_DEEP'
  | 'OPERATION_TOO_COMPLEX'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'DEADLINE_EXCEEDED'
  | 'SESSION_ENDED'
  | 'INTERNAL_SERVER_ERROR';

export type RequestErrorCode = ErrorCode | RouterErrorCode;

export type Path = readonly (string | number)[];

const passingCodes: ReadonlySet<string> = new Set<ErrorCode | 'SUBGRAPH_UNAVAILABLE' | 'DEADLINE_EXCEEDED'>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'LIMIT_EXCEEDED',
  'UNAVAILABLE',
  'NOT_CONFIGURED',
  'STORAGE_FULL',
  'TOO_MANY_REQUESTS',
  'SUBGRAPH_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
]);

/** What of a subgraph's error reaches a client. Everything else stays inside: stack, url, body, SQL. */
const passingExtensions = ['fields', 'limit', 'used', 'resetsAt', 'retryAt', 'reason'] as const;

/** A request that is refused before anything runs: an answer without `data`. The edge turns it into an HTTP status. */
export interface Refusal {
  readonly refused: readonly GraphQLError[];
}

export const isRefusal = (value: object): value is Refusal => 'refused' in value;

export function refusal(code: RequestErrorCode, message: string, extensions: Record<string, unknown> = {}, path?: Path): Refusal {
  return { refused: [new GraphQLError(message, { ...(path === undefined ? {} : { path }), extensions: { ...extensions, code } })] };
}

export function badInput(fields: readonly FieldFault[]): Refusal {
  return refusal('BAD_USER_INPUT', fields.map((field) => field.message).join('; '), { fields });
}

/** The answer to a refused request, each error with the request's id. */
export function refusedResult({ refused }: Refusal, requestId: string): ExecutionResult {
  return {
    errors: refused.map((error) => {
      const { message, nodes, source, positions, path } = error;
      return new GraphQLError(message, {
        nodes: nodes ?? null,
        source: source ?? null,
        positions: positions ?? null,
        path: path ?? null,
        extensions: { ...error.extensions, requestId },
      });
    }),
  };
}

/** An error with a name, as it may be shown; or null for one that nobody expected. */
export interface NamedFailure {
  readonly code: string;
  readonly message: string;
  readonly extensions: Record<string, unknown>;
}

/**
 * Reads a subgraph's error. In process it carries the thrown DomainError (code beside `extensions`); over HTTP the code is one of
 * `extensions`. An error without a code that clients know is unexpected: null.
 */
export function namedFailure(error: { message: string; extensions?: unknown; originalError?: unknown }): NamedFailure | null {
  const original = error.originalError as { code?: unknown; extensions?: unknown } | null | undefined;
  const extensions = (error.extensions ?? {}) as Record<string, unknown>;
  const code = typeof extensions.code === 'string' ? extensions.code : original?.code;
  if (typeof code !== 'string' || !passingCodes.has(code)) {
    if (!isOutage(original)) return null;
    return { code: 'UNAVAILABLE', message: 'The database does not answer right now: try again shortly', extensions: {} };
  }
  const shown: Record<string, unknown> = {};
  for (const key of passingExtensions) if (extensions[key] !== undefined) shown[key] = extensions[key];
  return { code, message: error.message, extensions: shown };
}
