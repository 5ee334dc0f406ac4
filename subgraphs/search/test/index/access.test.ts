import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SearchFilter } from '../../src/index/ranking/query.ts';
import { indexingOf } from '../../src/index/reports.ts';
import { type Core, type World, createWorld, openCore, pageOf, removeFolder, setOf, temporaryFolder, upsert } from './fixture.ts';

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

const people = [newId('usr'), newId('usr'), newId('usr')];
const organizations = [newId('org'), newId('org')];

const setFact = fc.record({
  t: fc.constant('set' as const),
  organization: fc.nat(1),
  set: fc.nat(3),
  everyone: fc.boolean(),
  members: fc.subarray(people),
});
const moveFact = fc.record({ t: fc.constant('move' as const), organization: fc.nat(1), document: fc.nat(3), set: fc.nat(3) });

test('in every mode a document is seen, counted and told of exactly by those its set names', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(setFact, moveFact), { maxLength: 14 }), async (history) => {
      const suffix = newId('org').slice(4);
      const idOf = (organization: number): string => `org_${suffix.slice(0, 20)}${organization}xxxxx`;
      const documents = organizations.map(() => [0, 1, 2, 3].map(() => newId('doc')));
      const sources = organizations.map(() => newId('src'));
      const sets = new Map<string, { everyone: boolean; members: readonly string[] }>();
      const accessOf = new Map<string, number>();
      organizations.forEach((_, organization) => {
        const operations = (documents[organization] ?? []).map((id, index) => {
          accessOf.set(id, index % 3);
          return upsert(world, { id, text: `common words of ${index}`, access: index % 3 });
        });
        core.apply(pageOf(idOf(organization), sources[organization] as string, operations));
      });
      await Promise.all(organizations.map((_, organization) => core.settled(idOf(organization))));
      let version = 1;
      for (const fact of history) {
        version++;
        if (fact.t === 'set') {
          core.apply(setOf(idOf(fact.organization), fact.set, version, fact.everyone, fact.members));
          if (fact.set !== 0) sets.set(`${fact.organization}/${fact.set}`, fact);
        } else {
          const id = documents[fact.organization]?.[fact.document] as string;
          core.apply(
            pageOf(idOf(fact.organization), sources[fact.organization] as string, [
              { documentId: id, version, t: 'access', access: fact.set },
            ]),
          );
          accessOf.set(id, fact.set);
        }
        for (const [organization, own] of documents.entries()) {
          for (const userId of [...people, null]) {
            const expected = own.filter((id) => {
              const set = sets.get(`${organization}/${accessOf.get(id)}`);
              return set !== undefined && (set.everyone || (userId !== null && set.members.includes(userId)));
            });
            for (const mode of ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const) {
              const answer = core.search({ organizationId: idOf(organization), userId, text: 'common words', mode });
              expect(answer.hits.map((hit) => hit.documentId).toSorted()).toEqual(expected.toSorted());
              expect(answer.totalEstimate).toBe(expected.length);
              expect(answer.sourceIds).toEqual(expected.length > 0 ? [sources[organization]] : []);
            }
            const told = indexingOf(core.organization(idOf(organization)), userId, documents.flat()).map((each) => each.documentId);
            expect(told.toSorted()).toEqual(expected.toSorted());
          }
        }
      }
      // Moving between sets and changing sets asks the model nothing.
      expect(world.embedded.filter((text) => text.startsWith('common words of')).length % 4).toBe(0);
    }),
    { numRuns: 12 },
  );
}, 60_000);

test('what a viewer may not see has no part in the order or the count of what they see, nor in a score by meaning', async () => {
  const [one, other] = [newId('org'), newId('org')];
  const operations = Array.from({ length: 30 }, (_, index) =>
    upsert(world, { text: `token rotation note ${index} ${'word '.repeat(index)}`, path: `n${index}.txt`, access: 1 }),
  );
  const hidden = Array.from({ length: 30 }, (_, index) =>
    upsert(world, { text: `token rotation secret ${index}`, path: `s${index}.txt`, access: 2 }),
  );
  for (const id of [one, other])
    core.apply(setOf(id, 1, 1, true), setOf(id, 2, 1, false, [people[0] as string]), pageOf(id, newId('src'), operations));
  core.apply(pageOf(other, newId('src'), hidden));
  await Promise.all([core.settled(one), core.settled(other)]);
  const seen = (organizationId: string) =>
    core.search({ organizationId, userId: people[1] ?? null, text: 'token rotation', mode: 'SEMANTIC', first: 40 });
  expect(seen(other).hits.map(({ documentId, score }) => ({ documentId, score }))).toEqual(
    seen(one).hits.map(({ documentId, score }) => ({ documentId, score })),
  );
  expect(seen(other).totalEstimate).toBe(30);
});

const filterArbitrary = fc.record<SearchFilter>(
  {
    sourceIds: fc.subarray(['src_a', 'src_b', 'src_none']),
    accountIds: fc.subarray(['acc_a', 'acc_b']),
    providerKeys: fc.subarray(['folder', 'github']),
    kinds: fc.subarray(['CODE', 'TEXT', 'DATA', 'PDF'] as const),
    languages: fc.subarray(['python', 'go', 'rust']),
    pathPrefix: fc.constantFrom('', 'docs/', 'docs/a', 'src', 'nothing', 'docs/é', '%', 'docs_'),
    updatedAfter: fc.integer({ min: 0, max: 12 }),
    updatedBefore: fc.integer({ min: 0, max: 12 }),
  },
  { requiredKeys: [] },
);

test('a filter lets exactly those documents pass that meet every condition, before either leg looks', async () => {
  const organizationId = newId('org');
  const corpus = Array.from({ length: 48 }, (_, index) => ({
    id: newId('doc'),
    sourceId: index % 2 === 0 ? 'src_a' : 'src_b',
    kind: (['CODE', 'TEXT', 'DATA', 'SHEET'] as const)[index % 4] as 'CODE',
    language: [null, 'python', 'go'][index % 3] as string | null,
    path: `${['docs', 'docs/a', 'src', 'docs/é'][index % 4]}/f${index}.txt`,
    updatedAt: index % 12,
  }));
  core.apply(setOf(organizationId, 1, 1, true));
  for (const sourceId of ['src_a', 'src_b']) {
    const isA = sourceId === 'src_a';
    core.apply({
      ...pageOf(organizationId, sourceId, []),
      accountId: isA ? 'acc_a' : 'acc_b',
      providerKey: isA ? 'folder' : 'github',
    } as never);
    core.apply(
      pageOf(
        organizationId,
        sourceId,
        corpus.filter((each) => each.sourceId === sourceId).map((each) => upsert(world, { ...each, text: 'same words everywhere' })),
      ),
    );
  }
  await core.settled(organizationId);
  // One text, one vector: forty-eight documents of the same words are embedded once.
  expect(world.embedded).toHaveLength(1);
  fc.assert(
    fc.property(filterArbitrary, fc.constantFrom('HYBRID', 'LEXICAL', 'SEMANTIC'), (filter, mode) => {
      const isIn = <T>(list: readonly T[] | undefined, value: T | null): boolean =>
        list === undefined || (value !== null && list.includes(value));
      const expected = corpus.filter(
        (each) =>
          isIn(filter.sourceIds, each.sourceId) &&
          isIn(filter.accountIds, each.sourceId === 'src_a' ? 'acc_a' : 'acc_b') &&
          isIn(filter.providerKeys, each.sourceId === 'src_a' ? 'folder' : 'github') &&
          isIn(filter.kinds, each.kind) &&
          isIn(filter.languages, each.language) &&
          each.path.startsWith(filter.pathPrefix ?? '') &&
          each.updatedAt >= (filter.updatedAfter ?? -1) &&
          each.updatedAt < (filter.updatedBefore ?? 99),
      );
      const { hits } = core.search({ organizationId, text: 'same words', mode, filter, first: 100 });
      expect(
        hits
          .flatMap((hit) => [hit, ...hit.copies])
          .map((hit) => hit.documentId)
          .toSorted(),
      ).toEqual(expected.map((each) => each.id).toSorted());
    }),
    { numRuns: 150 },
  );
});
