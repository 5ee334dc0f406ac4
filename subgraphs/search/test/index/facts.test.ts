import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addTerm, digestTerm, digestText } from '../../src/index/digest.ts';
import type { DocumentOperation } from '../../src/index/facts.ts';
import { digestOfSource, freshnessOf, indexingOf, progressOf } from '../../src/index/reports.ts';
import {
  type Core,
  type World,
  createWorld,
  nextAt,
  openCore,
  pageOf,
  removeFolder,
  setOf,
  temporaryFolder,
  textIn,
  upsert,
} from './fixture.ts';

let folder: string;
let world: World;
let core: Core;

beforeEach(() => {
  folder = temporaryFolder();
  world = createWorld();
  core = openCore(folder, world);
});
afterEach(async () => {
  await core.stop();
  removeFolder(folder);
});

const documentIds = [newId('doc'), newId('doc'), newId('doc')];
const words = ['alpha', 'beta', 'gamma', 'delta'];

interface Step {
  readonly document: number;
  readonly t: DocumentOperation['t'];
  readonly word: number;
  readonly path: number;
  readonly access: number;
}

const step = fc.record<Step>({
  document: fc.nat(2),
  t: fc.constantFrom('upsert', 'upsert', 'move', 'access', 'delete'),
  word: fc.nat(3),
  path: fc.nat(2),
  access: fc.nat(2),
});

/** Operations as connectors say them: versions grow per document, an upsert says everything. */
function operationsOf(steps: readonly Step[]): DocumentOperation[] {
  const versions = [0, 0, 0];
  return steps.map(({ document, t, word, path, access }) => {
    const version = (versions[document] = (versions[document] ?? 0) + 1);
    const documentId = documentIds[document] as string;
    const place = { path: `p${path}.txt`, title: `p${path}.txt`, url: null };
    const content = {
      textHash: textIn(world, `${words[word]} text`),
      kind: 'TEXT' as const,
      language: null,
      updatedAt: version,
      authorKey: null,
    };
    if (t === 'upsert') return { documentId, version, t, content, place, access };
    return t === 'move'
      ? { documentId, version, t, place }
      : t === 'access'
        ? { documentId, version, t, access }
        : { documentId, version, t };
  });
}

/** What twenty lines say the index must hold: each group the newest version's, nothing older than the tombstone. */
function model(operations: readonly DocumentOperation[]): Map<string, { hash: string | null; path: string; access: number }> {
  const found = new Map<string, { hash: string | null; path: string; access: number }>();
  for (const documentId of documentIds) {
    const own = operations.filter((each) => each.documentId === documentId).sort((a, b) => a.version - b.version);
    const alive = own.slice(own.findLastIndex((each) => each.t === 'delete') + 1);
    const content = alive.findLast((each) => each.content !== undefined)?.content;
    const place = alive.findLast((each) => each.place !== undefined)?.place;
    const access = alive.findLast((each) => each.access !== undefined)?.access ?? 0;
    if (content !== undefined && place !== undefined) found.set(documentId, { hash: content.textHash, path: place.path, access });
  }
  return found;
}

test('the same operations give the same documents and digest, in any order and however often they come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.boolean(),
      async (steps, order, isSettledBetween) => {
        const organizationId = newId('org');
        const sourceId = newId('src');
        const operations = operationsOf(steps);
        const shuffled = [...operations, ...operations].map((each) => ({ each, at: order.next().value })).sort((a, b) => a.at - b.at);
        core.apply(setOf(organizationId, 1, 1, true), setOf(organizationId, 2, 1, false, [newId('usr')]));
        for (const { each } of shuffled) {
          core.apply(pageOf(organizationId, sourceId, [each]));
          if (isSettledBetween) await core.settled(organizationId);
        }
        await core.settled(organizationId);
        const expected = model(operations);
        const organization = core.organization(organizationId);
        const rows = organization.sqlite.all<{ id: string; text_hash: string; path: string; access: number; state: string }>(
          `select id, text_hash, path, access, state from documents where state not in ('REMOVED', 'INCOMPLETE')`,
        );
        expect(new Map(rows.map((row) => [row.id, { hash: row.text_hash, path: row.path, access: row.access }]))).toEqual(expected);
        expect(rows.every((row) => row.state === 'INDEXED')).toBe(true);
        const digest = [...expected.values()].reduce((sum, { path, hash }) => addTerm(sum, digestTerm(path, hash, 'TEXT')), 0n);
        expect(digestOfSource(organization, sourceId)).toEqual({ digest: digestText(digest), documentCount: expected.size });
        const { hits } = core.search({ organizationId, text: words.join(' '), mode: 'LEXICAL' });
        const seen = hits.flatMap((hit) => [hit, ...hit.copies]).map((hit) => hit.documentId);
        expect(seen.toSorted()).toEqual(
          [...expected]
            .filter(([, { access }]) => access === 1)
            .map(([id]) => id)
            .toSorted(),
        );
        // Vectors are there for exactly the words that are there.
        const vectors = organization.sqlite.get<{ count: number }>('select count(*) as count from vectors')?.count;
        expect(vectors).toBe(new Set([...expected.values()].map(({ hash }) => hash)).size);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('facts that were read before change nothing, even if they say something else', () => {
  const organizationId = newId('org');
  const at = nextAt();
  core.apply({ ...setOf(organizationId, 1, 1, true), at });
  core.apply({ ...setOf(organizationId, 1, 2, false), at });
  expect(core.organization(organizationId).access.visibleTo(null)[core.organization(organizationId).access.indexOf(1)]).toBe(1);
});

test('effect and cursor are one: what fails in the middle of a batch leaves neither', () => {
  const organizationId = newId('org');
  const sourceId = newId('src');
  core.apply(setOf(organizationId, 1, 1, true));
  const before = core.organizations.cursor('connectors', 'content');
  const bad = pageOf(organizationId, sourceId, [
    upsert(world, { text: 'good' }),
    { documentId: newId('doc'), version: 1, t: 'access', access: {} as never },
  ]);
  expect(() => core.apply(bad)).toThrow();
  const organization = core.organization(organizationId);
  expect(organization.sqlite.get<{ count: number }>('select count(*) as count from documents')?.count).toBe(0);
  expect(organization.documents.liveCount).toBe(0);
  expect(core.organizations.cursor('connectors', 'content')).toEqual(before);
});

test('an older version of an access set never replaces a newer one, and 0 is nobody', () => {
  const organizationId = newId('org');
  const userId = newId('usr');
  core.apply(setOf(organizationId, 5, 3, false, [userId]), setOf(organizationId, 5, 2, true), setOf(organizationId, 0, 9, true));
  const { access } = core.organization(organizationId);
  expect(access.visibleTo(null)[access.indexOf(5)]).toBe(0);
  expect(access.visibleTo(userId)[access.indexOf(5)]).toBe(1);
  expect(access.visibleTo(userId)[access.indexOf(0)]).toBe(0);
});

test('a removed source is gone with its words and vectors, and a page read later adds nothing', async () => {
  const organizationId = newId('org');
  const [kept, removed] = [newId('src'), newId('src')];
  core.apply(
    setOf(organizationId, 1, 1, true),
    pageOf(organizationId, kept, [upsert(world, { text: 'shared words' }), upsert(world, { text: 'kept alone' })]),
    pageOf(organizationId, removed, [upsert(world, { text: 'shared words' }), upsert(world, { text: 'removed alone' })]),
  );
  await core.settled(organizationId);
  core.apply({ organizationId, at: nextAt(), t: 'source_removed', sourceId: removed });
  // At once, before any row is taken away.
  expect(core.search({ organizationId, text: 'removed alone shared' }).hits.map((hit) => hit.sourceId)).not.toContain(removed);
  core.apply(pageOf(organizationId, removed, [upsert(world, { text: 'removed again' })]));
  await core.settled(organizationId);
  const { sqlite } = core.organization(organizationId);
  expect(sqlite.get<{ count: number }>('select count(*) as count from vectors')?.count).toBe(2);
  expect(sqlite.get<{ count: number }>('select count(*) as count from documents')?.count).toBe(2);
  expect(sqlite.get<{ count: number }>('select count(*) as count from words.chunks')?.count).toBe(2);
  expect(sqlite.all('select rowid from words.terms').length).toBe(2);
});

test('a deleted document and a changed text leave no vector behind', async () => {
  const organizationId = newId('org');
  const sourceId = newId('src');
  const [one, two] = [newId('doc'), newId('doc')];
  core.apply(
    pageOf(organizationId, sourceId, [upsert(world, { id: one, text: 'first text' }), upsert(world, { id: two, text: 'second text' })]),
  );
  await core.settled(organizationId);
  core.apply(
    pageOf(organizationId, sourceId, [
      { documentId: one, version: 2, t: 'delete' },
      upsert(world, { id: two, version: 2, text: 'changed text' }),
    ]),
  );
  await core.settled(organizationId);
  const { sqlite, vectors } = core.organization(organizationId);
  expect(sqlite.get<{ count: number }>('select count(*) as count from vectors')?.count).toBe(1);
  expect(vectors.liveRows).toBe(1);
});

test('a source is complete exactly when it holds what its checkpoint says', async () => {
  const organizationId = newId('org');
  const sourceId = newId('src');
  const operation = upsert(world, { text: 'one text', path: 'a/b.txt' });
  const term = digestText(digestTerm('a/b.txt', operation.content?.textHash ?? null, 'TEXT'));
  world.isModelDown = true;
  core.apply(setOf(organizationId, 1, 1, true), pageOf(organizationId, sourceId, [operation]));
  const organization = core.organization(organizationId);
  const checkpoint = { digest: term, documentCount: 1 };
  expect(freshnessOf(organization, sourceId, checkpoint)).toMatchObject({ status: 'CATCHING_UP', missingEstimate: 1 });
  expect(progressOf(organization, sourceId)).toMatchObject({ pending: 1, indexed: 0 });
  world.isModelDown = false;
  await core.settled(organizationId);
  expect(freshnessOf(organization, sourceId, checkpoint)).toMatchObject({ status: 'COMPLETE', missingEstimate: 0 });
  expect(freshnessOf(organization, sourceId, { digest: 'f'.repeat(64), documentCount: 2 }).status).toBe('CATCHING_UP');
  expect(freshnessOf(organization, sourceId, null).status).toBe('UNKNOWN');
  core.apply({ organizationId, at: nextAt(), t: 'run', runId: newId('run'), sourceId, checkpoint });
  expect(freshnessOf(organization, sourceId, null).status).toBe('COMPLETE');
});

test('a text that is not there fails its document with a reason, and the next version is tried again', async () => {
  const organizationId = newId('org');
  const sourceId = newId('src');
  const operation = upsert(world, { text: 'lost' });
  world.texts.clear();
  core.apply(setOf(organizationId, 1, 1, true), pageOf(organizationId, sourceId, [operation]));
  await core.settled(organizationId);
  const organization = core.organization(organizationId);
  expect(indexingOf(organization, null, [operation.documentId])).toMatchObject([{ status: 'FAILED', problem: { code: 'TEXT_MISSING' } }]);
  expect(freshnessOf(organization, sourceId, { digest: 'f'.repeat(64), documentCount: 1 }).status).toBe('STALE');
  core.apply(pageOf(organizationId, sourceId, [upsert(world, { id: operation.documentId, version: 2, text: 'lost' })]));
  await core.settled(organizationId);
  expect(indexingOf(organization, null, [operation.documentId])).toMatchObject([{ status: 'INDEXED', problem: null }]);
});

test('an empty text is indexed without a chunk and embeds nothing; a document without text is skipped but found by its name', async () => {
  const organizationId = newId('org');
  const empty = upsert(world, { text: ' \n ', path: 'blank.txt' });
  const none = upsert(world, { text: '', path: 'picture-of-harbour.png' });
  const withoutText = { ...none, content: { ...none.content!, textHash: null } };
  core.apply(setOf(organizationId, 1, 1, true), pageOf(organizationId, newId('src'), [empty, withoutText]));
  await core.settled(organizationId);
  expect(world.embedded).toEqual([]);
  expect(indexingOf(core.organization(organizationId), null, [empty.documentId, none.documentId])).toMatchObject([
    { status: 'INDEXED', chunkCount: 0 },
    { status: 'SKIPPED', chunkCount: 0 },
  ]);
  expect(core.search({ organizationId, text: 'harbour' }).hits.map((hit) => hit.documentId)).toEqual([none.documentId]);
});

test('a note that comes behind a book is whole long before the book is', async () => {
  const organizationId = newId('org');
  const book = Array.from({ length: 4_000 }, (_, number) => `Line ${number} of the book tells of matter ${number * 7}.\n\n`).join('');
  core.apply(
    setOf(organizationId, 1, 1, true),
    pageOf(organizationId, newId('src'), [
      upsert(world, { text: book, path: 'book.txt' }),
      upsert(world, { text: 'a note on tides', path: 'note.txt' }),
    ]),
  );
  await core.settled(organizationId);
  expect(world.embedded.length).toBeGreaterThan(200);
  expect(world.embedded.indexOf('a note on tides')).toBeLessThan(world.embedded.length / 2);
});

test('a note that comes behind thousands of notes is whole long before they are', async () => {
  const organizationId = newId('org');
  const notes = Array.from({ length: 3_000 }, (_, number) =>
    upsert(world, { text: `Note ${number} on matter ${number * 7}`, path: `${number}.txt` }),
  );
  core.apply(
    setOf(organizationId, 1, 1, true),
    pageOf(organizationId, newId('src'), notes),
    pageOf(organizationId, newId('src'), [upsert(world, { text: 'a note on tides', path: 'note.txt' })]),
  );
  await core.settled(organizationId);
  expect(world.embedded.length).toBe(3_001);
  expect(world.embedded.indexOf('a note on tides')).toBeLessThan(200);
});
