/** How fast a model works while it works: tokens of the last half minute over the time in which at least one call was open. */
export interface Throughput {
  began(): void;
  ended(tokens: number): void;
  /** 0 when nothing was done of late. */
  tokensPerSecond(): number;
}

const sliceMs = 3_000;
const slicesMax = 10;

export function createThroughput(now: () => number = () => performance.now()): Throughput {
  const slices: { readonly startedAt: number; busyMs: number; tokens: number }[] = [];
  let open = 0;
  let openSince = 0;

  function slice(): { busyMs: number; tokens: number } {
    const at = now();
    let current = slices.at(-1);
    if (current === undefined || at - current.startedAt >= sliceMs) {
      current = { startedAt: at, busyMs: 0, tokens: 0 };
      slices.push(current);
    }
    while ((slices[0]?.startedAt ?? at) < at - sliceMs * slicesMax) slices.shift();
    return current;
  }

  function settle(): void {
    const at = now();
    if (open > 0) slice().busyMs += at - openSince;
    openSince = at;
  }

  return {
    began() {
      settle();
      open += 1;
    },
    ended(tokens) {
      settle();
      open -= 1;
      slice().tokens += tokens;
    },
    tokensPerSecond() {
      settle();
      slice();
      const busyMs = slices.reduce((sum, { busyMs: ms }) => sum + ms, 0);
      return busyMs === 0 ? 0 : (slices.reduce((sum, { tokens }) => sum + tokens, 0) * 1_000) / busyMs;
    },
  };
}
