import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import type { Observation } from './observation.ts';

// Runs in every thread of a measured ConHub before ConHub's own code (node --import), and changes nothing it does: it counts what
// goes through onnxruntime, watches the main thread's event loop, and answers over the channel to the process that started it.

const key = 'bench.embedded';
const counts = isMainThread ? new BigInt64Array(new SharedArrayBuffer(16)) : (getEnvironmentData(key) as unknown as BigInt64Array);
if (isMainThread) setEnvironmentData(key, counts as never);

interface Input {
  readonly dims: readonly number[];
  readonly data: ArrayLike<bigint>;
}

// onnxruntime-common is the part in JavaScript: loading it does not load the runtime.
const require = createRequire(import.meta.url);
const { InferenceSession } = createRequire(require.resolve('onnxruntime-node'))('onnxruntime-common') as {
  InferenceSession: { prototype: { run(feeds: Record<string, Input>, ...rest: unknown[]): Promise<unknown> } };
};
const { run } = InferenceSession.prototype;
InferenceSession.prototype.run = function counted(feeds, ...rest) {
  const mask = feeds['attention_mask'];
  if (mask !== undefined) {
    Atomics.add(counts, 0, BigInt(mask.dims[0] ?? 0));
    let tokens = 0n;
    for (let index = 0; index < mask.data.length; index++) tokens += mask.data[index] ?? 0n;
    Atomics.add(counts, 1, tokens);
  }
  return run.call(this, feeds, ...rest);
};

if (isMainThread && process.send !== undefined) {
  const resolutionMs = 5;
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  // The histogram holds the time between two ticks of a timer: what exceeds its interval is the delay.
  const delayMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);
  process.on('message', (message) => {
    if (message === 'reset') delay.reset();
    else if (message !== 'observe') return;
    const observation: Observation = {
      textsEmbedded: Number(Atomics.load(counts, 0)),
      tokensEmbedded: Number(Atomics.load(counts, 1)),
      eventLoopDelayMs: { p50: delayMs(delay.percentile(50)), p99: delayMs(delay.percentile(99)), max: delayMs(delay.max) },
    };
    process.send?.(observation);
  });
  // When who measures is killed, nothing stays behind.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // ConHub ends when its own work does.
  process.channel?.unref();
}
