import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { UserViewer, Viewer } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDigest } from '../src/sync/digest.ts';
import { emptyDigest } from '../src/sources/source.entity.ts';
import { addFolder, enrol, finished } from './steps.ts';
import { type World, type WorldOptions, createWorld, team, until } from './world.ts';

let world: World;
let ann: UserViewer;
let bob: UserViewer;

async function begin(options: WorldOptions = {}): Promise<void> {
  world = await createWorld(options);
  [ann, bob] = team(['OWNER', 'MEMBER']) as [UserViewer, UserViewer];
  await enrol(world, ann, bob);
}
beforeEach(() => begin());
afterEach(() => world.close());

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly kind: string;
  readonly state: string;
  readonly text: { content: string } | null;
  readonly source: { id: string; kind: string; visibility: string; account: { id: string; provider: { key: string } } };
}
const shown = 'id title path kind language state text { content } source { id name kind visibility account { id provider { key } } }';

async function ask<T>(viewer: Viewer, operation: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await world.run<T>(viewer, operation, variables);
  expect(errors).toEqual([]);
  return data;
}
const code = async (viewer: Viewer, operation: string, variables: Record<string, unknown> = {}): Promise<unknown> =>
  (await world.run(viewer, operation, variables)).errors[0]?.code;

const CREATE = `mutation ($input: CreateNoteInput!) { createNote(input: $input) { document { ${shown} } } }`;
const UPDATE = `mutation ($input: UpdateNoteInput!) { updateNote(input: $input) { document { ${shown} } } }`;
const DELETE = 'mutation ($input: DeleteNoteInput!) { deleteNote(input: $input) { deletedDocumentId } }';
const write = async (viewer: Viewer, input: object): Promise<Shown> =>
  (await ask<{ createNote: { document: Shown } }>(viewer, CREATE, { input })).createNote.document;
const edit = async (viewer: Viewer, input: object): Promise<Shown> =>
  (await ask<{ updateNote: { document: Shown } }>(viewer, UPDATE, { input })).updateNote.document;
const read = async (viewer: Viewer, id: string): Promise<Shown | null> =>
  (await ask<{ document: Shown | null }>(viewer, `query ($id: ID!) { document(id: $id) { ${shown} } }`, { id })).document;

test('a note is a document of its writer’s own source: written, changed, deleted; each is recorded by ids alone', async () => {
  const note = await write(bob, { title: 'Door  code ', text: '# Doors\n\nThe code is 4711.' });
  expect(note).toMatchObject({
    title: 'Door code',
    path: 'Door code.md',
    kind: 'NOTE',
    language: 'markdown',
    state: 'AVAILABLE',
    text: { content: '# Doors\n\nThe code is 4711.' },
    source: { name: 'Notes', kind: 'BUILT_IN', visibility: 'OWNER', account: { provider: { key: 'note' } } },
  });
  expect(await read(bob, note.id)).toEqual(note);
  expect(await edit(bob, { documentId: note.id, text: 'The code is 1147.' })).toMatchObject({
    id: note.id,
    title: 'Door code',
    text: { content: 'The code is 1147.' },
  });
  expect(await edit(bob, { documentId: note.id, title: 'Doors' })).toMatchObject({
    title: 'Doors',
    path: 'Doors.md',
    text: { content: 'The code is 1147.' },
  });
  const pages = await world.events('connectors.source.page_committed');
  await edit(bob, { documentId: note.id, title: 'Doors', text: 'The code is 1147.' });
  expect(await world.events('connectors.source.page_committed')).toHaveLength(pages.length);
  expect(await ask(bob, DELETE, { input: { documentId: note.id } })).toEqual({ deleteNote: { deletedDocumentId: note.id } });
  expect(await read(bob, note.id)).toMatchObject({ state: 'DELETED', text: null });
  for (const operation of [DELETE, UPDATE]) expect(await code(bob, operation, { input: { documentId: note.id } })).toBe('NOT_FOUND');
  const said = (await world.events()).filter(({ type }) => type.startsWith('connectors.note.'));
  expect(said.map(({ type }) => type.split('.')[2])).toEqual(['created', 'updated', 'updated', 'deleted']);
  for (const { payload } of said) expect(Object.keys(payload as object).toSorted()).toEqual(['documentId', 'sourceId', 'version']);
});

test('whatever is written, changed and deleted: the checkpoint is the digest of what is there, and the pages said so', async () => {
  const word = fc.constantFrom('ash', 'birch', 'cedar', 'Dogwood / Elm', '…', '../x');
  const act = fc.record({ t: fc.constantFrom('create', 'create', 'title', 'text', 'delete'), nth: fc.nat(4), word });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
      const [eve] = team(['MEMBER']) as [UserViewer];
      const notes: { id: string; title: string; path: string; text: string }[] = [];
      let sourceId = '';
      for (const { t, nth, word: given } of acts) {
        const target = notes[nth];
        if (t === 'create') {
          const made = await write(eve, { title: given, text: `about ${given}` });
          sourceId = made.source.id;
          notes.push({ id: made.id, title: made.title, path: made.path, text: `about ${given}` });
        } else if (target !== undefined && t === 'delete') {
          await ask(eve, DELETE, { input: { documentId: target.id } });
          notes.splice(nth, 1);
        } else if (target !== undefined) {
          const made = await edit(eve, { documentId: target.id, [t]: given });
          Object.assign(target, { title: made.title, path: made.path, ...(t === 'text' ? { text: given } : {}) });
        }
      }
      if (sourceId === '') return;
      const digest = createDigest(emptyDigest);
      for (const { path, text } of notes) digest.add(path, createHash('sha256').update(text).digest('hex'), 'NOTE');
      const { source } = await ask<{ source: { checkpoint: object } }>(
        eve,
        'query ($id: ID!) { source(id: $id) { checkpoint { digest documentCount } } }',
        {
          id: sourceId,
        },
      );
      expect(source.checkpoint).toEqual({ digest: digest.toString(), documentCount: notes.length });
      const last = new Map<string, string | null>();
      for (const { payload } of await world.events('connectors.source.page_committed')) {
        const page = payload as { sourceId: string; ops: { documentId: string; t: string; path?: string }[] };
        if (page.sourceId === sourceId) for (const op of page.ops) last.set(op.documentId, op.t === 'delete' ? null : (op.path ?? ''));
      }
      expect(new Map([...last].filter(([, path]) => path !== null))).toEqual(new Map(notes.map(({ id, path }) => [id, path])));
    }),
    { numRuns: 12 },
  );
});

test('what is written for its writer alone stays so, also when an older source of notes has been opened to everybody', async () => {
  const first = await write(ann, { title: 'one', text: 'mine' });
  expect(await read(bob, first.id)).toBeNull();
  await ask(ann, 'mutation ($input: ShareSourceInput!) { shareSource(input: $input) { source { id } } }', {
    input: { sourceId: first.source.id, visibility: 'ORGANIZATION' },
  });
  expect((await read(bob, first.id))?.title).toBe('one');
  const second = await write(ann, { title: 'two', text: 'mine again' });
  expect(second.source).toMatchObject({ visibility: 'OWNER' });
  expect(second.source.id).not.toBe(first.source.id);
  expect(await read(bob, second.id)).toBeNull();
  const third = await write(ann, { title: 'three', text: 'for all', visibility: 'ORGANIZATION' });
  expect(third.source.id).toBe(first.source.id);
  expect((await read(bob, third.id))?.title).toBe('three');
  // Who reads it does not write it, and to whom it is hidden it is not there.
  for (const operation of [UPDATE, DELETE]) {
    expect(await code(bob, operation, { input: { documentId: third.id } })).toBe('FORBIDDEN');
    expect(await code(bob, operation, { input: { documentId: second.id } })).toBe('NOT_FOUND');
  }
  expect(await code(ann, CREATE, { input: { title: 'x', text: 'x', visibility: 'SHARED' } })).toBe('BAD_USER_INPUT');
  expect(await code(ann, CREATE, { input: { title: 'x', text: 'x', visibility: 'PROVIDER' } })).toBe('BAD_USER_INPUT');
});

test('many first notes at once make one source, and lose nothing', async () => {
  const notes = await Promise.all(Array.from({ length: 8 }, (_, index) => write(ann, { title: `n${index}`, text: `text ${index}` })));
  expect(new Set(notes.map(({ source }) => source.id)).size).toBe(1);
  const { source } = await ask<{ source: { checkpoint: { documentCount: number } } }>(
    ann,
    `{ source(id: "${notes[0]?.source.id}") { checkpoint { documentCount } } }`,
  );
  expect(source.checkpoint.documentCount).toBe(8);
});

test('limits are kept: over one nothing is written; sources of ConHub’s own do not count as sources', async () => {
  await world.close();
  await begin({ limits: { DOCUMENTS: 2, SOURCES: 1 } });
  await write(ann, { title: 'a', text: 'a' });
  const second = await write(ann, { title: 'b', text: 'b', visibility: 'ORGANIZATION' });
  expect(await code(ann, CREATE, { input: { title: 'c', text: 'c' } })).toBe('LIMIT_EXCEEDED');
  expect(await world.rows('documents')).toBe(2);
  await edit(ann, { documentId: second.id, text: 'longer than before' });
  await ask(ann, DELETE, { input: { documentId: second.id } });
  await write(ann, { title: 'c', text: 'c' });
  await world.write('empty/.keep', '');
  const { runId } = await addFolder(world, ann, join(world.folder, 'empty'));
  await finished(world, ann, runId);
});

test('a source of notes is not synced, scheduled, connected or disconnected, and not removed while it holds notes', async () => {
  const { id, source } = await write(ann, { title: 'keep', text: 'me' });
  const refused = [
    `startSync(input: { sourceId: "${source.id}" }) { __typename }`,
    `startSync(input: { accountId: "${source.account.id}" }) { __typename }`,
    `updateSource(input: { sourceId: "${source.id}", intervalMinutes: 5 }) { __typename }`,
    `removeSource(input: { sourceId: "${source.id}" }) { removedSourceId }`,
    `disconnectAccount(input: { accountId: "${source.account.id}" }) { disconnectedAccountId }`,
  ];
  for (const mutation of refused) expect([mutation, await code(ann, `mutation { ${mutation} }`)]).toEqual([mutation, 'CONFLICT']);
  expect(await code(ann, 'mutation { connectAccount(input: { providerKey: "note", authMethod: NONE }) { __typename } }')).toBe(
    'BAD_USER_INPUT',
  );
  expect(await code(ann, `mutation { addSource(input: { accountId: "${source.account.id}", containerId: "x" }) { __typename } }`)).toBe(
    'NOT_FOUND',
  );
  expect((await read(ann, id))?.state).toBe('AVAILABLE');
  await ask(ann, DELETE, { input: { documentId: id } });
  await ask(ann, `mutation { removeSource(input: { sourceId: "${source.id}" }) { removedSourceId } }`);
  expect((await write(ann, { title: 'again', text: 'new' })).source.id).not.toBe(source.id);
});

test('wrong titles and texts are refused; control characters of a text are left out', async () => {
  for (const input of [
    { title: ' ', text: 'x' },
    { title: 'x'.repeat(201), text: 'x' },
    { title: 'a\u0000b', text: 'x' },
    { title: 'x', text: ' \n' },
    { title: 'x', text: 'x'.repeat(300_001) },
  ])
    expect(await code(ann, CREATE, { input })).toBe('BAD_USER_INPUT');
  expect((await write(ann, { title: '../../etc', text: 'a\u0000b\u0007\ud800' })).text?.content).toBe('ab\ufffd');
  const folder = join(world.folder, 'files-of-a-folder');
  await world.write('files-of-a-folder/a.md', 'x');
  const { runId, sourceId } = await addFolder(world, ann, folder);
  await finished(world, ann, runId);
  const { source } = await ask<{ source: { documents: { nodes: { id: string }[] } } }>(
    ann,
    `{ source(id: "${sourceId}") { documents { nodes { id } } } }`,
  );
  for (const operation of [UPDATE, DELETE])
    expect(await code(ann, operation, { input: { documentId: source.documents.nodes[0]?.id } })).toBe('BAD_USER_INPUT');
});

test('when its writer leaves, a note for all stays readable and unchanged, and goes with the account after 30 days', async () => {
  const open = await write(bob, { title: 'open', text: 'for all', visibility: 'ORGANIZATION' });
  const own = await write(bob, { title: 'own', text: 'for me' });
  const { organizationId, userId } = bob;
  world.users.say('users.membership.removed', organizationId ?? '', { userId, organizationId });
  await until(
    async () => (await code(bob, UPDATE, { input: { documentId: open.id, text: 'for all' } })) !== undefined,
    'he cannot write it any more',
  );
  expect((await read(ann, open.id))?.text?.content).toBe('for all');
  expect(await read(ann, own.id)).toBeNull();
  await world.sql(`update connectors.connected_accounts set orphaned_at = now() - interval '31 days' where owner_id is null`);
  await world.connectors.tick();
  expect(await read(ann, open.id)).toBeNull();
  await until(async () => (await world.rows('documents')) === 0, 'its rows are gone');
});
