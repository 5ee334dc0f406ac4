import { readFileSync, readdirSync } from 'node:fs';

/** A process and all that descend from it. Linux. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = parentOf(pid);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = [root];
  for (let index = 0; index < tree.length; index++) tree.push(...(children.get(tree[index] as number) ?? []));
  return tree;
}

function parentOf(pid: number): number | null {
  try {
    // pid (name) state parent …: the name may hold spaces and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null; // it has ended
  }
}

/** Proportional set size in bytes: memory that processes share is counted once in their sum. NaN where the system does not tell. */
export function proportionalBytes(pids: readonly number[]): number {
  let bytes = 0;
  let isKnown = false;
  for (const pid of pids) {
    try {
      bytes += Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1] ?? 0) * 1024;
      isKnown = true;
    } catch {
      // It has ended meanwhile.
    }
  }
  return isKnown ? bytes : Number.NaN;
}

export interface MemoryWatch {
  /** The largest sum seen, in bytes. */
  readonly peak: () => number;
  stop(): void;
}

/** Looks at the memory of a process and its descendants every five seconds: the kernel walks all their pages for it, 70 ms of a core. */
export function watchMemory(root: number): MemoryWatch {
  let peak = Number.NaN;
  const look = (): void => {
    const now = proportionalBytes(processTree(root));
    if (!(peak >= now)) peak = now;
  };
  look();
  const timer = setInterval(look, 5_000);
  return {
    peak: () => peak,
    stop() {
      clearInterval(timer);
      look();
    },
  };
}
