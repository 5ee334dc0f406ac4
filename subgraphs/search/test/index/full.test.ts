import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { addTerm, digestTerm, digestText } from '../../src/index/digest.ts';
import { createKernel } from '../../src/index/kernel/kernel.ts';
import { createRegions } from '../../src/index/kernel/regions.ts';
import { createPostingLists } from '../../src/index/memory/posting-lists.ts';
import { createVectorTable } from '../../src/index/memory/vector-table.ts';
import { digestOfSource, freshnessOf, statisticsOf } from '../../src/index/reports.ts';
import { scanVectors } from '../../src/index/ranking/dense-leg.ts';
import { type Core, type World, createWorld, hashOf, openCore, pageOf, removeFolder, setOf, temporaryFolder, upsert } from './fixture.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

test('regions never overlap, end where they should, and are whole again when all are given back', () => {
  const size = fc.integer({ min: 1, max: 700 });
  fc.assert(
    fc.property(fc.array(fc.oneof(size, fc.record({ back: fc.nat() })), { maxLength: 60 }), (steps) => {
      const regions = createRegions(64, 4096);
      const taken: { at: number; bytes: number }[] = [];
      for (const step of steps) {
        if (typeof step === 'object') {
          const [region] = taken.splice(step.back % Math.max(1, taken.length), 1);
          if (region !== undefined) regions.giveBack(region.at, region.bytes);
          continue;
        }
        const left = regions.count(step);
        const at = regions.take(step);
        expect(at === null).toBe(left === 0);
        if (at === null) continue;
        expect(at % 64 === 0 && at >= 64 && at + step <= 4096).toBe(true);
        for (const other of taken) expect(at + step <= other.at || other.at + other.bytes <= at).toBe(true);
        taken.push({ at, bytes: step });
      }
      for (const { at, bytes } of taken) regions.giveBack(at, bytes);
      expect(regions.take(4096 - 64)).toBe(64);
    }),
  );
});

test('lists of postings in a pool that is too small: what has no room is refused, and all else is there', () => {
  const change = fc.record({ list: fc.nat(5), document: fc.nat(30), isThere: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      const lists = createPostingLists(120);
      const numbers = Array.from({ length: 6 }, () => lists.create());
      const model = numbers.map(() => new Map<number, number>());
      for (const [value, { list, document, isThere }] of changes.entries()) {
        const held = model[list] as Map<number, number>;
        if (!isThere) expect(lists.remove(list, document)).toBe(held.delete(document));
        else if (!held.has(document) && lists.append(list, document, value)) held.set(document, value);
      }
      for (const list of numbers) {
        const found = new Map<number, number>();
        lists.each(list, (document, value) => found.set(document, value));
        expect(found).toEqual(model[list]);
        expect(lists.count(list)).toBe(found.size);
      }
    }),
  );
});

const step = fc.oneof(
  fc.record({ t: fc.constant('add' as const), table: fc.nat(2), slot: fc.nat(40), rows: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ t: fc.constant('remove' as const), table: fc.nat(2), slot: fc.nat(40) }),
  fc.record({ t: fc.constant('release' as const), table: fc.nat(2) }),
  fc.record({ t: fc.constant('close' as const), table: fc.nat(2) }),
);

test('tables of several dimensions in a memory that is too small: nothing throws, a row is there whole or not at all, and scans find what is there', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const kernel = createKernel({ bytesMax: 22_000, blockRows: 4 });
      const dimensions = [16, 40, 64];
      const open = (table: number) => createVectorTable(dimensions[table] as number, kernel);
      const tables = dimensions.map((_, table) => open(table));
      const held = dimensions.map(() => new Map<number, Float32Array[]>());
      let seed = 0;
      for (const given of steps) {
        const [table, model] = [tables[given.table] as (typeof tables)[number], held[given.table] as Map<number, Float32Array[]>];
        if (given.t === 'add') {
          const room = table.roomLeft();
          if (!table.reserve(given.rows, given.slot)) continue;
          expect(room).toBeGreaterThanOrEqual(given.rows);
          for (let row = 0; row < given.rows; row++) {
            const vector = Float32Array.from({ length: table.dimension }, (_, index) => Math.sin(++seed + index));
            expect(table.add(given.slot, row, vector)).toBe(true);
            model.set(given.slot, [...(model.get(given.slot) ?? []), vector]);
          }
        } else if (given.t === 'remove') {
          table.removeDocument(given.slot);
          model.delete(given.slot);
        } else if (given.t === 'release') table.release();
        else {
          table.close();
          tables[given.table] = open(given.table);
          model.clear();
        }
      }
      tables.forEach((table, index) => {
        const model = held[index] as Map<number, Float32Array[]>;
        expect(table.liveRows).toBe([...model.values()].flat().length);
        const query = Float32Array.from({ length: table.dimension }, (_, place) => Math.cos(place));
        const scores = scanVectors(table, query, new Uint8Array(41).fill(1));
        for (let slot = 0; slot <= 40; slot++) {
          const products = (model.get(slot) ?? []).map((vector) => vector.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0));
          const similarity = scores.similarityOf(slot);
          if (products.length === 0) expect(similarity).toBeUndefined();
          else expect(similarity).toBeCloseTo(Math.max(...products), 3);
        }
        expect(scores.top(41, []).toSorted((a, b) => a - b)).toEqual([...model.keys()].toSorted((a, b) => a - b));
      });
      for (const table of tables) table.close();
      // All is given back, apart from what scans need.
      const last = createVectorTable(16, kernel);
      expect(last.roomLeft()).toBeGreaterThan(60);
    }),
    { numRuns: 150 },
  );
});

test('the last rows of four gigabytes are found as all others are', () => {
  const kernel = createKernel();
  const [below, table] = [createVectorTable(384, kernel), createVectorTable(384, kernel)];
  // Room that is only reserved takes no memory of the system.
  expect(below.reserve(below.roomLeft() - 8_000, 0)).toBe(true);
  let rows = 0;
  const vector = new Float32Array(384);
  while (table.add(rows, 1, vector.fill(Math.sin(rows + 1)))) rows++;
  expect(rows).toBeGreaterThan(1_000);
  expect(table.roomLeft()).toBe(0);
  const scores = scanVectors(table, new Float32Array(384).fill(1), new Uint8Array(rows).fill(1));
  for (let slot = 0; slot < rows; slot++) expect(scores.similarityOf(slot)).toBeCloseTo(384 * Math.sin(slot + 1), 2);
});

const memory = { bytesMax: 18_000, blockRows: 4 };
const organizationIds = [newId('org'), newId('org')];
const sourceId = newId('src');

const openSmall = (world: World, folder: string): Core => openCore(folder, world, { vectorMemory: memory });

interface Held {
  readonly text: string;
  readonly version: number;
}
const operation = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ t: fc.constant('write' as const), organization: fc.nat(1), document: fc.nat(24), text: fc.nat(60) }),
  },
  { weight: 6, arbitrary: fc.record({ t: fc.constant('delete' as const), organization: fc.nat(1), document: fc.nat(24) }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('wipe' as const), organization: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ t: fc.constant('restart' as const), organization: fc.nat(1) }) },
);

test('whatever comes and goes in a memory that is too small: nothing fails but INDEX_FULL, digests and certificates are right, and all is found by its words', async () => {
  let timesFull = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 20, maxLength: 60 }), async (operations) => {
      const world = createWorld();
      const ids = Array.from({ length: 25 }, () => newId('doc'));
      const held = organizationIds.map(() => new Map<number, Held>());
      let version = 0;
      const folder = temporaryFolder();
      let core = openSmall(world, folder);
      const say = (organization: number, documents: ReturnType<typeof upsert>[]): void =>
        core.apply(
          setOf(organizationIds[organization] as string, 1, ++version, true),
          pageOf(organizationIds[organization] as string, sourceId, documents),
        );
      try {
        for (let organization = 0; organization < 2; organization++) {
          // Enough for the memory of both.
          const documents = ids.map((id, document) => {
            const text = `word${document} first`;
            held[organization]?.set(document, { text, version: ++version });
            return upsert(world, { id: `${id}${organization}`, version, text, path: `${document}.txt` });
          });
          say(organization, documents);
        }
        for (const { organization, ...given } of operations) {
          const model = held[organization] as Map<number, Held>;
          if (given.t === 'restart') {
            await core.stop();
            core = openSmall(world, folder);
            continue;
          }
          const gone = given.t === 'wipe' ? [...model.keys()] : given.t === 'delete' && model.has(given.document) ? [given.document] : [];
          const removed = gone.map((document) => ({
            documentId: `${ids[document]}${organization}`,
            version: ++version,
            t: 'delete' as const,
          }));
          for (const document of gone) model.delete(document);
          if (removed.length > 0) say(organization, removed);
          if (given.t !== 'write') continue;
          // A third of them in several chunks.
          const text = `word${given.document} again${given.text}`.padEnd(given.text % 3 === 0 ? 4_000 : 0, ' and so on.');
          model.set(given.document, { text, version: ++version });
          const path = `${given.document}.txt`;
          say(organization, [upsert(world, { id: `${ids[given.document]}${organization}`, version, text, path })]);
          if (given.text % 4 === 0) await core.settled(organizationIds[organization] as string);
        }
        // Nobody is left out for whom there is room.
        const isAtRest = (): boolean =>
          organizationIds.every((id) => {
            const { full, vectors } = core.organization(id);
            return (
              statisticsOf(core.organization(id)).pendingCount === 0 && [...full.values()].every(({ rows }) => rows > vectors.roomLeft())
            );
          });
        await expect.poll(isAtRest, { timeout: 5_000, interval: 5 }).toBe(true);
        organizationIds.forEach((organizationId, index) => {
          const organization = core.organization(organizationId);
          const model = held[index] as Map<number, Held>;
          const rows = organization.sqlite.all<{ slot: number; path: string; state: string; code: string | null }>(
            `select slot, path, state, problem_code as code from documents where state <> 'REMOVED'`,
          );
          expect(rows.map(({ path }) => path).toSorted()).toEqual([...model.keys()].map((document) => `${document}.txt`).toSorted());
          for (const { state, code } of rows)
            expect(['INDEXED', 'FAILED INDEX_FULL']).toContain(code === null ? state : `${state} ${code}`);
          const indexed = rows.filter(({ state }) => state === 'INDEXED');
          expect(organization.full.size).toBe(rows.length - indexed.length);
          if (organization.full.size > 0) timesFull++;
          const vectorCount = (slots: readonly { slot: number }[]): number =>
            slots.reduce(
              (sum, { slot }) =>
                sum + (organization.sqlite.get<{ n: number }>('select count(*) n from words.chunks where doc = ?', slot)?.n ?? 0),
              0,
            );
          expect(statisticsOf(organization).vectorCount).toBe(vectorCount(indexed));
          const textOf = (path: string): string => model.get(Number.parseInt(path, 10))?.text ?? '';
          const digest = indexed.reduce((sum, { path }) => addTerm(sum, digestTerm(path, hashOf(textOf(path)), 'TEXT')), 0n);
          expect(digestOfSource(organization, sourceId)).toEqual({ digest: digestText(digest), documentCount: indexed.length });
          const all = [...model].reduce(
            (sum, [document, { text }]) => addTerm(sum, digestTerm(`${document}.txt`, hashOf(text), 'TEXT')),
            0n,
          );
          const { certificate } = freshnessOf(organization, sourceId, { digest: digestText(all), documentCount: model.size });
          expect(certificate !== null).toBe(indexed.length === model.size);
          for (const [document, { text }] of model) {
            const path = `${document}.txt`;
            const paths = (mode: 'LEXICAL' | 'SEMANTIC') =>
              core.search({ organizationId, text, mode, first: 50 }).hits.map((hit) => hit.path);
            expect(paths('LEXICAL')).toContain(path);
            expect(paths('SEMANTIC').includes(path)).toBe(indexed.some((row) => row.path === path));
          }
        });
      } finally {
        await core.stop();
        removeFolder(folder);
      }
    }),
    { numRuns: 8 },
  );
  // Else nothing was tried.
  expect(timesFull).toBeGreaterThan(2);
}, 60_000);
