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
import { type PlanLimits, type Viewer, freePlan, newId, service } from '@conhub/subgraph-kit';
import { type Database, type DatabaseConnection, migrate, openDatabase, ormOptions } from '@conhub/subgraph-kit/database';
import { silentLog } from '@conhub/subgraph-kit/log';
import { cloneDatabase, requestInfo, userViewer } from '@conhub/testkit';
import { MikroORM } from '@mikro-orm/postgresql';
import { execute, parse } from 'graphql';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { type Search, createSearch, definition } from '../src/index.ts';
import type { IndexLimits } from '../src/index/organizations.ts';
import { bagOfWords, dimension } from './index/fixture.ts';

// The logs that search reads, said here as their owners say them.
const { EventRow, emit } = createEventLog('connectors');
const says = (type: string, lane: 'access' | 'content' = 'access'): AnyEventDefinition =>
  defineEvent(type, 1, z.looseObject({}), {
    lane,
    aggregate: (payload) => ({ type: 'test', id: String(payload['sourceId'] ?? payload['accessSetId']) }),
  });
export const facts = {
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

/** The model fails on every text that holds it. */
export const refusedWord = 'basilisk';

export interface Running {
  readonly search: Search;
  readonly said: Database;
  readonly blobs: ReturnType<typeof createFolderBlobs>;
  readonly connection: DatabaseConnection;
  readonly models: { id: string; dimension: number }[];
}

export async function start(limits: Partial<PlanLimits> = {}, indexLimits: IndexLimits = {}): Promise<Running> {
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
  const search = await createSearch({ indexFolder: join(folder, 'index'), pollMs: 50, limits: indexLimits }, engines, {
    blobs,
    embedder: {
      models: () => models,
      async embed(texts) {
        if (texts.some((text) => text.includes(refusedWord))) throw new Error('The model fails on these texts');
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

export async function say(
  said: Database,
  organizationId: string,
  ...events: readonly (readonly [AnyEventDefinition, object])[]
): Promise<void> {
  const viewer = service('connectors', organizationId);
  const em = said.fork(viewer);
  for (const [event, payload] of events) emit({ em, viewer, request: null }, event, payload);
  await em.flush();
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export async function ask(search: Search, viewer: Viewer, query: string, variables: Record<string, unknown> = {}) {
  const contextValue = search.createContext({ viewer, request: requestInfo() });
  const result = await execute({ schema: search.schema, document: parse(query), variableValues: variables, contextValue });
  // oxlint-disable-next-line no-explicit-any -- an answer's shape is the query's
  return JSON.parse(JSON.stringify(result)) as { data?: any; errors?: { message: string; extensions?: Record<string, unknown> }[] };
}

export const find = `query ($query: String!, $first: Int, $after: String, $filter: SearchFilter, $mode: SearchMode) {
  search(query: $query, first: $first, after: $after, filter: $filter, mode: $mode) {
    totalEstimate tookMs pageInfo { hasNextPage hasPreviousPage endCursor }
    degraded { leg problem { code } }
    freshness { status missingEstimate source { id } }
    nodes { id score document { id title path url kind language updatedAt } passages(first: 1) { text score highlights { start end } location { headings startLine endLine } } }
  }
}`;

/** Two people, one source of Ann's, three Markdown files. */
export async function connected(running: Running) {
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
