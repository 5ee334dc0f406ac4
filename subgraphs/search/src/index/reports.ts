import type { IndexProblem } from './advice.ts';
import type { DocumentState } from './stage/document-row.ts';
import type { Organization } from './organization.ts';

export interface SourceProgress {
  readonly pending: number;
  readonly indexed: number;
  readonly skipped: number;
  readonly failed: number;
  /** Of the newest page that has been applied; epoch milliseconds. */
  readonly lastPageAt: number | null;
  /** Everything said of the source before this moment is searchable; epoch milliseconds. Null: nothing is known of the source. */
  readonly indexedThrough: number | null;
  /** By the pace of the last half minute; null when nothing waits, or nothing has been done. */
  readonly estimatedFinishAt: number | null;
}

/** How the index stands to what was read from a source. */
export interface SourceFreshness {
  readonly sourceId: string;
  readonly status: 'COMPLETE' | 'CATCHING_UP' | 'STALE' | 'UNKNOWN';
  readonly indexedThrough: number | null;
  /** About how many documents are missing or out of date. */
  readonly missingEstimate: number;
  /** Exactly when the index holds the checkpoint's set of documents; see `certificateOf`. */
  readonly certificate: string | null;
}

/** What anybody can compare with a checkpoint, or compute from the documents themselves (see digest.ts). */
export const certificateOf = ({ digest, documentCount }: Checkpoint): string => `freshness-v1:${documentCount}:${digest}`;

/** What connectors say a source holds. */
export interface Checkpoint {
  readonly digest: string;
  readonly documentCount: number;
}

export interface SourceDigest {
  /** 64 lower-case hex digits; see digest.ts. */
  readonly digest: string;
  /** Documents that are in it: INDEXED and SKIPPED. */
  readonly documentCount: number;
}

export interface DocumentIndexing {
  readonly documentId: string;
  readonly status: 'PENDING' | 'INDEXED' | 'SKIPPED' | 'FAILED';
  readonly chunkCount: number;
  readonly indexedAt: number | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
}

export interface IndexStatistics {
  readonly documentCount: number;
  readonly chunkCount: number;
  readonly vectorCount: number;
  readonly pendingCount: number;
  readonly sizeBytes: number;
  readonly isRebuilding: boolean;
}

/** With what an operator should do something about. */
export interface IndexState extends IndexStatistics {
  readonly problem: IndexProblem | null;
}

// Of an organization or a source nothing has been said of.
export const noProgress: SourceProgress = {
  pending: 0,
  indexed: 0,
  skipped: 0,
  failed: 0,
  lastPageAt: null,
  indexedThrough: null,
  estimatedFinishAt: null,
};
export const noDigest: SourceDigest = { digest: '0'.repeat(64), documentCount: 0 };
export const noStatistics: IndexState = {
  documentCount: 0,
  chunkCount: 0,
  vectorCount: 0,
  pendingCount: 0,
  sizeBytes: 0,
  isRebuilding: false,
  problem: null,
};

export function progressOf({ sqlite }: Organization, sourceId: string): SourceProgress {
  const counts = new Map(
    sqlite
      .all<{ state: DocumentState; count: number }>(
        'select state, count(*) as count from documents where source_id = ? group by state',
        sourceId,
      )
      .map(({ state, count }) => [state, count]),
  );
  const source = sqlite.get<{ last_page_at: number | null }>('select last_page_at from sources where id = ? and is_removed = 0', sourceId);
  const pending = counts.get('PENDING') ?? 0;
  const oldest =
    pending === 0
      ? null
      : (sqlite.get<{ at: number }>(`select min(changed_at) as at from documents where source_id = ? and state = 'PENDING'`, sourceId)
          ?.at ?? null);
  const done =
    pending === 0
      ? 0
      : (sqlite.get<{ count: number }>(
          'select count(*) as count from documents where source_id = ? and indexed_at > ?',
          sourceId,
          Date.now() - paceMs,
        )?.count ?? 0);
  return {
    pending,
    indexed: counts.get('INDEXED') ?? 0,
    skipped: counts.get('SKIPPED') ?? 0,
    failed: counts.get('FAILED') ?? 0,
    lastPageAt: source?.last_page_at ?? null,
    indexedThrough: oldest ?? source?.last_page_at ?? null,
    estimatedFinishAt: done === 0 ? null : Date.now() + Math.round((pending / done) * paceMs),
  };
}

const paceMs = 30_000;

/** @param said the newest checkpoint, where the caller has it; else that of the last run that ended. */
export function freshnessOf(organization: Organization, sourceId: string, said: Checkpoint | null): SourceFreshness {
  const row = organization.sqlite.get<{
    digest: string;
    document_count: number;
    checkpoint_digest: string | null;
    checkpoint_count: number | null;
    is_removed: number;
  }>('select digest, document_count, checkpoint_digest, checkpoint_count, is_removed from sources where id = ?', sourceId);
  const { pending, failed, indexedThrough } = progressOf(organization, sourceId);
  const known = row?.checkpoint_digest == null ? null : { digest: row.checkpoint_digest, documentCount: row.checkpoint_count ?? 0 };
  const checkpoint = said ?? known;
  if (organization.isRebuilding || checkpoint === null || row?.is_removed === 1) {
    return {
      sourceId,
      status: pending > 0 ? 'CATCHING_UP' : 'UNKNOWN',
      indexedThrough,
      missingEstimate: pending + failed,
      certificate: null,
    };
  }
  if (checkpoint.digest === (row?.digest ?? '0'.repeat(64)))
    return { sourceId, status: 'COMPLETE', indexedThrough, missingEstimate: 0, certificate: certificateOf(checkpoint) };
  const missingEstimate = Math.max(pending + failed, Math.abs(checkpoint.documentCount - (row?.document_count ?? 0)), 1);
  return { sourceId, status: pending === 0 && failed > 0 ? 'STALE' : 'CATCHING_UP', indexedThrough, missingEstimate, certificate: null };
}

export function digestOfSource({ sqlite }: Organization, sourceId: string): SourceDigest {
  const row = sqlite.get<{ digest: string; document_count: number }>('select digest, document_count from sources where id = ?', sourceId);
  return { digest: row?.digest ?? '0'.repeat(64), documentCount: row?.document_count ?? 0 };
}

/** Documents that the viewer may see; the others are as absent. */
export function indexingOf(
  { sqlite, documents, access }: Organization,
  userId: string | null,
  documentIds: readonly string[],
): DocumentIndexing[] {
  const visible = access.visibleTo(userId);
  return documentIds.flatMap((documentId) => {
    const row = sqlite.get<{
      slot: number;
      state: DocumentState;
      chunk_count: number;
      indexed_at: number | null;
      problem_code: string | null;
      problem_message: string | null;
    }>('select slot, state, chunk_count, indexed_at, problem_code, problem_message from documents where id = ?', documentId);
    if (row === undefined || documents.live[row.slot] !== 1 || visible[documents.access[row.slot] ?? 0] !== 1) return [];
    if (row.state === 'REMOVED' || row.state === 'INCOMPLETE') return [];
    const problem = row.problem_code === null ? null : { code: row.problem_code, message: row.problem_message ?? '' };
    return [{ documentId, status: row.state, chunkCount: row.chunk_count, indexedAt: row.indexed_at, problem }];
  });
}

export function statisticsOf({ sqlite, vectors, documents, isRebuilding }: Organization): IndexStatistics {
  const count = (sql: string): number => sqlite.get<{ count: number }>(sql)?.count ?? 0;
  const pages = (schema: string): number =>
    (sqlite.get<{ page_count: number }>(`pragma ${schema}.page_count`)?.page_count ?? 0) *
    (sqlite.get<{ page_size: number }>(`pragma ${schema}.page_size`)?.page_size ?? 0);
  return {
    documentCount: documents.liveCount,
    chunkCount: count(`select coalesce(sum(chunk_count), 0) as count from documents where state in ('INDEXED', 'SKIPPED')`),
    vectorCount: vectors.liveRows,
    pendingCount: count(`select count(*) as count from documents where state = 'PENDING'`),
    sizeBytes: pages('main') + pages('words'),
    isRebuilding,
  };
}
