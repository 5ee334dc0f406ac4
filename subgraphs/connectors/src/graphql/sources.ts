import { BadUserInputError } from '@conhub/subgraph-kit';
import { listGrantees } from '../access/list-grantees.ts';
import { listDocuments } from '../documents/list-documents.ts';
import { listFailures } from '../documents/list-failures.ts';
import { pendingDeletions } from '../documents/pending-deletions.ts';
import { problem, shown } from '../problems.ts';
import { canManageSource } from '../sources/source.policy.ts';
import { listRuns } from '../sync/list-runs.ts';
import { encodeCursor } from '@conhub/subgraph-kit/graphql';
import { known } from './queries.ts';
import type { SourceResolvers } from './types.generated.ts';

export const Source: SourceResolvers = {
  __resolveReference: async ({ id }, { visibility }) => (known('src', id) ? ((await visibility()).sources.get(id) ?? null) : null),
  id: ({ source }) => source.id,
  account: ({ account }) => account,
  kind: ({ source }) => source.kind,
  name: ({ source }) => source.name,
  // Where it lies is for those who may read it.
  path: ({ source, mayRead }) => (mayRead ? source.path : source.name),
  url: ({ source, mayRead }) => (mayRead ? (source.url ?? null) : null),
  status: ({ source }) => source.status,
  problem: async ({ source, account }, _args, context) => {
    if (source.deletionToken) return problem('DELETIONS_PENDING');
    if (account.problemCode) return problem(account.problemCode);
    if (account.status === 'PAUSED') return problem('ACCOUNT_PAUSED');
    const run = (await context.newestRuns.load(source.id))?.run;
    return run?.status === 'FAILED' || run?.status === 'WAITING' ? shown(run.problem ?? null) : null;
  },
  visibility: ({ source }) => source.visibility,
  sharedWith: ({ source, mayRead }, _args, context) => {
    if (!mayRead) return null;
    return source.visibility === 'SHARED' ? listGrantees(context, source.id) : [];
  },
  schedule: ({ source }) => ({ intervalMinutes: source.intervalMinutes ?? null }),
  checkpoint: ({ source }) => ({
    position: encodeCursor([source.page]),
    documentCount: source.documentCount,
    digest: source.digest,
    takenAt: source.checkpointAt ?? source.createdAt,
  }),
  documents: async ({ source, mayRead }, args, context) => {
    if (args.filter?.sourceId && args.filter.sourceId !== source.id) {
      throw BadUserInputError.of(['filter', 'sourceId'], 'NOT_ALLOWED', 'These are the documents of one source already');
    }
    return mayRead ? ((await listDocuments(context, [source.id], args)) as never) : null;
  },
  failures: ({ source, mayRead }, args, context) => (mayRead ? (listFailures(context, source.id, args) as never) : null),
  pendingDeletions: (visible, _args, context) => pendingDeletions(context, visible),
  currentSync: ({ source }, _args, { liveRuns }) => liveRuns.load(source.id),
  lastSync: ({ source }, _args, { newestRuns }) => newestRuns.load(source.id),
  syncRuns: ({ source }, args, context) => listRuns(context, source.id, args) as never,
  nextSyncAt: ({ source }) => source.nextSyncAt ?? null,
  viewerCanManage: (visible, _args, { viewer }) => canManageSource(viewer, visible),
  createdAt: ({ source }) => source.createdAt,
};
