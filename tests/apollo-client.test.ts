import { readFileSync } from 'node:fs';
import { gql } from '@apollo/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SEARCH, createConHubClient } from './apollo-client-snippet.ts';
import { type Served, serve } from './edge.ts';
import { type TestGraph, startGraph } from './graph.ts';
import { type Person, setUp } from './people.ts';
import { addFolder } from './sources.ts';

let graph: TestGraph;
let served: Served;
let ann: Person;

beforeAll(async () => {
  graph = await startGraph();
  served = await serve(graph);
  ann = await setUp(graph, 'Ann', 'Acme');
  await addFolder(
    graph,
    ann,
    await graph.write('notes', { 'tokens.md': '# Tokens\n\nWe rotate refresh tokens.\n', 'cats.md': 'Cats sleep.\n' }),
  );
});
afterAll(async () => {
  await served.stop();
  await graph.stop();
});

it('is the snippet of docs/clients.md, word for word', () => {
  const text = readFileSync(new URL('../docs/clients.md', import.meta.url), 'utf8');
  const snippet = /## Apollo Client\n[^#]*?```ts\n([\s\S]*?)```/.exec(text)?.[1];
  expect(readFileSync(new URL('apollo-client-snippet.ts', import.meta.url), 'utf8')).toBe(snippet);
});

it('searches over HTTP and follows a sync over a WebSocket, through the cache', async () => {
  const client = createConHubClient(served.url.origin, ann.bearer);
  try {
    const { data } = await client.query<{ search: { nodes: { id: string; score: number; document: { id: string; title: string } }[] } }>({
      query: SEARCH,
      variables: { query: 'rotate refresh tokens' },
    });
    const [first] = data?.search.nodes ?? [];
    expect(first).toMatchObject({
      document: { title: 'Tokens', path: 'tokens.md' },
      passages: [{ text: expect.stringContaining('rotate') }],
    });
    // A hit and its document have one id and two scores in the cache would be one too few.
    expect(data?.search.nodes.map(({ score }) => score)).toEqual(data?.search.nodes.map(({ score }) => score).toSorted((a, b) => b - a));

    interface Progress {
      readonly syncProgress: { readonly syncRun: { readonly status: string; readonly source: { readonly name: string } } };
    }
    // A watched folder may just be read once more.
    const progress = await new Promise<Progress>((resolve, reject) => {
      const query = gql('subscription { syncProgress { syncRun { status indexing { pending } source { name } } } }');
      client.subscribe<Progress>({ query }).subscribe({
        next: ({ data: event }) => (event?.syncProgress.syncRun.status === 'SUCCEEDED' ? resolve(event) : undefined),
        error: reject,
      });
    });
    expect(progress.syncProgress.syncRun).toMatchObject({ indexing: { pending: 0 }, source: { name: 'notes' } });
  } finally {
    client.stop();
  }
});
