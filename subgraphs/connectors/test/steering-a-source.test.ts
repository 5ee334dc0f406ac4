import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type UserViewer, type Viewer } from '@conhub/subgraph-kit';
import { afterEach, expect, test } from 'vitest';
import { scripted } from './scripted-connector.ts';
import { addFolder, finished, seenRun, sync } from './steps.ts';
import { type World, createWorld, team, until } from './world.ts';

let world: World;
afterEach(() => world.close());

const add =
  'mutation ($input: AddSourceInput!) { addSource(input: $input) { __typename ... on SourceAlreadyAdded { message source { id } } ... on LimitReached { limit used message } ... on AddSourcePayload { source { id } } } }';
const documents = async (viewer: Viewer): Promise<{ id: string; path: string }[]> =>
  (
    await world.run<{ organization: { documents: { nodes: { id: string; path: string }[] } } }>(
      viewer,
      '{ organization { documents(first: 100, orderBy: { field: PATH, direction: ASC }) { nodes { id path } } } }',
    )
  ).data.organization.documents.nodes;

test('a run is cancelled after its page, what was read stays, and the next run goes on', async () => {
  const place = scripted();
  for (let index = 0; index < 40; index += 1) place.files.set(`f${String(index).padStart(2, '0')}.md`, `# ${index}`);
  let pass = (): void => {};
  let gates = 0;
  place.gate = () => (gates++ === 1 ? new Promise<void>((resolve) => (pass = resolve)) : Promise.resolve());
  world = await createWorld({ options: { providers: [place.connector] } });
  const [ann] = team() as [UserViewer];
  const { data } = await world.run<{ connectAccount: { account: { id: string } } }>(
    ann,
    'mutation { connectAccount(input: { providerKey: "scripted", authMethod: NONE }) { ... on ConnectAccountPayload { account { id } } } }',
  );
  const added = await world.run<{ addSource: { source: { id: string } } }>(ann, add, {
    input: { accountId: data.connectAccount.account.id, containerId: 'box' },
  });
  const sourceId = added.data.addSource.source.id;
  const current = async () =>
    (
      await world.run<{ source: { currentSync: { id: string; counts: { fetched: number } } | null } }>(
        ann,
        `{ source(id: "${sourceId}") { currentSync { id counts { fetched } } } }`,
      )
    ).data.source.currentSync;
  const run = await until(async () => ((await current())?.counts.fetched === 10 ? current() : null), 'the first page is read');
  const again = await world.run<{ startSync: { wasAlreadyRunning: boolean; syncRuns: { id: string }[] } }>(
    ann,
    `mutation { startSync(input: { sourceId: "${sourceId}" }) { ... on StartSyncPayload { wasAlreadyRunning syncRuns { id } } } }`,
  );
  expect(again.data.startSync).toEqual({ wasAlreadyRunning: true, syncRuns: [{ id: run?.id }] });
  expect((await world.run(ann, `mutation { cancelSync(input: { syncRunId: "${run?.id}" }) { syncRun { id } } }`)).errors).toEqual([]);
  pass();
  expect(await finished(world, ann, run?.id as string)).toMatchObject({ status: 'CANCELLED', counts: { fetched: 10 } });
  expect(await sync(world, ann, sourceId)).toMatchObject({ status: 'SUCCEEDED', counts: { fetched: 30 } });
  expect(await documents(ann)).toHaveLength(40);
  expect((await world.events('connectors.sync_run.cancelled')).length).toBe(1);
});

test('many deletions wait until exactly what was shown is confirmed, or are dropped for good', async () => {
  world = await createWorld({ env: { watchDelayMs: 60_000 } });
  const write = async () => {
    for (let index = 0; index < 30; index += 1) await world.write(`f${index}.md`, `# ${index}`);
  };
  await write();
  const [ann] = team() as [UserViewer];
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const remove = async (from: number, to: number) => {
    for (let index = from; index < to; index += 1) await rm(join(world.folder, `f${index}.md`));
  };
  const pending = async () =>
    (
      await world.run<{
        source: {
          problem: { code: string } | null;
          pendingDeletions: { count: number; share: number; token: string; sample: object[] } | null;
        };
      }>(ann, `{ source(id: "${sourceId}") { problem { code } pendingDeletions { count share token sample { path } } } }`)
    ).data.source;
  const answer = (token: string, isConfirmed: boolean) =>
    world.run(
      ann,
      'mutation ($input: ConfirmDeletionsInput!) { confirmDeletions(input: $input) { source { checkpoint { documentCount } pendingDeletions { count } } } }',
      { input: { sourceId, token, isConfirmed } },
    );
  await remove(0, 24);
  await sync(world, ann, sourceId);
  const shown = await pending();
  expect(shown).toMatchObject({ problem: { code: 'DELETIONS_PENDING' }, pendingDeletions: { count: 24, share: 0.8 } });
  expect(shown.pendingDeletions?.sample).toHaveLength(10);
  await remove(24, 25);
  await sync(world, ann, sourceId);
  expect((await answer(shown.pendingDeletions?.token ?? '', true)).errors[0]?.code).toBe('CONFLICT');
  expect((await answer((await pending()).pendingDeletions?.token ?? '', false)).data).toEqual({
    confirmDeletions: { source: { checkpoint: { documentCount: 30 }, pendingDeletions: null } },
  });
  await sync(world, ann, sourceId);
  expect((await pending()).pendingDeletions).toBeNull();
  await write();
  await sync(world, ann, sourceId);
  expect(await documents(ann)).toHaveLength(30);
  await remove(0, 24);
  await sync(world, ann, sourceId);
  expect((await answer((await pending()).pendingDeletions?.token ?? '', true)).data).toEqual({
    confirmDeletions: { source: { checkpoint: { documentCount: 6 }, pendingDeletions: null } },
  });
  expect(await documents(ann)).toHaveLength(6);
});

test('a source is paused, resumed, and read anew with new rules', async () => {
  world = await createWorld();
  await world.write('a.md', 'a');
  await world.write('b.txt', 'b');
  const [ann] = team() as [UserViewer];
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const update = (input: object) =>
    world.run(
      ann,
      'mutation ($input: UpdateSourceInput!) { updateSource(input: $input) { source { status schedule { intervalMinutes } nextSyncAt } } }',
      { input: { sourceId, ...input } },
    );
  expect((await update({ exclude: ['*.txt'], intervalMinutes: 60 })).data).toMatchObject({
    updateSource: { source: { status: 'ACTIVE', schedule: { intervalMinutes: 60 }, nextSyncAt: expect.any(String) } },
  });
  await until(async () => (await documents(ann)).length === 1, 'what is kept out is gone');
  expect((await update({ isPaused: true })).data).toMatchObject({ updateSource: { source: { status: 'PAUSED', nextSyncAt: null } } });
  await world.write('c.md', 'c');
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await documents(ann)).toHaveLength(1);
  await update({ isPaused: false });
  await until(async () => (await documents(ann)).length === 2, 'it is read again');
  expect((await update({ exclude: ['\0'] })).errors[0]?.code).toBe('BAD_USER_INPUT');
  expect((await update({ intervalMinutes: 0 })).errors[0]?.code).toBe('BAD_USER_INPUT');
});

test('progress begins with the present state, follows a run to its end, and comes again when the index has caught up', async () => {
  world = await createWorld();
  await world.write('a.md', 'a');
  const [ann, , cem] = team() as [UserViewer, UserViewer, UserViewer];
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const events = await world.watch(
    ann,
    `subscription { syncProgress(sourceId: "${sourceId}") { position syncRun { id status trigger } } }`,
  );
  interface Progressed {
    data: { syncProgress: { position: string; syncRun: { id: string; status: string } } };
  }
  const nextOf = async () => ((await events.next()).value as Progressed).data.syncProgress.syncRun;
  expect((await nextOf()).status).toMatch(/^[A-Z]+$/);
  const started = await world.run<{ startSync: { syncRuns: { id: string }[] } }>(
    ann,
    `mutation { startSync(input: { sourceId: "${sourceId}", isFull: true }) { ... on StartSyncPayload { syncRuns { id } } } }`,
  );
  const wanted = started.data.startSync.syncRuns[0]?.id;
  for (let seen = await nextOf(); !(seen.id === wanted && seen.status === 'SUCCEEDED');) seen = await nextOf();
  const pendingNext = nextOf();
  world.search.say('search.source.indexed', ann.organizationId as string, { sourceId });
  expect((await pendingNext).status).toBe('SUCCEEDED');
  await events.return(undefined);
  const none = await world.watch(cem, 'subscription { syncProgress { position } }');
  const silent = none.next();
  await sync(world, ann, sourceId);
  expect(await Promise.race([silent, new Promise((resolve) => setTimeout(resolve, 600, 'nothing'))])).toBe('nothing');
  void none.return(undefined);
});

test('a killed process’s run is taken over at the next start; runs of a schedule begin when they are due', async () => {
  world = await createWorld({ isStarted: false });
  await world.write('a.md', 'a');
  const [ann] = team() as [UserViewer];
  const { sourceId, runId } = await addFolder(world, ann, world.folder, { intervalMinutes: 5 });
  expect(await seenRun(world, ann, runId)).toMatchObject({ status: 'QUEUED' });
  const second = await world.again({ env: { watchDelayMs: 60_000 } });
  try {
    expect(await finished(second, ann, runId)).toMatchObject({ status: 'SUCCEEDED' });
    await second.sql(`update connectors.sources set next_sync_at = now() - interval '1 second'`);
    await second.connectors.tick();
    const runs = await until(async () => {
      const { data } = await second.run<{ source: { syncRuns: { nodes: { id: string; trigger: string; status: string }[] } } }>(
        ann,
        `{ source(id: "${sourceId}") { syncRuns { nodes { id trigger status } } } }`,
      );
      return data.source.syncRuns.nodes.find(({ trigger, status }) => trigger === 'SCHEDULE' && status === 'SUCCEEDED') ?? null;
    }, 'the scheduled run is done');
    expect(runs.trigger).toBe('SCHEDULE');
  } finally {
    await second.connectors.stop();
  }
});

test('failures are listed with the way out and can be retried; lines of a text come as asked', async () => {
  world = await createWorld();
  await writeFile(join(world.folder, Buffer.from([0x63, 0xe9, 0x2e, 0x6d, 0x64]).toString('latin1')), 'x').catch(() => {});
  await writeFile(Buffer.concat([Buffer.from(`${world.folder}/caf`), Buffer.from([0xe9]), Buffer.from('.md')]), 'x');
  await world.write('a.md', 'one\r\ntwo\rthree\n');
  await world.write('p.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]));
  const [ann] = team() as [UserViewer];
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  expect(await finished(world, ann, runId)).toMatchObject({ status: 'SUCCEEDED', counts: { failed: 1 } });
  const { data } = await world.run<{ source: { failures: { nodes: { path: string }[] } } }>(
    ann,
    `{ source(id: "${sourceId}") { failures { totalCount nodes { path attempts document { id } problem { code action retryAt } } } } }`,
  );
  expect(data.source.failures).toMatchObject({
    totalCount: 1,
    nodes: [{ attempts: 1, document: null, problem: { code: 'PATH_NOT_UTF8', action: 'Rename it', retryAt: null } }],
  });
  expect((await world.run(ann, `mutation { retryDocuments(input: { sourceId: "${sourceId}" }) { retriedCount } }`)).data).toEqual({
    retryDocuments: { retriedCount: 1 },
  });
  const list = await documents(ann);
  const text = async (id: string | undefined, range: string) =>
    (
      await world.run<{ document: object }>(
        ann,
        `{ document(id: "${id}") { state problem { code } text${range} { content startLine endLine lineCount isTruncated } } }`,
      )
    ).data.document;
  const a = list.find(({ path }) => path === 'a.md')?.id;
  expect(await text(a, '')).toMatchObject({
    text: { content: 'one\r\ntwo\rthree\n', startLine: 1, endLine: 3, lineCount: 3, isTruncated: false },
  });
  expect(await text(a, '(startLine: 2, endLine: 2)')).toMatchObject({ text: { content: 'two\r', startLine: 2, endLine: 2 } });
  expect(await text(list.find(({ path }) => path === 'p.png')?.id, '')).toEqual({
    state: 'UNSUPPORTED',
    problem: { code: 'DOCUMENT_UNSUPPORTED' },
    text: null,
  });
});
