/** An expected failure: the message is a sentence for the person who starts ConHub and says what to do. */
export class PostgresError extends Error {
  readonly code: 'POSTGRES_MISSING' | 'POSTGRES_UNREACHABLE_FOLDER' | 'POSTGRES_FAILED';

  constructor(code: PostgresError['code'], message: string) {
    super(message);
    this.name = 'PostgresError';
    this.code = code;
  }
}
