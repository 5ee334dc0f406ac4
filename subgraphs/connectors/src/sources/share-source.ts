import { BadUserInputError, ForbiddenError, NotFoundError } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Member, SourceGrantee } from '../access/access-set.entity.ts';
import { publishAccessSet } from '../access/publish-access-set.ts';
import { visibleSource } from '../access/visible.ts';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { SourceShared } from '../events.ts';
import { lockSource } from './lock-source.ts';
import type { SourceVisibility } from './source.entity.ts';
import { type VisibleSource, canShare } from './source.policy.ts';

const granteesMax = 500;

/** Says who may see a source's documents. It replaces what was said before; only the set's members change, no document. */
export async function shareSource(
  context: Context,
  input: { readonly sourceId: string; readonly visibility: SourceVisibility; readonly granteeIds?: readonly string[] | null },
): Promise<VisibleSource | null> {
  const { em, viewer, request } = context;
  const visible = await visibleSource(context, input.sourceId);
  if (!canShare(viewer, visible, input.visibility))
    throw new ForbiddenError('Only its owner says who may see a source’s documents; a manager may only end the sharing');
  const userIds = checkGrantees(input);
  await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const source = await lockSource(scoped, input.sourceId);
    const members = userIds.length === 0 ? 0 : await scoped.count(Member, { userId: { $in: userIds } });
    if (members !== userIds.length) throw new NotFoundError('One of these people is not a member of the organization');
    await scoped.nativeDelete(SourceGrantee, { sourceId: source.id });
    for (const userId of userIds)
      scoped.create(SourceGrantee, { sourceId: source.id, userId, organizationId: source.organizationId }, { persist: true });
    source.visibility = input.visibility;
    source.touch();
    await scoped.flush();
    await publishAccessSet({ em: scoped, viewer, request }, source);
    emit(
      { em: scoped, viewer, request },
      SourceShared,
      { sourceId: source.id, version: source.version, visibility: source.visibility, userIds },
      { version: source.version },
    );
    await scoped.flush();
  });
  context.forgetVisibility();
  return (await context.visibility()).sources.get(input.sourceId) ?? null;
}

function checkGrantees({ visibility, granteeIds }: { visibility: SourceVisibility; granteeIds?: readonly string[] | null }): string[] {
  const userIds = [...new Set(granteeIds ?? [])].toSorted();
  const path = ['input', 'granteeIds'];
  if (visibility === 'PROVIDER')
    throw BadUserInputError.of(['input', 'visibility'], 'UNSUPPORTED', 'This provider has no permissions that can be read in full');
  if (visibility === 'SHARED' && userIds.length === 0)
    throw BadUserInputError.of(path, 'REQUIRED', 'SHARED needs the people to share with');
  if (visibility !== 'SHARED' && userIds.length > 0)
    throw BadUserInputError.of(path, 'NOT_ALLOWED', `granteeIds go with SHARED, not with ${visibility}`);
  if (userIds.length > granteesMax)
    throw BadUserInputError.of(path, 'TOO_MANY', `At most ${granteesMax} people; use ORGANIZATION for everybody`);
  return userIds;
}
