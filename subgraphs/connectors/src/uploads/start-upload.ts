import { BadUserInputError, ForbiddenError, type LimitReached, newId, organizationOf, personOf, withinLimit } from '@conhub/subgraph-kit';
import { isOwner } from '../accounts/account.policy.ts';
import type { Context } from '../context.ts';
import { documentBytesMax } from '../extraction/extractor.ts';
import type { SourceVisibility } from '../sources/source.entity.ts';
import { Usage } from '../storage/blob-reference.entity.ts';
import { uploadKey } from './upload-connector.ts';
import { checkFileName, checkMimeType } from './upload-name.ts';
import { Upload } from './upload.entity.ts';

/** Where the bytes are sent; the token follows. */
export const uploadPath = '/files/upload/';

/** From the start of an upload to its completion. */
export const uploadLifeMs = 30 * 60_000;

export interface StartUploadInput {
  readonly fileName: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly sha256?: string | null;
  readonly visibility?: SourceVisibility | null;
}

export interface StartedUpload {
  readonly __typename: 'StartUploadPayload';
  readonly uploadId: string;
  readonly uploadUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

/** Announces a file. Answers where its bytes are to be sent, for half an hour; nothing of it is kept unless it is completed. */
export async function startUpload(context: Context, input: StartUploadInput): Promise<StartedUpload | LimitReached> {
  const { em, viewer, services } = context;
  const [organizationId, userId] = [organizationOf(viewer), personOf(viewer)];
  if (organizationId === null || userId === null) throw new ForbiddenError('Only a member of an organization can hand in a file');
  const values = { ...checked(input), visibility: await fitting(context, input.visibility ?? 'OWNER') };
  const usage = await em.findOne(Usage, { organizationId });
  const reached =
    withinLimit(services.limits, 'DOCUMENTS', usage?.documents ?? 0, 1) ??
    withinLimit(services.limits, 'STORAGE_BYTES', usage?.storageBytes ?? 0, values.sizeBytes);
  if (reached !== null) return reached;
  const now = services.clock.now();
  const expiresAt = new Date(now.getTime() + uploadLifeMs);
  const id = newId('upl');
  em.create(
    Upload,
    { id, organizationId, userId, ...values, contentHash: null, documentId: null, createdAt: now, expiresAt },
    { persist: true },
  );
  await em.flush();
  const token = services.links.sign({ purpose: 'upload', id, organizationId, userId, expiresAt: expiresAt.getTime() });
  return {
    __typename: 'StartUploadPayload',
    uploadId: id,
    uploadUrl: new URL(`${uploadPath}${token}`, services.env.publicUrl).href,
    headers: { 'content-type': 'application/octet-stream' },
    expiresAt,
  };
}

function checked({ fileName, mimeType, sizeBytes, sha256 }: StartUploadInput) {
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0)
    throw BadUserInputError.of(['input', 'sizeBytes'], 'INVALID', 'A size is a whole number of bytes');
  if (sizeBytes > documentBytesMax)
    throw BadUserInputError.of(['input', 'sizeBytes'], 'TOO_LARGE', `A file has at most ${documentBytesMax / 2 ** 20} MB: split it`);
  if (typeof sha256 === 'string' && !/^[0-9a-f]{64}$/i.test(sha256))
    throw BadUserInputError.of(['input', 'sha256'], 'INVALID', 'A SHA-256 is written as 64 hexadecimal digits');
  return { path: checkFileName(fileName), mimeType: checkMimeType(mimeType), sizeBytes, sha256: sha256?.toLowerCase() ?? null };
}

/** Says before the bytes are sent what could only be refused after it. */
async function fitting({ viewer, visibility }: Context, wanted: SourceVisibility): Promise<SourceVisibility> {
  const path = ['input', 'visibility'];
  if (wanted === 'PROVIDER') throw BadUserInputError.of(path, 'UNSUPPORTED', 'Uploads have no provider with permissions of its own');
  if (wanted !== 'SHARED') return wanted;
  for (const { source, account } of (await visibility()).sources.values())
    if (source.providerKey === uploadKey && source.visibility === 'SHARED' && isOwner(viewer, account)) return wanted;
  throw BadUserInputError.of(path, 'USE_SHARE_SOURCE', 'None of your sources of uploads is shared: share one with shareSource first');
}
