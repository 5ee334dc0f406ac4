import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import { Member } from '../access/access-set.entity.ts';
import type { Context } from '../context.ts';
import type { LinkClaims } from '../downloads/signed-link.ts';
import { applyReferences, createReferenceChanges } from '../storage/blob-references.ts';
import { countUsage, limitExceeded } from '../storage/usage.ts';
import { Upload } from './upload.entity.ts';

/** Why bytes are not taken. `docs/errors.md` lists the codes. */
export class UploadRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'UploadRefused';
    this.status = status;
    this.code = code;
  }
}

export interface ReceivedBytes {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * Takes the bytes of an upload while they come: into the blob store, and not one more than were announced. What is cut off or is not what was
 * announced leaves nothing behind. The same bytes may be sent again. @throws UploadRefused, DomainError LIMIT_EXCEEDED or STORAGE_FULL
 */
export async function receiveUpload(context: Context, claims: LinkClaims, incoming: IncomingMessage): Promise<ReceivedBytes> {
  const { em, services } = context;
  const { organizationId, userId } = claims;
  if ((await em.findOne(Member, { organizationId, userId })) === null) throw absent();
  const upload = await find(context, claims);
  const announced = incoming.headers['content-length'];
  if (announced !== undefined && Number(announced) !== upload.sizeBytes) throw otherLength(upload.sizeBytes);
  const { hash, size } = await services.blobs.put(organizationId, asAnnounced(incoming, upload));
  await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    // It may have been forgotten, or received by another request, while the bytes came.
    const now = await find({ em: scoped, services }, claims, LockMode.PESSIMISTIC_WRITE);
    if (now.contentHash === hash) return;
    if (now.contentHash) throw otherBytes();
    now.contentHash = hash;
    await scoped.flush();
    const references = createReferenceChanges();
    references.add(hash, size);
    const storageBytes = await applyReferences(scoped, organizationId, references);
    const over = await countUsage(scoped, services.limits, organizationId, { documents: 0, storageBytes });
    if (over !== null) throw limitExceeded(over.reached);
  });
  return { sizeBytes: size, sha256: hash };
}

async function find(
  { em, services }: Pick<Context, 'em' | 'services'>,
  { id, userId, expiresAt }: LinkClaims,
  lockMode?: LockMode.PESSIMISTIC_WRITE,
): Promise<Upload> {
  const upload = await em.findOne(Upload, { id, userId }, lockMode === undefined ? {} : { lockMode, refresh: true });
  const now = services.clock.now();
  if (upload === null ? expiresAt <= now.getTime() : upload.isOver(now))
    throw new UploadRefused(410, 'UPLOAD_EXPIRED', 'The time of this upload is over: start it again');
  if (upload === null) throw absent();
  return upload;
}

async function* asAnnounced(incoming: IncomingMessage, { sizeBytes, sha256, contentHash }: Upload): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let size = 0;
  // The connection stays when this ends early: the refusal goes out on it.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > sizeBytes) throw otherLength(sizeBytes);
    hash.update(chunk);
    yield chunk;
  }
  if (size !== sizeBytes) throw otherLength(sizeBytes);
  const found = hash.digest('hex');
  if (sha256 && found !== sha256)
    throw new UploadRefused(
      422,
      'HASH_MISMATCH',
      'These are not the bytes whose SHA-256 was announced: send the file again, or start anew',
    );
  if (contentHash && found !== contentHash) throw otherBytes();
}

export const absent = (): UploadRefused => new UploadRefused(404, 'NOT_FOUND', 'There is no such upload');

const otherLength = (sizeBytes: number): UploadRefused =>
  new UploadRefused(400, 'LENGTH_MISMATCH', `The file was announced with ${sizeBytes} bytes, and these are more or fewer`);

const otherBytes = (): UploadRefused =>
  new UploadRefused(409, 'CONFLICT', 'Other bytes have come for this upload already: start another one');
