import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { UserViewer } from '@conhub/subgraph-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLinkSigner } from '../src/downloads/signed-link.ts';
import { COMPLETE, type Started, complete, serveRoutes, sha256, start, text } from './uploading.ts';
import { enrol } from './steps.ts';
import { type World, createWorld, team, until } from './world.ts';

let world: World;
let routes: Awaited<ReturnType<typeof serveRoutes>>;
let ann: UserViewer;
let now = new Date();
const clock = { now: () => now, sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
const linkSecrets = ['s'.repeat(32)];
const lifeMs = 30 * 60_000;

beforeEach(async () => {
  now = new Date();
  world = await createWorld({ options: { clock }, env: { linkSecrets } });
  [ann] = team(['OWNER']) as [UserViewer];
  await enrol(world, ann);
  routes = await serveRoutes(() => world);
});
afterEach(async () => {
  await routes.stop();
  await world.close();
});

const bytes = text('High water at noon, and low water at six.');
const begin = (over: object = {}): Promise<Started> => start(world, ann, 'tides.txt', bytes, over);
async function put(url: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<[status: number, code: string | null]> {
  const init = { method: 'PUT', body, duplex: 'half' };
  const reply = await fetch(routes.url(url), init as RequestInit);
  const answer = (await reply.json()) as { error?: { code: string; message: string } };
  return [reply.status, answer.error?.code ?? null];
}
async function* inPieces(whole: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}
const codeOf = async (uploadId: string): Promise<unknown> => (await world.run(ann, COMPLETE, { id: uploadId })).errors[0]?.code;
const incoming = (): Promise<string[]> => readdir(join(world.folder, '..', 'blobs', '.incoming')).catch(() => []);
async function expectNothingLeft(): Promise<void> {
  expect([await world.rows('blob_references'), await incoming(), await world.connectors.collectOrphans(0)]).toEqual([0, [], 0]);
}
const taken = [200, null];

test('what is not what was announced is refused while it comes, and leaves nothing behind; then the right bytes are taken', async () => {
  const { uploadId, uploadUrl } = await begin();
  const more = new Uint8Array([...bytes, 0]);
  const other = text('High water at noon, and low water at five');
  expect(other.byteLength).toBe(bytes.byteLength);
  expect(await put(uploadUrl, more)).toEqual([400, 'LENGTH_MISMATCH']);
  expect(await put(uploadUrl, inPieces(more))).toEqual([400, 'LENGTH_MISMATCH']);
  expect(await put(uploadUrl, inPieces(new Uint8Array(5_000_000), 65_536))).toEqual([400, 'LENGTH_MISMATCH']);
  expect(await put(uploadUrl, inPieces(bytes.subarray(1)))).toEqual([400, 'LENGTH_MISMATCH']);
  expect(await put(uploadUrl, new Uint8Array())).toEqual([400, 'LENGTH_MISMATCH']);
  expect(await put(uploadUrl, other)).toEqual([422, 'HASH_MISMATCH']);
  await expectNothingLeft();
  expect(await codeOf(uploadId)).toBe('CONFLICT');
  expect(await put(uploadUrl, inPieces(bytes))).toEqual(taken);
  expect((await complete(world, ann, uploadId)).text?.content).toBe('High water at noon, and low water at six.');
});

test('the same bytes may be sent again and at once, other ones never; a completed upload keeps its document', async () => {
  const { uploadId, uploadUrl } = await begin({ sha256: null });
  const other = text('High water at noon, and low water at five');
  expect(await Promise.all([put(uploadUrl, bytes), put(uploadUrl, inPieces(bytes))])).toEqual([taken, taken]);
  expect(await put(uploadUrl, other)).toEqual([409, 'CONFLICT']);
  const [one, two] = await Promise.all([complete(world, ann, uploadId), complete(world, ann, uploadId)]);
  expect(one.id).toBe(two.id);
  expect(await put(uploadUrl, bytes)).toEqual(taken);
  expect(await put(uploadUrl, other)).toEqual([409, 'CONFLICT']);
  expect(await complete(world, ann, uploadId)).toEqual({ ...one, download: expect.anything() });
  expect(await world.events('connectors.upload.completed')).toHaveLength(1);
  expect(await world.rows('documents')).toBe(1);
  // The bytes and the text of it are one blob, named by the document as both.
  expect(await world.rows('blob_references')).toBe(1);
  await world.run(ann, `mutation { deleteNote(input: { documentId: "${one.id}" }) { deletedDocumentId } }`);
  expect(await world.rows('blob_references')).toBe(0);
  expect(await codeOf(uploadId)).toBe('NOT_FOUND');
});

test('a link takes bytes for its upload and time alone: changed by a letter, of another purpose or signer it is none', async () => {
  const { uploadId, uploadUrl } = await begin();
  const token = uploadUrl.slice(uploadUrl.lastIndexOf('/') + 1);
  for (let at = 0; at < token.length; at += 17) {
    const letter = token[at] === 'A' ? 'B' : 'A';
    expect(await put(uploadUrl.replace(token, token.slice(0, at) + letter + token.slice(at + 1)), bytes)).toEqual([404, 'NOT_FOUND']);
  }
  const claims = { id: uploadId, organizationId: ann.organizationId ?? '', userId: ann.userId, expiresAt: now.getTime() + 60_000 };
  const wrong = [
    createLinkSigner(['x'.repeat(32)]).sign({ ...claims, purpose: 'upload' }),
    createLinkSigner(linkSecrets).sign({ ...claims, purpose: 'download' }),
    '',
    'x.y',
  ];
  for (const other of wrong) expect(await put(uploadUrl.replace(token, other), bytes)).toEqual([404, 'NOT_FOUND']);
  now = new Date(now.getTime() + lifeMs - 1);
  expect(await put(uploadUrl, bytes)).toEqual(taken);
  now = new Date(now.getTime() + 1);
  expect(await put(uploadUrl, bytes)).toEqual([410, 'UPLOAD_EXPIRED']);
  expect(await codeOf(uploadId)).toBe('NOT_FOUND');
  await world.connectors.tick();
  expect(await put(uploadUrl, bytes)).toEqual([410, 'UPLOAD_EXPIRED']);
});

test('a connection that breaks leaves nothing behind, and the file can be sent again', async () => {
  const large = new Uint8Array(3_000_000).fill(65);
  const { uploadId, uploadUrl } = await start(world, ann, 'large.txt', large);
  const url = routes.url(uploadUrl);
  const half = request({ host: url.hostname, port: url.port, path: url.pathname, method: 'PUT', headers: { 'content-length': 3_000_000 } });
  half.on('error', () => {});
  half.write(large.subarray(0, 1_500_000));
  await until(async () => (await incoming()).length === 1, 'the bytes come in');
  half.destroy();
  await until(async () => (await incoming()).length === 0, 'what came is gone');
  await expectNothingLeft();
  expect(await put(uploadUrl, large)).toEqual(taken);
  expect((await complete(world, ann, uploadId)).sizeBytes).toBe(3_000_000);
});

test('what is not completed in time goes by itself with its bytes, and what it used is free again', async () => {
  const [never, received, completed] = [
    await begin(),
    await start(world, ann, 'a.txt', text('a')),
    await start(world, ann, 'b.txt', text('b')),
  ];
  expect([await put(received.uploadUrl, text('a')), await put(completed.uploadUrl, text('b'))]).toEqual([taken, taken]);
  const document = await complete(world, ann, completed.uploadId);
  await world.connectors.tick();
  expect([await world.rows('uploads'), await world.connectors.collectOrphans(0)]).toEqual([3, 0]);
  now = new Date(now.getTime() + lifeMs);
  await world.connectors.tick();
  expect([await world.rows('uploads'), await world.connectors.collectOrphans(0)]).toEqual([1, 1]);
  for (const { uploadId } of [never, received]) expect(await codeOf(uploadId)).toBe('NOT_FOUND');
  // Its answer is remembered for a day more, and the document for good.
  expect((await complete(world, ann, completed.uploadId)).id).toBe(document.id);
  now = new Date(now.getTime() + 86_400_000);
  await world.connectors.tick();
  expect([await world.rows('uploads'), await world.rows('documents'), await world.connectors.collectOrphans(0)]).toEqual([0, 1, 0]);
});

test('a process that dies between the bytes and their completion loses nothing: the next one completes it, or forgets it at its start', async () => {
  const [first, second] = [await begin(), await start(world, ann, 'b.txt', text('b'))];
  expect([await put(first.uploadUrl, bytes), await put(second.uploadUrl, text('b'))]).toEqual([taken, taken]);
  await world.connectors.stop();
  world = await world.again();
  await world.connectors.collectOrphans(0);
  expect((await complete(world, ann, first.uploadId)).revisions.nodes[0]?.revision).toBe(sha256(bytes));
  await world.connectors.stop();
  now = new Date(now.getTime() + lifeMs);
  world = await world.again();
  expect([await world.rows('uploads'), await world.connectors.collectOrphans(0)]).toEqual([1, 1]);
});

test('what fails for want of time is read again by itself, from the bytes that are kept', async () => {
  const started = await begin();
  expect(await put(started.uploadUrl, bytes)).toEqual(taken);
  const { id, source } = await complete(world, ann, started.uploadId);
  // As a document is left by a reading that took too long.
  await world.sql(
    `update connectors.documents set state = 'FAILED', text_hash = null, content_hash = null;
     insert into connectors.document_failures (source_id, provider_id, organization_id, path, revision, code, message, extraction, attempts, last_tried_at, retry_at)
     select source_id, provider_id, organization_id, path, revision, 'EXTRACTION_TIMEOUT', 'x', extraction, 1, now(), now() - interval '1 minute' from connectors.documents;
     update connectors.sources set digest = repeat('0', 64), document_count = 0`,
  );
  await world.connectors.tick();
  const look = `{ document(id: "${id}") { state text { content } problem { code } } source(id: "${source.id}") { checkpoint { documentCount } } }`;
  await until(async () => {
    const { data } = await world.run<{ document: { state: string } }>(ann, look);
    return data.document.state === 'AVAILABLE';
  }, 'it is read');
  expect((await world.run(ann, look)).data).toMatchObject({
    document: { text: { content: 'High water at noon, and low water at six.' }, problem: null },
    source: { checkpoint: { documentCount: 1 } },
  });
});
