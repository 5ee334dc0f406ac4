import { parseArgs } from 'node:util';
import { StartFault } from './fault.ts';

export interface StartArguments {
  readonly folders: readonly string[];
  readonly data?: string;
  readonly port?: string;
}

export const help = `Usage: npx pnpm@12 start [FOLDER…] [--data DIR] [--port N]      (or ./conhub start …)

Starts ConHub on this machine: the GraphQL endpoint, its subgraphs, and a PostgreSQL of its own.
With FOLDER it also completes the set-up, connects the folders and follows them until they are searchable.

  --data DIR   where everything is kept (CONHUB_DATA_DIR)
  --port N     the port on 127.0.0.1, 4000 unless said otherwise (CONHUB_PORT); 0 takes any free one
  --help       this text

docs/operations.md lists all settings.
`;

/** @returns null when help was asked for. @throws StartFault USAGE */
export function readArguments(argv: readonly string[]): StartArguments | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { data: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return null;
    const [first, ...rest] = positionals;
    const folders = first === 'start' ? rest : positionals;
    return {
      folders,
      ...(values.data === undefined ? {} : { data: values.data }),
      ...(values.port === undefined ? {} : { port: values.port }),
    };
  } catch (error) {
    throw new StartFault(
      'USAGE',
      `${error instanceof Error ? error.message.replace(/\. To specify a positional.*$/s, '') : String(error)}\n\n${help}`,
      2,
    );
  }
}
