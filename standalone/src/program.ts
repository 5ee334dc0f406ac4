import { help, readArguments } from './arguments.ts';
import { StartFault } from './fault.ts';
import { leave } from './leave.ts';
import { type Running, run } from './run.ts';

/** Everything that is waited for must end within this. */
const drainMs = 10_000;

type SetSignalHandler = (onSignal: () => void) => void;

async function main(setSignalHandler: SetSignalHandler): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  if (given === null) {
    process.stdout.write(help);
    return;
  }
  let running: Running | null = null;
  let isStopping = false;
  const stop = (exitCode: number): void => {
    if (isStopping) return;
    isStopping = true;
    process.exitCode = exitCode;
    const giveUp = setTimeout(() => leave(exitCode), drainMs);
    giveUp.unref();
    void (async () => {
      await running?.stop();
      process.exit(exitCode);
    })();
  };
  setSignalHandler(() => {
    // During the start there is nothing to drain yet: what has begun is undone by the operating system and the next start.
    if (running === null) leave(0);
    stop(0);
  });
  // A reader that goes away (`start | head`) must not stop the hub.
  process.stdout.on('error', () => {});
  running = await run(given, (reason) => {
    process.stderr.write(`${reason}: ConHub stops.\n`);
    stop(1);
  });
}

/** Starts ConHub and says an expected failure in one sentence; never a stack. */
export async function runProgram(setSignalHandler: SetSignalHandler): Promise<void> {
  try {
    await main(setSignalHandler);
  } catch (error) {
    const fault =
      error instanceof StartFault
        ? error
        : new StartFault('START_FAILED', `ConHub could not start: ${error instanceof Error ? error.message : String(error)}`);
    process.stderr.write(`${fault.code}: ${fault.message}\n`);
    process.exit(fault.exitCode);
  }
}
