import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Data, type TestGraph, startGraph, until } from './graph.ts';
import { type Person, setUp } from './people.ts';
import { connectFolders, syncAgain } from './sources.ts';

let graph: TestGraph;
let ann: Person;

beforeAll(async () => {
  graph = await startGraph();
  ann = await setUp(graph, 'Ann', 'Acme');
});
afterAll(() => graph.stop());

const progress = `subscription ($sourceId: ID!) { syncProgress(sourceId: $sourceId) { syncRun {
  id status counts { fetched } indexing { pending indexed } source { account { owner { displayName } } } } } }`;
const count = 800;

it('a run that is cancelled while it reads is seen to end, keeps what it has read, starts no other, and the next one reads the rest', async () => {
  const path = await graph.write('many', Object.fromEntries(Array.from({ length: count }, (_, nth) => [`${nth}.md`, `walrus ${nth}`])));
  const accountId = await connectFolders(graph, ann);
  const { addSource } = await graph.ask(
    ann,
    'mutation ($input: AddSourceInput!) { addSource(input: $input) { ... on AddSourcePayload { source { id } syncRun { id } } } }',
    { input: { accountId, containerId: path } },
  );
  const sourceId = addSource.source.id as string;
  const syncRunId = addSource.syncRun.id as string;

  const seen: Data[] = [];
  let isAsked = false;
  for await (const { data, errors } of await graph.watch(ann, progress, { sourceId })) {
    expect(errors).toBeUndefined();
    const { syncRun } = (data as Data).syncProgress;
    expect(syncRun).toMatchObject({ id: syncRunId, source: { account: { owner: { displayName: 'Ann' } } } });
    seen.push(syncRun);
    if (!isAsked && syncRun.status === 'RUNNING' && syncRun.counts.fetched > 0) {
      isAsked = true;
      const { cancelSync } = await graph.ask(ann, 'mutation ($id: ID!) { cancelSync(input: { syncRunId: $id }) { syncRun { id } } }', {
        id: syncRunId,
      });
      expect(cancelSync.syncRun.id).toBe(syncRunId);
    }
    // The state in which a run has ended and search has caught up with it is always sent.
    if (syncRun.status !== 'QUEUED' && syncRun.status !== 'RUNNING' && syncRun.indexing.pending === 0) break;
  }
  const last = seen.at(-1);
  expect(last.status).toBe('CANCELLED');
  expect(seen.map(({ status }) => status)).toContain('RUNNING');
  const read = last.counts.fetched as number;
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(count);

  await sleep(1_000);
  const standing = `query ($id: ID!) { source(id: $id) { currentSync { id } lastSync { id status } documents { totalCount } }
    search(query: "walrus", mode: LEXICAL) { totalEstimate } }`;
  expect(await graph.ask(ann, standing, { id: sourceId })).toEqual({
    source: { currentSync: null, lastSync: { id: syncRunId, status: 'CANCELLED' }, documents: { totalCount: read } },
    search: { totalEstimate: Math.min(read, 200) },
  });

  const next = await syncAgain(graph, ann, sourceId);
  const { syncRun, source } = await until(
    'All is read',
    () =>
      graph.ask(
        ann,
        'query ($run: ID!, $id: ID!) { syncRun(id: $run) { status counts { fetched } } source(id: $id) { documents { totalCount } } }',
        {
          run: next,
          id: sourceId,
        },
      ),
    (answer) => answer.syncRun.status === 'SUCCEEDED',
  );
  expect(syncRun.counts.fetched).toBe(count - read);
  expect(source.documents.totalCount).toBe(count);
  expect(graph.masked).toEqual([]);
});
