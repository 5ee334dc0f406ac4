import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestGraph, nobody, startGraph } from './graph.ts';
import { type Person, setUp } from './people.ts';
import { addFolder } from './sources.ts';

let graph: TestGraph;
let ann: Person;

beforeAll(async () => {
  graph = await startGraph();
  ann = await setUp(graph, 'Ann', 'Acme');
});
afterAll(() => graph.stop());

describe('a folder through the whole graph', () => {
  it('is found by word and by meaning, joined over the subgraphs, and by nobody who is not signed in', async () => {
    const path = await graph.write('handbook', {
      'tokens.md': '# Refresh tokens\n\nWe rotate refresh tokens every thirty days, and a reused one ends its family.\n',
      'cats.md': '# Cats\n\nA cat sleeps sixteen hours a day.\n',
    });
    await addFolder(graph, ann, path);
    const query = `query ($query: String!, $mode: SearchMode!) {
      search(query: $query, mode: $mode, first: 5) {
        degraded { leg }
        nodes { score document { path source { name account { owner { displayName } } } indexing { status } } passages(first: 1) { text location { startLine endLine } } }
        freshness { status source { name } }
      }
    }`;
    for (const [text, mode] of [
      ['rotate refresh tokens', 'LEXICAL'],
      ['how often are credentials renewed', 'SEMANTIC'],
      ['rotate refresh tokens', 'HYBRID'],
    ] as const) {
      const { search } = await graph.ask(ann, query, { query: text, mode });
      expect(search).toMatchObject({ degraded: [], freshness: [{ status: 'COMPLETE', source: { name: 'handbook' } }] });
      expect(search.nodes[0]).toMatchObject({
        document: {
          path: 'tokens.md',
          source: { name: 'handbook', account: { owner: { displayName: 'Ann' } } },
          indexing: { status: 'INDEXED' },
        },
        passages: [{ text: expect.stringContaining('thirty days') }],
      });
    }
    const { data, codes } = await graph.run(nobody, query, { query: 'tokens', mode: 'LEXICAL' });
    expect(data).toEqual({ search: null });
    expect(codes).toEqual(['UNAUTHENTICATED']);
    expect(graph.masked).toEqual([]);
  });
});
