import { idOf, service, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { dropAccount } from '../accounts/disconnect-account.ts';
import type { Services } from '../services.ts';
import { afterDrop } from '../sources/after-drop.ts';
import { Source } from '../sources/source.entity.ts';
import { recordUsage } from '../storage/record-usage.ts';
import { Usage } from '../storage/blob-reference.entity.ts';
import { lapseMs } from './execute-run.ts';
import { requestRun } from './request-run.ts';
import { beginRereads } from './stale-documents.ts';
import { forgetUploads } from '../uploads/forget-uploads.ts';

const dayMs = 86_400_000;
/** How long an account waits for a new owner, and how long a deleted document is remembered. */
const orphanDays = 30;
const tombstoneDays = 30;
const runsKeptPerSource = 200;

/**
 * Once a minute: what nobody works on goes on, what is due begins, what is old goes. `isStart`: nobody else runs and
 * jobs may have been lost with the process before.
 */
export async function tick(services: Services, { isStart = false }: { isStart?: boolean } = {}): Promise<void> {
  await resumeRuns(services, isStart);
  await beginDueRuns(services);
  await resumeRemovals(services);
  await forgetUploads(services);
  if (isStart) {
    await beginRereads(services);
    return;
  }
  await dropOrphanedAccounts(services);
  await recordAllUsage(services);
  await forgetOld(services);
}

/** Before anything runs: every run that seems to be under way was left by a dead process. */
export async function leaveRuns({ database }: Services): Promise<void> {
  await database.system().execute(`update connectors.sync_runs set heartbeat_at = null where status = 'RUNNING'`);
}

async function resumeRuns({ database, queue, clock }: Services, isStart: boolean): Promise<void> {
  const now = clock.now().getTime();
  await database.system().transactional(async (transaction) => {
    const em = transaction as SqlEntityManager;
    const rows = await em.execute<{ id: string; retry_at: string | null; status: string }[]>(
      `select id, status, problem->>'retryAt' as retry_at from connectors.sync_runs
        where (status = 'RUNNING' and (heartbeat_at is null or heartbeat_at < ?))
           or (status in ('QUEUED', 'WAITING') and queued_at < ?)`,
      [new Date(now - lapseMs), new Date(isStart ? now + dayMs : now - 60_000)],
    );
    for (const row of rows) {
      const retryAt = row.status === 'WAITING' && row.retry_at !== null ? new Date(row.retry_at) : undefined;
      // A job for a later moment was sent when the run began to wait; it is sent again only where jobs may be lost.
      if (retryAt !== undefined && retryAt.getTime() > now && !isStart) continue;
      await queue.send(em, idOf('run', row.id), retryAt);
    }
  });
  queue.kick();
}

async function beginDueRuns(services: Services): Promise<void> {
  const { database, queue, clock } = services;
  const now = clock.now();
  const due = await database.system().execute<{ id: string }[]>(
    `select s.id from connectors.sources s join connectors.connected_accounts a on a.id = s.account_id
      where s.status = 'ACTIVE' and a.status = 'ACTIVE'
        and (s.next_sync_at <= ? or exists (select from connectors.document_failures f where f.source_id = s.id and f.retry_at <= ? and f.revision is not null))
        and not exists (select from connectors.sync_runs r where r.source_id = s.id and r.status in ('QUEUED', 'RUNNING', 'WAITING'))`,
    [now, now],
  );
  for (const { id } of due) {
    await database.system().transactional(async (transaction) => {
      const em = transaction as SqlEntityManager;
      const source = await em.findOne(Source, { id: idOf('src', id), status: 'ACTIVE' });
      if (source === null) return;
      await requestRun(em, services, source, {
        trigger: 'SCHEDULE',
        startedBy: { kind: 'service', name: 'connectors.schedule' },
        cause: null,
      });
      source.scheduleFrom(now);
    });
  }
  if (due.length > 0) queue.kick();
}

async function resumeRemovals({ database, queue }: Services): Promise<void> {
  await database.system().transactional(async (transaction) => {
    const em = transaction as SqlEntityManager;
    for (const { id } of await em.find(Source, { status: 'DELETING' })) await queue.sendRemoval(em, id);
  });
}

async function dropOrphanedAccounts(services: Services): Promise<void> {
  const { database, clock } = services;
  const rows = await database
    .system()
    .execute<{ id: string; organization_id: string }[]>(
      `select id, organization_id from connectors.connected_accounts where orphaned_at < ? and status <> 'DELETING'`,
      [new Date(clock.now().getTime() - orphanDays * dayMs)],
    );
  for (const row of rows) {
    const viewer = service('connectors.schedule', idOf('org', row.organization_id));
    const runs = await database
      .system()
      .transactional((transaction) =>
        dropAccount({ em: transaction as SqlEntityManager, viewer, request: null }, services, idOf('acc', row.id), false),
      );
    await afterDrop(services, runs);
  }
}

/** Once an hour per organization, and only what has changed in between is worth no row of its own: the value is absolute. */
async function recordAllUsage(services: Services): Promise<void> {
  const hourAgo = new Date(services.clock.now().getTime() - 3_600_000);
  await services.database.system().transactional(async (transaction) => {
    const em = transaction as SqlEntityManager;
    for (const usage of await em.find(Usage, { $or: [{ recordedAt: null }, { recordedAt: { $lt: hourAgo } }] })) {
      const context = { em, viewer: service('connectors.schedule', usage.organizationId), request: null };
      recordUsage(context, services, usage.organizationId, 'DOCUMENTS', usage.documents);
      recordUsage(context, services, usage.organizationId, 'STORAGE_BYTES', usage.storageBytes);
      recordUsage(
        context,
        services,
        usage.organizationId,
        'SOURCES',
        await em.count(Source, { organizationId: usage.organizationId, status: { $ne: 'DELETING' }, kind: { $ne: 'BUILT_IN' } }),
      );
      usage.recordedAt = services.clock.now();
    }
  });
}

async function forgetOld({ database, clock }: Services): Promise<void> {
  const em = database.system();
  const now = clock.now().getTime();
  await em.execute(
    `with gone as (delete from connectors.documents where state = 'DELETED' and deleted_at < ? returning id)
     delete from connectors.document_revisions where document_id in (select id from gone)`,
    [new Date(now - tombstoneDays * dayMs)],
  );
  for (const { id } of await em.find(Source, {}, { fields: ['id'] })) {
    await em.execute(
      `delete from connectors.sync_runs where source_id = ? and id in
        (select id from connectors.sync_runs where source_id = ? and status not in ('QUEUED', 'RUNNING', 'WAITING') order by queued_at desc offset ?)`,
      [uuidOf(id), uuidOf(id), runsKeptPerSource],
    );
  }
}
