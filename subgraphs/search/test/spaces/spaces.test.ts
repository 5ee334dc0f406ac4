import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newId } from '@conhub/subgraph-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fact } from '../../src/index/facts.ts';
import { type SearchIndex, createIndex } from '../../src/index/search-index.ts';
import {
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
const otherDimension = 24;
const organizationId = newId('org');
const sourceId = newId('src');

let folder: string;
let world: ReturnType<typeof createWorld>;
/** Texts that each model was asked for, and queries. */
let asked: Map<string, string[]>;
let queries: { model: string; text: string }[];
/** Calls of the other model for documents that are answered; the next ones wait until `allow`. */
let allowed: number;
let held: (() => void)[];
let isOtherDown: boolean;
let switched: string[];
let warnings: string[];
const opened: SearchIndex[] = [];

/** The other model sees the same words, folded into fewer numbers, and its vectors are told from the first one's by their length. */
const folded = (text: string): Float32Array => {
  const whole = bagOfWords(text);
  const vector = new Float32Array(otherDimension);
  whole.forEach((value, index) => (vector[index % otherDimension] = (vector[index % otherDimension] ?? 0) + value));
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
};

beforeEach(() => {
  folder = temporaryFolder();
  world = createWorld();
  [asked, queries, allowed, held, isOtherDown, switched, warnings] = [new Map(), [], Infinity, [], false, [], []];
});
const allow = (): void => {
  allowed = Infinity;
  for (const go of held.splice(0)) go();
};

afterEach(async () => {
  allow();
  for (const index of opened.splice(0)) await index.stop();
  removeFolder(folder);
});

async function open(): Promise<SearchIndex> {
  const index = createIndex({
    folder,
    modelId,
    dimension,
    log: { info() {}, warn: (_fields, message) => void warnings.push(message), error: (_fields, message) => void warnings.push(message) },
    readText: async (_organizationId, hash) => world.texts.get(hash) ?? null,
    async embed({ texts, kind, modelId: model }) {
      if (kind === 'DOCUMENT' && model === other && allowed-- <= 0) await new Promise<void>((resolve) => held.push(resolve));
      if (isOtherDown && model === other) throw new Error('The other model is down');
      if (kind === 'QUERY') queries.push({ model, text: texts[0] ?? '' });
      else asked.set(model, [...(asked.get(model) ?? []), ...texts]);
      return texts.map(model === other ? folded : bagOfWords);
    },
    onSwitched: async (_organizationId, model) => void switched.push(model),
  });
  opened.push(index);
  await index.start();
  return index;
}

const apply = (index: SearchIndex, ...facts: readonly Fact[]): Promise<void> =>
  index.apply({ producer: 'connectors', lane: 'content', facts, next: facts.at(-1)?.at ?? nextAt() });

const documents = (count: number, from = 0) =>
  Array.from({ length: count }, (_, nth) =>
    upsert(world, { text: `note ${from + nth} about subject${from + nth} and tokens`, path: `n${from + nth}.txt` }),
  );

const ask = (index: SearchIndex, text: string, mode: 'HYBRID' | 'SEMANTIC' = 'SEMANTIC') =>
  index.search({
    organizationId,
    userId: null,
    text,
    mode,
    orderBy: 'RELEVANCE',
    filter: {},
    first: 5,
    after: null,
    passages: 1,
    nowMs: Date.now(),
    isExplained: true,
  });

async function until(done: () => Promise<boolean> | boolean, ms = 45_000): Promise<void> {
  for (const deadline = Date.now() + ms; !(await done());) {
    if (Date.now() > deadline) throw new Error('It did not come true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const spaces = async (index: SearchIndex) =>
  (await index.spaces(organizationId)).map(({ modelId: model, status }) => `${model === other ? 'other' : 'first'} ${status}`);
const serves = async (index: SearchIndex, model: 'other' | 'first'): Promise<boolean> => {
  const all = await spaces(index);
  return all.length === 1 && all[0] === `${model} SERVING`;
};
const vectorsByModel = (): Record<string, number> => {
  const database = new DatabaseSync(join(folder, organizationId, 'store.db'), { readOnly: true });
  const rows = database.prepare('select model, count(*) as count from vectors group by model').all() as { model: string; count: number }[];
  database.close();
  return Object.fromEntries(rows.map(({ model, count }) => [model === other ? 'other' : 'first', count]));
};
const start = (index: SearchIndex, isFutureOnly = false) =>
  index.startSpace(organizationId, { modelId: other, dimension: otherDimension, isFutureOnly });

async function filled(count: number): Promise<SearchIndex> {
  const index = await open();
  await apply(index, setOf(organizationId, 1, 1, true), pageOf(organizationId, sourceId, documents(count)));
  await index.settled(organizationId);
  return index;
}

describe('a second space', () => {
  test('is filled beside the serving one, takes its place at once with another dimension, and the old vectors go', async () => {
    const index = await filled(300);
    expect(await spaces(index)).toEqual(['first SERVING']);
    allowed = 0;
    expect(await start(index)).toBeNull();
    expect(await spaces(index)).toContain('other FILLING');
    expect(await start(index)).toBeNull(); // begun already
    allow();
    await until(() => serves(index, 'other'));
    expect(vectorsByModel()).toEqual({ other: 300 });
    expect(new Set(asked.get(other)).size).toBe(asked.get(other)?.length);
    expect((await ask(index, 'subject7')).hits[0]?.path).toBe('n7.txt');
    expect(switched).toEqual([other]);
    await index.stop();
    const again = await open();
    expect((await ask(again, 'subject8')).hits[0]?.path).toBe('n8.txt');
    expect(asked.get(other)).toHaveLength(300);
    expect(switched).toEqual([other]);
  });

  test('never costs a query: while it is filled and in the moment of the switch each is answered, by the vectors of its own model only', async () => {
    const index = await filled(120);
    allowed = 1;
    await start(index);
    const answers: { degraded: number; best: string | undefined }[] = [];
    let isDone = false;
    const asking = Promise.all(
      [0, 1].map(async (lane) => {
        for (let nth = lane; !isDone; nth += 2) {
          const wanted = nth % 120;
          const { hits, degraded } = await ask(index, `note ${wanted} about subject${wanted} and tokens`);
          answers.push({ degraded: degraded.length, best: hits[0]?.path });
          // The text itself is asked for: within one space its similarity is 1, against vectors of another it could not be.
          const similarity = hits.find(({ path }) => path === `n${wanted}.txt`)?.explanation?.similarity;
          expect(similarity ?? 1).toBeCloseTo(1, 4);
          // People pause: the index has its turns.
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }),
    );
    await until(() => answers.length > 10);
    allow();
    await until(() => serves(index, 'other'));
    const before = answers.length;
    await until(() => answers.length > before + 10);
    isDone = true;
    await asking;
    expect(answers.filter(({ degraded }) => degraded > 0)).toEqual([]);
    expect(answers.every(({ best }) => best !== undefined)).toBe(true);
    expect(new Set(queries.map(({ model }) => model))).toEqual(new Set([modelId, other]));
  });

  test('gets documents that come, change and go while it is filled: both spaces hold the same', async () => {
    const index = await filled(200);
    allowed = 1;
    await start(index);
    const gone = upsert(world, { text: 'here for a moment', path: 'gone.txt' });
    await apply(index, pageOf(organizationId, sourceId, [...documents(40, 1_000), gone]));
    await index.settled(organizationId);
    expect((await ask(index, 'note 1007 about subject1007 and tokens')).hits[0]?.path).toBe('n1007.txt');
    await apply(
      index,
      pageOf(organizationId, sourceId, [
        { documentId: gone.documentId, version: 2, t: 'delete' },
        { ...upsert(world, { text: 'changed to subject9999', path: 'n1.txt', version: 1 }) },
      ]),
    );
    allow();
    await until(() => serves(index, 'other'));
    await index.settled(organizationId);
    const { vectorCount, chunkCount } = await index.statistics(organizationId);
    expect([vectorCount, chunkCount]).toEqual([241, 241]);
    expect(vectorsByModel()).toEqual({ other: 241 });
    expect((await ask(index, 'changed to subject9999')).hits[0]).toMatchObject({ path: 'n1.txt' });
    expect((await ask(index, 'here for a moment')).hits.map(({ path }) => path)).not.toContain('gone.txt');
  });

  test('goes on after the thread has ended in the middle, and asks for nothing twice', async () => {
    const first = await filled(400);
    allowed = 2;
    await start(first);
    await until(() => (vectorsByModel()['other'] ?? 0) >= 192);
    await first.stop();
    allow();
    const kept = vectorsByModel()['other'] ?? 0;
    expect(kept).toBeGreaterThan(0);
    // What was on its way when it ended is answered, and heard by nobody.
    await until(() => (asked.get(other)?.length ?? 0) === 400);
    const second = await open();
    await until(() => serves(second, 'other'));
    // That is asked for again, and nothing that had come.
    expect(asked.get(other)).toHaveLength(400 + 400 - kept);
    expect(switched).toEqual([other]);
  });

  test('that is cancelled leaves nothing, and the serving one answers as before', async () => {
    const index = await filled(300);
    allowed = 1;
    await start(index);
    await until(() => (vectorsByModel()['other'] ?? 0) > 0 && held.length > 0);
    expect(await index.cancelSpace(organizationId, other)).toBeNull();
    await until(() => serves(index, 'first'));
    // What was on its way comes, and is not kept.
    allow();
    await until(() => asked.get(other)?.length === 300);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(vectorsByModel()).toEqual({ first: 300 });
    expect(await index.cancelSpace(organizationId, other)).toBe('NOT_FILLING');
    expect((await ask(index, 'note 3 about subject3 and tokens')).hits[0]?.path).toBe('n3.txt');
    expect(switched).toEqual([]);
  });

  test('whose model does not answer waits and costs the serving one nothing', async () => {
    const index = await filled(20);
    isOtherDown = true;
    await start(index);
    await apply(index, pageOf(organizationId, sourceId, documents(5, 500)));
    await index.settled(organizationId);
    expect((await ask(index, 'note 503 about subject503 and tokens')).hits[0]?.path).toBe('n503.txt');
    expect(await index.check()).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('The other model is down')]);
    isOtherDown = false;
    await until(() => serves(index, 'other'));
    expect(vectorsByModel()).toEqual({ other: 25 });
  });

  test('is refused while another is on its way, and for the model that serves', async () => {
    const index = await filled(50);
    allowed = 0;
    expect(await index.startSpace(organizationId, { modelId, dimension, isFutureOnly: false })).toBe('ALREADY_SERVING');
    await start(index);
    expect(await index.startSpace(organizationId, { modelId: newId('model'), dimension: 8, isFutureOnly: false })).toBe('OTHER_FILLING');
    expect(await index.startSpace(newId('org'), { modelId: other, dimension: 8, isFutureOnly: false })).toBe('NO_INDEX');
  });

  test('for future documents only serves at once, embeds what comes, and is completed when it is started again in full', async () => {
    const index = await filled(60);
    expect(await start(index, true)).toBeNull();
    await until(() => serves(index, 'other'));
    expect(asked.get(other)).toBeUndefined();
    await apply(index, pageOf(organizationId, sourceId, documents(3, 700)));
    await index.settled(organizationId);
    expect(asked.get(other)).toHaveLength(3);
    expect((await ask(index, 'note 701 about subject701 and tokens')).hits[0]?.path).toBe('n701.txt');
    // What was there is found by its words.
    expect((await ask(index, 'subject7', 'HYBRID')).hits.map(({ path }) => path)).toContain('n7.txt');
    expect(await index.spaces(organizationId)).toMatchObject([{ status: 'SERVING', pending: 60, indexed: 3 }]);
    expect(await start(index)).toBeNull();
    await index.settled(organizationId);
    expect(vectorsByModel()).toEqual({ other: 63 });
    expect(await index.spaces(organizationId)).toMatchObject([{ status: 'SERVING', pending: 0, indexed: 63 }]);
    expect(await start(index)).toBe('ALREADY_SERVING');
  });
});
