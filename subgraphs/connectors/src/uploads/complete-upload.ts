import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError, actorOf, personOf } from '@conhub/subgraph-kit';
import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { commitOwnPage } from '../documents/commit-own-page.ts';
import { Document } from '../documents/document.entity.ts';
import { emit } from '../event-log.ts';
import { UploadCompleted } from '../events.ts';
import { builtInSource } from '../sources/built-in-source.ts';
import type { Source } from '../sources/source.entity.ts';
import { requestRun } from '../sync/request-run.ts';
import { type ReadUpload, readUpload } from './read-upload.ts';
import { uploadKey } from './upload-connector.ts';
import { Upload } from './upload.entity.ts';

/**
 * Makes the bytes that have come a document of the person's own source, or a new revision of the one that lies there under this name. What
 * cannot be read is kept too, with its reason. Again, and by two at once: the same document.
 */
export async function completeUpload(context: Context, uploadId: string): Promise<Document> {
  const { em, viewer, request, services } = context;
  const upload = await find(context, uploadId);
  if (upload.documentId) return completed(context, upload);
  const read = await readUpload(services, upload);
  const result = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    const locked = await find({ ...context, em: scoped }, uploadId, LockMode.PESSIMISTIC_WRITE);
    if (locked.documentId) return null;
    const change = { em: scoped, viewer, request };
    const { organizationId, userId: person, visibility } = locked;
    const source = await builtInSource(change, { organizationId, person, providerKey: uploadKey, name: 'Uploads', visibility });
    const document = await write({ ...context, em: scoped }, source, locked, read);
    locked.documentId = document.id;
    emit(
      change,
      UploadCompleted,
      { documentId: document.id, sourceId: source.id, version: document.version },
      { version: document.version },
    );
    await scoped.flush();
    if (read.isUnfinished) {
      const actor = actorOf(viewer);
      await requestRun(scoped, services, source, { trigger: 'MANUAL', startedBy: actor, cause: { actor, requestId: request.id } });
    }
    return document;
  });
  if (read.isUnfinished) services.queue.kick();
  context.forgetVisibility();
  return result ?? completed(context, await find(context, uploadId));
}

/** In the caller's transaction, which has locked upload and source. */
async function write({ em, services }: Context, source: Source, upload: Upload, read: ReadUpload): Promise<Document> {
  const { path, mimeType, sizeBytes, contentHash } = upload;
  if (!contentHash) throw notReceived();
  const before = await em.findOne(
    Document,
    { sourceId: source.id, path, state: { $ne: 'DELETED' } },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  const providerId = before?.providerId ?? randomUUID();
  const isSame = before?.originalHash === contentHash && before.state === read.document.state && read.failing === undefined;
  const now = services.clock.now();
  const changes = await commitOwnPage(em, services, {
    source,
    providerId,
    change(page) {
      if (!isSame) {
        const meta = { sizeBytes, mimeType: mimeType ?? null, createdAt: now, updatedAt: now, author: null, url: null };
        page.put(providerId, path, meta, read.document, read.failing);
        page.keepOriginal(page.documents.get(providerId) as Document, contentHash, sizeBytes);
        // The run that is asked for tries it again at once.
        const failure = page.failures.get(providerId);
        if (read.isUnfinished && failure !== undefined) failure.retryAt = now;
      }
      // The document holds the bytes from here on.
      page.references.remove(contentHash);
    },
  });
  const document = changes.documents.get(providerId) as Document;
  // What has no text is in no page, and is a change all the same.
  if (!isSame && changes.ops.length === 0) document.version += 1;
  return document;
}

async function find(
  { em, viewer, services }: Pick<Context, 'em' | 'viewer' | 'services'>,
  id: string,
  lockMode?: LockMode.PESSIMISTIC_WRITE,
): Promise<Upload> {
  const person = personOf(viewer);
  const options = lockMode === undefined ? { refresh: true } : { lockMode, refresh: true };
  const upload = person === null ? null : await em.findOne(Upload, { id, userId: person }, options);
  if (upload === null || upload.isOver(services.clock.now())) throw new NotFoundError('There is no such upload, or its time is over');
  if (!upload.contentHash) throw notReceived();
  return upload;
}

async function completed({ documents }: Context, { documentId }: Upload): Promise<Document> {
  const document = documentId ? await documents.load(documentId) : null;
  if (document === null || document.state === 'DELETED') throw new NotFoundError('The document of this upload is there no more');
  return document;
}

const notReceived = (): ConflictError => new ConflictError('Its bytes have not come yet: send them to uploadUrl first');
