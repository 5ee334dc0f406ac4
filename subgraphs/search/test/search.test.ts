import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderBlobs } from '@conhub/blobs';
import {
  type AnyEventDefinition,
  type Engines,
  createEventLog,
  createEventReader,
  createLocalBroadcast,
  defineEvent,
} from '@conhub/events';
import { type PlanLimits, type Viewer, anonymous, freePlan, newId, service } from '@conhub/subgraph-kit';
import { type Database, type DatabaseConnection, migrate, openDatabase, ormOptions } from '@conhub/subgraph-kit/database';
import { silentLog } from '@conhub/subgraph-kit/log';
import { cloneDatabase, requestInfo, userViewer } from '@conhub/testkit';
import { MikroORM } from '@mikro-orm/postgresql';
import { execute, parse } from 'graphql';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Search, createSearch, definition } from '../src/index.ts';
import { bagOfWords, dimension } from './index/fixture.ts';

// The logs that search reads, said here as their owners say them.
const { EventRow, emit } = createEventLog('connectors');
const says = (type: string, lane: 'access' | 'content' = 'access'): AnyEventDefinition =>
  defineEvent(type, 1, z.looseObject({}), {
    lane,
    aggregate: (payload) => ({ type: 'test', id: String(payload['sourceId'] ?? payload['accessSetId']) }),
  });
const facts = {
  access: says('connectors.access_set.changed'),
  added: says('connectors.source.added'),
  removed: says('connectors.source.removed'),
  finished: says('connectors.sync_run.finished'),
  page: says('connectors.source.page_committed', 'content'),
};
const producer = (connection: DatabaseConnection) => ({ subgraph: 'connectors', connection, entities: [EventRow], migrations: [] });

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Running {
  readonly search: Search;
  readonly said: Database;
  readonly blobs: ReturnType<typeof createFolderBlobs>;
  readonly connection: DatabaseConnection;
  readonly models: { id: string; dimension: number }[];
}

async function start(limits: Partial<PlanLimits> = {}): Promise<Running> {
  const connection = await cloneDatabase('search and a producer', async (template) => {
    await migrate({ ...definition, connection: template });
    await migrate(producer(template));
    const orm = await MikroORM.init(ormOptions(producer(template), 'owner'));
    await orm.schema.execute((await orm.schema.getUpdateSchemaSQL()).replace(/create schema.*?;/, ''));
    await orm.close();
  });
  const folder = mkdtempSync(join(tmpdir(), 'conhub-search-'));
  let wake = (): void => {};
  const said = await openDatabase({ ...producer(connection), onCommit: () => wake() });
  const reader = createEventReader('connectors', said);
  wake = () => reader.wake();
  const nothing = { producer: 'users', read: async () => [], isBehind: async () => false, onWake: () => () => {} };
  const engines: Engines = {
    connection,
    broadcast: createLocalBroadcast(),
    log: silentLog(),
    limits: { ...freePlan, ...limits },
    facts: (name) => (name === 'connectors' ? reader : nothing),
  };
  const blobs = createFolderBlobs(join(folder, 'blobs'));
  const models = [{ id: newId('model'), dimension }];
  const search = await createSearch({ indexFolder: join(folder, 'index'), pollMs: 50 }, engines, {
    blobs,
    embedder: {
      models: () => models,
      async embed(texts) {
        const vectors = new Float32Array(texts.length * dimension);
        texts.forEach((text, index) => vectors.set(bagOfWords(text), index * dimension));
        return { vectors, dimension, tokenCount: texts.length };
      },
    },
  });
  await search.start();
  closing.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => said.close(),
    () => search.stop(),
  );
  return { search, said, blobs, connection, models };
}

async function say(said: Database, organizationId: string, ...events: readonly (readonly [AnyEventDefinition, object])[]): Promise<void> {
  const viewer = service('connectors', organizationId);
  const em = said.fork(viewer);
  for (const [event, payload] of events) emit({ em, viewer, request: null }, event, payload);
  await em.flush();
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function ask(search: Search, viewer: Viewer, query: string, variables: Record<string, unknown> = {}) {
  const contextValue = search.createContext({ viewer, request: requestInfo() });
  const result = await execute({ schema: search.schema, document: parse(query), variableValues: variables, contextValue });
  // oxlint-disable-next-line no-explicit-any -- an answer's shape is the query's
  return JSON.parse(JSON.stringify(result)) as { data?: any; errors?: { message: string; extensions?: Record<string, unknown> }[] };
}

const find = `query ($query: String!, $first: Int, $after: String, $filter: SearchFilter, $mode: SearchMode) {
  search(query: $query, first: $first, after: $after, filter: $filter, mode: $mode) {
    totalEstimate tookMs pageInfo { hasNextPage hasPreviousPage endCursor }
    degraded { leg problem { code } }
    freshness { status missingEstimate source { id } }
    nodes { id score document { id title path url kind language updatedAt } passages(first: 1) { text score highlights { start end } location { headings startLine endLine } } }
  }
}`;

/** Two people, one source of Ann's, three Markdown files. */
async function connected(running: Running) {
  const organizationId = newId('org');
  const [ann, bob] = [userViewer({ organizationId }), userViewer({ organizationId })];
  const [sourceId, accountId, runId] = [newId('src'), newId('acc'), newId('run')];
  const texts = [
    '# Tokens\n\nA refresh token is rotated each time.\n',
    '# Wings\n\nLift and drag of a wing.\n',
    '# Cooking\n\nBoil the pasta.\n',
  ];
  const ids = texts.map(() => newId('doc'));
  await running.blobs.putAll(
    organizationId,
    texts.map((text) => Buffer.from(text)),
  );
  await say(
    running.said,
    organizationId,
    [facts.added, { sourceId, version: 1, accountId, providerKey: 'folder', status: 'ACTIVE', accessSetId: 7 }],
    [facts.access, { accessSetId: 7, version: 1, everyone: false, userIds: [ann.userId] }],
  );
  const page = (number: number, ops: readonly object[]) =>
    [facts.page, { sourceId, accountId, providerKey: 'folder', runId, page: number, ops }] as const;
  const upserts = texts.map((text, index) => ({
    documentId: ids[index],
    version: 1,
    t: 'upsert',
    textHash: sha256(text),
    kind: 'TEXT',
    language: null,
    updatedAt: '2026-11-21T09:30:00.000Z',
    authorKey: null,
    path: `docs/n${index}.md`,
    title: text.split('\n')[0]?.slice(2),
    url: null,
    access: 7,
  }));
  await say(running.said, organizationId, page(1, upserts));
  await running.search.settled(organizationId);
  return { organizationId, ann, bob, sourceId, accountId, runId, ids, texts, page };
}

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
          { __typename: 'SyncRun', id: runId },
          { __typename: 'Source', id: sourceId, checkpoint },
        ],
      })
    ).data._entities;
  expect(await read({ position: '1', documentCount: 3, digest })).toMatchObject([
    { indexing: { pending: 0, indexed: 3, failed: 0, estimatedFinishAt: null } },
    { indexing: { pending: 0, indexed: 3, failed: 0 }, freshness: { status: 'COMPLETE', missingEstimate: 0 } },
  ]);
  expect((await read({ position: '2', documentCount: 4, digest: 'a'.repeat(64) }))[1].freshness).toMatchObject({
    status: 'CATCHING_UP',
    missingEstimate: 1,
  });
  await say(running.said, organizationId, [
    facts.finished,
    { runId, sourceId, status: 'SUCCEEDED', problemCode: null, documentCount: 3, digest },
  ]);
  await running.search.settled(organizationId);
  expect((await ask(running.search, ann, find, { query: 'token' })).data.search.freshness).toMatchObject([
    { status: 'COMPLETE', missingEstimate: 0 },
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
  for (let tries = 0; tries < 100 && (await read()).length === 0; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  const indexed = (await read()).findLast((event) => event.type === 'search.source.indexed');
  expect(indexed).toMatchObject({ organizationId, payload: { sourceId, pending: 0, indexed: 3, failed: 0, documentCount: 3 } });
  await running.search.stop();
  const database = await openDatabase({ ...definition, connection: running.connection });
  const rows = await database
    .system()
    .execute<{ type: string; payload: { key: string; used: number } }[]>(
      `select type, payload from search.events where type = 'search.usage.recorded'`,
    );
  await database.close();
  expect(rows.map(({ payload }) => [payload.key, payload.used]).toSorted()).toEqual([
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
