import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UserViewer } from '@conhub/subgraph-kit';
import { requestInfo, userViewer } from '@conhub/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLinkSigner } from '../src/downloads/signed-link.ts';
import { addFolder, enrol, finished } from './steps.ts';
import { type World, createWorld, team, until } from './world.ts';

let world: World;
let server: Server;
let ann: UserViewer;
let bob: UserViewer;
let sourceId: string;
let now = new Date();

beforeEach(async () => {
  now = new Date();
  world = await createWorld({
    options: { clock: { now: () => now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } },
    env: { watchDelayMs: 60_000 },
  });
  server = createServer((incoming, response) => {
    const route = world.connectors.routes?.find(({ path }) => incoming.url?.startsWith(path.replace('*', '')));
    if (route === undefined) return void response.writeHead(501).end();
    void route.handle(incoming, response, requestInfo());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  [ann, bob] = team(['OWNER', 'MEMBER']) as [UserViewer, UserViewer];
  await enrol(world, ann, bob);
  await world.write('a/räport "x".md', '# Report\n\nall of it');
  await world.write('a/page.html', '<html><title>P</title><body><script>alert(1)</script><p>Hello</p></body></html>');
  const added = await addFolder(world, ann, world.folder);
  sourceId = added.sourceId;
  await finished(world, ann, added.runId);
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await world.close();
});

interface Linked {
  readonly id: string;
  readonly path: string;
  readonly download: { readonly url: string; readonly expiresAt: string } | null;
}
async function links(viewer: UserViewer): Promise<Map<string, Linked>> {
  const { data, errors } = await world.run<{ organization: { documents: { nodes: Linked[] } } }>(
    viewer,
    '{ organization { documents(filter: { state: [AVAILABLE, DELETED] }) { nodes { id path download { url expiresAt } } } } }',
  );
  expect(errors).toEqual([]);
  return new Map(data.organization.documents.nodes.map((node) => [node.path, node]));
}
const get = (url: string | undefined): Promise<Response> =>
  fetch(new URL(new URL(url ?? '').pathname, `http://127.0.0.1:${(server.address() as AddressInfo).port}`));
const share = (visibility: string) =>
  world.run(ann, 'mutation ($input: ShareSourceInput!) { shareSource(input: $input) { source { id } } }', {
    input: { sourceId, visibility },
  });

test('a link gives the original bytes as an attachment that no browser shows or keeps, and each use is recorded', async () => {
  const found = await links(ann);
  const link = found.get('a/page.html')?.download;
  expect(Date.parse(link?.expiresAt ?? '') - now.getTime()).toBe(300_000);
  const answer = await get(link?.url);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('<script>alert(1)</script>');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-disposition': `attachment; filename="page.html"; filename*=UTF-8''page.html`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-security-policy': "sandbox; default-src 'none'",
  });
  const named = await get(found.get('a/räport "x".md')?.download?.url);
  expect(named.headers.get('content-disposition')).toBe(`attachment; filename="r_port _x_.md"; filename*=UTF-8''r%C3%A4port%20_x_.md`);
  expect(await named.text()).toBe('# Report\n\nall of it');
  const said = await world.events('connectors.document.downloaded');
  expect(said.map(({ payload }) => payload)).toEqual([
    { documentId: found.get('a/page.html')?.id, sourceId },
    { documentId: found.get('a/räport "x".md')?.id, sourceId },
  ]);
  expect(said[0]?.actor).toMatchObject({ id: ann.userId });
});

test('a link ends when its time is over, and with every change of a letter', async () => {
  const url = (await links(ann)).get('a/page.html')?.download?.url ?? '';
  const token = url.slice(url.lastIndexOf('/') + 1);
  for (let at = 0; at < token.length; at += 5) {
    const other = token[at] === 'A' ? 'B' : 'A';
    expect((await get(url.replace(token, token.slice(0, at) + other + token.slice(at + 1)))).status).toBe(404);
  }
  for (const wrong of ['', 'x', '.', `${token}.x`, token.slice(0, -1), `${token}A`, 'a'.repeat(2_000)])
    expect((await get(url.replace(token, wrong))).status).toBe(404);
  now = new Date(now.getTime() + 299_000);
  expect((await get(url)).status).toBe(200);
  now = new Date(now.getTime() + 1_000);
  expect((await get(url)).status).toBe(404);
});

test('what its person may not see any more is absent although the signature is right, and is there again when they may', async () => {
  expect([...(await links(bob)).keys()]).toEqual([]);
  await share('ORGANIZATION');
  const url = (await links(bob)).get('a/page.html')?.download?.url;
  expect((await get(url)).status).toBe(200);
  await share('OWNER');
  const refused = await get(url);
  expect([refused.status, await refused.json()]).toEqual([404, { error: { code: 'NOT_FOUND', message: expect.any(String) } }]);
  await share('ORGANIZATION');
  expect((await get(url)).status).toBe(200);
  const { organizationId, userId } = bob;
  world.users.say('users.membership.removed', organizationId ?? '', { userId, organizationId });
  await until(async () => (await get(url)).status === 404, 'who has left has nothing');
  const own = (await links(ann)).get('a/page.html')?.download?.url;
  expect((await get(own)).status).toBe(200);
  await world.run(ann, `mutation { removeSource(input: { sourceId: "${sourceId}" }) { removedSourceId } }`);
  expect((await get(own)).status).toBe(404);
});

test('a link of another organization, or signed by somebody else, leads nowhere', async () => {
  const document = (await links(ann)).get('a/page.html');
  const stranger = userViewer();
  const { organizationId, userId } = stranger;
  world.users.say('users.membership.created', organizationId ?? '', { userId, organizationId });
  const { data } = await world.run(stranger, `{ document(id: "${document?.id}") { download { url } } }`);
  expect(data).toEqual({ document: null });
  const claims = { purpose: 'download', id: document?.id ?? '', organizationId: ann.organizationId ?? '', userId: ann.userId } as const;
  const expiresAt = now.getTime() + 60_000;
  const forged = createLinkSigner(['x'.repeat(32)]).sign({ ...claims, expiresAt });
  expect((await get(`http://localhost/files/download/${forged}`)).status).toBe(404);
});
