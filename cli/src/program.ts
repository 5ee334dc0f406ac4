import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { registerAuditCommand } from './commands/audit.ts';
import { registerModelCommands } from './commands/model.ts';
import { registerNoteCommand } from './commands/note.ts';
import { registerPeopleCommands } from './commands/people.ts';
import { registerReindexCommand } from './commands/reindex.ts';
import { registerSavedCommands } from './commands/saved.ts';
import { registerSearchCommands } from './commands/search.ts';
import { registerSessionCommands } from './commands/sessions.ts';
import { registerSourceCommands } from './commands/sources.ts';
import { registerStatusCommand } from './commands/status.ts';
import { registerUploadCommand } from './commands/upload.ts';
import { CliFailure } from './failure.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

export function createProgram(): Command {
  const program = new Command('conhub')
    .description('ConHub in a terminal. It finds the hub that runs on this machine, or the one you name.')
    .version(version)
    .option('--url <url>', 'the address of a ConHub (also CONHUB_URL)')
    .option('--data <folder>', 'the data folder of the ConHub on this machine (also CONHUB_DATA_DIR)')
    .option('--as <email>', 'on this machine: act as this member instead of the first owner')
    .option('--organization <organization>', 'the organization to work in, by id or slug (also CONHUB_ORGANIZATION)')
    .option('--json', 'print the data of the operation as JSON; streams as one JSON value a line')
    .showHelpAfterError('(conhub --help lists the commands)')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      'after',
      `
Start the hub itself with:  npx pnpm@12 start [FOLDER…]   or   ./conhub start [FOLDER…]

Examples:
  conhub add ~/notes
  conhub search "how do we rotate tokens" --mode semantic
  conhub sync notes
  conhub share notes --organization-wide
  conhub --json search rotateToken | jq .search.nodes

Exit codes: 0 done, 1 refused, 2 usage, 3 not signed in, 4 not reachable.`,
    );
  registerSourceCommands(program);
  registerSearchCommands(program);
  registerSavedCommands(program);
  registerNoteCommand(program);
  registerUploadCommand(program);
  registerModelCommands(program);
  registerReindexCommand(program);
  registerPeopleCommands(program);
  registerSessionCommands(program);
  registerStatusCommand(program);
  registerAuditCommand(program);
  return program;
}

/** Runs the program and answers the exit code. Never throws and never shows a stack. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  const isJson = argv.includes('--json');
  try {
    const program = createProgram();
    if (argv.length === 0) {
      program.outputHelp();
      return 2;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && !(error instanceof InvalidArgumentError)) return error.exitCode === 0 ? 0 : 2;
    const failure =
      error instanceof CliFailure
        ? error
        : error instanceof InvalidArgumentError
          ? new CliFailure(2, 'USAGE', error.message)
          : new CliFailure(1, 'UNKNOWN', `Something unexpected happened: ${error instanceof Error ? error.message : String(error)}`);
    if (isJson) process.stdout.write(`${JSON.stringify(failure.result)}\n`);
    process.stderr.write(`${failure.message}\n`);
    return failure.exitCode;
  }
}
