import type { Viewer } from '@conhub/subgraph-kit';
import type { EmitContext } from '@conhub/events';
import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import { emit } from '../event-log.ts';
import { AccessSetChanged } from '../events.ts';
import type { Source } from '../sources/source.entity.ts';
import { AccessSet, AccessSetMember, Member, SourceGrantee } from './access-set.entity.ts';

export interface AccessChange {
  readonly em: SqlEntityManager;
  readonly viewer: Viewer;
  readonly request: EmitContext['request'];
}

/** A new set that holds nobody yet. */
export async function createAccessSet(em: SqlEntityManager, organizationId: string): Promise<AccessSet> {
  const set = em.create(AccessSet, { organizationId, version: 0, everyone: false }, { persist: true });
  await em.flush();
  return set;
}

/**
 * Expands who may see a source's documents to people, writes the set's members and says so, in one transaction with what changed it.
 * Only members of the organization count. A source that is being removed is nobody's.
 *
 * Of several who change one source at once each waits for the others here, and sees what they have left: source first, then set.
 */
export async function publishAccessSet({ em, viewer, request }: AccessChange, source: Source): Promise<void> {
  const { organizationId, id: sourceId } = source;
  // What the caller has changed is written before everything is read again.
  await em.flush();
  if ((await em.refresh(source, { lockMode: LockMode.PESSIMISTIC_WRITE })) === null) return;
  const set = await em.findOneOrFail(AccessSet, { id: source.accessSetId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  const account = await em.findOneOrFail(ConnectedAccount, { id: source.accountId }, { refresh: true });
  const isRemoved = source.status === 'DELETING';
  const everyone = !isRemoved && source.visibility === 'ORGANIZATION';
  const grantees = source.visibility === 'SHARED' ? (await em.find(SourceGrantee, { sourceId })).map((row) => row.userId) : [];
  const wanted = isRemoved
    ? []
    : [...new Set([...(account.ownerId === null || account.ownerId === undefined ? [] : [account.ownerId]), ...grantees])];
  const members = wanted.length === 0 ? [] : await em.find(Member, { organizationId, userId: { $in: wanted } });
  const userIds = members.map((row) => row.userId).toSorted();
  const before = await em.find(AccessSetMember, { accessSetId: set.id }, { refresh: true });
  const isEqual = set.everyone === everyone && before.length === userIds.length && before.every((row) => userIds.includes(row.userId));
  if (isEqual && set.version > 0) return;
  for (const row of before) if (!userIds.includes(row.userId)) em.remove(row);
  const had = new Set(before.map((row) => row.userId));
  for (const userId of userIds)
    if (!had.has(userId)) em.create(AccessSetMember, { accessSetId: set.id, userId, organizationId }, { persist: true });
  set.everyone = everyone;
  set.version += 1;
  emit(
    { em, viewer, request },
    AccessSetChanged,
    { accessSetId: set.id, version: set.version, everyone, userIds },
    { version: set.version, organizationId },
  );
}
