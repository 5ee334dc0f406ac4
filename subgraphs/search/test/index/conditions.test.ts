import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorKey } from '@conhub/subgraph-kit/author-key';
import { type FacetField, facetsOf } from '../../src/index/ranking/facets.ts';
import type { SearchQuery } from '../../src/index/ranking/query.ts';
import { type Core, createWorld, nextAt, openCore, pageOf, removeFolder, setOf, temporaryFolder, upsert } from './fixture.ts';

const organizationId = newId('org');
const [notes, code] = [newId('src'), newId('src')];
const [ann, ben] = [newId('usr'), newId('usr')];
const day = 86_400_000;
const nowMs = Date.UTC(2026, 10, 21, 12);
let folder: string;
let core: Core;

const says = [
  {
    text: 'rotate refresh token',
    path: 'docs/Auth/tokens.md',
    title: 'Tokens',
    kind: 'TEXT',
    updatedAt: nowMs - day,
    author: 'ann@example.org',
  },
  { text: 'rotate a wing', path: 'docs/wing.md', title: 'Wings of a bird', kind: 'TEXT', updatedAt: nowMs - 20 * day },
  { text: 'const rotate = 1; // token', path: 'src/auth/rotate.test.ts', kind: 'CODE', language: 'typescript', updatedAt: nowMs - 3 * day },
  {
    text: 'rotate = lambda token: token',
    path: 'src/rotate.py',
    kind: 'CODE',
    language: 'python',
    updatedAt: nowMs - 400 * day,
    author: 'ben@example.org',
  },
  { text: 'rotate secrets of ann', path: 'private/secret.md', kind: 'TEXT', updatedAt: nowMs - 2 * day, access: 2, author: ann },
] as const;

beforeAll(async () => {
  folder = temporaryFolder();
  const world = createWorld();
  core = openCore(folder, world);
  const source = (sourceId: string) =>
    ({ organizationId, at: nextAt(), t: 'source', sourceId, version: 1, accountId: newId('acc'), providerKey: 'folder' }) as const;
  const operations = says.map((each) => {
    const operation = upsert(world, { ...each, language: 'language' in each ? each.language : null });
    return 'author' in each && operation.content
      ? { ...operation, content: { ...operation.content, authorKey: authorKey(each.author) } }
      : operation;
  });
  core.apply(
    source(notes),
    source(code),
    setOf(organizationId, 1, 1, true),
    setOf(organizationId, 2, 1, false, [ann]),
    pageOf(
      organizationId,
      notes,
      [operations[0], operations[1], operations[4]].filter((each) => each !== undefined),
      'My Notes',
    ),
    pageOf(
      organizationId,
      code,
      [operations[2], operations[3]].filter((each) => each !== undefined),
      'code',
    ),
  );
  await core.settled(organizationId);
});
afterAll(async () => {
  await core.stop();
  removeFolder(folder);
});

const find = (text: string, more: Partial<SearchQuery> = {}) => core.search({ organizationId, userId: ben, text, nowMs, ...more });
const paths = (text: string, more: Partial<SearchQuery> = {}): string[] =>
  find(text, more)
    .hits.map((hit) => hit.path)
    .toSorted();

test('each field of a query filters as its name says', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    'rotate lang:ts': ['src/auth/rotate.test.ts'],
    'rotate -lang:ts kind:code': ['src/rotate.py'],
    'rotate kind:text': ['docs/Auth/tokens.md', 'docs/wing.md'],
    'rotate path:auth': ['docs/Auth/tokens.md', 'src/auth/rotate.test.ts'],
    'rotate path:/src': ['src/auth/rotate.test.ts', 'src/rotate.py'],
    'rotate path:src/*.ts': ['src/auth/rotate.test.ts'],
    'rotate -path:docs/ -ext:py': ['src/auth/rotate.test.ts'],
    'rotate ext:md': ['docs/Auth/tokens.md', 'docs/wing.md'],
    'rotate file:rotate': ['src/auth/rotate.test.ts', 'src/rotate.py'],
    'rotate file:*.test.ts': ['src/auth/rotate.test.ts'],
    'rotate title:wings': ['docs/wing.md'],
    'rotate source:"my notes"': ['docs/Auth/tokens.md', 'docs/wing.md'],
    'rotate source:my': ['docs/Auth/tokens.md', 'docs/wing.md'],
    [`rotate source:${code}`]: ['src/auth/rotate.test.ts', 'src/rotate.py'],
    'rotate source:nothing': [],
    'rotate author:Ann@Example.org': ['docs/Auth/tokens.md'],
    'rotate after:7d': ['docs/Auth/tokens.md', 'src/auth/rotate.test.ts'],
    'rotate before:2026': ['src/rotate.py'],
    'rotate after:2026-11 before:2026-11-20': ['docs/wing.md', 'src/auth/rotate.test.ts'],
    'rotate -token': ['docs/wing.md'],
    'rotate -"refresh token"': ['docs/wing.md', 'src/auth/rotate.test.ts', 'src/rotate.py'],
    'rotate -tokens kind:text': ['docs/wing.md'],
  };
  for (const [query, found] of Object.entries(expected))
    for (const mode of ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const) expect(paths(query, { mode }), `${mode} ${query}`).toEqual(found);
});

test('what a member has made is found by `me` and by their id, by themselves and by nobody who may not see it', () => {
  const found = (text: string, userId: string | null, filter = {}) =>
    core.search({ organizationId, text, userId, filter }).hits.map(({ path }) => path);
  for (const author of ['me', 'ME', ann]) {
    expect(found(`rotate author:${author}`, ann)).toEqual(['private/secret.md']);
    expect(found('rotate', ann, { authorEmails: [author] })).toEqual(['private/secret.md']);
    expect(found(`rotate author:${author}`, newId('usr'))).toEqual([]);
    expect(found(`rotate author:${author}`, null)).toEqual([]);
  }
  expect(found('rotate -author:me', ann)).not.toContain('private/secret.md');
});

test('a query of nothing but conditions lists what passes, the last changed first, page by page', () => {
  const all = find('before:2027');
  expect(all.hits.map((hit) => hit.path)).toEqual(['docs/Auth/tokens.md', 'src/auth/rotate.test.ts', 'docs/wing.md', 'src/rotate.py']);
  expect(all).toMatchObject({ totalEstimate: 4, degraded: [], hasNextPage: false });
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const page: ReturnType<typeof find> = find('before:2027', { first: 1, after });
    seen.push(...page.hits.map((hit) => hit.path));
    after = page.hits.at(-1)?.cursor ?? null;
    if (!page.hasNextPage) break;
  }
  expect(seen).toEqual(all.hits.map((hit) => hit.path));
  expect(paths('kind:code -ext:py')).toEqual(['src/auth/rotate.test.ts']);
});

const allFields: readonly FacetField[] = ['SOURCE', 'PROVIDER', 'KIND', 'LANGUAGE', 'AUTHOR', 'PATH', 'UPDATED'];
const question = (query: Partial<SearchQuery> & { text: string }): SearchQuery => ({
  organizationId,
  userId: ben,
  mode: 'HYBRID',
  orderBy: 'RELEVANCE',
  filter: {},
  first: 10,
  after: null,
  passages: 1,
  nowMs,
  isExplained: false,
  ...query,
});
const facets = (asked: Partial<SearchQuery> & { text: string }, fields = allFields) => {
  const query = question(asked);
  const { matches } = core.search(query);
  return facetsOf(core.organization(organizationId), { query, matches, fields, first: 10 });
};

test('an author stands by a document that the viewer may see, not by an older one that they may not', async () => {
  const world = createWorld();
  const own = newId('org');
  const by = (operation: ReturnType<typeof upsert>) =>
    operation.content ? { ...operation, content: { ...operation.content, authorKey: authorKey('ines@example.org') } } : operation;
  const [hidden, shown] = [
    by(upsert(world, { text: 'high water', path: 'hidden.md', access: 2 })),
    by(upsert(world, { text: 'low water', path: 'shown.md' })),
  ];
  const other = openCore(temporaryFolder(), world);
  try {
    other.apply(setOf(own, 1, 1, true), setOf(own, 2, 1, false, [ann]), pageOf(own, newId('src'), [hidden, shown]));
    await other.settled(own);
    const valuesFor = (userId: string) => {
      const query: SearchQuery = { ...question({ text: 'water' }), organizationId: own, userId };
      return facetsOf(other.organization(own), { query, matches: null, fields: ['AUTHOR'], first: 10 })[0]?.values;
    };
    expect(valuesFor(ben)).toMatchObject([{ count: 1, document: { path: 'shown.md' } }]);
    expect(valuesFor(ann)).toMatchObject([{ count: 2, document: { path: 'hidden.md' } }]);
  } finally {
    await other.stop();
  }
});

test('facets count what was found, by every field, with what a filter takes', () => {
  const byField = Object.fromEntries(facets({ text: 'rotate' }).map(({ field, values }) => [field, values]));
  expect(byField).toEqual({
    SOURCE: [
      { value: [notes, code].toSorted()[0], label: expect.any(String), count: 2 },
      { value: [notes, code].toSorted()[1], label: expect.any(String), count: 2 },
    ],
    PROVIDER: [{ value: 'folder', label: 'Folder', count: 4 }],
    KIND: [
      { value: 'CODE', label: 'Code', count: 2 },
      { value: 'TEXT', label: 'Text', count: 2 },
    ],
    LANGUAGE: [
      { value: 'python', label: 'Python', count: 1 },
      { value: 'typescript', label: 'TypeScript', count: 1 },
    ],
    AUTHOR: expect.arrayContaining([
      {
        value: authorKey('ann@example.org'),
        label: authorKey('ann@example.org'),
        count: 1,
        document: expect.objectContaining({ path: expect.any(String) }),
      },
    ]),
    PATH: [
      { value: 'docs/', label: 'docs/', count: 2 },
      { value: 'src/', label: 'src/', count: 2 },
    ],
    UPDATED: [
      { value: '24h', label: 'Last 24 hours', count: 1 },
      { value: '7d', label: 'Last 7 days', count: 2 },
      { value: '30d', label: 'Last 30 days', count: 3 },
      { value: '365d', label: 'Last year', count: 3 },
    ],
  });
  expect(byField['SOURCE']?.map(({ label }) => label).toSorted()).toEqual(['My Notes', 'code']);
  expect(facets({ text: 'rotate', filter: { pathPrefix: 'src/' } }, ['PATH'])[0]?.values).toEqual([
    { value: 'src/auth/', label: 'src/auth/', count: 1 },
  ]);
});

test('a facet’s value, handed back as a filter, finds as many as it counted; nothing counts what is hidden', () => {
  const filterOf: Readonly<Record<string, (value: string) => Partial<SearchQuery>>> = {
    SOURCE: (value) => ({ filter: { sourceIds: [value] } }),
    PROVIDER: (value) => ({ filter: { providerKeys: [value] } }),
    KIND: (value) => ({ filter: { kinds: [value as 'CODE'] } }),
    LANGUAGE: (value) => ({ filter: { languages: [value] } }),
    AUTHOR: (value) => ({ filter: { authorEmails: [value] } }),
    PATH: (value) => ({ filter: { pathPrefix: value } }),
    UPDATED: (value) => ({ text: `rotate after:${value}` }),
  };
  fc.assert(
    fc.property(fc.constantFrom(ann, ben, null), fc.constantFrom('rotate', 'before:2027', 'rotate kind:text'), (userId, text) => {
      for (const { field, values } of facets({ text, userId }))
        for (const { value, count } of values) {
          const narrowed = filterOf[field]?.(value) ?? {};
          const query = field === 'UPDATED' ? { text: `${text} after:${value}` } : narrowed;
          expect(find(text, { userId, first: 100, ...query }).hits.length, `${field} ${value}`).toBe(count);
        }
    }),
  );
  const secret = facets({ text: 'rotate', userId: ben }, ['PATH'])[0]?.values.map(({ value }) => value);
  expect(secret).not.toContain('private/');
  expect(facets({ text: 'rotate', userId: ann }, ['PATH'])[0]?.values.map(({ value }) => value)).toContain('private/');
});
