import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BlobStore, createFolderBlobs } from '@conhub/blobs';
import type { UserViewer } from '@conhub/subgraph-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { complete, serveRoutes, start, text } from './uploading.ts';
import { enrol } from './steps.ts';
import { type World, createWorld, team, until } from './world.ts';

let world: World;
let routes: Awaited<ReturnType<typeof serveRoutes>>;
let ann: UserViewer;
let folder: string;
/** While it is set, what a run has read waits to be stored. */
let gate: { readonly reached: () => void; readonly passed: Promise<void> } | null = null;

const held = (blobs: BlobStore): BlobStore => ({
  ...blobs,
  async putAll(organization, contents) {
    gate?.reached();
    await gate?.passed;
    return blobs.putAll(organization, contents);
  },
});

beforeEach(async () => {
  gate = null;
  folder = await realpath(await mkdtemp(join(tmpdir(), 'conhub-blobs-')));
  world = await createWorld({ options: { blobs: held(createFolderBlobs(folder)) } });
  [ann] = team(['OWNER']) as [UserViewer];
  await enrol(world, ann);
  routes = await serveRoutes(() => world);
});
afterEach(async () => {
  await routes.stop();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function upload(content: string): Promise<string> {
  const { uploadId, uploadUrl } = await start(world, ann, 'plan.md', text(content));
  expect((await fetch(routes.url(uploadUrl), { method: 'PUT', body: Uint8Array.from(text(content)) })).status).toBe(200);
  return (await complete(world, ann, uploadId)).id;
}
const remove = (id: string): Promise<unknown> =>
  world.run(ann, 'mutation ($id: ID!) { deleteNote(input: { documentId: $id }) { deletedDocumentId } }', { id });

/** A run has read again what there was no time for, and then `meanwhile` happens before it writes that down. */
async function whileItIsReadAgain(meanwhile: () => Promise<unknown>): Promise<void> {
  await world.sql(
    `update connectors.documents set state = 'FAILED', text_hash = null, content_hash = null;
     insert into connectors.document_failures (source_id, provider_id, organization_id, path, revision, code, message, extraction, attempts, last_tried_at, retry_at)
     select source_id, provider_id, organization_id, path, revision, 'EXTRACTION_TIMEOUT', 'x', extraction, 1, now(), now() - interval '1 minute' from connectors.documents;
     update connectors.blob_references set count = 1;
     update connectors.sources set digest = repeat('0', 64), document_count = 0`,
  );
  const [reached, passed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  gate = { reached: reached.resolve, passed: passed.promise };
  await world.connectors.tick();
  await reached.promise;
  gate = null;
  await meanwhile();
  passed.resolve();
  await until(async () => (await world.rows(`sync_runs where status = 'SUCCEEDED'`)) === 1, 'the run ends');
}

test('a file that is deleted while a run reads it again stays deleted, and its bytes go', async () => {
  const id = await upload('# A secret plan');
  await whileItIsReadAgain(() => remove(id));
  expect((await world.run(ann, `{ document(id: "${id}") { state text { content } } }`)).data).toEqual({
    document: { state: 'DELETED', text: null },
  });
  expect([await world.rows('blob_references'), await world.rows('document_failures')]).toEqual([0, 0]);
});

test('a file that is deleted and handed in again while a run reads it is there once, as it is now', async () => {
  const id = await upload('# A secret plan');
  let next = '';
  await whileItIsReadAgain(async () => {
    await remove(id);
    next = await upload('# A plan for all');
  });
  expect(next).not.toBe(id);
  expect(await world.rows(`documents where state <> 'DELETED'`)).toBe(1);
  expect((await world.run(ann, `{ document(id: "${next}") { text { content } } }`)).data).toEqual({
    document: { text: { content: '# A plan for all' } },
  });
});
