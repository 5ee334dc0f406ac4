import type { Actor } from '@conhub/subgraph-kit';
import { shown } from '../problems.ts';
import { estimateFinish } from '../sync/estimate.ts';
import { known } from './queries.ts';
import type { SyncRunResolvers } from './types.generated.ts';

export const SyncRun: SyncRunResolvers = {
  __resolveReference: ({ id }, { runs }) => (known('run', id) ? runs.load(id) : null),
  id: ({ run }) => run.id,
  source: ({ source }) => source,
  status: ({ run }) => run.status,
  phase: ({ run }) => run.phase,
  trigger: ({ run }) => run.trigger,
  startedBy: ({ run }) => actor(run.startedBy),
  counts: ({ run }) => ({
    discovered: run.discovered,
    fetched: run.fetched,
    skipped: run.skipped,
    moved: run.moved,
    deleted: run.deleted,
    failed: run.failed,
    bytes: run.bytes,
    keptOut: Object.entries(run.keptOut)
      .map(([reason, count]) => ({ reason, count }))
      .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  }),
  estimatedRemaining: ({ run }) => run.estimatedRemaining ?? null,
  estimatedFinishAt: ({ run }, _args, { services }) => estimateFinish(run, services.clock.now()),
  problem: ({ run }) => shown(run.problem ?? null),
  queuedAt: ({ run }) => run.queuedAt,
  startedAt: ({ run }) => run.startedAt ?? null,
  finishedAt: ({ run }) => run.finishedAt ?? null,
};

function actor(value: Actor) {
  switch (value.kind) {
    case 'user':
      return { __typename: 'User' as const, id: value.id };
    case 'apiKey':
      return { __typename: 'ApiKey' as const, id: value.id };
    case 'service':
      return { __typename: 'SystemActor' as const, name: value.name };
    case 'anonymous':
      return null;
  }
}
