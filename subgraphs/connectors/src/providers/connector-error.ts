import type { DocumentProblem, DocumentProblemCode } from './connector.ts';

/**
 * Why a run cannot go on. The engine makes the run's `Problem` of it:
 * RATE_LIMITED and UNAVAILABLE → WAITING until `retryAt`, the worker is freed; REAUTH_REQUIRED → the account waits for its person;
 * ROOT_MISSING, CONTAINER_NOT_FOUND → FAILED, nothing is deleted; CURSOR_EXPIRED, CURSOR_UNTRUSTED → a new baseline, by itself.
 */
export type ConnectorErrorCode =
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'REAUTH_REQUIRED'
  | 'ROOT_MISSING'
  | 'CONTAINER_NOT_FOUND'
  | 'CURSOR_EXPIRED'
  | 'CURSOR_UNTRUSTED'
  | 'NOT_CONFIGURED';

export class ConnectorError extends Error {
  readonly code: ConnectorErrorCode;
  /** When asking again makes sense; null: at the next sync. */
  readonly retryAt: Date | null;

  /** `message` is shown to the source's owner: a sentence, no secret, nothing inner. */
  constructor(code: ConnectorErrorCode, message: string, options: { retryAt?: Date | null; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ConnectorError';
    this.code = code;
    this.retryAt = options.retryAt ?? null;
  }
}

/** Why one document cannot be had. The run goes on; the failure is listed and, where that can help, retried. */
export class DocumentError extends Error {
  readonly problem: DocumentProblem;

  constructor(code: DocumentProblemCode, message: string, options: { isRetryable?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DocumentError';
    this.problem = { code, message, isRetryable: options.isRetryable ?? false };
  }

  get code(): DocumentProblemCode {
    return this.problem.code;
  }
}
