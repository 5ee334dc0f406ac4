import { createHash } from 'node:crypto';
import type { Extracted } from '../extraction/extracted.ts';
import { extractionOf } from '../extraction/extraction-versions.ts';
import { formatOf } from '../extraction/formats.ts';
import { Document, DocumentFailure } from '../documents/document.entity.ts';
import { ConnectorError, DocumentError } from '../providers/connector-error.ts';
import { includePatterns, namesFile } from '../providers/include-patterns.ts';
import type { Connector, ConnectorContext, DocumentMeta, Op } from '../providers/connector.ts';
import type { Services } from '../services.ts';
import { isBuiltIn } from '../sources/built-in-source.ts';
import type { Source } from '../sources/source.entity.ts';
import { type BlobBatch, createBlobBatch } from './blob-batch.ts';
import type { ReadDocument } from './document-changes.ts';
import { type ReadingProblem, problemOfText } from './reading-problem.ts';
import { ending } from './document-names.ts';

/** What came of reading one revision. `gone`: it is not there any more, the next page or run will say so. */
export type Reading =
  | { readonly t: 'read'; readonly document: ReadDocument }
  /** `extraction`: how its text was looked for; null: its bytes could not be had. */
  | { readonly t: 'fail'; readonly error: ReadingProblem; readonly extraction: string | null }
  | { readonly t: 'gone' };

export type Readings = ReadonlyMap<string, Reading>;

export const readingKey = (id: string, revision: string): string => `${id}\0${revision}`;

interface Wanted {
  readonly id: string;
  readonly path: string;
  readonly rev: string;
  readonly meta: DocumentMeta | null;
  /** Its bytes at this revision, where the blob store has them. */
  readonly stored: string | null;
}

/** Which revisions of a page have to be read: what the engine does not have, has failed before its time, or is read in another way at its new name. */
async function wantedOf(
  services: Services,
  { source, ops, isForced, named }: { source: Source; ops: readonly Op[]; isForced: boolean; named: (path: string) => boolean },
): Promise<Wanted[]> {
  const em = services.database.system();
  const ids = [...new Set(ops.map((op) => op.id))];
  const documents = new Map(
    (await em.find(Document, { sourceId: source.id, providerId: { $in: ids } })).map((row) => [row.providerId, row]),
  );
  const failures = new Map(
    (await em.find(DocumentFailure, { sourceId: source.id, providerId: { $in: ids } })).map((row) => [row.providerId, row]),
  );
  const wanted = new Map<string, Wanted>();
  /** The revision an id has after the operations so far. */
  const had = new Map([...documents].filter(([, row]) => isReadAsNow(row, named)).map(([id, row]) => [id, row.revision]));
  const want = (id: string, path: string, rev: string, meta: DocumentMeta | null): void => {
    const row = documents.get(id);
    wanted.set(id, { id, path, rev, meta, stored: row?.revision === rev ? keptBytes(row) : null });
  };
  for (const op of ops) {
    if (op.t === 'move') {
      const document = documents.get(op.id);
      if (document !== undefined && had.has(op.id) && ending(document.path) !== ending(op.to)) want(op.id, op.to, op.rev, null);
      else if (had.has(op.id)) had.set(op.id, op.rev);
    } else if (op.t === 'upsert') {
      const failure = failures.get(op.id);
      const hasFailedHere =
        failure !== undefined &&
        failure.revision === op.rev &&
        !isForced &&
        (!failure.extraction || failure.extraction === extractionOf(op.path)) &&
        (!failure.retryAt || failure.retryAt > services.clock.now());
      if (had.get(op.id) !== op.rev && !hasFailedHere) want(op.id, op.path, op.rev, op.meta);
    } else wanted.delete(op.id);
  }
  return [...wanted.values()];
}

/** The blob of its bytes: an original is kept whatever becomes of its text. */
const keptBytes = ({ originalHash, state, contentHash }: Document): string | null =>
  originalHash ?? (state === 'AVAILABLE' ? (contentHash ?? null) : null);

/** It was read, as it would be read now, and left out or taken in as the source's patterns say now. */
const isReadAsNow = (row: Document, named: (path: string) => boolean): boolean =>
  (row.state === 'AVAILABLE' || row.state === 'UNSUPPORTED') &&
  row.extraction === extractionOf(row.path) &&
  (!row.generated || (row.state === 'AVAILABLE') === named(row.path));

export interface PageReadings {
  readonly readings: Readings;
  /** Why not everything could be read: the provider's trouble, or the run is to end. What was read is good. */
  readonly interruption: unknown;
}

/** Reads and extracts what a page needs, several at once, and stores the blobs: all of that before the page's transaction. */
export async function readDocuments(
  services: Services,
  {
    connector,
    ctx,
    source,
    ops,
    isForced,
    onRead,
  }: {
    readonly connector: Connector;
    readonly ctx: ConnectorContext;
    readonly source: Source;
    readonly ops: readonly Op[];
    readonly isForced: boolean;
    readonly onRead: (bytes: number) => void;
  },
): Promise<PageReadings> {
  const includes = includePatterns(source.include);
  // What somebody hands in is wanted, whoever made it.
  const named = (path: string): boolean => isBuiltIn(source) || namesFile(includes, path);
  const wanted = ops.length === 0 ? [] : await wantedOf(services, { source, ops, isForced, named });
  const readings = new Map<string, Reading>();
  const batch = createBlobBatch(services, source.organizationId);
  let interruption: unknown = null;
  const queue = [...wanted];

  async function readOne({ id, path, rev, meta, stored }: Wanted): Promise<void> {
    const format = formatOf(path);
    const extraction = extractionOf(path);
    if (format.unread !== null) {
      // Nobody reads it, so nobody fetches it.
      const document = {
        state: 'UNSUPPORTED',
        revision: rev,
        contentHash: null,
        sizeBytes: meta?.sizeBytes ?? null,
        kind: format.kind,
        mimeType: format.mimeType,
        extraction,
        generated: null,
      } as const;
      readings.set(readingKey(id, rev), { t: 'read', document });
      return;
    }
    try {
      const bytes = stored === null ? null : await services.blobs.get(source.organizationId, stored);
      const content = bytes === null ? await connector.fetch(ctx, source.containerId, { id, path, rev }) : { bytes, rev };
      const extracted = await services.extractor.extract({
        path,
        bytes: content.bytes,
        mimeType: meta?.mimeType ?? null,
        isNamed: named(path),
        signal: ctx.signal,
      });
      if (bytes === null) onRead(content.bytes.byteLength);
      if (extracted.state === 'FAILED' || extracted.state === 'TOO_LARGE') {
        readings.set(readingKey(id, rev), { t: 'fail', error: problemOfText(extracted), extraction });
        return;
      }
      const contentHash = createHash('sha256').update(content.bytes).digest('hex');
      const document = await toRead(extracted, { revision: content.rev, contentHash, extraction }, content.bytes, batch);
      readings.set(readingKey(id, rev), { t: 'read', document });
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      readings.set(
        readingKey(id, rev),
        error.code === 'DOCUMENT_GONE' ? { t: 'gone' } : { t: 'fail', error: error.problem, extraction: null },
      );
    }
  }

  async function work(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      try {
        ctx.signal.throwIfAborted();
        await readOne(next);
      } catch (error) {
        if (!(error instanceof ConnectorError) && !ctx.signal.aborted) throw error;
        interruption ??= error;
        queue.length = 0;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(services.env.fetchesAtOnceMax, wanted.length) }, work));
  await batch.flush();
  return { readings, interruption };
}

async function toRead(
  extracted: Extract<Extracted, { state: 'AVAILABLE' | 'UNSUPPORTED' | 'KEPT_OUT' }>,
  as: { readonly revision: string; readonly contentHash: string; readonly extraction: string },
  bytes: Uint8Array,
  batch: BlobBatch,
): Promise<ReadDocument> {
  const size = { ...as, sizeBytes: bytes.byteLength };
  if (extracted.state !== 'AVAILABLE') {
    const generated = extracted.state === 'KEPT_OUT' ? extracted.reason : null;
    return { ...size, state: 'UNSUPPORTED', kind: extracted.kind, mimeType: extracted.mimeType, generated };
  }
  const { text, title, author, kind, language, mimeType, generated } = extracted;
  const textBytes = Buffer.from(text, 'utf8');
  const textHash = createHash('sha256').update(textBytes).digest('hex');
  await batch.add(textBytes, ...(textHash === as.contentHash ? [] : [bytes]));
  return { ...size, state: 'AVAILABLE', title, author, kind, language, mimeType, generated, textHash, textBytes: textBytes.byteLength };
}
