import { readFile } from 'node:fs/promises';
import type { UserViewer } from '@conhub/subgraph-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMPLETE, START, type Uploaded, complete, serveRoutes, sha256, start, text } from './uploading.ts';
import { enrol } from './steps.ts';
import { type World, type WorldOptions, createWorld, team } from './world.ts';

let world: World;
let routes: Awaited<ReturnType<typeof serveRoutes>>;
let ann: UserViewer;
let bob: UserViewer;

async function begin(options: WorldOptions = {}): Promise<void> {
  world = await createWorld(options);
  [ann, bob] = team(['OWNER', 'MEMBER']) as [UserViewer, UserViewer];
  await enrol(world, ann, bob);
}
beforeEach(async () => {
  await begin();
  routes = await serveRoutes(() => world);
});
afterEach(async () => {
  await routes.stop();
  await world.close();
});

const put = (url: string, body: Uint8Array): Promise<Response> => fetch(routes.url(url), { method: 'PUT', body });
const code = async (viewer: UserViewer, operation: string, variables: object): Promise<unknown> =>
  (await world.run(viewer, operation, variables as Record<string, unknown>)).errors[0]?.code;

async function upload(viewer: UserViewer, fileName: string, bytes: Uint8Array, over: object = {}): Promise<Uploaded> {
  const { uploadId, uploadUrl } = await start(world, viewer, fileName, bytes, over);
  expect((await put(uploadUrl, bytes)).status).toBe(200);
  return complete(world, viewer, uploadId);
}
const read = async (viewer: UserViewer, id: string): Promise<Uploaded | null> =>
  (await world.run<{ document: Uploaded | null }>(viewer, `{ document(id: "${id}") { id state text { content } download { url } } }`)).data
    .document;
const downloaded = async (document: Uploaded | null): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(routes.url(document?.download?.url ?? ''))).arrayBuffer());
const file = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`./extraction/files/${name}`, import.meta.url)).then((bytes) => new Uint8Array(bytes));

test('a file is read like those of any source, lies in its sender’s own source and comes back to the byte; it is recorded by ids alone', async () => {
  const bytes = await file('tides.docx');
  const document = await upload(bob, 'reports/2026/tides.docx', bytes);
  expect(document).toMatchObject({
    path: 'reports/2026/tides.docx',
    state: 'AVAILABLE',
    kind: 'PAGE',
    sizeBytes: bytes.byteLength,
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    problem: null,
    source: { name: 'Uploads', kind: 'BUILT_IN', visibility: 'OWNER', account: { provider: { key: 'upload' } } },
    revisions: { nodes: [{ revision: sha256(bytes) }] },
  });
  expect(document.text?.content.length).toBeGreaterThan(100);
  expect(await downloaded(document)).toEqual(bytes);
  expect(await read(ann, document.id)).toBeNull();
  const [said] = await world.events('connectors.upload.completed');
  expect(said).toMatchObject({ payload: { documentId: document.id, sourceId: document.source.id, version: 1 }, actor: { id: bob.userId } });
  const pages = await world.events('connectors.source.page_committed');
  expect(pages.map(({ payload }) => payload)).toMatchObject([{ providerKey: 'upload', runId: null, ops: [{ t: 'upsert' }] }]);
});

test('what cannot be read is kept with its reason and comes back to the byte, also after the collector of orphans', async () => {
  const damaged = Uint8Array.from({ length: 5_000 }, (_, nth) => (nth * 7) % 251);
  const given = {
    'empty.txt': [new Uint8Array(), 'AVAILABLE', null],
    'locked.pdf': [await file('locked.pdf'), 'FAILED', 'DOCUMENT_ENCRYPTED'],
    'damaged.docx': [damaged, 'FAILED', 'DOCUMENT_DAMAGED'],
    'photo.jpg': [damaged, 'UNSUPPORTED', 'DOCUMENT_UNSUPPORTED'],
    'program.dat': [damaged, 'UNSUPPORTED', 'DOCUMENT_UNSUPPORTED'],
    'long.txt': [new Uint8Array(16_777_217).fill(97), 'TOO_LARGE', 'DOCUMENT_TOO_LARGE'],
  } as const;
  const ids = new Map<string, string>();
  for (const [name, [bytes, state, reason]] of Object.entries(given)) {
    const document = await upload(ann, name, bytes);
    expect([name, document.state, document.problem?.code ?? null, document.sizeBytes]).toEqual([name, state, reason, bytes.byteLength]);
    ids.set(name, document.id);
  }
  await world.connectors.collectOrphans(0);
  for (const [name, [bytes]] of Object.entries(given)) {
    const found = await read(ann, ids.get(name) ?? '');
    expect(sha256(await downloaded(found)), name).toBe(sha256(bytes));
  }
});

test('a file of the same name is a new revision of the same document, and what was read before is let go', async () => {
  const first = await upload(ann, 'plan.md', text('# One'));
  const second = await upload(ann, 'plan.md', text('# Two'));
  expect(second).toMatchObject({ id: first.id, title: 'Two', text: { content: '# Two' } });
  expect(second.revisions.nodes.map(({ revision }) => revision)).toEqual([sha256('# Two'), sha256('# One')]);
  const pages = (await world.events('connectors.source.page_committed')).length;
  expect(await upload(ann, 'plan.md', text('# Two'))).toMatchObject({ id: first.id });
  expect(await world.events('connectors.source.page_committed')).toHaveLength(pages);
  // A revision that cannot be read keeps its own bytes, and the next good one heals it.
  const locked = await upload(ann, 'plan.md', Uint8Array.of(0xff, 0xd8, 0xff, 0, 1, 2, 3));
  expect(locked).toMatchObject({ id: first.id, state: 'UNSUPPORTED' });
  expect((await upload(ann, 'plan.md', text('# Three'))).state).toBe('AVAILABLE');
  expect((await upload(ann, 'other/plan.md', text('# Three'))).id).not.toBe(first.id);
  // Systems spell the same letters in different ways.
  const spelled = [await upload(ann, 'caf\u00e9.md', text('# One')), await upload(ann, 'cafe\u0301.md', text('# Two'))];
  expect(spelled[1]).toMatchObject({ id: spelled[0]?.id, path: 'caf\u00e9.md' });
  expect((await upload(ann, 'plan.md', text('# For all'), { visibility: 'ORGANIZATION' })).id).not.toBe(first.id);
  expect((await upload(bob, 'plan.md', text('# Bob'))).id).not.toBe(first.id);
  await world.connectors.collectOrphans(0);
  expect(await world.rows('blob_references')).toBe(4);
});

test('it is seen by whom its place says, and deleted by its sender alone; its bytes go with it', async () => {
  const open = await upload(bob, 'open.md', text('for all'), { visibility: 'ORGANIZATION' });
  const own = await upload(bob, 'own.md', text('for me'));
  const locked = await upload(bob, 'locked.pdf', await file('locked.pdf'));
  expect([await read(ann, open.id), await read(ann, own.id)]).toMatchObject([{ text: { content: 'for all' } }, null]);
  const DELETE = 'mutation ($id: ID!) { deleteNote(input: { documentId: $id }) { deletedDocumentId } }';
  expect([await code(ann, DELETE, { id: open.id }), await code(ann, DELETE, { id: own.id })]).toEqual(['FORBIDDEN', 'NOT_FOUND']);
  expect(
    await code(bob, 'mutation ($id: ID!) { updateNote(input: { documentId: $id, title: "x" }) { document { id } } }', { id: own.id }),
  ).toBe('BAD_USER_INPUT');
  const REMOVE = 'mutation ($id: ID!) { removeSource(input: { sourceId: $id }) { removedSourceId } }';
  expect(await code(bob, DELETE, { id: own.id })).toBeUndefined();
  // What is left has no text, and exists nowhere else all the same.
  expect(await code(bob, REMOVE, { id: own.source.id })).toBe('CONFLICT');
  for (const { id } of [open, locked]) expect(await code(bob, DELETE, { id })).toBeUndefined();
  expect(await world.rows('blob_references')).toBe(0);
  expect((await world.events('connectors.upload.deleted')).map(({ payload }) => (payload as { documentId: string }).documentId)).toEqual([
    own.id,
    open.id,
    locked.id,
  ]);
  expect(await world.connectors.collectOrphans(0)).toBe(3);
  expect(await code(bob, REMOVE, { id: own.source.id })).toBeUndefined();
});

test('names, types, sizes and sums that cannot be are refused before a byte is sent, and so is a full plan', async () => {
  const good = { fileName: 'a.txt', mimeType: 'text/plain', sizeBytes: 1 };
  const wrong = [
    ...['', ' ', '/', 'a/', '/a', '../a', 'a/./b', 'a\\b', 'a\nb', 'x'.repeat(201), `${'x/'.repeat(250)}y`].map((fileName) => ({
      fileName,
    })),
    ...['', 'text', 'text/', 'a b/c', 'text/plain\r\nx: y'].map((mimeType) => ({ mimeType })),
    ...[-1, 0.5, 33_554_433, 2 ** 60].map((sizeBytes) => ({ sizeBytes })),
    ...['', 'abc', 'g'.repeat(64)].map((sha) => ({ sha256: sha })),
    ...['PROVIDER', 'SHARED'].map((visibility) => ({ visibility })),
  ];
  for (const over of wrong) expect([over, await code(ann, START, { input: { ...good, ...over } })]).toEqual([over, 'BAD_USER_INPUT']);
  expect(await world.rows('uploads')).toBe(0);
  await world.close();
  await begin({ limits: { DOCUMENTS: 1, STORAGE_BYTES: 100 } });
  expect(await start(world, ann, 'big.txt', new Uint8Array(101))).toMatchObject({ __typename: 'LimitReached' });
  const both = await Promise.all([text('a'.repeat(60)), text('b'.repeat(60))].map((bytes) => start(world, ann, 'x.txt', bytes)));
  const answers = [await put(both[0]?.uploadUrl ?? '', text('a'.repeat(60))), await put(both[1]?.uploadUrl ?? '', text('b'.repeat(60)))];
  expect(answers.map(({ status }) => status)).toEqual([200, 403]);
  expect(await answers[1]?.json()).toMatchObject({ error: { code: 'LIMIT_EXCEEDED' } });
  await complete(world, ann, both[0]?.uploadId ?? '');
  expect(await start(world, ann, 'y.txt', text('y'))).toMatchObject({ __typename: 'LimitReached' });
  expect(await code(ann, COMPLETE, { id: both[1]?.uploadId })).toBe('CONFLICT');
});
