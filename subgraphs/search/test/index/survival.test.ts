import { spawn } from 'node:child_process';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '@conhub/subgraph-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addTerm, digestTerm, digestText } from '../../src/index/digest.ts';
import { digestOfSource } from '../../src/index/reports.ts';
import { type SearchIndex, createIndex } from '../../src/index/search-index.ts';
import type { SearchQuery } from '../../src/index/ranking/query.ts';
import type { Fact } from '../../src/index/facts.ts';
import {
  type World,
  bagOfWords,
  createWorld,
  dimension,
  hashOf,
  modelId,
  nextAt,
  openCore,
  pageOf,
  removeFolder,
  setOf,
  temporaryFolder,
  textIn,
  upsert,
  writerOrganizationId,
  writtenText,
} from './fixture.ts';

let folder: string;
let world: World;
const opened: SearchIndex[] = [];
const warnings: string[] = [];
const changes: { sourceId: string; indexed: number; at: number }[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  world = createWorld();
});
afterEach(async () => {
  for (const index of opened.splice(0)) await index.stop();
  removeFolder(folder);
  warnings.length = 0;
  changes.length = 0;
});

async function open(): Promise<SearchIndex> {
  const index = createIndex({
    folder,
    modelId,
    dimension,
    log: { info() {}, warn: (_fields, message) => void warnings.push(message), error: (_fields, message) => void warnings.push(message) },
    readText: async (_organizationId, hash) => world.texts.get(hash) ?? null,
    async embed({ texts, kind }) {
      if (world.isModelDown) throw new Error('The model is down');
      if (kind === 'DOCUMENT') world.embedded.push(...texts);
      return texts.map(bagOfWords);
    },
    onSourceChanged: (_organizationId, sourceId, progress) => void changes.push({ sourceId, indexed: progress.indexed, at: Date.now() }),
  });
  opened.push(index);
  await index.start();
  return index;
}

const apply = (index: SearchIndex, ...facts: readonly Fact[]): Promise<void> =>
  index.apply({ producer: 'connectors', lane: 'content', facts, next: facts.at(-1)?.at ?? nextAt() });

const ask = (index: SearchIndex, organizationId: string, text: string, mode: SearchQuery['mode'] = 'HYBRID') =>
  index.search({
    organizationId,
    userId: null,
    text,
    mode,
    orderBy: 'RELEVANCE',
    filter: {},
    first: 10,
    after: null,
    passages: 1,
    nowMs: Date.now(),
    isExplained: false,
  });

const organizationId = newId('org');
const sourceId = newId('src');
const documents = (count: number) =>
  Array.from({ length: count }, (_, number) => upsert(world, { text: `note ${number} about subject${number}`, path: `n${number}.txt` }));

async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not come true');
}

test('what was acknowledged is there after the process is gone: documents, sets, vectors, cursor; nothing is embedded twice', async () => {
  const first = await open();
  await apply(first, setOf(organizationId, 1, 1, true), pageOf(organizationId, sourceId, documents(50)));
  const last = pageOf(organizationId, sourceId, documents(1));
  await apply(first, last);
  // As after a kill: the thread ends in the middle of whatever it does.
  await first.stop();
  const second = await open();
  expect(await second.cursor('connectors', 'content')).toEqual(last.at);
  await second.settled(organizationId);
  expect((await ask(second, organizationId, 'subject7')).hits[0]?.path).toBe('n7.txt');
  expect((await second.statistics(organizationId)).documentCount).toBe(51);
  expect(new Set(world.embedded).size).toBe(world.embedded.length);
});

test('a kill at any moment loses nothing that was acknowledged, and what was half done is done', async () => {
  let expected = 0;
  for (const afterMs of [40, 120, 300]) {
    const writer = spawn(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL('killed-writer.ts', import.meta.url)),
      folder,
      String(expected),
    ]);
    let acknowledged = expected;
    let isReady: () => void = () => {};
    const ready = new Promise<void>((resolve) => (isReady = resolve));
    let output = '';
    writer.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const lines = output.split('\n');
      output = lines.pop() ?? '';
      for (const line of lines) acknowledged = Math.max(acknowledged, Number(line));
      isReady();
    });
    const ended = new Promise((resolve) => writer.on('exit', resolve));
    await Promise.race([ready, ended]);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    writer.kill('SIGKILL');
    await ended;
    expect(acknowledged).toBeGreaterThan(expected);

    for (let number = 0; number < acknowledged + 40; number++) textIn(world, writtenText(number));
    const core = openCore(folder, world);
    await core.settled(writerOrganizationId);
    const { documentCount, digest } = digestOfSource(core.organization(writerOrganizationId), 'src_writer');
    // A page that was committed but not acknowledged may be there, never a part of one.
    expect(documentCount % 10).toBe(0);
    expect(documentCount).toBeGreaterThanOrEqual(acknowledged);
    const terms = Array.from({ length: documentCount }, (_, number) => digestTerm(`n${number}.txt`, hashOf(writtenText(number)), 'TEXT'));
    expect(digest).toBe(digestText(terms.reduce(addTerm, 0n)));
    const { sqlite, vectors } = core.organization(writerOrganizationId);
    expect(sqlite.get<{ count: number }>('select count(*) as count from vectors')?.count).toBe(documentCount);
    expect(vectors.liveRows).toBe(documentCount);
    expect(sqlite.all('select rowid from words.terms').length).toBe(documentCount);
    // The readers' common cursor follows the store, so it may be one page behind, never ahead: the store skips what it has.
    const pagesBehind = documentCount / 10 - Number(core.organizations.cursor('connectors', 'content').position);
    expect(pagesBehind === 0 || pagesBehind === 1).toBe(true);
    expected = documentCount;
    await core.stop();
  }
}, 60_000);

test('a words file of another format is built anew from store and texts, asks the model nothing, and says so meanwhile', async () => {
  const core = openCore(folder, world);
  core.apply(setOf(organizationId, 1, 1, true), pageOf(organizationId, sourceId, documents(40)));
  await core.settled(organizationId);
  const digest = core.organization(organizationId).sqlite.get('select digest from sources');
  await core.stop();
  const path = join(folder, organizationId);
  const words = readdirSync(path).find((name) => /-f[\d.]+\.db$/.test(name)) ?? '';
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(join(path, words + suffix))) renameSync(join(path, words + suffix), join(path, `bag-of-words-f0.0.0.db${suffix}`));
  world.embedded.length = 0;

  const again = openCore(folder, world);
  expect(again.search({ organizationId, text: 'subject7' }).degraded.map(({ leg, code }) => ({ leg, code }))).toEqual([
    { leg: 'LEXICAL', code: 'INDEX_REBUILDING' },
    { leg: 'SEMANTIC', code: 'INDEX_REBUILDING' },
  ]);
  await again.settled(organizationId);
  const answer = again.search({ organizationId, text: 'subject7' });
  expect(answer.hits[0]?.path).toBe('n7.txt');
  expect(answer.degraded).toEqual([]);
  expect(world.embedded).toEqual([]);
  expect(again.organization(organizationId).sqlite.get('select digest from sources')).toEqual(digest);
  await again.stop();
  // What the old format left goes with the next opening.
  const third = openCore(folder, world);
  expect(readdirSync(path).some((name) => name.includes('-f0.0.0'))).toBe(false);
  await third.stop();
});

test('a thousand renames and moves embed nothing and change names, paths and digest', async () => {
  const index = await open();
  const operations = documents(1_000);
  await apply(index, setOf(organizationId, 1, 1, true));
  for (let from = 0; from < operations.length; from += 100)
    await apply(index, pageOf(organizationId, sourceId, operations.slice(from, from + 100)));
  await index.settled(organizationId);
  const [embedded, before] = [world.embedded.length, await index.digest(organizationId, sourceId)];
  for (let from = 0; from < operations.length; from += 100) {
    const moves = operations.slice(from, from + 100).map(({ documentId }, number) => ({
      documentId,
      version: 2,
      t: 'move' as const,
      place: { path: `moved/renamed${from + number}.txt`, title: `renamed${from + number}.txt`, url: null },
    }));
    await apply(index, pageOf(organizationId, sourceId, moves));
  }
  await index.settled(organizationId);
  expect(world.embedded.length).toBe(embedded);
  expect((await index.digest(organizationId, sourceId)).documentCount).toBe(1_000);
  expect((await index.digest(organizationId, sourceId)).digest).not.toBe(before.digest);
  expect((await ask(index, organizationId, 'renamed512', 'LEXICAL')).hits[0]?.path).toBe('moved/renamed512.txt');
  expect((await ask(index, organizationId, 'subject512', 'LEXICAL')).hits[0]?.path).toBe('moved/renamed512.txt');
}, 60_000);

test('without the model search goes on by words and says so; when it is back, meaning follows by itself', async () => {
  world.isModelDown = true;
  const index = await open();
  await apply(index, setOf(organizationId, 1, 1, true), pageOf(organizationId, sourceId, documents(3)));
  await until(async () => (await ask(index, organizationId, 'subject1')).hits.length > 0);
  const answer = await ask(index, organizationId, 'subject1');
  expect(answer.hits[0]?.path).toBe('n1.txt');
  expect(answer.degraded).toMatchObject([{ leg: 'SEMANTIC', code: 'EMBEDDING_UNAVAILABLE' }]);
  await until(async () => (await index.check())?.includes('The model is down') === true);
  world.isModelDown = false;
  await index.settled(organizationId);
  expect((await ask(index, organizationId, 'subject1')).degraded).toEqual([]);
  expect(await index.check()).toBeNull();
});

test('progress is told at most once a second a source, and the last change always', async () => {
  const index = await open();
  await apply(index, setOf(organizationId, 1, 1, true));
  for (let page = 0; page < 5; page++) await apply(index, pageOf(organizationId, sourceId, documents(20)));
  await index.settled(organizationId);
  await until(() => changes.at(-1)?.indexed === 100);
  changes.slice(1).forEach((change, index_) => expect(change.at - (changes[index_]?.at ?? 0)).toBeGreaterThanOrEqual(950));
});

test('a deleted organization is gone from the disk, and what is said of it later makes nothing', async () => {
  const index = await open();
  await apply(index, setOf(organizationId, 1, 1, true), pageOf(organizationId, sourceId, documents(3)));
  await index.settled(organizationId);
  await apply(index, { organizationId, at: nextAt(), t: 'organization_removed' });
  expect(existsSync(join(folder, organizationId))).toBe(false);
  await apply(index, pageOf(organizationId, sourceId, documents(3)));
  expect(existsSync(join(folder, organizationId))).toBe(false);
  expect((await ask(index, organizationId, 'subject1')).hits).toEqual([]);
});
