import { ForbiddenError, type Viewer } from '@conhub/subgraph-kit';
import type { EmitContext } from '@conhub/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { visibleAccount } from '../access/visible.ts';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { AccountDisconnected } from '../events.ts';
import type { Services } from '../services.ts';
import { refuseFullBuiltIn } from '../sources/built-in-source.ts';
import { afterDrop } from '../sources/after-drop.ts';
import { dropSource } from '../sources/remove-source.ts';
import { Source } from '../sources/source.entity.ts';
import { liveRunsOf } from '../sync/find-runs.ts';
import type { SyncRun } from '../sync/sync-run.entity.ts';
import { canManageAccount } from './account.policy.ts';
import { ConnectedAccount } from './connected-account.entity.ts';
import { accountFact } from './describe-account.ts';

/** Disconnects an account. Its documents are gone at once, or kept as they are without further syncs. */
export async function disconnectAccount(context: Context, input: { accountId: string; keepDocuments: boolean }): Promise<string> {
  const { em, viewer, request, services } = context;
  const visible = await visibleAccount(context, input.accountId);
  if (!canManageAccount(viewer, visible)) throw new ForbiddenError('Only its owner or who manages sources can disconnect an account');
  const stopped = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    for (const source of await scoped.find(Source, { accountId: visible.id, status: { $ne: 'DELETING' } }))
      await refuseFullBuiltIn(scoped, source);
    return dropAccount({ em: scoped, viewer, request }, services, visible.id, input.keepDocuments);
  });
  await afterDrop(services, stopped);
  context.forgetVisibility();
  return visible.id;
}

/** In the caller's transaction. Answers the runs to stop after it. */
export async function dropAccount(
  context: { em: SqlEntityManager; viewer: Viewer; request: EmitContext['request'] },
  services: Services,
  accountId: string,
  keepDocuments: boolean,
): Promise<SyncRun[]> {
  const { em, viewer, request } = context;
  const account = await em.findOneOrFail(ConnectedAccount, { id: accountId });
  const sources = await em.find(Source, { accountId, status: { $ne: 'DELETING' } });
  const runs = await liveRunsOf(
    em,
    sources.map(({ id }) => id),
  );
  const isKept = keepDocuments && sources.length > 0;
  if (isKept) account.shut();
  else {
    account.remove();
    for (const source of sources) await dropSource(context, services, source);
    if (sources.length === 0) em.remove(account);
  }
  emit(
    { em, viewer, request },
    AccountDisconnected,
    { ...accountFact(account), keepDocuments: isKept },
    { version: account.version, organizationId: account.organizationId },
  );
  await em.flush();
  return runs;
}
