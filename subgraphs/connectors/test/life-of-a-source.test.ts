import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type UserViewer, type Viewer, newId, service } from '@conhub/subgraph-kit';
import { afterEach, expect, test } from 'vitest';
import { addFolder, connect, finished, sync } from './steps.ts';
import { type World, createWorld, team, until } from './world.ts';

let world: World;
afterEach(() => world.close());

const add =
  'mutation ($input: AddSourceInput!) { addSource(input: $input) { __typename ... on SourceAlreadyAdded { message source { id } } ... on LimitReached { limit used message } ... on AddSourcePayload { source { id } } } }';
const ids = (people: UserViewer[]) => people.map(({ userId, organizationId }) => ({ userId, organizationId }));
const become = async (people: UserViewer[]): Promise<void> => {
  for (const person of ids(people)) world.users.say('users.membership.created', person.organizationId as string, person);
  await until(async () => (await world.memberIds(people[0]?.organizationId as string)).length >= people.length, 'the members are known');
};
const documents = async (viewer: Viewer): Promise<{ id: string; path: string }[]> =>
  (
    await world.run<{ organization: { documents: { nodes: { id: string; path: string }[] } } }>(
      viewer,
      '{ organization { documents(first: 100, orderBy: { field: PATH, direction: ASC }) { nodes { id path } } } }',
    )
  ).data.organization.documents.nodes;

test('one folder account per person; the same real path twice is one source; a folder within another is another', async () => {
  world = await createWorld();
  await world.write('in/a.md', 'a');
  const [ann] = team() as [UserViewer];
  const { accountId, sourceId, runId } = await addFolder(world, ann, world.folder);
  expect(await connect(world, ann)).toBe(accountId);
  await finished(world, ann, runId);
  const again = await world.run(ann, add, { input: { accountId, containerId: join(world.folder, '.', 'in', '..') } });
  expect(again.data).toEqual({
    addSource: { __typename: 'SourceAlreadyAdded', message: 'files has been added before', source: { id: sourceId } },
  });
  const nested = await world.run<{ addSource: { __typename: string } }>(ann, add, {
    input: { accountId, containerId: join(world.folder, 'in') },
  });
  expect(nested.data.addSource.__typename).toBe('AddSourcePayload');
  const outside = await world.run(ann, add, { input: { accountId, containerId: '/etc' } });
  expect(outside.errors[0]?.code).toBe('NOT_FOUND');
});

test('the plan’s sources are the plan’s sources, also for two at once', async () => {
  world = await createWorld({ limits: { SOURCES: 1 } });
  for (const name of ['a', 'b', 'c']) await mkdir(join(world.folder, name));
  const [ann] = team() as [UserViewer];
  const accountId = await connect(world, ann);
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      world.run<{ addSource: { __typename: string } }>(ann, add, { input: { accountId, containerId: join(world.folder, name) } }),
    ),
  );
  expect(answers.map(({ data }) => data.addSource.__typename).toSorted()).toEqual(['AddSourcePayload', 'LimitReached', 'LimitReached']);
  expect(answers.find(({ data }) => data.addSource.__typename === 'LimitReached')?.data.addSource).toMatchObject({ limit: 1, used: 1 });
});

test('a removed source is gone at once, its rows and blobs soon, and it can be added again', async () => {
  world = await createWorld();
  await world.write('a.md', 'text');
  const [ann] = team() as [UserViewer];
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const [page] = await world.events('connectors.source.page_committed');
  const hash = (page as unknown as { payload: { ops: [{ textHash: string }] } }).payload.ops[0].textHash;
  expect(await world.connectors.readText(ann.organizationId as string, hash)).toBe('text');
  await world.run(ann, `mutation { removeSource(input: { sourceId: "${sourceId}" }) { removedSourceId } }`);
  expect(await documents(ann)).toEqual([]);
  expect((await world.run(ann, `{ source(id: "${sourceId}") { id } syncRun(id: "${runId}") { id } }`)).data).toEqual({
    source: null,
    syncRun: null,
  });
  const types = (await world.events()).map(({ type }) => type);
  expect(types.lastIndexOf('connectors.access_set.changed')).toBeLessThan(types.indexOf('connectors.source.removed'));
  await until(
    async () => (await world.rows('documents')) === 0 && (await world.rows('sources')) === 0 && (await world.rows('blob_references')) === 0,
    'the rows are gone',
  );
  expect(await world.connectors.collectOrphans(60_000)).toBe(0);
  expect(await world.connectors.collectOrphans(-1)).toBe(1);
  expect(await world.connectors.readText(ann.organizationId as string, hash)).toBeNull();
  expect((await addFolder(world, ann, world.folder)).sourceId).not.toBe(sourceId);
});

test('a collector leaves what is named', async () => {
  world = await createWorld();
  await world.write('a.md', 'text');
  const [ann] = team() as [UserViewer];
  await finished(world, ann, (await addFolder(world, ann, world.folder)).runId);
  expect(await world.connectors.collectOrphans(-1)).toBe(0);
  const [document] = await documents(ann);
  expect((await world.run(ann, `{ document(id: "${document?.id}") { text { content } } }`)).data).toEqual({
    document: { text: { content: 'text' } },
  });
});

test('disconnecting removes the documents, or keeps them as they are without further syncs', async () => {
  world = await createWorld();
  await world.write('a.md', 'text');
  const [ann] = team() as [UserViewer];
  const { accountId, sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const disconnect = (keepDocuments: boolean) =>
    world.run(ann, 'mutation ($input: DisconnectAccountInput!) { disconnectAccount(input: $input) { disconnectedAccountId } }', {
      input: { accountId, keepDocuments },
    });
  expect((await disconnect(true)).data).toEqual({ disconnectAccount: { disconnectedAccountId: accountId } });
  expect(await documents(ann)).toHaveLength(1);
  expect((await world.run(ann, `{ connectedAccount(id: "${accountId}") { status problem { code action } } }`)).data).toMatchObject({
    connectedAccount: { status: 'PAUSED', problem: { code: 'DISCONNECTED' } },
  });
  expect((await world.run(ann, `mutation { startSync(input: { sourceId: "${sourceId}" }) { __typename } }`)).errors[0]?.code).toBe(
    'CONFLICT',
  );
  expect(
    (await world.run(ann, `mutation { updateAccount(input: { accountId: "${accountId}", isPaused: false }) { account { id } } }`)).errors[0]
      ?.code,
  ).toBe('CONFLICT');
  expect(await connect(world, ann)).toBe(accountId);
  expect((await sync(world, ann, sourceId)).status).toBe('SUCCEEDED');
  await disconnect(false);
  expect(await documents(ann)).toEqual([]);
  await until(async () => (await world.rows('connected_accounts')) === 0, 'the account is gone');
});

test('who leaves loses sight at once, their accounts wait for a new owner, and a manager can only then give them away', async () => {
  world = await createWorld();
  await world.write('a.md', 'text');
  const [ann, bob, cem] = team() as [UserViewer, UserViewer, UserViewer];
  await become([ann, bob, cem]);
  const { accountId, sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const give = (viewer: UserViewer, to: UserViewer) =>
    world.run(
      viewer,
      `mutation { updateAccount(input: { accountId: "${accountId}", ownerId: "${to.userId}" }) { account { id status owner { id } } } }`,
    );
  expect((await give(bob, bob)).errors[0]?.code).toBe('FORBIDDEN');
  expect(
    (await world.run(bob, `mutation { shareSource(input: { sourceId: "${sourceId}", visibility: ORGANIZATION }) { source { id } } }`))
      .errors[0]?.code,
  ).toBe('FORBIDDEN');
  expect(await documents(bob)).toEqual([]);
  world.users.say('users.membership.removed', ann.organizationId as string, { userId: ann.userId, organizationId: ann.organizationId });
  const account = `{ connectedAccount(id: "${accountId}") { status owner { id } problem { code } } source(id: "${sourceId}") { path name problem { code } } }`;
  await until(
    async () => (await world.run<{ connectedAccount: { status: string } }>(bob, account)).data.connectedAccount.status === 'PAUSED',
    'the account is paused',
  );
  expect((await world.run(bob, account)).data).toMatchObject({
    connectedAccount: { owner: null, problem: { code: 'OWNER_LEFT' } },
    source: { path: 'files', problem: { code: 'OWNER_LEFT' } },
  });
  expect(await documents(ann)).toEqual([]);
  expect((await give(bob, { ...bob, userId: newId('usr') })).errors[0]?.code).toBe('NOT_FOUND');
  expect((await give(bob, bob)).data).toMatchObject({ updateAccount: { account: { status: 'ACTIVE', owner: { id: bob.userId } } } });
  expect(await documents(bob)).toHaveLength(1);
  const sets = (await world.events('connectors.access_set.changed')).map(({ payload }) => (payload as { userIds: string[] }).userIds);
  expect(sets).toEqual([[ann.userId], [], [bob.userId]]);
});

test('a key reads as its creator, a service only what everybody may', async () => {
  world = await createWorld();
  await world.write('a.md', 'text');
  const [ann] = team() as [UserViewer];
  const { sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const key: Viewer = {
    kind: 'apiKey',
    apiKeyId: newId('key'),
    userId: ann.userId,
    organizationId: ann.organizationId as string,
    scopes: ['documents:read'],
    teamIds: [],
  };
  const robot = service('search', ann.organizationId);
  expect([(await documents(key)).length, (await documents(robot)).length]).toEqual([1, 0]);
  await world.run(ann, `mutation { shareSource(input: { sourceId: "${sourceId}", visibility: ORGANIZATION }) { source { id } } }`);
  expect((await documents(robot)).length).toBe(1);
});
