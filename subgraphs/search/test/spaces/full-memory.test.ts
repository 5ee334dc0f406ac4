import { newId } from '@conhub/subgraph-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSpace } from '../../src/spaces/change-space.ts';
import { spacesOf } from '../../src/spaces/space-report.ts';
import type { IndexLimits } from '../../src/index/organizations.ts';
import { type SearchIndex, createIndex } from '../../src/index/search-index.ts';
import {
  type Core,
  type World,
  bagOfWords,
  createWorld,
  dimension,
  modelId,
  nextAt,
  openCore,
  pageOf,
  removeFolder,
  setOf,
  temporaryFolder,
  upsert,
} from '../index/fixture.ts';

const [organizationId, sourceId, other] = [newId('org'), newId('src'), newId('model')];
/** Some 40 rows. */
const limits: IndexLimits = { vectorMemory: { bytesMax: 18_500, blockRows: 4 } };

let folder: string;
let world: World;
let core: Core | null;
let index: SearchIndex | null;
beforeEach(() => {
  [folder, world, core, index] = [temporaryFolder(), createWorld(), null, null];
});
afterEach(async () => {
  await core?.stop();
  await index?.stop();
  removeFolder(folder);
});

const ids = Array.from({ length: 60 }, () => newId('doc'));
const documents = (from: number, to: number) =>
  ids.slice(from, to).map((id, nth) => upsert(world, { id, text: `subject${from + nth} of this note`, path: `${from + nth}.txt` }));
const deletions = (from: number, to: number) => ids.slice(from, to).map((documentId) => ({ documentId, version: 9, t: 'delete' as const }));
const page = (operations: Parameters<typeof pageOf>[2]) => [
  setOf(organizationId, 1, 1, true),
  pageOf(organizationId, sourceId, operations),
];
const start = (of: Core, isFutureOnly = false) => startSpace(of.organization(organizationId), { modelId: other, dimension, isFutureOnly });
const first = (of: Core, text: string) => of.search({ organizationId, text, mode: 'SEMANTIC' }).hits[0]?.path;
const states = (of: Core): Record<string, number> =>
  Object.fromEntries(
    of
      .organization(organizationId)
      .sqlite.all<{ state: string; count: number }>(
        `select state || coalesce(' ' || problem_code, '') as state, count(*) as count from documents group by 1`,
      )
      .map(({ state, count }) => [state, count]),
  );

test('a second space that would not fit beside the serving one is refused, and the serving one goes on', async () => {
  core = openCore(folder, world, limits);
  core.apply(...page(documents(0, 28)));
  await core.settled(organizationId);
  expect(start(core)).toBe('NO_ROOM');
  expect(spacesOf(core.organization(organizationId))).toMatchObject([{ modelId, status: 'SERVING', indexed: 28 }]);
  expect(first(core, 'subject7 of this note')).toBe('7.txt');
});

test('a space that no longer fits when it is full says so, leaves the serving one as it is, and serves when room has come', async () => {
  core = openCore(folder, world, limits);
  const small = core;
  core.apply(...page(documents(0, 12)));
  await core.settled(organizationId);
  world.isModelDown = true;
  expect(start(core)).toBeNull();
  core.apply(...page(documents(12, 28)));
  world.isModelDown = false;
  const space = () => spacesOf(small.organization(organizationId)).find(({ modelId: model }) => model === other);
  await expect.poll(() => space()?.problem?.code, { timeout: 5_000 }).toBe('INDEX_FULL');
  await core.settled(organizationId);
  expect(space()).toMatchObject({ status: 'FILLING' });
  expect(states(core)).toEqual({ INDEXED: 28 });
  expect(first(core, 'subject27 of this note')).toBe('27.txt');
  core.apply(...page(deletions(0, 18)));
  await expect.poll(() => space()?.status, { timeout: 5_000 }).toBe('SERVING');
  expect(first(core, 'subject27 of this note')).toBe('27.txt');
});

test('an index that was written with more memory opens with less: what fits is found by meaning, the rest by its words, and nothing is embedded again', async () => {
  core = openCore(folder, world);
  core.apply(...page(documents(0, 60)));
  await core.settled(organizationId);
  expect(states(core)).toEqual({ INDEXED: 60 });
  await core.stop();
  core = openCore(folder, world, limits);
  const asked = world.embedded.length;
  const { INDEXED: fitting = 0, ...rest } = states(core);
  expect(fitting).toBeGreaterThan(20);
  expect(rest).toEqual({ 'FAILED INDEX_FULL': 60 - fitting });
  const found = ids.filter(
    (_, nth) => core?.search({ organizationId, text: `subject${nth}`, mode: 'LEXICAL' }).hits[0]?.path === `${nth}.txt`,
  );
  expect(found).toHaveLength(60);
  await core.stop();
  core = openCore(folder, world);
  await expect.poll(() => states(core as Core)).toEqual({ INDEXED: 60 });
  expect(world.embedded).toHaveLength(asked);
});

test('documents without room are tried anew when another organization goes', async () => {
  const neighbour = newId('org');
  core = openCore(folder, world, limits);
  core.apply(setOf(neighbour, 1, 1, true), pageOf(neighbour, sourceId, documents(30, 60)));
  await core.settled(neighbour);
  core.apply(...page(documents(0, 30)));
  await core.settled(organizationId);
  expect(states(core)['FAILED INDEX_FULL']).toBeGreaterThan(10);
  core.organizations.remove(neighbour);
  await expect.poll(() => states(core as Core), { timeout: 5_000 }).toEqual({ INDEXED: 30 });
});

test('crossing what was measured, and running out of room, are each said once in the log, and in the index’s own problem until it is over', async () => {
  const said: string[] = [];
  const opened = createIndex({
    folder,
    modelId,
    dimension,
    limits: { ...limits, passagesMax: 20 },
    log: { info() {}, warn: (_fields, message) => void said.push(message), error() {} },
    readText: async (_organizationId, hash) => world.texts.get(hash) ?? null,
    embed: async ({ texts }) => texts.map(bagOfWords),
  });
  index = opened;
  await index.start();
  const apply = async (facts: ReturnType<typeof page>): Promise<void> => {
    await opened.apply({ producer: 'connectors', lane: 'content', facts, next: facts.at(-1)?.at ?? nextAt() });
    await opened.settled(organizationId);
  };
  const problem = async () => (await opened.statistics(organizationId)).problem?.code ?? null;
  await apply(page(documents(0, 20)));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect([await problem(), said]).toEqual([null, []]);
  for (let nth = 20; nth < 24; nth++) await apply(page(documents(nth, nth + 1)));
  await expect.poll(problem).toBe('INDEX_LARGE');
  await apply(page(documents(24, 60)));
  await expect.poll(problem).toBe('INDEX_FULL');
  await expect.poll(() => said.length).toBe(2);
  expect(said[0]).toMatch(/^The index holds 2\d passages, more than the 20 it has been measured with: leave out what nobody searches/);
  expect(said[1]).toMatch(/^There is no room in memory for the vectors of \d+ documents/);
  await apply(page(deletions(5, 60)));
  await expect.poll(problem).toBeNull();
  await apply(page(documents(0, 1)));
  expect(said).toHaveLength(2);
}, 20_000);
