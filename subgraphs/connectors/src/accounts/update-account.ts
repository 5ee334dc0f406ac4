import { BadUserInputError, ConflictError, ForbiddenError, NotFoundError } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Member } from '../access/access-set.entity.ts';
import { publishAccessSet } from '../access/publish-access-set.ts';
import { visibleAccount } from '../access/visible.ts';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { AccountUpdated } from '../events.ts';
import { Source } from '../sources/source.entity.ts';
import { stopRun } from '../sync/cancel-sync.ts';
import { liveRunsOf } from '../sync/find-runs.ts';
import { canGive, canManageAccount } from './account.policy.ts';
import { ConnectedAccount } from './connected-account.entity.ts';
import { accountFact } from './describe-account.ts';

export interface UpdateAccountInput {
  readonly accountId: string;
  readonly displayName?: string | null;
  readonly isPaused?: boolean | null;
  readonly ownerId?: string | null;
}

/** Renames, pauses or resumes an account, or gives it to another member. What is left out stays. */
export async function updateAccount(context: Context, input: UpdateAccountInput): Promise<ConnectedAccount> {
  const { em, viewer, request, services } = context;
  const visible = await visibleAccount(context, input.accountId);
  if (!canManageAccount(viewer, visible)) throw new ForbiddenError('Only its owner or who manages sources can change an account');
  const displayName = input.displayName?.trim();
  if (displayName !== undefined && (displayName === '' || displayName.length > 200)) {
    throw BadUserInputError.of(['input', 'displayName'], 'OUT_OF_RANGE', 'A name has 1 to 200 characters');
  }
  const stopped = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const account = await scoped.findOneOrFail(ConnectedAccount, { id: visible.id });
    const sources = await scoped.find(Source, { accountId: account.id, status: { $ne: 'DELETING' } });
    if (displayName !== undefined) account.rename(displayName);
    if (input.ownerId !== undefined && input.ownerId !== null && input.ownerId !== account.ownerId) {
      if (!canGive(viewer, account))
        throw new ForbiddenError('Only its owner can give an account away, or a manager when its owner has left');
      if ((await scoped.findOne(Member, { userId: input.ownerId })) === null) throw new NotFoundError();
      await refuseSecondFolderAccount(scoped, account, input.ownerId);
      account.give(input.ownerId);
      await scoped.flush();
      for (const source of sources) await publishAccessSet({ em: scoped, viewer, request }, source);
    }
    const runs = input.isPaused === true ? await pause(scoped, account, sources) : [];
    if (input.isPaused === false) resume(account);
    emit({ em: scoped, viewer, request }, AccountUpdated, accountFact(account), { version: account.version });
    await scoped.flush();
    return runs;
  });
  for (const run of stopped) await stopRun(services, run);
  context.forgetVisibility();
  void services.watchers.refresh();
  return (await visibleAccountOrGiven(context, input.accountId)) ?? visible;
}

async function pause(em: SqlEntityManager, account: ConnectedAccount, sources: readonly Source[]) {
  account.pause();
  return liveRunsOf(
    em,
    sources.map(({ id }) => id),
  );
}

function resume(account: ConnectedAccount): void {
  if (account.problemCode === 'OWNER_LEFT') throw new ConflictError('The account has no owner: give it to a member first');
  if (account.problemCode === 'DISCONNECTED') throw new ConflictError('The account is disconnected: connect it again');
  account.resume();
}

async function refuseSecondFolderAccount(em: SqlEntityManager, account: ConnectedAccount, ownerId: string): Promise<void> {
  if (account.providerKey !== 'folder') return;
  const other = await em.findOne(ConnectedAccount, {
    providerKey: 'folder',
    ownerId,
    status: { $ne: 'DELETING' },
    id: { $ne: account.id },
  });
  if (other !== null) throw new ConflictError('That member has a folder account already, and there is one each');
}

const visibleAccountOrGiven = async (context: Context, id: string): Promise<ConnectedAccount | null> =>
  (await context.visibility()).accounts.get(id)?.account ?? null;
