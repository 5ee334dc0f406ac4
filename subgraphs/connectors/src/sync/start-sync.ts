import { BadUserInputError, ConflictError, ForbiddenError, actorOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import { visibleAccount, visibleSource } from '../access/visible.ts';
import type { Context, VisibleRun } from '../context.ts';
import { emit } from '../event-log.ts';
import { SyncRunRequested } from '../events.ts';
import { refuseBuiltIn } from '../sources/built-in-source.ts';
import { Source } from '../sources/source.entity.ts';
import { type VisibleSource, canManageSource } from '../sources/source.policy.ts';
import { requestRun } from './request-run.ts';

export interface StartSyncInput {
  readonly sourceId?: string | null;
  readonly accountId?: string | null;
  readonly isFull?: boolean | null;
}

export type StartSyncResult =
  | { readonly __typename: 'StartSyncPayload'; readonly syncRuns: VisibleRun[]; readonly wasAlreadyRunning: boolean }
  | { readonly __typename: 'ReauthorizationRequired'; readonly message: string; readonly account: ConnectedAccount };

/** Reads a source now, or every active source of an account. Answers the run that is under way if there is one. */
export async function startSync(context: Context, input: StartSyncInput): Promise<StartSyncResult> {
  const { em, viewer, request, services } = context;
  const chosen = await choose(context, input);
  for (const source of chosen) {
    if (!canManageSource(viewer, source)) throw new ForbiddenError('Only its owner or who manages sources can start a sync');
    refuseBuiltIn(source.source);
    const { account } = source;
    if (account.status === 'REAUTH_REQUIRED') {
      return {
        __typename: 'ReauthorizationRequired',
        message: 'The provider no longer accepts the credentials of this account: connect it again first',
        account,
      };
    }
    if (!account.isWorking()) throw new ConflictError('The account is paused: resume it first');
    if (source.source.status !== 'ACTIVE') throw new ConflictError('The source is paused: resume it first');
  }
  let newRuns = 0;
  const syncRuns: VisibleRun[] = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const runs: VisibleRun[] = [];
    for (const visible of chosen) {
      const source = await scoped.findOneOrFail(Source, { id: visible.source.id });
      const { run, isNew } = await requestRun(scoped, services, source, {
        trigger: 'MANUAL',
        startedBy: actorOf(viewer),
        cause: { actor: actorOf(viewer), requestId: request.id },
        isFull: input.isFull ?? false,
      });
      if (isNew) {
        newRuns += 1;
        emit({ em: scoped, viewer, request }, SyncRunRequested, { runId: run.id, sourceId: source.id, isFull: run.isFull });
      }
      runs.push({ run, source: visible });
    }
    await scoped.flush();
    return runs;
  });
  services.queue.kick();
  for (const { run } of syncRuns) services.progress.changed(run.organizationId, run.sourceId);
  return { __typename: 'StartSyncPayload', syncRuns, wasAlreadyRunning: newRuns === 0 };
}

async function choose(context: Context, { sourceId, accountId }: StartSyncInput): Promise<VisibleSource[]> {
  if ((typeof sourceId === 'string' && accountId === null) || (typeof sourceId === 'string' && accountId === undefined))
    return [await visibleSource(context, sourceId)];
  if (typeof accountId === 'string' && (sourceId === null || sourceId === undefined)) {
    const account = await visibleAccount(context, accountId);
    const sources = [...(await context.visibility()).sources.values()].filter(
      (entry) => entry.account.id === account.id && entry.source.status === 'ACTIVE',
    );
    if (sources.length === 0) throw new ConflictError('The account has no active source');
    return sources;
  }
  throw BadUserInputError.of(['input'], 'ONE_OF', 'Give either sourceId or accountId');
}
