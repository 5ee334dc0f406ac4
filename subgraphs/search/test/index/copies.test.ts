import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Core, type World, createWorld, openCore, pageOf, removeFolder, setOf, temporaryFolder, upsert } from './fixture.ts';

let folder: string;
let world: World;
let core: Core;

beforeAll(() => {
  folder = temporaryFolder();
  world = createWorld();
  core = openCore(folder, world);
});
afterAll(async () => {
  await core.stop();
  removeFolder(folder);
});

/** A word of letters for each number. */
const letters = (number: number): string => `w${[...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
const words = (from: number, count: number): string => Array.from({ length: count }, (_, number) => letters(from + number)).join(' ');
const original = `rotate the token ${words(0, 60)}`;

test('identical and nearly identical documents are one hit, with the others behind it; what differs more is its own', async () => {
  const organizationId = newId('org');
  core.apply(
    setOf(organizationId, 1, 1, true),
    pageOf(organizationId, newId('src'), [
      upsert(world, { text: original, path: 'a/original.txt' }),
      upsert(world, { text: original, path: 'b/copy.txt' }),
      upsert(world, { text: `${original} with one line more`, path: 'c/longer.txt' }),
      upsert(world, { text: `rotate the token ${words(30, 60)}`, path: 'd/half.txt' }),
      upsert(world, { text: `${original} invoice 1023`, path: 'f/invoice.txt' }),
      upsert(world, { text: `${original} invoice 1024`, path: 'g/invoice.txt' }),
      upsert(world, { text: `rotate the token ${words(100, 60)}`, path: 'e/other.txt' }),
    ]),
  );
  await core.settled(organizationId);
  for (const mode of ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const) {
    const { hits, totalEstimate } = core.search({ organizationId, text: 'rotate token', mode });
    expect(totalEstimate).toBe(5);
    const groups = hits.map((hit) => [hit.path, ...hit.copies.map((copy) => copy.path)].toSorted());
    expect(groups.toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))).toEqual([
      ['a/original.txt', 'b/copy.txt', 'c/longer.txt'],
      ['d/half.txt'],
      ['e/other.txt'],
      ['f/invoice.txt'],
      ['g/invoice.txt'],
    ]);
  }
  // A list by time shows every document.
  expect(core.search({ organizationId, text: 'ext:txt' }).hits).toHaveLength(7);
});

test('texts of a book are one hit when they are the same, and are not compared word by word for a search', async () => {
  const organizationId = newId('org');
  const book = Array.from({ length: 25_000 }, (_, number) => letters(number % 3_000)).join(' ');
  core.apply(
    setOf(organizationId, 1, 1, true),
    pageOf(organizationId, newId('src'), [
      upsert(world, { text: book, path: 'a.txt' }),
      upsert(world, { text: book, path: 'b.txt' }),
      upsert(world, { text: `${book} revised`, path: 'c.txt' }),
    ]),
  );
  await core.settled(organizationId);
  const { hits } = core.search({ organizationId, text: letters(7), mode: 'LEXICAL' });
  expect(new Set(hits.map((hit) => [hit.path, ...hit.copies.map((copy) => copy.path)].toSorted().join(' ')))).toEqual(
    new Set(['a.txt b.txt', 'c.txt']),
  );
});

test('copies show and count for exactly those who may see them, and everybody who sees one finds it', async () => {
  const people = [newId('usr'), newId('usr'), newId('usr')];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ text: fc.nat(2), access: fc.integer({ min: 1, max: 3 }), isEdited: fc.boolean() }), {
        minLength: 1,
        maxLength: 14,
      }),
      fc.array(fc.subarray(people), { minLength: 3, maxLength: 3 }),
      async (corpus, members) => {
        const organizationId = newId('org');
        const operations = corpus.map(({ text, access, isEdited }, number) =>
          upsert(world, { text: `topic ${words(100 * text, 50)}${isEdited ? ' edited' : ''}`, path: `n${number}.txt`, access }),
        );
        core.apply(
          ...members.map((userIds, index) => setOf(organizationId, index + 1, 1, false, userIds)),
          pageOf(organizationId, newId('src'), operations),
        );
        await core.settled(organizationId);
        for (const userId of people) {
          const mayRead = (index: number): boolean => members[(corpus[index]?.access ?? 0) - 1]?.includes(userId) === true;
          const visible = operations.flatMap(({ documentId }, index) =>
            mayRead(index) ? [{ documentId, text: corpus[index]?.text }] : [],
          );
          const { hits, totalEstimate } = core.search({ organizationId, userId, text: 'topic', first: 50 });
          expect(hits.flatMap((hit) => [hit.documentId, ...hit.copies.map((copy) => copy.documentId)]).toSorted()).toEqual(
            visible.map(({ documentId }) => documentId).toSorted(),
          );
          expect(totalEstimate).toBe(new Set(visible.map(({ text }) => text)).size);
        }
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('a page goes on after a hit whatever copies stand behind it', async () => {
  const organizationId = newId('org');
  core.apply(
    setOf(organizationId, 1, 1, true),
    pageOf(
      organizationId,
      newId('src'),
      Array.from({ length: 30 }, (_, number) => upsert(world, { text: `topic ${words(50 * (number % 10), 40)}`, path: `n${number}.txt` })),
    ),
  );
  await core.settled(organizationId);
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const page: ReturnType<Core['search']> = core.search({ organizationId, text: 'topic', first: 3, after });
    seen.push(...page.hits.map((hit) => hit.path));
    expect(page.hits.every((hit) => hit.copies.length === 2)).toBe(true);
    after = page.hits.at(-1)?.cursor ?? null;
    if (!page.hasNextPage) break;
  }
  expect(seen).toHaveLength(10);
  expect(new Set(seen).size).toBe(10);
});
