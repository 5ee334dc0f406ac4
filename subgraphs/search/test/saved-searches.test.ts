import { newId, service } from '@conhub/subgraph-kit';
import { userViewer } from '@conhub/testkit';
import { expect, test } from 'vitest';
import { createDepartureStore } from '../src/subscribers/on-departure.ts';
import { createRecentSearches } from '../src/suggestions/recent-searches.ts';
import { openDatabase } from '@conhub/subgraph-kit/database';
import { definition } from '../src/index.ts';
import { ask, connected, start } from './running-search.ts';

const save = `mutation ($input: SaveSearchInput!) { saveSearch(input: $input) { __typename
  ... on SaveSearchPayload { savedSearch { id name query mode isShared owner { id } results(first: 5) { nodes { id } } } }
  ... on LimitReached { limit used message } } }`;
const list = '{ organization { savedSearches { totalCount nodes { name } } } }';
const names = ({ data }: Awaited<ReturnType<typeof ask>>): string[] =>
  data.organization.savedSearches.nodes.map(({ name }: { name: string }) => name);

test('a saved search is its owner’s, and everybody’s in the organization once it is shared; it finds what its reader may see', async () => {
  const running = await start();
  const { search } = running;
  const { ann, bob, ids } = await connected(running);
  const eve = userViewer({ organizationId: newId('org') });
  const own = await ask(search, ann, save, {
    input: { name: ' Tokens ', query: 'rotated token', filter: { kinds: ['TEXT'], updatedAfter: '2020-01-01T00:00:00.000Z' } },
  });
  expect(own.errors).toBeUndefined();
  const { savedSearch } = own.data.saveSearch;
  expect(savedSearch).toMatchObject({ name: 'Tokens', query: 'rotated token', mode: 'HYBRID', isShared: false, owner: { id: ann.userId } });
  expect(savedSearch.results.nodes[0]).toEqual({ id: ids[0] });
  const byId = 'query ($id: ID!) { savedSearch(id: $id) { name results { nodes { id } } } }';
  for (const other of [bob, eve]) {
    expect((await ask(search, other, byId, { id: savedSearch.id })).data).toEqual({ savedSearch: null });
    expect(names(await ask(search, other, list))).toEqual([]);
  }
  const update = 'mutation ($input: UpdateSavedSearchInput!) { updateSavedSearch(input: $input) { savedSearch { name isShared } } }';
  const shared = await ask(search, ann, update, { input: { savedSearchId: savedSearch.id, isShared: true, name: 'Our tokens' } });
  expect(shared.data.updateSavedSearch.savedSearch).toEqual({ name: 'Our tokens', isShared: true });
  // Bob sees the search, and of the documents nothing: they are Ann's.
  expect((await ask(search, bob, byId, { id: savedSearch.id })).data).toEqual({
    savedSearch: { name: 'Our tokens', results: { nodes: [] } },
  });
  expect((await ask(search, eve, byId, { id: savedSearch.id })).data).toEqual({ savedSearch: null });
  expect(names(await ask(search, bob, list))).toEqual(['Our tokens']);
  const remove = 'mutation ($id: ID!) { deleteSavedSearch(input: { savedSearchId: $id }) { deletedSavedSearchId } }';
  expect((await ask(search, bob, remove, { id: savedSearch.id })).errors?.[0]?.message).toMatch(/Only its owner/);
  expect((await ask(search, eve, remove, { id: savedSearch.id })).errors?.[0]?.message).toMatch(/no such thing/);
  expect((await ask(search, ann, remove, { id: savedSearch.id })).data.deleteSavedSearch).toEqual({ deletedSavedSearchId: savedSearch.id });
  expect(names(await ask(search, ann, list))).toEqual([]);
});

test('a saved search shows its filter as it was given, and as it was changed; what sets no condition is null', async () => {
  const { search } = await start();
  const ann = userViewer({ organizationId: newId('org') });
  const shown = 'filter { sourceIds accountIds providerKeys kinds languages pathPrefix authorEmails updatedAfter updatedBefore }';
  const saved = `mutation ($input: SaveSearchInput!) { saveSearch(input: $input) { ... on SaveSearchPayload { savedSearch { id ${shown} } } } }`;
  const filter = {
    sourceIds: [newId('src')],
    accountIds: [newId('acc'), newId('acc')],
    providerKeys: ['folder'],
    kinds: ['TEXT', 'CODE'],
    languages: ['go'],
    pathPrefix: 'docs/',
    authorEmails: ['ann@example.org'],
    updatedAfter: '2026-01-02T03:04:05.678Z',
    updatedBefore: '2026-11-21T00:00:00.000Z',
  };
  const { data } = await ask(search, ann, saved, { input: { name: 'All', query: 'x', filter } });
  expect(data.saveSearch.savedSearch.filter).toEqual(filter);
  const nothing = Object.fromEntries(Object.keys(filter).map((name) => [name, null]));
  const plain = await ask(search, ann, saved, { input: { name: 'None', query: 'x' } });
  expect(plain.data.saveSearch.savedSearch.filter).toEqual(nothing);
  const update = `mutation ($input: UpdateSavedSearchInput!) { updateSavedSearch(input: $input) { savedSearch { ${shown} } } }`;
  const changed = await ask(search, ann, update, { input: { savedSearchId: data.saveSearch.savedSearch.id, filter: { kinds: ['PDF'] } } });
  expect(changed.data.updateSavedSearch.savedSearch.filter).toEqual({ ...nothing, kinds: ['PDF'] });
  const read = await ask(search, ann, `query ($id: ID!) { savedSearch(id: $id) { ${shown} } }`, { id: data.saveSearch.savedSearch.id });
  expect(read.data.savedSearch.filter).toEqual({ ...nothing, kinds: ['PDF'] });
});

test('what cannot be searched for cannot be saved, and a person keeps so many at most', async () => {
  const running = await start();
  const { search } = running;
  const ann = userViewer({ organizationId: newId('org') });
  for (const [input, path] of [
    [{ name: ' ', query: 'x' }, 'name'],
    [{ name: 'x', query: '' }, 'query'],
    [{ name: 'x', query: 'plan after:2026-99' }, 'query'],
    [{ name: 'x', query: 'y', filter: { sourceIds: ['nonsense'] } }, 'filter'],
  ] as const) {
    const { errors } = await ask(search, ann, save, { input });
    expect(errors?.[0]?.message, path).toMatch(/name has|query has|is no date|is not the id/);
  }
  const results: string[] = [];
  for (let batch = 0; batch < 21; batch++)
    results.push(
      ...(
        await Promise.all(
          Array.from({ length: 10 }, (_, number) => ask(search, ann, save, { input: { name: `n${batch}-${number}`, query: 'x' } })),
        )
      ).map(({ data }) => data.saveSearch.__typename as string),
    );
  expect(results.filter((name) => name === 'SaveSearchPayload')).toHaveLength(200);
  expect(results.filter((name) => name === 'LimitReached')).toHaveLength(10);
});

test('a removed member takes their saved searches along, shared ones too; a deleted organization all of it', async () => {
  const running = await start();
  const { search } = running;
  const organizationId = newId('org');
  const [ann, bob] = [userViewer({ organizationId }), userViewer({ organizationId })];
  for (const [who, name] of [
    [ann, 'of Ann'],
    [bob, 'of Bob'],
  ] as const)
    await ask(search, who, save, { input: { name, query: 'x', isShared: true } });
  expect(names(await ask(search, ann, list)).toSorted()).toEqual(['of Ann', 'of Bob']);
  const database = await openDatabase({ ...definition, connection: running.connection });
  const recent = createRecentSearches();
  recent.remember(organizationId, bob.userId, 'rotate tokens');
  const store = createDepartureStore(database, recent);
  const event = (type: string, payload: object) =>
    ({
      type,
      payload,
      organizationId,
      aggregateId: organizationId,
      id: newId('evt'),
      xid: '1',
      position: '1',
      actor: service('users'),
    }) as never;
  const next = { xid: '1', position: '1' };
  await store.apply('users', 'access', [event('users.membership.removed', { userId: bob.userId, organizationId })], next);
  expect(names(await ask(search, ann, list))).toEqual(['of Ann']);
  expect(recent.beginning(organizationId, bob.userId, 'rot', 5)).toEqual([]);
  await store.apply('users', 'access', [event('users.organization.deleted', {})], next);
  expect(names(await ask(search, ann, list))).toEqual([]);
  await database.close();
});
