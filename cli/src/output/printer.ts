import type { CliEnv } from '../env.ts';

export interface Printer {
  readonly isJson: boolean;
  /** Whether standard output is a terminal: then lines may be rewritten and coloured. */
  readonly isTerminal: boolean;
  line(text?: string): void;
  /** What `--json` prints: one JSON value, or one line of a stream. Nothing without `--json`. */
  json(value: unknown): void;
  note(text: string): void;
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  red(text: string): string;
}

export function createPrinter({
  isJson,
  env,
  stream = process.stdout,
}: {
  isJson: boolean;
  env: CliEnv;
  stream?: NodeJS.WriteStream;
}): Printer {
  const isTerminal = stream.isTTY;
  const colour = (code: number) => (text: string) => (isTerminal && env.hasColour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    isJson,
    isTerminal,
    line(text = '') {
      if (!isJson) stream.write(`${text}\n`);
    },
    json(value) {
      if (isJson) stream.write(`${JSON.stringify(value)}\n`);
    },
    note(text) {
      process.stderr.write(`${text}\n`);
    },
    bold: colour(1),
    dim: colour(2),
    green: colour(32),
    yellow: colour(33),
    red: colour(31),
  };
}
