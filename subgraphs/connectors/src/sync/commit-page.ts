import { service, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { forgetOldRevisions } from '../documents/list-revisions.ts';
import { emit } from '../event-log.ts';
import { type DocumentOperation, PageCommitted } from '../events.ts';
import { problem } from '../problems.ts';
import type { Op, Page } from '../providers/connector.ts';
import type { Services } from '../services.ts';
import { isBuiltIn } from '../sources/built-in-source.ts';
import { Source } from '../sources/source.entity.ts';
import { applyReferences } from '../storage/blob-references.ts';
import { countUsage } from '../storage/usage.ts';
import { type PageCounts, applyOperations } from './apply-operations.ts';
import type { DocumentChanges } from './document-changes.ts';
import { loadDocumentChanges } from './load-document-changes.ts';
import type { Readings } from './read-documents.ts';
import { RunStop } from './run-stop.ts';
import { SyncRun } from './sync-run.entity.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** The run and its source, locked until the end of the transaction. Throws RunStop when the run is no longer wanted. */
export async function lockRun(em: SqlEntityManager, runId: string): Promise<{ run: SyncRun; source: Source }> {
  const [row] = await em.execute<{ source_id: string }[]>('select source_id from connectors.sync_runs where id = ? for update', [
    uuidOf(runId),
  ]);
  if (row === undefined) throw new RunStop('CANCELLED', null);
  await em.execute('select from connectors.sources where id = ? for update', [row.source_id]);
  const run = await em.findOneOrFail(SyncRun, { id: runId });
  const source = await em.findOneOrFail(Source, { id: run.sourceId });
  if (run.status !== 'RUNNING') throw new RunStop('CANCELLED', null);
  if (source.status !== 'ACTIVE') throw new RunStop('CANCELLED', null);
  return { run, source };
}

export interface PageCommit {
  readonly runId: string;
  readonly ops: readonly Op[];
  readonly readings: Readings;
  readonly page: Pick<Page<unknown>, 'snapshot' | 'keptOut' | 'estimate'>;
  readonly bytes: number;
  readonly isFromListing: boolean;
  /** Moves the cursor, in the page's transaction. */
  readonly advance: (source: Source, run: SyncRun) => void;
}

/** One page is one transaction: rows, snapshot, counts, cursor, digest, and the fact that says it. */
export async function commitPage(
  services: Services,
  { runId, ops, readings, page, bytes, isFromListing, advance }: PageCommit,
): Promise<void> {
  const now = services.clock.now();
  const source = await services.database.system().transactional(async (transaction) => {
    const em = transaction as SqlEntityManager;
    const { run, source } = await lockRun(em, runId);
    const changes = await loadDocumentChanges(
      em,
      source,
      now,
      ops.map((op) => op.id),
    );
    const { counts, waiting, unread } = applyOperations(changes, ops, readings, {
      runId,
      isFromListing,
      isBuiltIn: isBuiltIn(source),
    });
    addCounts(run, counts, bytes);
    run.waits = 0;
    addKeptOut(run, counts.keptOut);
    if (page.keptOut !== undefined) {
      addKeptOut(run, page.keptOut);
      run.skipped += Object.values(page.keptOut).reduce((sum, count) => sum + count, 0);
    }
    if (page.estimate !== undefined) run.estimatedRemaining = page.estimate.left;
    advance(source, run);
    await sealPage(em, services, { source, changes, runId, now });
    if (page.snapshot !== undefined) {
      await writeSnapshot(em, {
        organizationId: source.organizationId,
        sourceId: source.id,
        change: page.snapshot,
        kept: waiting,
        unread,
        contentOf: (id) => contentOf(changes, ops, id),
      });
    }
    return source;
  });
  services.progress.changed(source.organizationId, source.id);
}

/** Digest, counts, references, usage and the page's fact: what every change of documents ends with, in its transaction. */
export async function sealPage(
  em: SqlEntityManager,
  services: Services,
  { source, changes, runId, now }: { source: Source; changes: DocumentChanges; runId: string | null; now: Date },
): Promise<void> {
  source.digest = changes.digest.toString();
  source.documentCount += changes.added();
  source.checkpointAt = now;
  if (changes.ops.length > 0) {
    source.page += 1;
    sayPage(em, source, runId, changes.ops);
  }
  await em.flush();
  await forgetOldRevisions(em, changes.observed);
  const storageBytes = await applyReferences(em, source.organizationId, changes.references);
  const over = await countUsage(em, services.limits, source.organizationId, { documents: changes.added(), storageBytes });
  if (over !== null) throw new RunStop('FAILED', problem(`LIMIT_${over.key}`, over.reached.message), over.reached);
}

function sayPage(em: SqlEntityManager, source: Source, runId: string | null, ops: readonly DocumentOperation[]): void {
  emit(
    { em, viewer: service('connectors.sync', source.organizationId), request: null },
    PageCommitted,
    {
      sourceId: source.id,
      accountId: source.accountId,
      providerKey: source.providerKey,
      runId,
      page: source.page,
      sourceTitle: source.name,
      ops: [...ops],
    },
    { version: source.page },
  );
}

function addCounts(run: SyncRun, counts: PageCounts, bytes: number): void {
  run.discovered += counts.discovered;
  run.fetched += counts.fetched;
  run.skipped += counts.skipped;
  run.moved += counts.moved;
  run.deleted += counts.deleted;
  run.failed += counts.failed;
  run.bytes += bytes;
}

function addKeptOut(run: SyncRun, keptOut: Readonly<Record<string, number>>): void {
  const total: Record<string, number> = { ...run.keptOut };
  for (const [reason, count] of Object.entries(keptOut)) {
    total[reason] = (total[reason] ?? 0) + count;
  }
  run.keptOut = total;
}

function contentOf(changes: DocumentChanges, ops: readonly Op[], id: string) {
  const document = changes.documents.get(id);
  if (document === undefined || document.state === 'DELETED') return null;
  const upsert = ops.findLast((op) => op.id === id && (op.t === 'upsert' || op.t === 'move'));
  const asked = upsert !== undefined && 'rev' in upsert && !changes.failures.has(id) ? upsert.rev : null;
  return { revision: document.revision, hash: document.contentHash ?? null, asked };
}
