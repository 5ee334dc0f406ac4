import { userViewer } from '@conhub/testkit';
import { newId } from '@conhub/subgraph-kit';
import { expect, test } from 'vitest';
import { ask, connected, find, start } from './running-search.ts';

const suggest = 'query ($prefix: String!) { searchSuggestions(prefix: $prefix, first: 8) { text kind document { id title path } } }';

test('suggestions come from names, words, one’s own queries and saved searches, and tell nobody of what they may not see', async () => {
  const running = await start();
  const { search } = running;
  const { ann, bob, ids } = await connected(running);
  const texts = async (who: typeof ann, prefix: string): Promise<string[]> => {
    const { data, errors } = await ask(search, who, suggest, { prefix });
    expect(errors).toBeUndefined();
    return data.searchSuggestions.map(({ kind, text }: { kind: string; text: string }) => `${kind} ${text}`);
  };
  expect(await texts(ann, 'tok')).toEqual(['DOCUMENT Tokens', 'COMPLETION token', 'COMPLETION tokens']);
  const { data } = await ask(search, ann, suggest, { prefix: 'Tokens' });
  expect(data.searchSuggestions[0]).toEqual({
    text: 'Tokens',
    kind: 'DOCUMENT',
    document: { id: ids[0], title: 'Tokens', path: 'docs/n0.md' },
  });
  expect(await texts(ann, 'refresh rot')).toEqual(['COMPLETION refresh rotated']);
  expect(await texts(ann, 'n1')).toEqual(['DOCUMENT Wings']);
  await ask(search, ann, find, { query: 'rotated tokens again' });
  await ask(search, ann, 'mutation { saveSearch(input: { name: "Rotation", query: "token rotation" }) { __typename } }');
  expect(await texts(ann, 'rota')).toEqual(['RECENT rotated tokens again', 'SAVED token rotation', 'COMPLETION rotated']);
  // Bob sees no document and has asked nothing.
  for (const prefix of ['tok', 'Tokens', 'refresh rot', 'rota', 'n1', 'w']) expect(await texts(bob, prefix)).toEqual([]);
  for (const prefix of ['', '  ', '"', '*', 'tok* OR', ')', '-', 'a'.repeat(200), '東']) await texts(ann, prefix);
});

test('related documents are near in meaning, never the document itself, and null where it may not be seen', async () => {
  const running = await start();
  const { search } = running;
  const { ann, bob, ids } = await connected(running);
  const related =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Document { related(first: 5) { score document { id title } } } } }';
  const of = async (who: typeof ann, id: string | undefined) =>
    (await ask(search, who, related, { r: [{ __typename: 'Document', id }] })).data._entities[0].related;
  const found = await of(ann, ids[0]);
  for (const { score, document } of found) {
    expect(score).toBeGreaterThanOrEqual(0.3);
    expect(ids.slice(1)).toContain(document.id);
  }
  expect(await of(bob, ids[0])).toBeNull();
  expect(await of(userViewer({ organizationId: newId('org') }), ids[0])).toBeNull();
  expect(await of(ann, newId('doc'))).toBeNull();
});
