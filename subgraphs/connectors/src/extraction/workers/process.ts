import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Extracted } from '../extracted.ts';
import type { StartWorker } from './worker.ts';

export interface ProcessOptions {
  readonly module: URL;
  readonly heapMegabytesMax: number;
  /** Of all its memory. */
  readonly megabytesMax: number;
}

/**
 * A process for formats that others' libraries read. A thread does not do: V8 ends the whole process where one table or array of a thread
 * grows beyond all bounds, and buffers outside its heap are not counted. It has no environment, writes no file and starts no program.
 */
export function processStarter({ module, heapMegabytesMax, megabytesMax }: ProcessOptions): StartWorker {
  return ({ onReady, onAnswer, onDeath }) => {
    const child = fork(fileURLToPath(module), [String(megabytesMax)], {
      execArgv: [
        `--max-old-space-size=${heapMegabytesMax}`,
        '--permission',
        '--allow-fs-read=*',
        '--allow-worker',
        '--disable-warning=ExperimentalWarning',
        '--disable-warning=SecurityWarning',
      ],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let isOver = false;
    const died = (signal: NodeJS.Signals | null): void => {
      if (isOver) return;
      isOver = true;
      // SIGKILL: our watch, or the system's, saw too much memory. SIGABRT and SIGTRAP: V8 had none left.
      onDeath(signal === null ? 'FAULT' : 'MEMORY');
    };
    child.on('message', (message) => (message === 'ready' ? onReady() : onAnswer(message as Extracted)));
    child.on('error', () => died(null));
    child.on('exit', (code, signal) => died(code === 134 ? 'SIGABRT' : signal));
    return {
      ask(request) {
        // What cannot be sent has nobody to read it: its end is heard as well.
        child.send(request, () => {});
      },
      setBusy(isBusy) {
        if (isBusy) {
          child.ref();
          child.channel?.ref();
        } else {
          child.unref();
          child.channel?.unref();
        }
      },
      async end() {
        isOver = true;
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        child.ref();
        child.kill('SIGKILL');
        await ended;
      },
    };
  };
}
