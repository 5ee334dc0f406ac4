import type { UserViewer, Viewer } from '@conhub/subgraph-kit';
import { expect } from 'vitest';
import { type World, until } from './world.ts';

/** Users says that they are members of their organization, the first ones of it, and connectors has heard it. */
export async function enrol(world: World, ...people: readonly UserViewer[]): Promise<void> {
  for (const { userId, organizationId } of people)
    world.users.say('users.membership.created', organizationId ?? '', { userId, organizationId });
  await until(async () => (await world.memberIds(people[0]?.organizationId ?? '')).length === people.length, 'the members are known');
}

export async function connect(world: World, viewer: Viewer): Promise<string> {
  const { data, errors } = await world.run<{ connectAccount: { account: { id: string } } }>(
    viewer,
    `mutation { connectAccount(input: { providerKey: "folder", authMethod: NONE }) { __typename ... on ConnectAccountPayload { account { id status } } } }`,
  );
  expect(errors).toEqual([]);
  return data.connectAccount.account.id;
}

export async function addFolder(
  world: World,
  viewer: Viewer | undefined,
  path: string,
  over: Record<string, unknown> = {},
): Promise<{ accountId: string; sourceId: string; runId: string }> {
  if (viewer === undefined) throw new Error('Nobody asks');
  const accountId = await connect(world, viewer);
  const { data, errors } = await world.run<{ addSource: { __typename: string; source: { id: string }; syncRun: { id: string } } }>(
    viewer,
    `mutation Add($input: AddSourceInput!) { addSource(input: $input) { __typename ... on AddSourcePayload { source { id } syncRun { id status trigger } } ... on Failure { message } } }`,
    { input: { accountId, containerId: path, ...over } },
  );
  expect(errors).toEqual([]);
  expect(data.addSource).toMatchObject({ __typename: 'AddSourcePayload' });
  return { accountId, sourceId: data.addSource.source.id, runId: data.addSource.syncRun.id };
}

export interface SeenRun {
  readonly id: string;
  readonly status: string;
  readonly phase: string;
  readonly trigger: string;
  readonly problem: { code: string; message: string; action: string | null; retryAt: string | null } | null;
  readonly counts: Record<string, number>;
}

const runFields =
  'id status phase trigger problem { code message action retryAt } counts { discovered fetched skipped moved deleted failed bytes }';

export async function seenRun(world: World, viewer: Viewer | undefined, runId: string): Promise<SeenRun> {
  if (viewer === undefined) throw new Error('Nobody asks');
  const { data, errors } = await world.run<{ syncRun: SeenRun }>(viewer, `query ($id: ID!) { syncRun(id: $id) { ${runFields} } }`, {
    id: runId,
  });
  expect(errors).toEqual([]);
  return data.syncRun;
}

export const finished = (world: World, viewer: Viewer | undefined, runId: string): Promise<SeenRun> =>
  until(async () => {
    const run = await seenRun(world, viewer, runId);
    return ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(run.status) && run;
  }, `run ${runId} has ended`);

export async function sync(world: World, viewer: Viewer, sourceId: string, isFull = false): Promise<SeenRun> {
  const { data, errors } = await world.run<{ startSync: { syncRuns: { id: string }[] } }>(
    viewer,
    'mutation ($input: StartSyncInput!) { startSync(input: $input) { ... on StartSyncPayload { wasAlreadyRunning syncRuns { id } } ... on Failure { message } } }',
    { input: { sourceId, isFull } },
  );
  expect(errors).toEqual([]);
  return finished(world, viewer, data.startSync.syncRuns[0]?.id as string);
}
