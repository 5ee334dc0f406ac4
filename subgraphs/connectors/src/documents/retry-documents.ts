import { ConflictError, ForbiddenError, NotFoundError, actorOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { visibleSource } from '../access/visible.ts';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { DocumentsRetried } from '../events.ts';
import { Source } from '../sources/source.entity.ts';
import { canManageSource } from '../sources/source.policy.ts';
import { requestRun } from '../sync/request-run.ts';
import { Document, DocumentFailure } from './document.entity.ts';

/** Tries again what could not be read, now. Answers how many. What no fetch can cure is looked at anew by a full comparison. */
export async function retryDocuments(
  context: Context,
  input: { readonly sourceId: string; readonly documentIds?: readonly string[] | null },
): Promise<number> {
  const { em, viewer, request, services } = context;
  const visible = await visibleSource(context, input.sourceId);
  if (!canManageSource(viewer, visible)) throw new ForbiddenError('Only its owner or who manages sources can retry documents');
  if (visible.source.status !== 'ACTIVE' || !visible.account.isWorking())
    throw new ConflictError('The source or its account is paused: resume it first');
  const count = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const source = await scoped.findOneOrFail(Source, { id: input.sourceId });
    const failures = await scoped.find(DocumentFailure, {
      sourceId: source.id,
      ...(await chosen(scoped, visible.mayRead, source.id, input.documentIds)),
    });
    if (failures.length === 0) return 0;
    const now = services.clock.now();
    for (const failure of failures) if (failure.revision) failure.retryAt = now;
    const actor = actorOf(viewer);
    const isFull = failures.some((failure) => !failure.revision);
    if (isFull) source.needsBaseline = true;
    emit({ em: scoped, viewer, request }, DocumentsRetried, { sourceId: source.id, count: failures.length });
    await scoped.flush();
    await requestRun(scoped, services, source, { trigger: 'MANUAL', startedBy: actor, cause: { actor, requestId: request.id } });
    return failures.length;
  });
  services.queue.kick();
  services.progress.changed(visible.source.organizationId, visible.source.id);
  return count;
}

async function chosen(
  em: SqlEntityManager,
  mayRead: boolean,
  sourceId: string,
  documentIds: readonly string[] | null | undefined,
): Promise<object> {
  if (documentIds === null || documentIds === undefined) return {};
  const documents = mayRead ? await em.find(Document, { id: { $in: [...documentIds] }, sourceId }) : [];
  if (documents.length !== new Set(documentIds).size) throw new NotFoundError();
  return { providerId: { $in: documents.map((document) => document.providerId) } };
}
