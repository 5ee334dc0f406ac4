import { rename, rm, writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestGraph, startGraph, until } from './graph.ts';
import { type Person, found, join, roleId, setUp } from './people.ts';
import { type Model, type ModelSource, type Visibility, mayRead, maySee, readable } from './permission-model.ts';
import { follow, takeAway } from './permission-links.ts';
import { type Change, writeNotes } from './permission-notes.ts';
import { uploadFiles } from './permission-uploads.ts';
import { type Known, type Views, fetchable, look } from './permission-views.ts';
import { addFolder, connectFolders, syncAgain } from './sources.ts';
import { type Uploader, createUploader } from './uploading.ts';

let graph: TestGraph;
let uploader: Uploader;
/** Ann owns Acme, Eve owns Evil; each history has a Ben of its own in Acme. */
let ann: Person;
let eve: Person;
let annsAccount: string;
let evesAccount: string;

beforeAll(async () => {
  graph = await startGraph();
  uploader = await createUploader(graph);
  ann = await setUp(graph, 'Ann', 'Acme');
  eve = await found(graph, 'Eve', 'Evil');
  annsAccount = await connectFolders(graph, ann);
  evesAccount = await connectFolders(graph, eve);
});
afterAll(async () => {
  await uploader.stop();
  await graph.stop();
});

type Step =
  | { readonly t: 'share'; readonly source: number; readonly visibility: Visibility; readonly withAnn: boolean; readonly withBen: boolean }
  | { readonly t: 'edit'; readonly source: number; readonly changes: readonly Change[] }
  | { readonly t: 'notes'; readonly visibility: 'OWNER' | 'ORGANIZATION'; readonly changes: readonly Change[] }
  | { readonly t: 'uploads'; readonly visibility: 'OWNER' | 'ORGANIZATION'; readonly changes: readonly Change[] }
  | { readonly t: 'role'; readonly role: 'ADMIN' | 'MEMBER' | 'VIEWER' }
  | { readonly t: 'removeMember' }
  | { readonly t: 'removeSource'; readonly source: number };

/** Folders of Ann, Ben and Eve, and what sources of notes and uploads Ben has. */
const source = fc.nat({ max: 6 });
const name = fc.constantFrom('a.md', 'b.md', 'c.md', 'sub/d.md');
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ t: fc.constant('write' as const), name, word: fc.constantFrom('apples', 'bridges', 'clouds', 'drums') }),
  fc.record({ t: fc.constant('delete' as const), nth: fc.nat({ max: 3 }) }),
  fc.record({ t: fc.constant('rename' as const), nth: fc.nat({ max: 3 }), name }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      t: fc.constant('share' as const),
      source,
      visibility: fc.constantFrom<Visibility>('OWNER', 'SHARED', 'ORGANIZATION'),
      withAnn: fc.boolean(),
      withBen: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ t: fc.constant('edit' as const), source, changes: fc.array(change, { minLength: 1, maxLength: 3 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      t: fc.constantFrom('notes' as const, 'uploads' as const),
      visibility: fc.constantFrom('OWNER' as const, 'ORGANIZATION' as const),
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('role' as const), role: fc.constantFrom('ADMIN', 'MEMBER', 'VIEWER') }) },
  { weight: 1, arbitrary: fc.constant({ t: 'removeMember' as const }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('removeSource' as const), source }) },
);

interface World {
  readonly ben: Person;
  readonly model: Model;
  readonly folders: readonly string[];
  readonly topic: string;
  readonly runIds: string[];
  /** Documents by source and path, deleted ones left out. */
  readonly documentIds: Map<string, string>;
  /** Every link to a document that somebody has been given. */
  readonly links: { readonly person: Person; readonly documentId: string; readonly url: string }[];
}

let histories = 0;

async function newWorld(): Promise<World> {
  histories += 1;
  const topic = `zeppelin${histories}x`;
  const ben = await join(graph, ann, `Ben${histories}`, 'ADMIN');
  const runIds: string[] = [];
  const folders: string[] = [];
  const sources: ModelSource[] = [];
  for (const [owner, account] of [
    [ann, annsAccount],
    [ben, await connectFolders(graph, ben)],
    [eve, evesAccount],
  ] as const) {
    const files = { 'a.md': `${topic} apples of ${owner.displayName}`, 'sub/d.md': `${topic} drums of ${owner.displayName}` };
    const folder = await graph.write(`${topic}-${owner.displayName}`, files);
    const added = await addFolder(graph, owner, folder, { accountId: account });
    folders.push(folder);
    runIds.push(added.syncRunId);
    sources.push({
      id: added.sourceId,
      organizationId: owner.organizationId,
      owner,
      provider: 'folder',
      visibility: 'OWNER',
      grantees: new Set(),
      isRemoved: false,
      files: new Map(Object.entries(files)),
    });
  }
  const roles = new Map([
    [ann.userId, 'OWNER'],
    [ben.userId, 'ADMIN'],
    [eve.userId, 'OWNER'],
  ]);
  const world: World = { ben, model: { sources, roles }, folders, topic, runIds, documentIds: new Map(), links: [] };
  for (const each of sources) await learnIds(world, each);
  return world;
}

/** The owner always sees which documents there are. */
async function learnIds({ documentIds }: World, { id, owner }: ModelSource): Promise<void> {
  const { source: listed } = await graph.ask(owner, 'query ($id: ID!) { source(id: $id) { documents(first: 50) { nodes { id path } } } }', {
    id,
  });
  for (const key of documentIds.keys()) if (key.startsWith(`${id} `)) documentIds.delete(key);
  for (const document of listed.documents.nodes) documentIds.set(`${id} ${document.path}`, document.id as string);
}

/** Does the step for real and in the model. What its person cannot do any more is not done. */
async function take(world: World, given: Step): Promise<void> {
  const { model, ben } = world;
  const isBenMember = model.roles.has(ben.userId);
  if (given.t === 'removeMember' || given.t === 'role') {
    if (!isBenMember) return;
    if (given.t === 'removeMember') {
      await graph.ask(ann, 'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }', {
        id: ben.membershipId,
      });
      model.roles.delete(ben.userId);
    } else {
      const input = { membershipId: ben.membershipId, roleId: roleId(given.role) };
      await graph.ask(ann, 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { membership { id } } }', {
        input,
      });
      model.roles.set(ben.userId, given.role);
    }
    return;
  }
  if (given.t === 'notes' || given.t === 'uploads') {
    if (!isBenMember || model.roles.get(ben.userId) === 'VIEWER') return;
    if (given.t === 'notes') await writeNotes(graph, world, given);
    else await uploadFiles(graph, uploader, world, given);
    return;
  }
  const target = model.sources[given.source];
  if (target === undefined) return;
  const canManage = ['OWNER', 'ADMIN'].includes(model.roles.get(target.owner.userId) ?? '');
  // Notes and uploads are not removed with their source, nor changed from elsewhere.
  if (target.isRemoved || !canManage || (given.t !== 'share' && target.provider !== 'folder')) return;
  if (given.t === 'removeSource') {
    await graph.ask(target.owner, 'mutation ($id: ID!) { removeSource(input: { sourceId: $id }) { removedSourceId } }', { id: target.id });
    target.isRemoved = true;
  } else if (given.t === 'share') {
    const grantees =
      target.owner === eve ? [] : [...(given.withAnn ? [ann.userId] : []), ...(given.withBen && isBenMember ? [ben.userId] : [])];
    const isShared = given.visibility === 'SHARED' && grantees.length > 0;
    const visibility = given.visibility === 'SHARED' && !isShared ? 'OWNER' : given.visibility;
    const input = { sourceId: target.id, visibility, ...(isShared ? { granteeIds: grantees } : {}) };
    await graph.ask(target.owner, 'mutation ($input: ShareSourceInput!) { shareSource(input: $input) { source { id } } }', { input });
    target.visibility = visibility;
    target.grantees = new Set(isShared ? grantees : []);
  } else {
    for (const each of given.changes) await applyChange(world, target, world.folders[given.source] as string, each);
    world.runIds.push(await syncAgain(graph, target.owner, target.id));
    await learnIds(world, target);
  }
}

async function applyChange({ topic }: World, { files }: ModelSource, folder: string, given: Change): Promise<void> {
  if (given.t === 'write') {
    const text = `${topic} ${given.word}`;
    await writeFile(joinPath(folder, given.name), text);
    files.set(given.name, text);
    return;
  }
  const path = [...files.keys()][given.nth];
  if (path === undefined) return;
  if (given.t === 'delete') {
    await rm(joinPath(folder, path));
    files.delete(path);
  } else if (given.name !== path) {
    await rename(joinPath(folder, path), joinPath(folder, given.name));
    files.set(given.name, files.get(path) ?? '');
    files.delete(path);
  }
}

/** What everybody sees now, against the model: at once where connectors answer, within a moment where search does. */
async function expectModel(world: World): Promise<void> {
  const { model, ben, topic, runIds, documentIds } = world;
  const sourceIds = model.sources.map(({ id }) => id);
  const known: Known = { topic, sourceIds, runIds, documentIds: [...documentIds.values()] };
  for (const person of [ann, ben, eve]) {
    const texts = readable(model, person);
    const visible = new Set(model.sources.filter((each) => maySee(model, person, each)).map(({ id }) => id));
    const counted = Object.fromEntries(['lexical', 'semantic', 'hybrid', 'everything'].map((mode) => [mode, texts.length]));
    const everywhere = (keys: readonly string[]): Record<string, string[]> => Object.fromEntries(keys.map((key) => [key, texts]));
    const expected = {
      documents: everywhere(['lexical', 'semantic', 'hybrid', 'everything', 'nodes', 'list']),
      estimates: counted,
      counts: counted,
      isOffered: texts.length > 0,
      sources: [...visible].toSorted(),
    };
    const inTime = (views: Views): boolean => {
      try {
        expect(views).toMatchObject(expected);
        return true;
      } catch {
        return false;
      }
    };
    const views = await until('Search follows', () => look(graph, person, known), inTime, 20_000).catch(() => look(graph, person, known));
    expect(views, `${person.displayName} after the step`).toMatchObject(expected);
    expect(texts, person.displayName).toEqual(expect.arrayContaining([...views.related]));
    const readableIds = [...documentIds].flatMap(([key, id]) =>
      model.sources.some((each) => mayRead(model, person, each) && key.startsWith(`${each.id} `)) ? [id] : [],
    );
    // Runs are seen as their sources are.
    expect(views.runs.length > 0, person.displayName).toBe(visible.size > 0);
    expect(await fetchable(graph, person, known), person.displayName).toEqual([...visible, ...views.runs, ...readableIds].toSorted());
    await expectLinks(world, person, known);
  }
}

/** Downloads and revisions are there for what a person reads now; a link ends for who may not any more, however new it is. */
async function expectLinks({ model, documentIds, links }: World, person: Person, known: Known): Promise<void> {
  const now = new Map<string, { readonly place: string; readonly text: string }>();
  for (const each of model.sources)
    for (const [path, text] of mayRead(model, person, each) ? each.files : []) {
      const place = `${each.id} ${path}`;
      now.set(documentIds.get(place) as string, { place, text });
    }
  const taken = await takeAway(graph, person, known);
  const places = (found: ReadonlyMap<string, { readonly place: string }>): string[] =>
    [...found.values()].map(({ place }) => place).toSorted();
  expect(places(taken), person.displayName).toEqual(places(now));
  for (const [documentId, { url }] of taken) {
    const isNew = !links.some((each) => each.person === person && each.documentId === documentId);
    if (isNew) links.push({ person, documentId, url });
  }
  const own = links.filter((each) => each.person === person);
  const followed = await Promise.all(own.map(({ url }) => follow(uploader.at(url))));
  expect(followed, `${person.displayName} by links`).toEqual(own.map(({ documentId }) => now.get(documentId)?.text ?? null));
}

it('shows everybody exactly what they may see, by every path, after every step of any history', { timeout: 240_000 }, async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (history) => {
      const world = await newWorld();
      await expectModel(world);
      for (const each of history) {
        await take(world, each);
        await expectModel(world);
        steps += 1;
      }
    }),
    { numRuns: 6, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false, endOnFailure: true },
  );
  expect(steps).toBeGreaterThan(0);
  expect(graph.masked).toEqual([]);
});
