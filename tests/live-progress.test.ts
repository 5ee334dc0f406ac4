import { writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Asker, type Data, type TestGraph, startGraph, until } from './graph.ts';
import { type Person, join, setUp } from './people.ts';
import { type AddedSource, addFolder } from './sources.ts';

let graph: TestGraph;
let ann: Person;
let mia: Person;
let open: AddedSource;
let hidden: AddedSource;
let folder: string;

beforeAll(async () => {
  graph = await startGraph();
  ann = await setUp(graph, 'Ann', 'Acme');
  mia = await join(graph, ann, 'Mia', 'MEMBER');
  folder = await graph.write('open', { 'a.md': 'a' });
  open = await addFolder(graph, ann, folder, { visibility: 'ORGANIZATION' });
  hidden = await addFolder(graph, ann, await graph.write('hidden', { 'b.md': 'b' }), { accountId: open.accountId });
});
afterAll(() => graph.stop());

/** Everything that is told to somebody who listens to all runs, with when. */
async function listen(who: Asker): Promise<{ told: { at: number; run: Data }[]; isOver(): boolean; stop(): Promise<unknown> }> {
  const events = await graph.watch(
    who,
    'subscription { syncProgress { syncRun { id status trigger indexing { pending } source { id name } counts { fetched } } } }',
  );
  const told: { at: number; run: Data }[] = [];
  let isOver = false;
  void (async () => {
    for await (const { data, errors } of events as AsyncIterable<ExecutionResult>) {
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      told.push({ at: performance.now(), run: (data as Data).syncProgress.syncRun });
    }
    isOver = true;
  })();
  return { told, isOver: () => isOver, stop: () => events.return(undefined) };
}

it('progress of all visible runs begins with how they stand, goes on with what is read because a file changed, and never ends by itself', async () => {
  const [anns, mias] = [await listen(ann), await listen(mia)];
  const sources = (told: { run: Data }[]): string[] => [...new Set(told.map(({ run }) => run.source.id as string))].toSorted();
  await until(
    'Ann is told of both',
    async () => sources(anns.told),
    (ids) => ids.length === 2,
  );
  await until(
    'Mia is told of one',
    async () => sources(mias.told),
    (ids) => ids.length === 1,
  );
  expect(sources(anns.told)).toEqual([open.sourceId, hidden.sourceId].toSorted());
  expect(anns.told.map(({ run }) => [run.status, run.indexing.pending])).toEqual([
    ['SUCCEEDED', 0],
    ['SUCCEEDED', 0],
  ]);

  for (const word of ['one', 'two', 'three', 'four']) {
    const before = new Set(anns.told.map(({ run }) => run.id as string));
    await writeFile(joinPath(folder, `${word}.md`), `a page about ${word}`);
    const isDone = (told: { run: Data }[]): boolean =>
      told.some(
        ({ run }) => !before.has(run.id as string) && run.trigger === 'WATCH' && run.status === 'SUCCEEDED' && run.indexing.pending === 0,
      );
    await until(`Ann is told of ${word}`, async () => isDone(anns.told), Boolean);
    await until(`Mia is told of ${word}`, async () => isDone(mias.told), Boolean);
  }
  expect([anns.isOver(), mias.isOver()]).toEqual([false, false]);
  expect(sources(mias.told)).toEqual([open.sourceId]);
  // At most four rounds a second; a round tells of a run that was followed and of a newer one.
  const last = (anns.told.at(-1)?.at ?? 0) - (anns.told[0]?.at ?? 0);
  expect(anns.told.length).toBeLessThanOrEqual(2 * (4 * (last / 1_000) + 2));

  // Whoever comes back begins with how things stand now.
  const again = await listen(mia);
  await until(
    'Mia is told again',
    async () => again.told.length,
    (count) => count > 0,
  );
  expect(again.told[0]?.run).toMatchObject({ trigger: 'WATCH', status: 'SUCCEEDED', indexing: { pending: 0 } });
  for (const each of [anns, mias, again]) await each.stop();
  expect(graph.masked).toEqual([]);
});
