import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbedder, readEmbeddingEnv } from '@conhub/embedding';
import { newId } from '@conhub/subgraph-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeTinyModel } from '../subgraphs/embedding/test/tiny-model.ts';
import { type Data, type TestGraph, nobody, startGraph, until } from './graph.ts';
import { type Person, found, join as joinAs, setUp } from './people.ts';
import { addFolder } from './sources.ts';

const models = mkdtempSync(join(tmpdir(), 'conhub-models-'));
const operation = (name: string): string => readFileSync(new URL(`../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
const spaces = operation('index-spaces');
const statuses = async (who: Person): Promise<string[]> =>
  ((await graph.ask(who, spaces)).organization.searchIndex.spaces as Data[]).map(({ model, status }) => `${model.name} ${status}`);
const actions = async (who: Person): Promise<string[]> =>
  (
    (await graph.ask(who, '{ organization { auditLog { events(first: 100) { nodes { action actor { __typename } } } } } }')).organization
      .auditLog.events.nodes as Data[]
  )
    .map(({ action }) => action as string)
    .filter((action) => /reindex|space/i.test(action));

const embedder = createEmbedder({ ...readEmbeddingEnv({}), addedModelsFolder: models, documentWorkers: 1, threadsPerWorker: 1 });
let graph: TestGraph;
let ann: Person;
let ben: Person;
let tiny: string;

beforeAll(async () => {
  writeTinyModel(models, 'tiny', { dimension: 20, seed: 11, description: { name: 'team/tiny' } });
  graph = await startGraph({ embedder });
  ann = await setUp(graph, 'Ann', 'Acme');
  ben = await joinAs(graph, ann, 'Ben');
  const path = await graph.write(
    'notes',
    Object.fromEntries(
      Array.from({ length: 60 }, (_, nth) => [`${nth}.md`, `# Walrus ${nth}\n\nThe walrus number ${nth} sleeps on ice.\n`]),
    ),
  );
  await addFolder(graph, ann, path, { visibility: 'ORGANIZATION' });
  const { embeddingModels } = await graph.ask(ann, operation('embedding-models'));
  tiny = (embeddingModels as Data[]).find(({ name }) => name === 'team/tiny').id as string;
});
afterAll(async () => {
  await graph.stop();
  await embedder.stop();
  rmSync(models, { recursive: true });
});

it('a person without index:manage, one of another organization and nobody cannot index anew, give it up or watch it', async () => {
  const stranger = await found(graph, 'Zoe', 'Other');
  for (const who of [ben, nobody]) {
    expect((await graph.run(who, operation('start-reindex'), { input: { modelId: tiny } })).codes[0]).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
    expect((await graph.run(who, operation('cancel-reindex'), { input: { modelId: tiny } })).codes[0]).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
  }
  const theirs = await graph.run(stranger, operation('start-reindex'), { input: { modelId: tiny } });
  // Hers has no documents, and nothing of the other organization's is told or changed.
  expect(theirs.codes).toEqual(['CONFLICT']);
  expect(await statuses(ann)).toEqual(['all-MiniLM-L6-v2 SERVING']);
});

it('a model that is not installed and the one that serves are refused; what is not being filled cannot be given up', async () => {
  const start = async (input: object) => (await graph.run(ann, operation('start-reindex'), { input })).codes;
  expect(await start({ modelId: newId('model') })).toEqual(['BAD_USER_INPUT']);
  expect(await start({})).toEqual(['CONFLICT']);
  expect((await graph.run(ann, operation('cancel-reindex'), { input: { modelId: tiny } })).codes).toEqual(['NOT_FOUND']);
});

it('the index changes its model while it is watched, searches find the same, and the audit log tells who and when', async () => {
  const states: string[] = [];
  const watching = (async () => {
    for await (const { data } of await graph.watch(ann, operation('watch-reindex'))) {
      const { space } = (data as Data).reindexProgress;
      states.push(space.status as string);
      expect(space).toMatchObject({ model: { id: tiny, name: 'team/tiny' }, progress: { failed: 0 } });
      if (space.status !== 'FILLING') return space as Data;
    }
    return null;
  })();
  const { startReindex } = await graph.ask(ann, operation('start-reindex'), { input: { modelId: tiny } });
  expect(startReindex.space).toMatchObject({ model: { id: tiny, dimension: 20 } });
  expect(['FILLING', 'SERVING']).toContain(startReindex.space.status);
  // Each search while it goes on is answered whole.
  for (let nth = 0; nth < 10; nth++) {
    const { search } = await graph.ask(ann, `{ search(query: "walrus number ${nth}") { totalEstimate degraded { leg } } }`);
    expect(search).toMatchObject({ degraded: [], totalEstimate: 60 });
  }
  const state = () => statuses(ann);
  await until('The tiny model serves alone', state, (all) => all.join() === 'team/tiny SERVING');
  const last = await Promise.race([watching, new Promise<null>((resolve) => setTimeout(resolve, 5_000, null))]);
  if (last !== null) expect(last).toMatchObject({ status: 'SERVING', progress: { indexed: 60, pending: 0 } });
  const { organization, search } = await graph.ask(
    ben,
    '{ organization { searchIndex { model { name dimension } } } search(query: "walrus 7", mode: SEMANTIC) { nodes { id } degraded { leg } } }',
  );
  expect(organization.searchIndex.model).toEqual({ name: 'team/tiny', dimension: 20 });
  expect(search).toMatchObject({ degraded: [], nodes: expect.arrayContaining([{ id: expect.any(String) }]) });
  const said = await until(
    'The audit log has it',
    () => actions(ann),
    (all) => all.length >= 2,
  );
  expect(said.toSorted()).toEqual(['search.reindex.started', 'search.space.switched']);
});
