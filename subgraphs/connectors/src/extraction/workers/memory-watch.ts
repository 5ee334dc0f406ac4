import { workerData } from 'node:worker_threads';

const { megabytesMax } = workerData as { megabytesMax: number };
const parent = process.ppid;

/**
 * A thread beside the one that reads: that one may be busy for as long as it likes, in a library that asks for memory outside the JavaScript heap.
 * Ends the process when it has taken too much, or when nobody waits for it any more.
 */
setInterval(() => {
  if (process.memoryUsage.rss() > megabytesMax * 2 ** 20 || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 50);
