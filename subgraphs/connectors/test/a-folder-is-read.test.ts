import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Viewer, organizationOf } from '@conhub/subgraph-kit';
import { afterEach, expect, test } from 'vitest';
import { addFolder, finished } from './steps.ts';
import { type World, createWorld, team, until } from './world.ts';

let world: World;
afterEach(() => world.close());

test('a folder is connected, read, and said page by page, permissions first', async () => {
  world = await createWorld();
  await world.write('a.md', '# Alpha\n\ntext');
  await world.write('b/c.txt', 'see');
  const ann = team()[0] as Viewer;
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  const run = await finished(world, ann, runId);
  expect(run).toMatchObject({ status: 'SUCCEEDED', phase: 'DONE', trigger: 'FIRST', problem: null, counts: { fetched: 2, failed: 0 } });
  const { data, errors } = await world.run(
    ann,
    `{ source(id: "${sourceId}") { name path status checkpoint { documentCount digest position } documents(first: 10) { totalCount nodes { id title path kind state updatedAt text { content lineCount } access { visibility reasons { kind } } } } failures { totalCount } } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    source: {
      path: world.folder,
      status: 'ACTIVE',
      checkpoint: { documentCount: 2 },
      failures: { totalCount: 0 },
      documents: {
        totalCount: 2,
        nodes: expect.arrayContaining([
          expect.objectContaining({
            title: 'Alpha',
            path: 'a.md',
            text: { content: '# Alpha\n\ntext', lineCount: 3 },
            access: { visibility: 'OWNER', reasons: [{ kind: 'OWNER' }] },
          }),
          expect.objectContaining({ title: 'c.txt', path: 'b/c.txt' }),
        ]),
      },
    },
  });
  const events = await world.events();
  const types = events.map((event) => event.type);
  expect(types.indexOf('connectors.access_set.changed')).toBeLessThan(types.indexOf('connectors.source.page_committed'));
  expect(types).toContain('connectors.sync_run.finished');
  const page = events.find((event) => event.type === 'connectors.source.page_committed')?.payload as {
    ops: { textHash: string; path: string }[];
  };
  expect(page.ops.map((op) => op.path).toSorted()).toEqual(['a.md', 'b/c.txt']);
  expect(await world.connectors.readText(organizationOf(ann) as string, page.ops[0]?.textHash ?? '')).toContain('');
});

test('a folder that is added is read once, though it is watched', async () => {
  world = await createWorld();
  for (let index = 0; index < 30; index += 1) await world.write(`${index}.md`, `# ${index}`);
  const ann = team()[0] as Viewer;
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  await sleep(1_000);
  const { data } = await world.run(ann, `{ source(id: "${sourceId}") { currentSync { id } syncRuns { nodes { id trigger } } } }`);
  expect(data).toEqual({ source: { currentSync: null, syncRuns: { nodes: [{ id: runId, trigger: 'FIRST' }] } } });
});

test('a change is read within three seconds, a rename sends no text', async () => {
  world = await createWorld();
  await world.write('a.md', '# Alpha');
  const ann = team()[0] as Viewer;
  const { runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const begin = Date.now();
  await world.write('a.md', '# Beta');
  await rename(join(world.folder, 'a.md'), join(world.folder, 'z.md'));
  await world.write('new.md', 'new');
  const paths = async () =>
    (
      await world.run<{ organization: { documents: { nodes: { path: string; title: string }[] } } }>(
        ann,
        '{ organization { documents(orderBy: { field: PATH, direction: ASC }) { nodes { path title } } } }',
      )
    ).data.organization.documents.nodes;
  await until(
    async () =>
      JSON.stringify(await paths()) ===
      JSON.stringify([
        { path: 'new.md', title: 'new.md' },
        { path: 'z.md', title: 'Beta' },
      ]),
    'the changes are read',
  );
  expect(Date.now() - begin).toBeLessThan(3_000);
  await rename(join(world.folder, 'z.md'), join(world.folder, 'y.md'));
  await until(async () => (await paths()).some(({ path }) => path === 'y.md'), 'the rename is read');
  const last = (await world.events('connectors.source.page_committed')).at(-1)?.payload as { ops: object[] };
  expect(last.ops).toEqual([
    { documentId: expect.any(String), version: expect.any(Number), t: 'move', path: 'y.md', title: 'Beta', url: null },
  ]);
  await rm(join(world.folder, 'y.md'));
  await until(async () => (await paths()).length === 1, 'the deletion is read');
});
