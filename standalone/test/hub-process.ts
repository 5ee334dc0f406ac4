import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface HubProcess {
  readonly pid: number;
  /** Resolves with the address when it says that it is ready. Rejects when it ends before. */
  readonly ready: Promise<{ readonly url: URL; readonly afterMs: number }>;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
}

export interface HubProcessOptions {
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A place of a test's own. PostgreSQL may run as `nobody`, who must be able to pass. */
export function newPlace(): { readonly path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'conhub-start-')));
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Settings of who runs the tests must not reach what is tested. */
export const cleanEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith('CONHUB_') || name.startsWith('VITEST') || name === 'NODE_OPTIONS' || name === 'NODE_ENV'
        ? []
        : [[name, value]],
    ),
  );

/** `start`, as its script runs it. */
export function startHub({ arguments: given, environment = {} }: HubProcessOptions): HubProcess {
  const startedAt = performance.now();
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'start', ...given], {
    env: { ...cleanEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  const ended = new Promise<Ended>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  const ready = new Promise<{ url: URL; afterMs: number }>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said.stdout += chunk.toString();
      const url = /ConHub is ready at (\S+)/.exec(said.stdout)?.[1];
      if (url !== undefined) resolve({ url: new URL(url), afterMs: performance.now() - startedAt });
    });
    child.stderr?.on('data', (chunk: Buffer) => void (said.stderr += chunk.toString()));
    void ended.then(({ code, signal }) =>
      reject(new Error(`ConHub ended (${code ?? signal}) before it was ready: ${said.stderr.slice(-2_000)}`)),
    );
  });
  // Whoever does not wait for it only wants to see it end.
  ready.catch(() => {});
  return {
    pid: child.pid ?? 0,
    ready,
    ended,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    kill: (signal) => void child.kill(signal),
  };
}
