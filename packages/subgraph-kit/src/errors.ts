/**
 * Expected failures have names; all else is masked as INTERNAL_SERVER_ERROR and logged once with the request id.
 * `docs/errors.md` lists every code: when it comes and what to do.
 */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'LIMIT_EXCEEDED'
  | 'UNAVAILABLE'
  | 'NOT_CONFIGURED'
  | 'STORAGE_FULL'
  | 'TOO_MANY_REQUESTS';

/** One fault in an input: `path` leads into the arguments (`['input', 'email']`). */
export interface FieldFault {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

export class DomainError extends Error {
  readonly code: ErrorCode;
  /** Goes to the client beside `code` and `requestId`: nothing inner may be in it. */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, extensions: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.extensions = extensions;
  }
}

export class UnauthenticatedError extends DomainError {
  constructor(message = 'Sign in first') {
    super('UNAUTHENTICATED', message);
  }
}

export class ForbiddenError extends DomainError {
  constructor(message: string) {
    super('FORBIDDEN', message);
  }
}

/** Absent, or hidden from this viewer: the same answer. */
export class NotFoundError extends DomainError {
  constructor(message = 'There is no such thing, or you may not see it') {
    super('NOT_FOUND', message);
  }
}

export class BadUserInputError extends DomainError {
  constructor(fields: readonly FieldFault[]) {
    super('BAD_USER_INPUT', fields.map((field) => field.message).join('; ') || 'The input is not valid', { fields });
  }

  static of(path: readonly (string | number)[], code: string, message: string): BadUserInputError {
    return new BadUserInputError([{ path, code, message }]);
  }
}

export class ConflictError extends DomainError {
  constructor(message: string) {
    super('CONFLICT', message);
  }
}

export class UnavailableError extends DomainError {
  constructor(message: string, retryAt: Date | null = null) {
    super('UNAVAILABLE', message, retryAt === null ? {} : { retryAt: retryAt.toISOString() });
  }
}

export class NotConfiguredError extends DomainError {
  constructor(message: string) {
    super('NOT_CONFIGURED', message);
  }
}

export class TooManyRequestsError extends DomainError {
  constructor(message: string, retryAt: Date) {
    super('TOO_MANY_REQUESTS', message, { retryAt: retryAt.toISOString() });
  }
}

export class StorageFullError extends DomainError {
  constructor(message = 'Less than 512 MB of disk is free: writes wait until there is room again') {
    super('STORAGE_FULL', message);
  }
}
