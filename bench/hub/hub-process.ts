import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Observation } from './observation.ts';

export interface HubProcess {
  readonly pid: number;
  readonly dataFolder: string;
  /** A folder of its own for what is to be read, beside the data folder. */
  readonly filesFolder: string;
  observe(): Promise<Observation>;
  /** The last lines it logged. */
  said(): string;
  /** Forgets the event loop's past. */
  resetDelay(): Promise<void>;
  /** Ends ConHub as a person would, and removes everything it wrote, unless it is to be started again. */
  stop(keepsFiles?: boolean): Promise<void>;
  readonly folder: string;
  /** From the first instruction until it has announced itself. */
  readonly startedInMs: number;
}

const entry = fileURLToPath(new URL('../../standalone/src/main.ts', import.meta.url));
const preload = new URL('./preload.ts', import.meta.url).href;
const startTimeoutMs = 60_000;
const stopTimeoutMs = 20_000;

const running = new Set<HubProcess>();

/** For an interrupted run: nothing is left behind. */
export const stopAll = async (): Promise<void> => void (await Promise.all([...running].map((hub) => hub.stop())));

/**
 * `conhub start` on a data folder of its own (or that of one which has been stopped) and a free port, with no setting but the defaults.
 * Resolves when it has announced itself.
 */
export async function startHubProcess(again?: string): Promise<HubProcess> {
  const startedMs = performance.now();
  const folder = again ?? mkdtempSync(join(tmpdir(), 'conhub-bench-'));
  // Started as root, PostgreSQL runs as `nobody`, who must be able to pass.
  chmodSync(folder, 0o711);
  const dataFolder = join(folder, 'data');
  const log = openSync(join(folder, 'log'), 'w');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', preload, entry, 'start', '--data', dataFolder, '--port', '0'],
    {
      env: { ...withoutSettings(process.env), CONHUB_LOG_LEVEL: 'warn' },
      stdio: ['ignore', log, log, 'ipc'],
    },
  );
  closeSync(log);
  const hub = control(child, folder, dataFolder, startedMs);
  running.add(hub);
  const deadline = Date.now() + startTimeoutMs;
  while (!existsSync(join(dataFolder, 'run.json'))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      const said = hub.said();
      await hub.stop();
      throw new Error(`ConHub did not start: ${said || 'it said nothing'}`);
    }
    await sleep(20);
  }
  hub.announced();
  return hub;
}

/** Settings of the person who measures must not reach what is measured. */
const withoutSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('CONHUB_')));

function control(child: ChildProcess, folder: string, dataFolder: string, startedMs: number): HubProcess & { announced(): void } {
  let startedInMs = Number.NaN;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ask = (message: 'observe' | 'reset'): Promise<Observation> =>
    new Promise((resolve, reject) => {
      const lost = (): void => reject(new Error('ConHub ended while it was measured'));
      child.once('close', lost);
      child.once('message', (observation) => {
        child.off('close', lost);
        resolve(observation as Observation);
      });
      child.send(message);
    });
  let stopping: Promise<void> | null = null;
  const hub = {
    announced: () => void (startedInMs = performance.now() - startedMs),
    get startedInMs() {
      return startedInMs;
    },
    folder,
    pid: child.pid ?? 0,
    dataFolder,
    filesFolder: join(folder, 'files'),
    observe: () => ask('observe'),
    said: () =>
      readFileSync(join(folder, 'log'), 'utf8')
        .trim()
        .split('\n')
        .slice(-10)
        .map((line) => line.slice(0, 600))
        .join('\n'),
    resetDelay: async () => void (await ask('reset')),
    stop: (keepsFiles = false) =>
      (stopping ??= (async () => {
        running.delete(hub);
        child.kill('SIGTERM');
        const killer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
        await ended;
        clearTimeout(killer);
        if (!keepsFiles) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      })()),
  };
  return hub;
}
