import { type SubgraphRequest, organizationOf } from '@conhub/subgraph-kit';
import { encodeCursor } from '@conhub/subgraph-kit/graphql';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { loadVisibility } from '../access/visibility.ts';
import type { VisibleRun } from '../context.ts';
import type { Services } from '../services.ts';
import { newestRunsOf } from './find-runs.ts';
import { SyncRun } from './sync-run.entity.ts';

export interface SyncProgressed {
  readonly position: string;
  readonly syncRun: VisibleRun;
}

export interface Concerns {
  readonly accountId: string | null;
  readonly sourceId: string | null;
}

/** Of one source and subscription. */
const followedMax = 5;

/**
 * The newest run of each source that concerns the viewer, now and after every change; at most one round in `progressIntervalMs`, the last
 * state always. A run that was shown before it had ended is followed to its end, and until the index has caught up, also when a newer one
 * has begun. What the viewer may see is asked anew for every round. Ends only when it is closed.
 */
export async function* watchProgress(
  services: Services,
  { viewer, request }: SubgraphRequest,
  concerns: Concerns,
): AsyncGenerator<SyncProgressed> {
  const organizationId = organizationOf(viewer);
  if (organizationId === null) return;
  let changed = new Map<string, boolean>();
  let wake = (): void => {};
  let isClosed = false;
  const stop = services.progress.listen(organizationId, (sourceId, isIndexed) => {
    changed.set(sourceId, isIndexed || changed.get(sourceId) === true);
    wake();
  });
  const close = (): void => {
    isClosed = true;
    wake();
  };
  request.signal?.addEventListener('abort', close, { once: true });
  /** Runs that were shown and have not come to their end, by source. */
  const followed = new Map<string, Set<string>>();

  async function read(only: ReadonlyMap<string, boolean> | null): Promise<SyncProgressed[]> {
    const em = services.database.fork(viewer);
    const { sources } = await loadVisibility(em, viewer);
    const chosen = [...sources.values()].filter(
      ({ source, account }) =>
        (only === null || only.has(source.id)) &&
        (concerns.sourceId === null || source.id === concerns.sourceId) &&
        (concerns.accountId === null || account.id === concerns.accountId),
    );
    const ids = chosen.map(({ source }) => source.id);
    const runs = await runsOf(
      em,
      ids,
      ids.flatMap((id) => [...(followed.get(id) ?? [])]),
    );
    for (const run of runs) follow(run, only?.get(run.sourceId) === true);
    return runs.flatMap((run) => {
      const source = sources.get(run.sourceId);
      return source === undefined ? [] : [{ position: encodeCursor([services.clock.now().getTime(), run.id]), syncRun: { run, source } }];
    });
  }

  function follow(run: SyncRun, isIndexed: boolean): void {
    const runs = followed.get(run.sourceId) ?? new Set();
    if (!run.isLive() && isIndexed) runs.delete(run.id);
    else if (run.isLive()) runs.add(run.id);
    for (const id of [...runs].slice(0, Math.max(0, runs.size - followedMax))) runs.delete(id);
    followed.set(run.sourceId, runs);
  }

  try {
    yield* await read(null);
    while (!isClosed) {
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (changed.size > 0 || isClosed) resolve();
        });
      }
      if (isClosed) return;
      const due = changed;
      changed = new Map();
      const begin = performance.now();
      yield* await read(due);
      const rest = services.env.progressIntervalMs - (performance.now() - begin);
      if (rest > 0) await new Promise<void>((resolve) => setTimeout(resolve, rest));
    }
  } finally {
    stop();
    request.signal?.removeEventListener('abort', close);
  }
}

/** The newest run of each source, and those followed, older first. */
async function runsOf(em: SqlEntityManager, sourceIds: readonly string[], followed: readonly string[]): Promise<SyncRun[]> {
  const newest = await newestRunsOf(em, sourceIds);
  const others = followed.filter((id) => !newest.some((run) => run.id === id));
  const older = others.length === 0 ? [] : await em.find(SyncRun, { id: { $in: others } });
  return [...older, ...newest].toSorted((a, b) => a.queuedAt.getTime() - b.queuedAt.getTime());
}
