/** 0 done, 1 refused, 2 usage, 3 not signed in, 4 not reachable. */
export type ExitCode = 1 | 2 | 3 | 4;

/** An expected failure: a sentence, a code for programs, and the exit code. */
export class CliFailure extends Error {
  readonly exitCode: ExitCode;
  readonly code: string;
  /** What `--json` prints; the operation's result where there is one. */
  readonly result: unknown;

  constructor(exitCode: ExitCode, code: string, message: string, result: unknown = { errors: [{ message, extensions: { code } }] }) {
    super(message);
    this.name = 'CliFailure';
    this.exitCode = exitCode;
    this.code = code;
    this.result = result;
  }
}

export const usage = (message: string): CliFailure => new CliFailure(2, 'USAGE', message);
