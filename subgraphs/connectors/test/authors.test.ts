import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { UserViewer, Viewer } from '@conhub/subgraph-kit';
import { afterEach, expect, test } from 'vitest';
import { addFolder, enrol, finished } from './steps.ts';
import { complete, serveRoutes, start, text } from './uploading.ts';
import { type World, createWorld, team, until } from './world.ts';

let world: World;
afterEach(() => world.close());

const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
const mail = (from: string): string => `From: ${from}\r\nSubject: Tides\r\n\r\nHigh at noon.\r\n`;

interface Seen {
  readonly path: string;
  readonly author: { displayName: string; email: string | null; user: { id: string } | null } | null;
}

async function authors(viewer: Viewer, sourceId: string): Promise<Record<string, Seen['author']>> {
  const { data, errors } = await world.run<{ source: { documents: { nodes: Seen[] } } }>(
    viewer,
    `{ source(id: "${sourceId}") { documents(first: 50) { nodes { path author { displayName email user { id } } } } } }`,
  );
  expect(errors).toEqual([]);
  return Object.fromEntries(data.source.documents.nodes.map(({ path, author }) => [path, author]));
}

/** The newest key that was said of each path. */
async function keysSaid(): Promise<Record<string, string | null>> {
  const pages = await world.events('connectors.source.page_committed');
  const ops = pages.flatMap(({ payload }) => (payload as { ops: { t: string; path: string; authorKey: string | null }[] }).ops);
  return Object.fromEntries(ops.filter(({ t }) => t === 'upsert').map(({ path, authorKey }) => [path, authorKey]));
}

test('a document’s author is whom it names; facts say a key and never a name or an address; a plain file has none', async () => {
  world = await createWorld();
  const ann = team()[0] as Viewer;
  await world.write('tides.docx', await readFile(new URL('extraction/files/tides.docx', import.meta.url)));
  await world.write('tides.eml', mail('Ines Holm <Ines@Example.org>'));
  await world.write('plain.md', '# Plain');
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  expect(await authors(ann, sourceId)).toEqual({
    'tides.docx': { displayName: 'Ines Holm', email: null, user: null },
    'tides.eml': { displayName: 'Ines Holm', email: 'Ines@Example.org', user: null },
    'plain.md': null,
  });
  expect(await keysSaid()).toEqual({ 'tides.docx': keyOf('ines holm'), 'tides.eml': keyOf('ines@example.org'), 'plain.md': null });
  const said = JSON.stringify((await world.events('connectors.source.page_committed')).map(({ payload }) => payload)).toLowerCase();
  expect(said).not.toMatch(/holm|ines@/);
  // Another revision, another author.
  await world.write('tides.eml', mail('ben@example.org'));
  await until(async () => (await authors(ann, sourceId))['tides.eml']?.displayName === 'ben@example.org', 'the new sender is known');
  expect((await keysSaid())['tides.eml']).toBe(keyOf('ben@example.org'));
});

test('documents from before authors were read get theirs from the blobs, once', async () => {
  world = await createWorld();
  const ann = team()[0] as Viewer;
  await world.write('tides.eml', mail('ines@example.org'));
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  await world.connectors.stop();
  await world.sql(`update connectors.documents set extraction = 'mail@1', author_name = null, author_email = null`);
  await world.sql(`update connectors.sources set next_sync_at = null`);
  world = await world.again({ options: {} });
  await until(async () => (await authors(ann, sourceId))['tides.eml']?.email === 'ines@example.org', 'it is read again');
  expect(await world.events('connectors.source.page_committed')).toHaveLength(2);
});

test('a note is by the member who wrote it, whose address stands nowhere; after its end nobody is named', async () => {
  world = await createWorld();
  const [ann, bob] = team(['OWNER', 'MEMBER']) as [UserViewer, UserViewer];
  for (const { userId, organizationId } of [ann, bob])
    world.users.say('users.membership.created', organizationId ?? '', { userId, organizationId });
  const made = await world.run<{ createNote: { document: Seen & { id: string; source: { id: string } } } }>(
    bob,
    `mutation { createNote(input: { title: "Tides", text: "High at noon", visibility: ORGANIZATION }) { document { id source { id } } } }`,
  );
  const { id, source } = made.data.createNote.document;
  const byBob = { displayName: 'A member', email: null, user: { id: bob.userId } };
  expect(await authors(bob, source.id)).toEqual({ 'Tides.md': byBob });
  await until(async () => (await world.memberIds(ann.organizationId ?? '')).length === 2, 'the members are known');
  await until(
    async () => (await world.run<{ document: unknown }>(ann, `{ document(id: "${id}") { id } }`)).data.document !== null,
    'Ann sees it',
  );
  expect(await authors(ann, source.id)).toEqual({ 'Tides.md': byBob });
  expect((await keysSaid())['Tides.md']).toBe(keyOf(bob.userId));
  await world.run(bob, `mutation { updateNote(input: { documentId: "${id}", text: "High at one" }) { document { id } } }`);
  expect(await authors(bob, source.id)).toEqual({ 'Tides.md': byBob });
  await world.run(bob, `mutation { deleteNote(input: { documentId: "${id}" }) { deletedDocumentId } }`);
  const gone = await world.run<{ document: { author: unknown } | null }>(bob, `{ document(id: "${id}") { state author { displayName } } }`);
  expect(gone.data.document).toEqual({ state: 'DELETED', author: null });
});

test('an upload is by whom it names, else by who handed it in', async () => {
  world = await createWorld();
  const bob = team(['OWNER', 'MEMBER'])[1] as UserViewer;
  await enrol(world, bob);
  const routes = await serveRoutes(() => world);
  const send = async (name: string, content: string): Promise<string> => {
    const begun = await start(world, bob, name, text(content));
    const { status } = await fetch(routes.url(begun.uploadUrl), { method: 'PUT', body: content });
    expect(status).toBeLessThan(300);
    return (await complete(world, bob, begun.uploadId)).source.id;
  };
  await send('plain.md', '# Plain');
  const sourceId = await send('tides.eml', mail('ines@example.org'));
  await routes.stop();
  expect(await authors(bob, sourceId)).toEqual({
    'plain.md': { displayName: 'A member', email: null, user: { id: bob.userId } },
    'tides.eml': { displayName: 'ines@example.org', email: 'ines@example.org', user: null },
  });
});
