import { TypeId } from '@conhub/events';
import { service } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { Member, SourceGrantee } from '../access/access-set.entity.ts';
import { publishAccessSet } from '../access/publish-access-set.ts';
import { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import { accountFact } from '../accounts/describe-account.ts';
import { emit } from '../event-log.ts';
import { AccountUpdated } from '../events.ts';
import type { Services } from '../services.ts';
import { Source } from '../sources/source.entity.ts';
import { liveRunsOf } from '../sync/find-runs.ts';

const membership = z.object({ userId: TypeId('usr'), organizationId: TypeId('org') });
export type Membership = z.infer<typeof membership>;

export const MembershipCreated = { type: 'users.membership.created', schema: membership } as const;
export const MembershipRemoved = { type: 'users.membership.removed', schema: membership } as const;

const contextOf = (em: SqlEntityManager, organizationId: string) => ({
  em,
  viewer: service('connectors.members', organizationId),
  request: null,
});

export async function onMembershipCreated(em: SqlEntityManager, { userId, organizationId }: Membership): Promise<void> {
  await em.upsert(Member, { organizationId, userId });
  await publishSetsOf(em, { userId, organizationId }, []);
}

/** Accounts of a removed member pause and wait for a new owner; the person leaves every access set. */
export async function onMembershipRemoved(
  services: Pick<Services, 'clock' | 'active'>,
  em: SqlEntityManager,
  { userId, organizationId }: Membership,
): Promise<readonly string[]> {
  await em.nativeDelete(Member, { organizationId, userId });
  const accounts = await em.find(ConnectedAccount, { organizationId, ownerId: userId, status: { $ne: 'DELETING' } });
  for (const account of accounts) {
    account.orphan(services.clock.now());
    emit(contextOf(em, organizationId), AccountUpdated, accountFact(account), { version: account.version });
  }
  await em.flush();
  const sources = await em.find(Source, { accountId: { $in: accounts.map(({ id }) => id) }, status: { $ne: 'DELETING' } });
  await publishSetsOf(em, { userId, organizationId }, sources);
  return (
    await liveRunsOf(
      em,
      sources.map(({ id }) => id),
    )
  ).map(({ id }) => id);
}

/** The sets that this person owns or is named in. */
async function publishSetsOf(em: SqlEntityManager, { userId, organizationId }: Membership, also: readonly Source[]): Promise<void> {
  const named = (await em.find(SourceGrantee, { organizationId, userId })).map((row) => row.sourceId);
  const owned = (await em.find(ConnectedAccount, { organizationId, ownerId: userId })).map((row) => row.id);
  const sources = await em.find(Source, {
    organizationId,
    status: { $ne: 'DELETING' },
    $or: [{ id: { $in: named } }, { accountId: { $in: owned } }],
  });
  for (const source of new Set([...also, ...sources])) await publishAccessSet(contextOf(em, organizationId), source);
}
