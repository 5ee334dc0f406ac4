import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@conhub/subgraph-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fact } from '../../src/index/facts.ts';
import { type SearchIndex, createIndex } from '../../src/index/search-index.ts';
import {
  type World,
  bagOfWords,
  createWorld,
  dimension,
  modelId,
  nextAt,
  pageOf,
  removeFolder,
  setOf,
  temporaryFolder,
  upsert,
} from '../index/fixture.ts';

const other = newId('model');
const [organizationId, sourceId] = [newId('org'), newId('src')];

let folder: string;
let world: World;
/** Per model a word on which it fails every call. */
let poison: Map<string, string>;
/** How often a model was asked for a text that holds its poison. */
let refusals: number;
/** Calls of the other model that hold this word wait until it is null. */
let heldWord: string | null;
const opened: SearchIndex[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  world = createWorld();
  [poison, refusals, heldWord] = [new Map(), 0, null];
});
afterEach(async () => {
  heldWord = null;
  for (const index of opened.splice(0)) await index.stop();
  removeFolder(folder);
});

async function open(at = join(folder, 'index')): Promise<SearchIndex> {
  const index = createIndex({
    folder: at,
    modelId,
    dimension,
    log: { info() {}, warn() {}, error() {} },
    readText: async (_organizationId, hash) => world.texts.get(hash) ?? null,
    async embed({ texts, modelId: model }) {
      const isHeld = (): boolean => model === other && heldWord !== null && texts.some((text) => text.includes(heldWord as string));
      while (isHeld()) await new Promise((resolve) => setTimeout(resolve, 10));
      const word = poison.get(model);
      if (word !== undefined && texts.some((text) => text.includes(word))) {
        refusals++;
        throw new Error('The model fails on these texts');
      }
      return texts.map(bagOfWords);
    },
  });
  opened.push(index);
  await index.start();
  return index;
}

const apply = (index: SearchIndex, ...facts: readonly Fact[]): Promise<void> =>
  index.apply({ producer: 'connectors', lane: 'content', facts, next: facts.at(-1)?.at ?? nextAt() });

const bad = upsert(createWorld(), { text: '', path: 'bad.txt' }).documentId;
const copy = newId('doc');
const poisonousText = 'the basilisk looks at you';

/** 200 harmless documents and two of the same poisonous words. */
async function filled(): Promise<SearchIndex> {
  const index = await open();
  const harmless = Array.from({ length: 200 }, (_, nth) => upsert(world, { text: `note ${nth} about subject${nth}`, path: `n${nth}.txt` }));
  const poisonous = [bad, copy].map((id) => upsert(world, { id, text: poisonousText, path: `${id === bad ? 'bad' : 'copy'}.txt` }));
  await apply(index, setOf(organizationId, 1, 1, true), pageOf(organizationId, sourceId, [...harmless.slice(0, 90), ...poisonous]));
  await apply(index, pageOf(organizationId, sourceId, harmless.slice(90)));
  await index.settled(organizationId);
  return index;
}

const start = (index: SearchIndex, isFutureOnly = false) => index.startSpace(organizationId, { modelId: other, dimension, isFutureOnly });
const statesOf = async (index: SearchIndex): Promise<string[]> =>
  (await index.documentIndexing(organizationId, null, [bad, copy])).map(({ status, problem }) =>
    problem === null ? status : `${status} ${problem.code}`,
  );
const serves = async (index: SearchIndex): Promise<string> =>
  (await index.spaces(organizationId)).map(({ modelId: model, status }) => `${model === other ? 'other' : 'first'} ${status}`).join();
const paths = async (index: SearchIndex, text: string, mode: 'LEXICAL' | 'SEMANTIC'): Promise<string[]> => {
  const given = { organizationId, userId: null, text, mode, orderBy: 'RELEVANCE', filter: {}, first: 5, after: null } as const;
  return (await index.search({ ...given, passages: 1, nowMs: Date.now(), isExplained: false })).hits.map(({ path }) => path);
};
const failed = ['FAILED EMBEDDING_FAILED', 'FAILED EMBEDDING_FAILED'];

test('a text that the new model refuses costs only the documents that hold it: the rest is filled, it serves, and they are FAILED and counted', async () => {
  const index = await filled();
  poison.set(other, 'basilisk');
  heldWord = 'subject199';
  await start(index);
  await expect.poll(async () => (await index.spaces(organizationId)).find(({ modelId: model }) => model === other)?.failed).toBe(2);
  // The serving space has both.
  expect(await statesOf(index)).toEqual(['INDEXED', 'INDEXED']);
  heldWord = null;
  await expect.poll(() => serves(index), { timeout: 15_000 }).toBe('other SERVING');
  expect(await statesOf(index)).toEqual(failed);
  expect(await index.spaces(organizationId)).toMatchObject([{ pending: 0, indexed: 200, failed: 2 }]);
  expect(await index.progress(organizationId, sourceId)).toMatchObject({ pending: 0, indexed: 200, failed: 2 });
  expect(await index.digest(organizationId, sourceId)).toMatchObject({ documentCount: 200 });
  expect((await paths(index, 'basilisk', 'LEXICAL')).toSorted()).toEqual(['bad.txt', 'copy.txt']);
  expect((await paths(index, 'note 150 about subject150', 'SEMANTIC'))[0]).toBe('n150.txt');
  await apply(index, pageOf(organizationId, sourceId, [upsert(world, { id: bad, version: 2, text: 'it has gone', path: 'bad.txt' })]));
  await index.settled(organizationId);
  expect(await statesOf(index)).toEqual(['INDEXED', 'FAILED EMBEDDING_FAILED']);
});

test('what was refused before a kill is not asked for again, and is FAILED all the same', async () => {
  const first = await filled();
  poison.set(other, 'basilisk');
  heldWord = 'subject199';
  await start(first);
  await expect.poll(async () => (await first.spaces(organizationId)).find(({ modelId: model }) => model === other)?.failed).toBe(2);
  // The files as a kill would leave them.
  cpSync(join(folder, 'index'), join(folder, 'killed'), { recursive: true });
  heldWord = null;
  await first.stop();
  refusals = 0;
  const second = await open(join(folder, 'killed'));
  await expect.poll(() => serves(second), { timeout: 15_000 }).toBe('other SERVING');
  expect(await statesOf(second)).toEqual(failed);
  expect(refusals).toBe(0);
});

test('what the old model failed on and the new one does not is INDEXED with the switch', async () => {
  poison.set(modelId, 'basilisk');
  const index = await filled();
  expect(await statesOf(index)).toEqual(failed);
  await start(index);
  await expect.poll(() => serves(index), { timeout: 15_000 }).toBe('other SERVING');
  await index.settled(organizationId);
  expect(await statesOf(index)).toEqual(['INDEXED', 'INDEXED']);
  expect(await index.digest(organizationId, sourceId)).toMatchObject({ documentCount: 202 });
});

test('a document that changes while the space is filled is judged by its new words', async () => {
  const index = await filled();
  poison.set(other, 'basilisk');
  heldWord = 'subject199';
  await start(index);
  await expect.poll(async () => (await index.spaces(organizationId)).find(({ modelId: model }) => model === other)?.failed).toBe(2);
  await apply(index, pageOf(organizationId, sourceId, [upsert(world, { id: bad, version: 2, text: 'it has gone', path: 'bad.txt' })]));
  await index.settled(organizationId);
  heldWord = null;
  await expect.poll(() => serves(index), { timeout: 15_000 }).toBe('other SERVING');
  expect(await statesOf(index)).toEqual(['INDEXED', 'FAILED EMBEDDING_FAILED']);
});

test('a space for future documents only that is completed later loses no more than the refused text', async () => {
  const index = await filled();
  poison.set(other, 'basilisk');
  await start(index, true);
  await start(index);
  await index.settled(organizationId);
  expect(await statesOf(index)).toEqual(failed);
  expect(await index.spaces(organizationId)).toMatchObject([{ pending: 0, indexed: 200, failed: 2 }]);
});

test('a space that was given up and is begun again tries what was refused anew', async () => {
  const index = await filled();
  poison.set(other, 'basilisk');
  heldWord = 'subject199';
  await start(index);
  await expect.poll(async () => (await index.spaces(organizationId)).find(({ modelId: model }) => model === other)?.failed).toBe(2);
  await index.cancelSpace(organizationId, other);
  [heldWord, poison] = [null, new Map()];
  await expect.poll(() => serves(index)).toBe('first SERVING');
  await start(index);
  await expect.poll(() => serves(index), { timeout: 15_000 }).toBe('other SERVING');
  expect(await statesOf(index)).toEqual(['INDEXED', 'INDEXED']);
});
