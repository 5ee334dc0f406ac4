import { readFileSync } from 'node:fs';

/** What the kernel counts in, on every Linux that Node runs on. */
const tickMs = 10;

/** CPU time that processes have used since they began, in milliseconds. NaN where the system does not tell. */
export function processorMs(pids: readonly number[]): number {
  let sum = 0;
  let isKnown = false;
  for (const pid of pids) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // After the name: state, parent, …; user and system time are the 12th and 13th.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      sum += (Number(fields[11]) + Number(fields[12])) * tickMs;
      isKnown = true;
    } catch {
      // It has ended meanwhile.
    }
  }
  return isKnown ? sum : Number.NaN;
}
