import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { UserViewer } from '@conhub/subgraph-kit';
import { afterEach, expect, test } from 'vitest';
import { addFolder, finished, sync } from './steps.ts';
import { type World, createWorld, team, until } from './world.ts';

let world: World;
afterEach(() => world.close());

interface Revisions {
  readonly totalCount: number;
  readonly nodes: readonly { readonly revision: string; readonly path: string; readonly sizeBytes: number }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}
const fields = 'totalCount nodes { revision path sizeBytes observedAt } pageInfo { endCursor hasNextPage }';

async function revisions(viewer: UserViewer, id: string, page = ''): Promise<Revisions | undefined> {
  const { data, errors } = await world.run<{ document: { revisions: Revisions } | null }>(
    viewer,
    `{ document(id: "${id}") { revisions${page} { ${fields} } } }`,
  );
  expect(errors).toEqual([]);
  return data.document?.revisions;
}

test('what is observed of a document is remembered: contents, sizes and places, the last 20, and nothing when nothing has changed', async () => {
  world = await createWorld({ env: { watchDelayMs: 60_000 } });
  const [ann, , bob] = team() as [UserViewer, UserViewer, UserViewer];
  await world.write('a.md', 'one');
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const { data } = await world.run<{ source: { documents: { nodes: { id: string }[] } } }>(
    ann,
    `{ source(id: "${sourceId}") { documents { nodes { id } } } }`,
  );
  const id = data.source.documents.nodes[0]?.id as string;
  await sync(world, ann, sourceId, true);
  expect(await revisions(ann, id)).toMatchObject({ totalCount: 1, nodes: [{ path: 'a.md', sizeBytes: 3 }] });
  await world.write('a.md', 'two words');
  await sync(world, ann, sourceId);
  await rename(join(world.folder, 'a.md'), join(world.folder, 'b.md'));
  await sync(world, ann, sourceId);
  const seen = await revisions(ann, id);
  expect(seen?.nodes.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
    ['b.md', 9],
    ['a.md', 9],
    ['a.md', 3],
  ]);
  const first = await revisions(ann, id, '(first: 2)');
  expect([first?.nodes.length, first?.pageInfo.hasNextPage]).toEqual([2, true]);
  const rest = await revisions(ann, id, `(first: 2, after: "${first?.pageInfo.endCursor}")`);
  expect(rest?.nodes).toEqual(seen?.nodes.slice(2));
  expect(await revisions(bob, id)).toBeUndefined();
  await world.run(ann, `mutation { removeSource(input: { sourceId: "${sourceId}" }) { removedSourceId } }`);
  await until(async () => (await world.rows('document_revisions')) === 0, 'they go with their document');
});

test('of a note that is changed often the last 20 revisions stay', async () => {
  world = await createWorld();
  const [ann] = team() as [UserViewer];
  const { data } = await world.run<{ createNote: { document: { id: string } } }>(
    ann,
    'mutation { createNote(input: { title: "n", text: "0" }) { document { id } } }',
  );
  const { id } = data.createNote.document;
  for (let nth = 1; nth <= 24; nth += 1)
    await world.run(ann, `mutation { updateNote(input: { documentId: "${id}", text: "${'x'.repeat(nth)}" }) { document { id } } }`);
  const seen = await revisions(ann, id);
  expect(seen?.totalCount).toBe(20);
  expect(seen?.nodes.map(({ sizeBytes }) => sizeBytes)).toEqual(Array.from({ length: 20 }, (_, nth) => 24 - nth));
});
