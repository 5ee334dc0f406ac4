import { ForbiddenError, type Viewer } from '@conhub/subgraph-kit';
import type { EmitContext } from '@conhub/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { publishAccessSet } from '../access/publish-access-set.ts';
import { visibleSource } from '../access/visible.ts';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { SourceRemoved } from '../events.ts';
import type { Services } from '../services.ts';
import { liveRunsOf } from '../sync/find-runs.ts';
import { afterDrop } from './after-drop.ts';
import { refuseFullBuiltIn } from './built-in-source.ts';
import { sourceFact } from './describe-source.ts';
import { lockSource } from './lock-source.ts';
import type { Source } from './source.entity.ts';
import { canManageSource } from './source.policy.ts';

/** Removes a source: from this moment nobody sees it or its documents; the rows and blobs follow in the background. */
export async function removeSource(context: Context, sourceId: string): Promise<string> {
  const { em, viewer, request, services } = context;
  const visible = await visibleSource(context, sourceId);
  if (!canManageSource(viewer, visible)) throw new ForbiddenError('Only its owner or who manages sources can remove a source');
  const runs = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const source = await lockSource(scoped, sourceId);
    await refuseFullBuiltIn(scoped, source);
    const live = await liveRunsOf(scoped, [sourceId]);
    await dropSource({ em: scoped, viewer, request }, services, source);
    await scoped.flush();
    return live;
  });
  await afterDrop(services, runs);
  context.forgetVisibility();
  return sourceId;
}

/** In the caller's transaction: permissions first, then the tombstone, then the job that deletes the rows. */
export async function dropSource(
  context: { em: SqlEntityManager; viewer: Viewer; request: EmitContext['request'] },
  services: Pick<Services, 'queue'>,
  source: Source,
): Promise<void> {
  const { em, viewer, request } = context;
  source.remove();
  await publishAccessSet(context, source);
  emit({ em, viewer, request }, SourceRemoved, sourceFact(source), { version: source.version, organizationId: source.organizationId });
  await em.flush();
  await services.queue.sendRemoval(em, source.id);
}
