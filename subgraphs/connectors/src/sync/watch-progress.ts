import { type SubgraphRequest, organizationOf } from '@conhub/subgraph-kit';
import { encodeCursor } from '@conhub/subgraph-kit/graphql';
import { loadVisibility } from '../access/visibility.ts';
import type { VisibleRun } from '../context.ts';
import type { Services } from '../services.ts';
import { newestRunsOf } from './find-runs.ts';

export interface SyncProgressed {
  readonly position: string;
  readonly syncRun: VisibleRun;
}

/**
 * The newest run of each source that concerns the viewer, now and after every change; at most one round in `progressIntervalMs`, the last
 * state always. What the viewer may see is asked anew for every round. Ends only when it is closed.
 */
export async function* watchProgress(
  services: Services,
  { viewer, request }: SubgraphRequest,
  concerns: { readonly accountId: string | null; readonly sourceId: string | null },
): AsyncGenerator<SyncProgressed> {
  const organizationId = organizationOf(viewer);
  if (organizationId === null) return;
  const changed = new Set<string>();
  let wake = (): void => {};
  let isClosed = false;
  const stop = services.progress.listen(organizationId, (sourceId) => {
    changed.add(sourceId);
    wake();
  });
  const close = (): void => {
    isClosed = true;
    wake();
  };
  request.signal?.addEventListener('abort', close, { once: true });

  async function read(only: ReadonlySet<string> | null): Promise<SyncProgressed[]> {
    const em = services.database.fork(viewer);
    const { sources } = await loadVisibility(em, viewer);
    const chosen = [...sources.values()].filter(
      ({ source, account }) =>
        (only === null || only.has(source.id)) &&
        (concerns.sourceId === null || source.id === concerns.sourceId) &&
        (concerns.accountId === null || account.id === concerns.accountId),
    );
    const runs = await newestRunsOf(
      em,
      chosen.map(({ source }) => source.id),
    );
    return runs.flatMap((run) => {
      const source = sources.get(run.sourceId);
      return source === undefined ? [] : [{ position: encodeCursor([services.clock.now().getTime(), run.id]), syncRun: { run, source } }];
    });
  }

  try {
    yield* await read(null);
    while (!isClosed) {
      const round = performance.now();
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (changed.size > 0 || isClosed) resolve();
        });
      }
      if (isClosed) return;
      const due = new Set(changed);
      changed.clear();
      yield* await read(due);
      const rest = services.env.progressIntervalMs - (performance.now() - round);
      if (rest > 0) await new Promise<void>((resolve) => setTimeout(resolve, rest));
    }
  } finally {
    stop();
    request.signal?.removeEventListener('abort', close);
  }
}
