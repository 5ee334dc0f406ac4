import { ConflictError } from '@conhub/subgraph-kit';
import type { Extracted } from '../extraction/extracted.ts';
import { extractionOf } from '../extraction/extraction-versions.ts';
import { formatOf } from '../extraction/formats.ts';
import type { Services } from '../services.ts';
import type { ReadDocument } from '../sync/document-changes.ts';
import { type ReadingProblem, problemOfText } from '../sync/reading-problem.ts';
import type { Upload } from './upload.entity.ts';

/** Less than a request may take: what is read longer is read on by a run. */
const waitMs = 7_000;

export interface ReadUpload {
  readonly document: ReadDocument;
  /** Why it has no text. */
  readonly failing: ReadingProblem | undefined;
  /** There was no time to read it to its end. */
  readonly isUnfinished: boolean;
}

/** The text of an upload whose bytes have come, by the pipeline of all documents; its blob is stored. */
export async function readUpload(
  services: Pick<Services, 'blobs' | 'extractor'>,
  { organizationId, path, mimeType, contentHash, sizeBytes }: Upload,
): Promise<ReadUpload> {
  const hash = contentHash ?? '';
  const bytes = await services.blobs.get(organizationId, hash);
  if (bytes === null) throw new ConflictError('Its bytes are not there any more: start the upload again');
  const late = AbortSignal.timeout(waitMs);
  const extracted = await services.extractor
    .extract({ path, bytes, mimeType: mimeType ?? null, isNamed: true, signal: late })
    .catch((error: unknown) => {
      if (late.aborted) return null;
      throw error;
    });
  const as = { revision: hash, extraction: extractionOf(path), contentHash: hash, sizeBytes };
  if (extracted?.state === 'AVAILABLE') {
    const { text, title, author, kind, language, generated } = extracted;
    const stored = await services.blobs.put(organizationId, Buffer.from(text, 'utf8'));
    const document = { ...as, state: 'AVAILABLE', title, author, kind, language, mimeType: extracted.mimeType, generated } as const;
    return { document: { ...document, textHash: stored.hash, textBytes: stored.size }, failing: undefined, isUnfinished: false };
  }
  const format = formatOf(path);
  const unread = { ...as, state: 'UNSUPPORTED', kind: format.kind, mimeType: mimeType ?? format.mimeType, generated: null } as const;
  if (extracted?.state === 'UNSUPPORTED') return { document: { ...unread, kind: extracted.kind }, failing: undefined, isUnfinished: false };
  return { document: unread, failing: failureOf(extracted), isUnfinished: extracted === null };
}

function failureOf(extracted: Exclude<Extracted, { state: 'AVAILABLE' | 'UNSUPPORTED' }> | null): ReadingProblem {
  if (extracted === null)
    return { code: 'EXTRACTION_TIMEOUT', message: 'Its text is still being read: look again shortly', isRetryable: true };
  // It is named, so nothing keeps it out.
  if (extracted.state === 'KEPT_OUT') return { code: 'EXTRACTION_FAILED', message: 'Its text was not read', isRetryable: false };
  return problemOfText(extracted);
}
