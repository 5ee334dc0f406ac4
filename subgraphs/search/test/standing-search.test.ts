import { newId } from '@conhub/subgraph-kit';
import type { Viewer } from '@conhub/subgraph-kit';
import { requestInfo, userViewer } from '@conhub/testkit';
import { type ExecutionResult, parse, subscribe } from 'graphql';
import { expect, test } from 'vitest';
import { type Running, connected, facts, say, start } from './running-search.ts';

interface Change {
  readonly position: string;
  readonly change: string;
  readonly hitId: string;
  readonly hit: { readonly document: { readonly title: string } } | null;
}

async function watch({ search }: Running, viewer: Viewer, variables: Readonly<Record<string, unknown>>) {
  const abort = new AbortController();
  const result = await subscribe({
    schema: search.schema,
    document: parse(
      'subscription ($query: String!, $after: String, $first: Int) { searchChanged(query: $query, after: $after, first: $first) { position change hitId hit { document { title } } } }',
    ),
    variableValues: variables,
    contextValue: search.createContext({ viewer, request: { ...requestInfo(), signal: abort.signal } }),
  });
  if (!(Symbol.asyncIterator in result))
    return { errors: result.errors ?? [], next: async (): Promise<Change> => Promise.reject(new Error('refused')), close: () => {} };
  const events = result[Symbol.asyncIterator]();
  return {
    errors: [],
    next: async (): Promise<Change> => {
      const { value } = (await events.next()) as IteratorYieldResult<ExecutionResult>;
      expect(value.errors).toBeUndefined();
      return (value.data as { searchChanged: Change }).searchChanged;
    },
    close: async () => {
      abort.abort();
      await events.return?.();
    },
  };
}

const upsert = (documentId: string | undefined, version: number, more: object) => ({
  documentId,
  version,
  t: 'upsert',
  kind: 'TEXT',
  language: null,
  updatedAt: '2026-11-21T10:00:00.000Z',
  authorKey: null,
  url: null,
  access: 7,
  ...more,
});

test('a standing search tells its state, then what enters, changes and leaves, and a revocation within a second', async () => {
  const running = await start();
  const { said } = running;
  const { organizationId, ann, sourceId, ids, page } = await connected(running);
  const watching = await watch(running, ann, { query: 'refresh token path:docs -lang:none', first: 5 });
  const state = [await watching.next(), await watching.next(), await watching.next()];
  expect(state.map(({ change }) => change)).toEqual(['ENTERED', 'ENTERED', 'ENTERED']);
  expect(state.map(({ hitId }) => hitId).toSorted()).toEqual([...ids].toSorted());

  await say(
    said,
    organizationId,
    page(2, [{ documentId: ids[1], version: 2, t: 'move', path: 'docs/wings.md', title: 'Better wings', url: null }]),
  );
  expect(await watching.next()).toMatchObject({ change: 'UPDATED', hitId: ids[1], hit: { document: { title: 'Better wings' } } });

  await say(said, organizationId, page(3, [{ documentId: ids[2], version: 2, t: 'delete' }]));
  const left = await watching.next();
  expect(left).toMatchObject({ change: 'LEFT', hitId: ids[2], hit: null });

  const at = performance.now();
  await say(said, organizationId, [facts.access, { accessSetId: 7, version: 2, everyone: false, userIds: [] }]);
  const gone = [await watching.next(), await watching.next()];
  expect(performance.now() - at).toBeLessThan(1_000);
  expect(gone.map(({ change }) => change)).toEqual(['LEFT', 'LEFT']);
  expect(gone.map(({ hitId }) => hitId).toSorted()).toEqual([ids[0] ?? '', ids[1] ?? ''].toSorted());
  await watching.close();

  // Who comes back with a position hears what has changed since it, and nothing else.
  const [fileId] = [newId('doc')];
  const text = '# Refresh\n\nAnother refresh token.\n';
  const hash = (await running.blobs.putAll(organizationId, [Buffer.from(text)]))[0];
  await say(
    said,
    organizationId,
    [facts.access, { accessSetId: 7, version: 3, everyone: false, userIds: [ann.userId] }],
    page(4, [upsert(fileId, 1, { textHash: typeof hash === 'string' ? hash : undefined, path: 'docs/new.md', title: 'Refresh' })]),
  );
  await running.search.settled(organizationId);
  const again = await watch(running, ann, { query: 'refresh token path:docs -lang:none', first: 5, after: left.position });
  expect(await again.next()).toMatchObject({ change: 'ENTERED', hitId: fileId });
  await again.close();
  expect(sourceId).toMatch(/^src_/);
}, 30_000);

test('a standing search is refused as a search is, with a strange position, and beyond ten', async () => {
  const running = await start();
  const { ann } = await connected(running);
  const codes = async (viewer: Viewer, variables: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const watching = await watch(running, viewer, variables);
    await watching.close();
    return watching.errors[0]?.message;
  };
  expect(await codes(userViewer({ scopes: [] }), { query: 'x' })).toMatch(/scope search:read/);
  expect(await codes(ann, { query: '' })).toMatch(/query has/);
  expect(await codes(ann, { query: 'x', first: 51 })).toMatch(/first is/);
  expect(await codes(ann, { query: 'x', after: 'nonsense' })).toMatch(/no position|not a position/);
  const open = await Promise.all(Array.from({ length: 10 }, () => watch(running, ann, { query: 'token' })));
  expect(await codes(ann, { query: 'token' })).toMatch(/standing searches are open/);
  for (const watching of open) await watching.next();
  await open[0]?.close();
  expect(await codes(ann, { query: 'token' })).toBeUndefined();
  for (const watching of open.slice(1)) await watching.close();
});
