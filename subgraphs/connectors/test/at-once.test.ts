import { join } from 'node:path';
import type { UserViewer } from '@conhub/subgraph-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFolder, enrol, finished } from './steps.ts';
import { type World, createWorld, team } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  for (const name of ['one', 'two', 'three']) await world.write(`${name}/a.md`, `# ${name}`);
});
afterAll(() => world.close());

async function sourceOf(folder: string, roles: Parameters<typeof team>[0] = ['OWNER', 'MEMBER']) {
  const people = team(roles);
  const [owner, other] = people as [UserViewer, UserViewer];
  await enrol(world, ...people);
  const added = await addFolder(world, owner, join(world.folder, folder));
  await finished(world, owner, added.runId);
  return { ...added, owner, other };
}

const shareAs = (viewer: UserViewer, sourceId: string, visibility: string) =>
  world.run(viewer, 'mutation ($input: ShareSourceInput!) { shareSource(input: $input) { source { visibility } } }', {
    input: { sourceId, visibility },
  });

/** What was said last of a source's sharing and of its set of people, with the versions of all that was said. */
async function said(sourceId: string) {
  const of = (events: Awaited<ReturnType<World['events']>>) => events.map(({ payload }) => payload as Record<string, unknown>);
  const shared = of(await world.events('connectors.source.shared')).filter((payload) => payload['sourceId'] === sourceId);
  const [added] = of(await world.events('connectors.source.added')).filter((payload) => payload['sourceId'] === sourceId);
  const sets = of(await world.events('connectors.access_set.changed')).filter(
    (payload) => payload['accessSetId'] === added?.['accessSetId'],
  );
  return { shared, sets };
}

test('of those who share and unshare a source at once the last is obeyed: by the source, by its access set, and by what is said', async () => {
  const { sourceId, owner } = await sourceOf('one');
  for (let round = 0; round < 5; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => shareAs(owner, sourceId, (index + round) % 2 === 0 ? 'ORGANIZATION' : 'OWNER')),
    );
    for (const { errors } of answers) expect(errors).toEqual([]);
    const { data } = await world.run<{ source: { visibility: string } }>(owner, `{ source(id: "${sourceId}") { visibility } }`);
    const { shared, sets } = await said(sourceId);
    expect(shared.at(-1)?.['visibility']).toBe(data.source.visibility);
    expect(sets.at(-1)?.['everyone']).toBe(data.source.visibility === 'ORGANIZATION');
    for (const versions of [shared.map(({ version }) => version), sets.map(({ version }) => version)])
      expect(versions).toEqual(
        versions.toSorted((a, b) => Number(a) - Number(b)).filter((version, index, all) => version !== all[index - 1]),
      );
  }
});

test('a source that is removed while it is shared is nobody’s', async () => {
  for (let round = 0; round < 3; round += 1) {
    const { sourceId, owner } = await sourceOf('two');
    await Promise.all([
      shareAs(owner, sourceId, 'ORGANIZATION'),
      world.run(owner, `mutation { removeSource(input: { sourceId: "${sourceId}" }) { removedSourceId } }`),
      world.run(owner, `mutation { removeSource(input: { sourceId: "${sourceId}" }) { removedSourceId } }`),
      shareAs(owner, sourceId, 'OWNER'),
      shareAs(owner, sourceId, 'ORGANIZATION'),
    ]);
    const { sets } = await said(sourceId);
    expect(sets.at(-1)).toMatchObject({ everyone: false, userIds: [] });
    const removals = (await world.events('connectors.source.removed')).filter(
      ({ payload }) => (payload as { sourceId: string }).sourceId === sourceId,
    );
    expect(removals).toHaveLength(1);
  }
});

test('an account that is given away while its source is shared leaves no access to who gave it', async () => {
  const { sourceId, accountId, owner, other } = await sourceOf('three', ['OWNER', 'ADMIN']);
  const give = (from: UserViewer, to: UserViewer) =>
    world.run(from, 'mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { account { id } } }', {
      input: { accountId, ownerId: to.userId },
    });
  for (const [from, to] of [
    [owner, other],
    [other, owner],
    [owner, other],
  ] as const) {
    const [, given] = await Promise.all([shareAs(from, sourceId, 'ORGANIZATION'), give(from, to), shareAs(from, sourceId, 'OWNER')]);
    expect(given.errors).toEqual([]);
    expect((await shareAs(to, sourceId, 'OWNER')).errors).toEqual([]);
    const { sets } = await said(sourceId);
    expect(sets.at(-1)).toMatchObject({ everyone: false, userIds: [to.userId] });
  }
});
