import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestGraph, startGraph, until } from './graph.ts';
import { type Person, join, setUp, signIn } from './people.ts';
import { type Uploader, createUploader, sha256 } from './uploading.ts';

let graph: TestGraph;
let uploader: Uploader;
let ann: Person;
let ben: Person;
let vic: Person;

beforeAll(async () => {
  graph = await startGraph();
  uploader = await createUploader(graph);
  ann = await setUp(graph, 'Ann', 'Acme');
  ben = await join(graph, ann, 'Ben');
  vic = await join(graph, ann, 'Vic', 'VIEWER');
});
afterAll(async () => {
  await uploader.stop();
  await graph.stop();
});

const file = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`../subgraphs/connectors/test/extraction/files/${name}`, import.meta.url));

it('a PDF goes in through the router, is found by what it says, by whom it is for, and comes out to the byte', async () => {
  const bytes = await file('survey.pdf');
  const { id } = await uploader.upload(ben, 'surveys/survey.pdf', bytes, { visibility: 'ORGANIZATION' });
  const { document } = await graph.ask(
    ann,
    'query ($id: ID!) { document(id: $id) { title kind state text { content } download { url } } }',
    {
      id,
    },
  );
  expect(document).toMatchObject({ kind: 'PDF', state: 'AVAILABLE' });
  const words =
    (document.text.content as string)
      .match(/\p{L}{6,}/gu)
      ?.slice(0, 3)
      .join(' ') ?? '';
  const found = await until(
    'It is searchable',
    async () =>
      (
        await graph.ask(vic, 'query ($q: String!) { search(query: $q, filter: { kinds: [PDF] }) { nodes { document { id path } } } }', {
          q: words,
        })
      ).search.nodes as readonly { document: { id: string; path: string } }[],
    (nodes) => nodes.length > 0,
  );
  expect(found[0]?.document).toEqual({ id, path: 'surveys/survey.pdf' });
  const download = await fetch(uploader.at(document.download.url as string));
  expect(sha256(new Uint8Array(await download.arrayBuffer()))).toBe(sha256(bytes));
});

it('who may only read hands nothing in, and whose role or membership ends in between completes nothing', async () => {
  const bytes = new TextEncoder().encode('Tides of the harbour');
  const input = { fileName: 'a.txt', mimeType: 'text/plain', sizeBytes: bytes.byteLength };
  const START = 'mutation ($input: StartUploadInput!) { startUpload(input: $input) { __typename } }';
  expect((await graph.run(vic, START, { input })).codes).toEqual(['FORBIDDEN']);
  expect((await graph.run({ bearer: null }, START, { input })).codes).toEqual(['UNAUTHENTICATED']);
  const eve = await join(graph, ann, 'Eve');
  const started = await uploader.start(eve, 'b.txt', bytes);
  const COMPLETE = 'mutation ($id: ID!) { completeUpload(input: { uploadId: $id }) { document { id } } }';
  expect((await uploader.send(started.uploadUrl, bytes)).status).toBe(200);
  expect((await graph.run(ben, COMPLETE, { id: started.uploadId })).codes).toEqual(['NOT_FOUND']);
  const later = await uploader.start(eve, 'c.txt', bytes);
  await graph.ask(ann, 'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }', {
    id: eve.membershipId,
  });
  await until(
    'Her link ends',
    async () => (await uploader.send(later.uploadUrl, bytes)).status,
    (status) => status === 404,
  );
  const back = await signIn(graph, 'Eve');
  expect((await graph.run(back, COMPLETE, { id: started.uploadId })).codes).toEqual(['FORBIDDEN']);
});

it('pages of other origins send nothing, and other methods are refused', async () => {
  const bytes = new TextEncoder().encode('x');
  const { uploadUrl } = await uploader.start(ann, 'x.txt', bytes);
  const url = uploader.at(uploadUrl);
  const foreign = await fetch(url, { method: 'PUT', body: bytes, headers: { origin: 'https://evil.example' } });
  expect([foreign.status, (await fetch(url, { method: 'POST', body: bytes })).status, (await fetch(url)).status]).toEqual([403, 405, 405]);
  expect((await uploader.send(uploadUrl, bytes)).status).toBe(200);
});
