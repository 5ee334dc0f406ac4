import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderBlobs } from '@conhub/blobs';
import { type EventReader, createLocalBroadcast, openSubgraphDatabase, origin } from '@conhub/events';
import { type PlanLimits, freePlan, newId } from '@conhub/subgraph-kit';
import { silentLog } from '@conhub/subgraph-kit/log';
import { cloneDatabase } from '@conhub/testkit';
import { ConnectedAccount } from '../src/accounts/connected-account.entity.ts';
import { createAccessSet } from '../src/access/publish-access-set.ts';
import { createServices } from '../src/create-services.ts';
import { Document } from '../src/documents/document.entity.ts';
import type { DocumentOperation } from '../src/events.ts';
import { definition } from '../src/mikro-orm.config.ts';
import type { Clock, Connector } from '../src/providers/connector.ts';
import type { Services } from '../src/services.ts';
import { Source } from '../src/sources/source.entity.ts';
import { createDigest } from '../src/sync/digest.ts';
import { executeRun } from '../src/sync/execute-run.ts';
import { requestRun } from '../src/sync/request-run.ts';
import { SyncRun } from '../src/sync/sync-run.entity.ts';
import type { EnvInput } from '../src/env.ts';

/** The sync engine on its own: real database, real blobs, any connector; no jobs, no watchers, so that a test decides what happens when. */
export interface Engine {
  readonly services: Services;
  readonly reader: EventReader;
  readonly sourceId: string;
  readonly organizationId: string;
  /** One run, as far as it comes. Goes on with the live one if there is one. `at` replaces what it works with. */
  run(options?: { isFull?: boolean; services?: Services }): Promise<SyncRun>;
  /** Runs until none is live; waiting is cut short by moving the clock. */
  settle(isFull?: boolean): Promise<SyncRun>;
  source(): Promise<Source>;
  documents(): Promise<Document[]>;
  close(): Promise<void>;
}

export async function createEngine(
  connector: Connector<never, never> | Connector,
  given: { config?: unknown; containerId: string; clock: Clock; limits?: Partial<PlanLimits>; env?: EnvInput },
): Promise<Engine> {
  const connection = await cloneDatabase('connectors', async (template) => {
    await (await openSubgraphDatabase({ ...definition, connection: template })).database.close();
  });
  const folder = await mkdtemp(join(tmpdir(), 'conhub-engine-'));
  const { services, reader } = await createServices(
    given.env ?? {},
    { connection, broadcast: createLocalBroadcast(), log: silentLog(), limits: { ...freePlan, ...given.limits } },
    { blobs: createFolderBlobs(join(folder, 'blobs')), providers: [connector as Connector], clock: given.clock },
  );
  const organizationId = newId('org');
  const providerKey = connector.spec.key;
  const em = services.database.system();
  const account = em.create(
    ConnectedAccount,
    {
      organizationId,
      providerKey,
      displayName: 'x',
      ownerId: newId('usr'),
      status: 'ACTIVE',
      configuration: given.config ?? {},
      version: 1,
    },
    { persist: true },
  );
  const set = await createAccessSet(em, organizationId);
  const created = em.create(
    Source,
    {
      organizationId,
      accountId: account.id,
      providerKey,
      containerId: given.containerId,
      kind: 'DRIVE',
      name: 'x',
      path: '/',
      status: 'ACTIVE',
      visibility: 'OWNER',
      accessSetId: set.id,
      include: [],
      exclude: [],
      cursor: null,
      watermark: null,
      version: 1,
    },
    { persist: true },
  );
  await em.flush();
  const source = (): Promise<Source> => services.database.system().findOneOrFail(Source, { id: created.id });

  async function run({ isFull = false, services: over = services }: { isFull?: boolean; services?: Services } = {}): Promise<SyncRun> {
    const { run: asked } = await services.database.system().transactional(async (tx) =>
      requestRun(tx as never, services, await tx.findOneOrFail(Source, { id: created.id }), {
        trigger: 'MANUAL',
        startedBy: { kind: 'service', name: 'test' },
        cause: null,
        isFull,
      }),
    );
    await executeRun(over, new Map(), asked.id, async () => true);
    return services.database.system().findOneOrFail(SyncRun, { id: asked.id });
  }

  return {
    services,
    reader,
    sourceId: created.id,
    organizationId,
    run,
    source,
    async settle(isFull = false) {
      for (let round = 0; round < 200; round += 1) {
        await services.database.system().execute(`update connectors.sync_runs set heartbeat_at = null where status = 'RUNNING'`);
        const last = await run({ isFull });
        if (!last.isLive()) return last;
        const retryAt = last.problem?.retryAt;
        if (retryAt) await given.clock.sleep(Math.max(0, Date.parse(retryAt) - given.clock.now().getTime()));
      }
      throw new Error('The run does not come to an end');
    },
    documents: () =>
      services.database.system().find(Document, { sourceId: created.id, state: { $ne: 'DELETED' } }, { orderBy: { path: 'asc' } }),
    async close() {
      await services.extractor.stop();
      await services.database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a consumer that applies every page "if newer", in any order of its own, holds in the end: path → hash of the text. */
export async function replica(
  engine: Engine,
): Promise<{ documents: Map<string, { path: string; textHash: string; version: number }>; digest: string }> {
  const held = new Map<string, { path: string; textHash: string; kind: string; version: number; isGone: boolean }>();
  for (const event of await engine.reader.read({ lane: 'content', after: origin, limit: 100_000 })) {
    for (const op of (event.payload as { ops: DocumentOperation[] }).ops) {
      const before = held.get(op.documentId);
      if (before !== undefined && before.version >= op.version)
        throw new Error(`Version ${op.version} of ${op.documentId} was said after ${before.version}`);
      if (op.t === 'upsert')
        held.set(op.documentId, {
          path: op.path ?? '',
          textHash: op.textHash ?? '',
          kind: op.kind ?? '',
          version: op.version,
          isGone: false,
        });
      else if (before === undefined) {
        throw new Error(`${op.t} of a document that was never said`);
      } else held.set(op.documentId, { ...before, version: op.version, ...(op.t === 'move' ? { path: op.path ?? '' } : { isGone: true }) });
    }
  }
  const digest = createDigest('0');
  const documents = new Map([...held].filter(([, row]) => !row.isGone));
  for (const row of documents.values()) digest.add(row.path, row.textHash, row.kind);
  return { documents, digest: digest.toString() };
}

/** A log is read up to the oldest transaction that is still open anywhere in the cluster: also those of other test files. */
async function caughtUp(engine: Engine, digest: string): ReturnType<typeof replica> {
  for (const deadline = Date.now() + 10_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const copy = await replica(engine);
    if (copy.digest === digest || Date.now() > deadline) return copy;
  }
}

/** Everything that must be true of what a source's transactions have left, whatever happened. */
export async function faults(engine: Engine, truth: ReadonlyMap<string, string>): Promise<string[]> {
  const { services, organizationId, sourceId } = engine;
  const documents = await engine.documents();
  const found: string[] = [];
  const sorted = (list: Iterable<string>): string => [...list].toSorted().join('\n');
  const held = sorted(documents.map((row) => `${row.path} ${row.contentHash}`));
  if (held !== sorted([...truth].map(([path, hash]) => `${path} ${hash}`)))
    found.push(`documents:\n${held}\ntruth:\n${sorted([...truth].map(([path, hash]) => `${path} ${hash}`))}`);
  const source = await engine.source();
  const copy = await caughtUp(engine, source.digest);
  if (copy.digest !== source.digest) found.push('the digest of what was said is another');
  if (source.documentCount !== documents.length) found.push(`documentCount ${source.documentCount}, not ${documents.length}`);
  if (sorted([...copy.documents].map(([id, row]) => `${id} ${row.version}`)) !== sorted(documents.map((row) => `${row.id} ${row.version}`)))
    found.push('what was said is not what is there');
  const em = services.database.system();
  const references = await em.execute<{ hash: string; count: number; size: string }[]>(
    'select hash, count, size from connectors.blob_references',
  );
  const wanted = new Map<string, number>();
  for (const row of documents)
    for (const hash of new Set([row.textHash, row.contentHash])) if (hash) wanted.set(hash, (wanted.get(hash) ?? 0) + 1);
  if (sorted(references.map(({ hash, count }) => `${hash} ${count}`)) !== sorted([...wanted].map(([hash, count]) => `${hash} ${count}`)))
    found.push('the references of blobs are miscounted');
  for (const { hash } of references)
    if (!(await services.blobs.has(organizationId, hash))) found.push(`blob ${hash} is named and not there`);
  const [usage] = await em.execute<{ documents: string; storage_bytes: string }[]>('select documents, storage_bytes from connectors.usage');
  const bytes = references.reduce((sum, { size }) => sum + Number(size), 0);
  if (Number(usage?.documents ?? 0) !== documents.length || Number(usage?.storage_bytes ?? 0) !== bytes)
    found.push(`usage says ${JSON.stringify(usage)}, not ${documents.length} and ${bytes}`);
  const [left] = await em.execute<{ count: string }[]>(
    'select count(*) from connectors.pending_deletions where source_id = (select id from connectors.sources limit 1)',
  );
  if (Number(left?.count) > 0) found.push(`${left?.count} deletions are left of ${sourceId}`);
  return found;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export class Crash extends Error {}

/** Services whose process dies at the n-th step it takes towards the outside: database, blobs, provider. Then nothing works any more. */
export function dyingServices(services: Services, connector: Connector, steps: number): Services & { readonly taken: () => number } {
  let taken = 0;
  const step = (): void => {
    taken += 1;
    if (taken > steps) throw new Crash('The process was killed');
  };
  async function* dyingPages<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const page of pages) {
      step();
      yield page;
    }
  }
  const dying: Connector = {
    ...connector,
    open: async (...given) => (step(), connector.open(...given)),
    enumerate: (...given) => dyingPages(connector.enumerate(...given)),
    changes: (...given) => dyingPages(connector.changes(...given)),
    fetch: async (...given) => (step(), connector.fetch(...given)),
  };
  return {
    ...services,
    taken: () => taken,
    providers: new Map([[connector.spec.key, dying]]),
    database: { ...services.database, system: () => (step(), services.database.system()) },
    blobs: { ...services.blobs, putAll: async (...given) => (step(), services.blobs.putAll(...given)) },
  };
}
