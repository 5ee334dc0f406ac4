import { StorageFullError } from '@conhub/subgraph-kit';
import { afterEach, expect, test } from 'vitest';
import { DocumentFailure } from '../src/documents/document.entity.ts';
import { ConnectedAccount } from '../src/accounts/connected-account.entity.ts';
import { ConnectorError, DocumentError } from '../src/providers/connector-error.ts';
import { mustWait } from '../src/sync/reconcile-deletions.ts';
import { type Engine, createEngine, faults, sha256 } from './engine.ts';
import { movedClock, scripted } from './scripted-connector.ts';

const open: Engine[] = [];
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
});

async function given(count: number, over: Parameters<typeof createEngine>[1] extends infer T ? Partial<T> : never = {}) {
  const clock = movedClock();
  const place = scripted();
  for (let index = 0; index < count; index += 1) place.files.set(`f${String(index).padStart(3, '0')}.md`, `# ${index}`);
  const engine = await createEngine(place.connector, { containerId: 'box', clock, ...over });
  open.push(engine);
  const truth = (): Map<string, string> => new Map([...place.files].map(([path, text]) => [path, sha256(text)]));
  return { clock, place, engine, truth };
}

test('a rate limit lets go of the worker, says until when, and the run goes on by itself', async () => {
  const { place, engine, clock, truth } = await given(5);
  const retryAt = new Date(clock.now().getTime() + 60_000);
  place.next = new ConnectorError('RATE_LIMITED', 'Be patient', { retryAt });
  const waiting = await engine.run();
  expect(waiting).toMatchObject({
    status: 'WAITING',
    problem: { code: 'RATE_LIMITED', message: 'Be patient', retryAt: retryAt.toISOString() },
  });
  expect(await engine.run()).toMatchObject({ id: waiting.id, status: 'WAITING' });
  clock.advance(60_000);
  expect(await engine.run()).toMatchObject({ id: waiting.id, status: 'SUCCEEDED', problem: null });
  expect(await faults(engine, truth())).toEqual([]);
});

test('a provider that does not answer is asked again, ever more slowly', async () => {
  const { place, engine, clock } = await given(1);
  const waits: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    place.next = new ConnectorError('UNAVAILABLE', 'It does not answer');
    const run = await engine.run();
    expect(run.status).toBe('WAITING');
    waits.push(Math.round((Date.parse(run.problem?.retryAt ?? '') - clock.now().getTime()) / 1_000));
    clock.advance(3_600_000);
  }
  expect(waits).toEqual([30, 60, 120, 240]);
});

test('credentials that are no longer accepted end the run and ask for their person, once', async () => {
  const { place, engine } = await given(1);
  place.next = new ConnectorError('REAUTH_REQUIRED', 'Sign in again');
  expect(await engine.run()).toMatchObject({ status: 'FAILED', problem: { code: 'REAUTH_REQUIRED' } });
  expect(await engine.services.database.system().findOneOrFail(ConnectedAccount, { organizationId: engine.organizationId })).toMatchObject({
    status: 'REAUTH_REQUIRED',
  });
  expect(await engine.run()).toMatchObject({ status: 'CANCELLED', problem: { code: 'REAUTH_REQUIRED' } });
});

test('a missing root fails the run and deletes nothing', async () => {
  const { place, engine, truth } = await given(3);
  await engine.settle();
  place.next = new ConnectorError('ROOT_MISSING', 'The folder is not there');
  expect(await engine.run()).toMatchObject({ status: 'FAILED', problem: { code: 'ROOT_MISSING', retryAt: null } });
  expect(await faults(engine, truth())).toEqual([]);
});

test('a full disk makes the run wait and nothing is half written', async () => {
  const { engine, clock, truth } = await given(5);
  const full = { ...engine.services, blobs: { ...engine.services.blobs, putAll: () => Promise.reject(new StorageFullError()) } };
  expect(await engine.run({ services: full })).toMatchObject({ status: 'WAITING', problem: { code: 'STORAGE_FULL' } });
  expect(await engine.documents()).toEqual([]);
  clock.advance(30_000);
  expect(await engine.run()).toMatchObject({ status: 'SUCCEEDED' });
  expect(await faults(engine, truth())).toEqual([]);
});

test('what goes wrong inside fails the run without a word of what it was, and the next run goes on', async () => {
  const { engine, truth } = await given(5);
  const broken = { ...engine.services, blobs: { ...engine.services.blobs, putAll: () => Promise.reject(new Error('secret')) } };
  const run = await engine.run({ services: broken });
  expect(run).toMatchObject({ status: 'FAILED', problem: { code: 'INTERNAL' } });
  expect(JSON.stringify(run.problem)).not.toContain('secret');
  await engine.settle();
  expect(await faults(engine, truth())).toEqual([]);
});

test('the limits of documents and storage stop a run at a whole page, with a way out', async () => {
  const documents = await given(25, { limits: { DOCUMENTS: 20 } });
  expect(await documents.engine.run()).toMatchObject({
    status: 'FAILED',
    fetched: 20,
    problem: { code: 'LIMIT_DOCUMENTS', message: 'The plan allows 20 documents, and 20 are in use' },
  });
  expect(await documents.engine.documents()).toHaveLength(20);
  const bytes = await given(25, { limits: { STORAGE_BYTES: 35 } });
  expect(await bytes.engine.run()).toMatchObject({ status: 'FAILED', fetched: 10, problem: { code: 'LIMIT_STORAGE_BYTES' } });
  expect(await bytes.engine.documents()).toHaveLength(10);
});

test('a document that cannot be read is listed, leaves the index, is tried again with growing pauses, and fails no run', async () => {
  const { place, engine, clock, truth } = await given(3);
  await engine.settle();
  place.files.set('f001.md', 'new text');
  place.broken.set('f001.md', new DocumentError('DOCUMENT_UNREADABLE', 'It may not be read', { isRetryable: true }));
  expect(await engine.run()).toMatchObject({ status: 'SUCCEEDED', failed: 1 });
  expect((await engine.documents()).map(({ path, state }) => `${path} ${state}`)).toEqual([
    'f000.md AVAILABLE',
    'f001.md FAILED',
    'f002.md AVAILABLE',
  ]);
  expect(await engine.source()).toMatchObject({ documentCount: 2 });
  const failure = () => engine.services.database.system().findOne(DocumentFailure, { providerId: 'f001.md' });
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    const row = await failure();
    expect(row?.attempts).toBe(attempt);
    const fetches = place.fetches;
    await engine.run();
    expect(place.fetches).toBe(fetches);
    if (!row?.retryAt) break;
    pauses.push(Math.round((row.retryAt.getTime() - row.lastTriedAt.getTime()) / 60_000));
    clock.advance(row.retryAt.getTime() - clock.now().getTime() + 1);
    await engine.run();
  }
  expect(pauses).toEqual([1, 4, 16, 64, 256, 1024, 1440]);
  place.broken.clear();
  place.files.set('f001.md', 'newer text');
  await engine.run();
  expect(await failure()).toBeNull();
  expect(await faults(engine, truth())).toEqual([]);
});

test('a document that was away in the moment it was to be read is read by the next run', async () => {
  const { place, engine, truth } = await given(3);
  place.broken.set('f001.md', new DocumentError('DOCUMENT_GONE', 'It is gone'));
  expect(await engine.run()).toMatchObject({ status: 'SUCCEEDED', fetched: 2, failed: 0 });
  place.broken.clear();
  await engine.run();
  expect(await faults(engine, truth())).toEqual([]);
  expect(await engine.source()).toMatchObject({ documentCount: 3 });
});

test('a document that somebody is writing keeps its last text', async () => {
  const { place, engine, clock, truth } = await given(2);
  await engine.settle();
  place.files.set('f001.md', 'new text');
  place.broken.set('f001.md', new DocumentError('DOCUMENT_CHANGING', 'It changed while it was read', { isRetryable: true }));
  await engine.run();
  expect(await engine.source()).toMatchObject({ documentCount: 2 });
  place.broken.clear();
  clock.advance(61_000);
  await engine.run();
  expect(await faults(engine, truth())).toEqual([]);
});

test('a run gives way to others that wait, and goes on where it was', async () => {
  const { engine, place, truth } = await given(45, { env: { sliceMs: 1 } });
  place.gate = () => new Promise((resolve) => setTimeout(resolve, 5));
  const first = await engine.run();
  expect(first.status).toBe('RUNNING');
  expect(first.heartbeatAt).toBeNull();
  const done = await engine.settle();
  expect(done).toMatchObject({ id: first.id, status: 'SUCCEEDED', fetched: 45 });
  expect(await faults(engine, truth())).toEqual([]);
});

test('deletions wait from 20 documents and a fifth of the source on', () => {
  expect([mustWait(19, 19), mustWait(20, 101), mustWait(20, 100), mustWait(200, 1_000), mustWait(199, 1_000)]).toEqual([
    false,
    false,
    true,
    true,
    false,
  ]);
});

test('many deletions at once wait; what comes back is no longer among them', async () => {
  const { place, engine, truth } = await given(60);
  await engine.settle();
  const gone = [...place.files.keys()].slice(0, 25);
  const texts = new Map(place.files);
  for (const path of gone) place.files.delete(path);
  expect(await engine.settle()).toMatchObject({ status: 'SUCCEEDED', deleted: 0 });
  const waiting = await engine.source();
  expect(waiting.deletionToken).toMatch(/^[\w-]{32}$/);
  expect(waiting.documentCount).toBe(60);
  for (const path of gone.slice(0, 10)) place.files.set(path, texts.get(path) ?? '');
  expect(await engine.settle()).toMatchObject({ status: 'SUCCEEDED' });
  // Fifteen are few enough to go.
  expect(await engine.source()).toMatchObject({ documentCount: 45, deletionToken: null });
  expect(await faults(engine, truth())).toEqual([]);
});

test('a provider that breaks off at every third request is read to the end: what was read is kept', async () => {
  const { place, engine, truth } = await given(40, { env: { fetchesAtOnceMax: 2 } });
  const fetch = place.connector.fetch;
  let requests = 0;
  const flaky = {
    ...place.connector,
    fetch: (...asked: Parameters<typeof fetch>) => {
      requests += 1;
      return requests % 3 === 0 ? Promise.reject(new ConnectorError('UNAVAILABLE', 'The answer broke off')) : fetch(...asked);
    },
  };
  const services = { ...engine.services, providers: new Map([[flaky.spec.key, flaky]]) };
  for (let round = 0; (await engine.run({ services })).status !== 'SUCCEEDED'; round += 1) {
    expect(round).toBeLessThan(40);
    await engine.services.database
      .system()
      .execute(`update connectors.sync_runs set problem = null, status = 'QUEUED' where status = 'WAITING'`);
  }
  expect(requests).toBeLessThan(90);
  expect(await faults(engine, truth())).toEqual([]);
});

test('a database that goes away under a run costs it nothing but time', async () => {
  const { place, engine, truth } = await given(35);
  let pages = 0;
  place.gate = async () => {
    pages += 1;
    if (pages !== 2) return;
    await engine.services.database
      .system()
      .execute(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()',
      )
      .catch(() => {});
  };
  const broken = await engine.run();
  expect(['RUNNING', 'SUCCEEDED']).toContain(broken.status);
  expect(await engine.settle()).toMatchObject({ status: 'SUCCEEDED' });
  expect(await faults(engine, truth())).toEqual([]);
});
