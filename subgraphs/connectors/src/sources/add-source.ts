import {
  BadUserInputError,
  ConflictError,
  ForbiddenError,
  type LimitReached,
  NotFoundError,
  actorOf,
  uuidOf,
  withinLimit,
} from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { createAccessSet, publishAccessSet } from '../access/publish-access-set.ts';
import { canReadContainers } from '../accounts/account.policy.ts';
import type { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import { connectorContext } from '../accounts/read-containers.ts';
import { visibleAccount } from '../access/visible.ts';
import type { Context, VisibleRun } from '../context.ts';
import { emit } from '../event-log.ts';
import { SourceAdded, SourceShared, SyncRunRequested } from '../events.ts';
import { ConnectorError } from '../providers/connector-error.ts';
import type { Container } from '../providers/connector.ts';
import { recordUsage } from '../storage/record-usage.ts';
import { requestRun } from '../sync/request-run.ts';
import { sourceFact } from './describe-source.ts';
import { checkInterval, checkRules } from './source-rules.ts';
import { Source, type SourceVisibility } from './source.entity.ts';
import type { VisibleSource } from './source.policy.ts';

export interface AddSourceInput {
  readonly accountId: string;
  readonly containerId: string;
  readonly visibility?: SourceVisibility | null;
  readonly include?: readonly string[] | null;
  readonly exclude?: readonly string[] | null;
  readonly intervalMinutes?: number | null;
}

export type AddSourceResult =
  | { readonly __typename: 'AddSourcePayload'; readonly source: VisibleSource; readonly syncRun: VisibleRun }
  | { readonly __typename: 'SourceAlreadyAdded'; readonly message: string; readonly source: VisibleSource }
  | { readonly __typename: 'ReauthorizationRequired'; readonly message: string; readonly account: ConnectedAccount }
  | LimitReached;

const watchWaitMs = 300;

/** Chooses a container to index and starts its first run. */
export async function addSource(context: Context, input: AddSourceInput): Promise<AddSourceResult> {
  const { em, viewer, request, services } = context;
  const account = await visibleAccount(context, input.accountId);
  if (!canReadContainers(viewer, account))
    throw new ForbiddenError('Only its owner can choose what an account reads, and folders of the server only an owner or administrator');
  if (account.status === 'REAUTH_REQUIRED') {
    return {
      __typename: 'ReauthorizationRequired',
      message: 'The provider no longer accepts the credentials of this account: connect it again first',
      account,
    };
  }
  if (!account.isWorking()) throw new ConflictError('The account is paused: resume it first');
  const visibility = input.visibility ?? 'OWNER';
  if (visibility === 'PROVIDER')
    throw BadUserInputError.of(['input', 'visibility'], 'UNSUPPORTED', 'This provider has no permissions that can be read in full');
  if (visibility === 'SHARED')
    throw BadUserInputError.of(
      ['input', 'visibility'],
      'USE_SHARE_SOURCE',
      'Add the source first, then say with shareSource whom it is shared with',
    );
  const rules = checkRules(input);
  checkInterval(input.intervalMinutes);
  const container = await locate(context, account, input.containerId);
  const actor = actorOf(viewer);
  const result = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    // Two that add at once: the second counts, and finds, what the first has added.
    await scoped.execute(`select pg_advisory_xact_lock(hashtext('connectors.sources'), hashtext(?))`, [uuidOf(account.organizationId)]);
    const same = await scoped.findOne(Source, { accountId: account.id, containerId: container.id, status: { $ne: 'DELETING' } });
    if (same !== null) return { existing: same };
    const used = await scoped.count(Source, { status: { $ne: 'DELETING' }, kind: { $ne: 'BUILT_IN' } });
    const reached = withinLimit(services.limits, 'SOURCES', used, 1);
    if (reached !== null) return { reached };
    const set = await createAccessSet(scoped, account.organizationId);
    const source = scoped.create(
      Source,
      {
        organizationId: account.organizationId,
        accountId: account.id,
        providerKey: account.providerKey,
        containerId: container.id,
        kind: container.kind,
        name: container.name,
        path: container.path,
        url: container.url,
        status: 'ACTIVE',
        visibility,
        accessSetId: set.id,
        include: rules.include ?? [],
        exclude: rules.exclude ?? [],
        intervalMinutes: input.intervalMinutes ?? null,
        cursor: null,
        watermark: null,
        version: 1,
      },
      { persist: true },
    );
    emit({ em: scoped, viewer, request }, SourceAdded, sourceFact(source), { version: source.version });
    if (visibility !== 'OWNER')
      emit(
        { em: scoped, viewer, request },
        SourceShared,
        { sourceId: source.id, version: source.version, visibility, userIds: [] },
        { version: source.version },
      );
    await scoped.flush();
    await publishAccessSet({ em: scoped, viewer, request }, source);
    recordUsage({ em: scoped, viewer, request }, services, account.organizationId, 'SOURCES', used + 1);
    const { run } = await requestRun(scoped, services, source, {
      trigger: 'FIRST',
      startedBy: actor,
      cause: { actor, requestId: request.id },
    });
    emit({ em: scoped, viewer, request }, SyncRunRequested, { runId: run.id, sourceId: source.id, isFull: false });
    await scoped.flush();
    return { source, run };
  });
  if ('reached' in result && result.reached !== undefined) return result.reached;
  if ('existing' in result && result.existing !== undefined) {
    return {
      __typename: 'SourceAlreadyAdded',
      message: `${result.existing.name} has been added before`,
      source: { source: result.existing, account, mayRead: true },
    };
  }
  const { source, run } = result as { source: Source; run: VisibleRun['run'] };
  context.forgetVisibility();
  // A small folder is watched before its first run begins, so that nothing falls in between; a large one gets another run for that.
  await Promise.race([services.watchers.refresh(), new Promise((resolve) => setTimeout(resolve, watchWaitMs))]);
  services.queue.kick();
  const visible: VisibleSource = { source, account, mayRead: true };
  return { __typename: 'AddSourcePayload', source: visible, syncRun: { run, source: visible } };
}

async function locate(context: Context, account: ConnectedAccount, containerId: string): Promise<Container> {
  const { connector, ctx } = connectorContext(context, account);
  try {
    return await connector.locate(ctx, containerId);
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'CONTAINER_NOT_FOUND') throw new NotFoundError(error.message);
    throw error;
  }
}
