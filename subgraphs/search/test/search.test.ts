import { type Viewer, anonymous, newId } from '@conhub/subgraph-kit';
import { openDatabase } from '@conhub/subgraph-kit/database';
import { userViewer } from '@conhub/testkit';
import { expect, test } from 'vitest';
import { definition } from '../src/index.ts';
import { ask, connected, facts, find, refusedWord, say, start } from './running-search.ts';

test('nobody searches without the scope and an organization', async () => {
  const { search } = await start();
  for (const viewer of [anonymous, userViewer({ scopes: [] }), userViewer({ organizationId: null, membershipId: null, roleKey: null })]) {
    const { data, errors } = await ask(search, viewer, find, { query: 'x' });
    expect(data?.search ?? null).toBeNull();
    expect(errors?.[0]?.message).toMatch(/scope search:read|organization/);
  }
});

test('a page that was committed is found by meaning and by word, with what a result list shows', async () => {
  const running = await start();
  const { ann, ids, sourceId } = await connected(running);
  for (const mode of ['HYBRID', 'LEXICAL', 'SEMANTIC']) {
    const { data, errors } = await ask(running.search, ann, find, { query: 'rotated refresh token', mode });
    expect(errors).toBeUndefined();
    const [hit] = data.search.nodes;
    expect(hit).toMatchObject({
      id: ids[0],
      document: {
        id: ids[0],
        title: 'Tokens',
        path: 'docs/n0.md',
        url: null,
        kind: 'TEXT',
        language: null,
        updatedAt: '2026-11-21T09:30:00.000Z',
      },
      passages: [
        { text: '# Tokens\n\nA refresh token is rotated each time.', location: { headings: ['Tokens'], startLine: 1, endLine: 3 } },
      ],
    });
    const { text, highlights } = hit.passages[0];
    expect(highlights.map(({ start, end }: { start: number; end: number }) => text.slice(start, end))).toEqual([
      'Tokens',
      'refresh',
      'token',
      'rotated',
    ]);
    expect(data.search.degraded).toEqual([]);
    expect(data.search.freshness).toMatchObject([{ source: { id: sourceId } }]);
  }
});

test('a revoked permission is gone from every answer within a second, and nothing is embedded for it', async () => {
  const running = await start();
  const { organizationId, ann, bob, ids } = await connected(running);
  const seen = async (viewer: Viewer): Promise<number> =>
    (await ask(running.search, viewer, find, { query: 'token' })).data.search.totalEstimate;
  expect([await seen(ann), await seen(bob)]).toEqual([3, 0]);
  await say(running.said, organizationId, [facts.access, { accessSetId: 7, version: 2, everyone: false, userIds: [bob.userId] }]);
  const startedAt = Date.now();
  while ((await seen(ann)) > 0) expect(Date.now() - startedAt).toBeLessThan(1_000);
  expect([await seen(ann), await seen(bob)]).toEqual([0, 3]);
  const indexing = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Document { indexing { status chunkCount } } } }`;
  const representations = [{ __typename: 'Document', id: ids[0] }];
  expect((await ask(running.search, bob, indexing, { representations })).data._entities).toEqual([
    { indexing: { status: 'INDEXED', chunkCount: 1 } },
  ]);
  expect((await ask(running.search, ann, indexing, { representations })).data._entities).toEqual([{ indexing: null }]);
});

test('another organization finds nothing, and its ids are as absent', async () => {
  const running = await start();
  const { sourceId, runId, ids } = await connected(running);
  const stranger = userViewer();
  expect((await ask(running.search, stranger, find, { query: 'token', filter: { sourceIds: [sourceId] } })).data.search.nodes).toEqual([]);
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Document { indexing { status } } ... on SyncRun { indexing { pending } } ... on Source { indexing { indexed } freshness { status } } ... on Organization { searchIndex { documentCount } } } }`;
  const of = (source: string, run: string, document: string) => [
    { __typename: 'Document', id: document },
    { __typename: 'SyncRun', id: run },
    { __typename: 'Source', id: source, checkpoint: { position: '1', documentCount: 3, digest: 'a'.repeat(64) } },
  ];
  const foreign = await ask(running.search, stranger, query, { representations: of(sourceId, runId, ids[0] as string) });
  const absent = await ask(running.search, stranger, query, { representations: of(newId('src'), newId('run'), newId('doc')) });
  expect(foreign).toEqual(absent);
});

test('progress and freshness of source and run follow from facts alone', async () => {
  const running = await start();
  const { organizationId, ann, sourceId, runId } = await connected(running);
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on SyncRun { indexing { pending indexed failed estimatedFinishAt } } ... on Source { indexing { pending indexed failed } freshness { status missingEstimate indexedThrough } } } }`;
  const { digest } = await running.search.index().digest(organizationId, sourceId);
  const read = async (checkpoint: object) =>
    (
      await ask(running.search, ann, query, {
        representations: [
          { __typename: 'SyncRun', id: runId, source: { __typename: 'Source', id: sourceId, checkpoint } },
          { __typename: 'Source', id: sourceId, checkpoint },
        ],
      })
    ).data._entities;
  expect(await read({ position: '1', documentCount: 3, digest })).toMatchObject([
    { indexing: { pending: 0, indexed: 3, failed: 0, estimatedFinishAt: null } },
    { indexing: { pending: 0, indexed: 3, failed: 0 }, freshness: { status: 'COMPLETE', missingEstimate: 0 } },
  ]);
  // A page that was committed and has not come yet: nothing waits here, and the run is not done all the same.
  expect(await read({ position: '2', documentCount: 4, digest: 'a'.repeat(64) })).toMatchObject([
    { indexing: { pending: 1, indexed: 3, failed: 0 } },
    { freshness: { status: 'CATCHING_UP', missingEstimate: 1 } },
  ]);
  await say(running.said, organizationId, [
    facts.finished,
    { runId, sourceId, status: 'SUCCEEDED', problemCode: null, documentCount: 3, digest },
  ]);
  await running.search.settled(organizationId);
  expect((await ask(running.search, ann, find, { query: 'token' })).data.search.freshness).toMatchObject([
    { status: 'COMPLETE', missingEstimate: 0 },
  ]);
});

test('a document that cannot be indexed says why and what to do', async () => {
  const running = await start();
  const { organizationId, ann, ids, page } = await connected(running);
  const refused = `The ${refusedWord} looks at you`;
  const [stored] = await running.blobs.putAll(organizationId, [Buffer.from(refused)]);
  const changed = {
    version: 2,
    t: 'upsert',
    kind: 'TEXT',
    language: null,
    updatedAt: '2026-11-21T09:30:00.000Z',
    authorKey: null,
    access: 7,
  };
  await say(
    running.said,
    organizationId,
    page(2, [
      { ...changed, documentId: ids[0], textHash: stored?.hash, path: 'refused.md', title: 'Refused', url: null },
      { ...changed, documentId: ids[1], textHash: '0'.repeat(64), path: 'missing.md', title: 'Missing', url: null },
    ]),
  );
  await running.search.settled(organizationId);
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Document { indexing { status problem { code action } } } } }`;
  const { data } = await ask(running.search, ann, query, { representations: ids.map((id) => ({ __typename: 'Document', id })) });
  expect(data._entities).toEqual([
    { indexing: { status: 'FAILED', problem: { code: 'EMBEDDING_FAILED', action: expect.stringContaining('startReindex') } } },
    { indexing: { status: 'FAILED', problem: { code: 'TEXT_MISSING', action: expect.stringContaining('full sync') } } },
    { indexing: { status: 'INDEXED', problem: null } },
  ]);
});

test('a removed source leaves no hit, and an index that says how much it holds', async () => {
  const running = await start();
  const { organizationId, ann, sourceId, accountId } = await connected(running);
  const size = `{ organization { id searchIndex { documentCount chunkCount sizeBytes model { id } } } }`;
  expect((await ask(running.search, ann, size)).data.organization.searchIndex).toMatchObject({
    documentCount: 3,
    chunkCount: 3,
    model: { id: running.models[0]?.id },
  });
  await say(running.said, organizationId, [
    facts.removed,
    { sourceId, version: 2, accountId, providerKey: 'folder', status: 'DELETING', accessSetId: 7 },
  ]);
  await running.search.settled(organizationId);
  expect((await ask(running.search, ann, find, { query: 'token' })).data.search.nodes).toEqual([]);
  expect((await ask(running.search, ann, size)).data.organization.searchIndex).toMatchObject({ documentCount: 0, chunkCount: 0 });
});

test('how far indexing has come is said, and what was searched is counted absolutely', async () => {
  const running = await start();
  const { organizationId, ann, sourceId } = await connected(running);
  await ask(running.search, ann, find, { query: 'token' });
  const read = async () => [
    ...(await running.search.reader.read({ lane: 'content', after: { xid: '0', position: '0' }, limit: 100 })),
    ...(await running.search.reader.read({ lane: 'access', after: { xid: '0', position: '0' }, limit: 100 })),
  ];
  const last = async () => (await read()).findLast((event) => event.type === 'search.source.indexed');
  const isDone = async () => ((await last())?.payload as { indexed: number } | undefined)?.indexed === 3;
  for (let tries = 0; tries < 100 && !(await isDone()); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  const indexed = await last();
  expect(indexed).toMatchObject({ organizationId, payload: { sourceId, pending: 0, indexed: 3, failed: 0, documentCount: 3 } });
  await running.search.stop();
  const database = await openDatabase({ ...definition, connection: running.connection });
  const rows = await database
    .system()
    .execute<{ type: string; payload: { key: string; used: number } }[]>(
      `select type, payload from search.events where type = 'search.usage.recorded'`,
    );
  await database.close();
  expect(rows.map(({ payload }) => [payload.key, payload.used]).toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))).toEqual([
    ['EMBEDDED_TOKENS', 4],
    ['SEARCHES', 1],
  ]);
});

test('searches above the limit of the plan are refused with the time of the next', async () => {
  const running = await start({ SEARCHES: 2 });
  const { ann } = await connected(running);
  for (let count = 0; count < 2; count++) expect((await ask(running.search, ann, find, { query: 'token' })).errors).toBeUndefined();
  const { errors } = await ask(running.search, ann, find, { query: 'token' });
  expect(errors?.[0]?.message).toMatch(/2 searches this hour/);
});

test('a query without words, too long, with a wrong size, cursor or id is refused', async () => {
  const { search } = await start();
  const viewer = userViewer();
  for (const variables of [
    { query: '  ' },
    { query: 'x'.repeat(1_001) },
    { query: 'x', first: 101 },
    { query: 'x', first: -1 },
    { query: 'x', after: 'nonsense' },
    { query: 'x', filter: { sourceIds: ['doc_01h455vb4pex5vsknk084sn02q'] } },
  ]) {
    const { data, errors } = await ask(search, viewer, find, variables);
    expect(data?.search ?? null, JSON.stringify(variables)).toBeNull();
    expect(errors).toHaveLength(1);
  }
});
