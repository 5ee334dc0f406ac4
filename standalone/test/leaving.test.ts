import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { newPlace, startHub } from './hub-process.ts';

const place = newPlace();
afterAll(() => place.remove());

/** Node itself takes a moment before any line of a program runs: a signal then ends it as it ends everything. */
async function untilItListens(pid: number): Promise<void> {
  if (process.platform !== 'linux') return sleep(2_000);
  // Node catches the other two for itself from its first moment.
  const hangup = 1n;
  for (;;) {
    // Before it is the new program it is a copy of this one, with its listeners.
    const isProgram = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('standalone/src/main.ts');
    const caught = /^SigCgt:\s+(\w+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (isProgram && (BigInt(`0x${caught ?? '0'}`) & hangup) !== 0n) return;
    await sleep(5);
  }
}

it('a start is ended by a signal at any moment, with 0 and at once', { timeout: 120_000 }, async () => {
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  for (const [nth, afterMs] of [0, 100, 500, 1_000, 2_000].entries()) {
    const hub = startHub({ arguments: ['--data', join(place.path, `data-${nth}`), '--port', '0'] });
    await untilItListens(hub.pid);
    await sleep(afterMs);
    const askedAt = performance.now();
    hub.kill(signals[nth % signals.length] ?? 'SIGTERM');
    expect(await hub.ended, `after ${afterMs} ms`).toEqual({ code: 0, signal: null });
    // 2 s on a machine that does nothing else: it is the loading of the program that is waited for.
    expect(performance.now() - askedAt).toBeLessThan(30_000);
  }
});

it('a process that must end does so with its code although a thread is in the middle of something', async () => {
  const leave = fileURLToPath(new URL('../src/leave.ts', import.meta.url));
  const script = `import { Worker } from 'node:worker_threads';
    const { leave } = await import(${JSON.stringify(leave)});
    new Worker("import { parentPort } from 'node:worker_threads'; parentPort.postMessage(1); for (;;);", { eval: true }).once('message', () => leave(3));`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))).toEqual({
    code: 3,
    signal: null,
  });
});
