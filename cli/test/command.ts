import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../../standalone/test/hub-process.ts';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** `conhub …` in a process of its own, its output piped. */
export function spawnConhub(
  given: readonly string[],
  { environment = {} }: CommandOptions = {},
): { readonly child: ChildProcess; readonly said: Promise<Said>; stdout(): string } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...given], {
    env: { ...cleanEnvironment(), ...environment },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => void (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (output.stderr += chunk.toString()));
  const said = new Promise<Said>((resolve) => child.once('close', (code) => resolve({ code, ...output })));
  return { child, said, stdout: () => output.stdout };
}

export async function conhub(given: readonly string[], options: CommandOptions = {}): Promise<Said> {
  const { child, said } = spawnConhub(given, options);
  child.stdin?.end(options.input ?? '');
  return said;
}
