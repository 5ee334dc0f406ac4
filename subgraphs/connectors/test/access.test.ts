import { type UserViewer, newId } from '@conhub/subgraph-kit';
import { userViewer } from '@conhub/testkit';
import fc from 'fast-check';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFolder, finished } from './steps.ts';
import { type World, createWorld, until } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  for (const name of ['one', 'two']) await world.write(`${name}/a.md`, `# ${name}`);
});
afterAll(() => world.close());

/** What access.md says, in as few lines as it takes. */
interface ModelSource {
  owner: UserViewer | null;
  visibility: 'OWNER' | 'SHARED' | 'ORGANIZATION';
  grantees: UserViewer[];
  isRemoved: boolean;
  readonly organizationId: string;
}
const maySee = (members: ReadonlySet<UserViewer>, source: ModelSource, person: UserViewer): boolean =>
  !source.isRemoved &&
  members.has(person) &&
  person.organizationId === source.organizationId &&
  (source.visibility === 'ORGANIZATION' || source.owner === person || (source.visibility === 'SHARED' && source.grantees.includes(person)));

interface Seen {
  readonly id: string;
  readonly runId: string;
  readonly documentId: string;
  readonly setId: number;
}

const query = `query ($source: ID!, $run: ID!, $document: ID!, $references: [_Any!]!) {
  source(id: $source) { path name documents { nodes { id } } failures { totalCount } pendingDeletions { count } sharedWith { ... on User { id } } }
  syncRun(id: $run) { id source { path } }
  document(id: $document) { id text { content } access { visibility reasons { kind } } source { id } }
  organization { documents { totalCount nodes { id } } filtered: documents(filter: { sourceId: $source }) { totalCount } syncRuns { nodes { id } } sources(filter: { query: "conhub-connectors" }) { nodes { id } } }
  _entities(representations: $references) { ... on Document { id text { content } } }
}`;

/** Every path by which a person could come to a source's documents, against the model. */
async function check(person: UserViewer, isAllowed: boolean, seen: Seen): Promise<void> {
  const { data, errors } = await world.run<{
    source: {
      path: string;
      name: string;
      documents: { nodes: { id: string }[] } | null;
      failures: object | null;
      sharedWith: object[] | null;
    } | null;
    syncRun: { id: string; source: { path: string } } | null;
    document: { id: string; text: { content: string }; access: { reasons: { kind: string }[] } } | null;
    organization: {
      documents: { nodes: { id: string }[] };
      filtered: { totalCount: number };
      sources: { nodes: { id: string }[] };
      syncRuns: { nodes: { id: string }[] };
    };
    _entities: ({ id: string } | null)[];
  }>(person, query, {
    source: seen.id,
    run: seen.runId,
    document: seen.documentId,
    references: [{ __typename: 'Document', id: seen.documentId }],
  });
  expect(errors).toEqual([]);
  expect(data.document?.id ?? null).toBe(isAllowed ? seen.documentId : null);
  expect(data._entities[0]?.id ?? null).toBe(isAllowed ? seen.documentId : null);
  expect(data.organization.documents.nodes.some(({ id }) => id === seen.documentId)).toBe(isAllowed);
  expect(data.organization.filtered.totalCount).toBe(isAllowed ? 1 : 0);
  expect(data.organization.sources.nodes.some(({ id }) => id === seen.id)).toBe(isAllowed);
  if (isAllowed) {
    expect(data.document?.text.content).toMatch(/^# /);
    expect(data.document?.access.reasons.length).toBeGreaterThan(0);
    expect(data.source?.documents?.nodes).toEqual([{ id: seen.documentId }]);
    expect(data.syncRun?.id).toBe(seen.runId);
  } else {
    // Who manages sources sees name, state and counts.
    if (data.source !== null)
      expect(data.source).toEqual({
        path: data.source.name,
        name: data.source.name,
        documents: null,
        failures: null,
        pendingDeletions: null,
        sharedWith: null,
      });
    expect(data.source !== null).toBe(data.syncRun !== null);
    if (data.syncRun !== null) expect(data.syncRun.source.path).toBe(data.source?.name);
    if (person.roleKey === 'MEMBER')
      expect([data.source, data.syncRun, data.organization.syncRuns.nodes.filter(({ id }) => id === seen.runId)]).toEqual([null, null, []]);
  }
}

/** What the facts say: the newest version of each set. */
async function published(): Promise<Map<number, { everyone: boolean; userIds: string[] }>> {
  const sets = new Map<number, { version: number; everyone: boolean; userIds: string[] }>();
  for (const { payload } of await world.events('connectors.access_set.changed')) {
    const set = payload as { accessSetId: number; version: number; everyone: boolean; userIds: string[] };
    if (set.version > (sets.get(set.accessSetId)?.version ?? 0)) sets.set(set.accessSetId, set);
  }
  return sets;
}

const action = fc.oneof(
  fc.record({
    t: fc.constant('share' as const),
    source: fc.nat(1),
    visibility: fc.constantFrom('OWNER', 'SHARED', 'ORGANIZATION'),
    grantees: fc.subarray([0, 1, 2], { minLength: 1 }),
  }),
  fc.record({ t: fc.constant('leave' as const), person: fc.nat(2) }),
  fc.record({ t: fc.constant('come' as const), person: fc.nat(2) }),
  fc.record({ t: fc.constant('give' as const), source: fc.nat(1), person: fc.nat(2) }),
  fc.record({ t: fc.constant('rename' as const), source: fc.nat(1) }),
  fc.record({ t: fc.constant('remove' as const), source: fc.nat(1) }),
);

test('whatever is shared, unshared, given, renamed, removed, and whoever leaves or comes: reads, facts and a model of the rules say the same', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 9 }), async (actions) => {
      round += 1;
      const organizationId = newId('org');
      const people = (['OWNER', 'ADMIN', 'MEMBER'] as const).map((role) => userViewer({ organizationId }, role));
      const eve = userViewer({}, 'OWNER');
      const members = new Set([...people, eve]);
      for (const { userId } of people) world.users.say('users.membership.created', organizationId, { userId, organizationId });
      const [ann, bob] = people as [UserViewer, UserViewer];
      const model: ModelSource[] = [ann, bob].map((owner) => ({
        owner,
        visibility: 'OWNER',
        grantees: [],
        isRemoved: false,
        organizationId,
      }));
      const added = await Promise.all(
        [ann, bob].map((owner, index) => addFolder(world, owner, join(world.folder, index === 0 ? 'one' : 'two'))),
      );
      const seen: Seen[] = [];
      for (const [index, { sourceId, runId }] of added.entries()) {
        const owner = model[index]?.owner as UserViewer;
        await finished(world, owner, runId);
        const { data } = await world.run<{ source: { documents: { nodes: { id: string }[] } } }>(
          owner,
          `{ source(id: "${sourceId}") { documents { nodes { id } } } }`,
        );
        const said = (await world.events('connectors.source.added')).find(
          ({ payload }) => (payload as { sourceId: string }).sourceId === sourceId,
        )?.payload as { accessSetId: number };
        seen.push({ id: sourceId, runId, documentId: data.source.documents.nodes[0]?.id as string, setId: said.accessSetId });
      }
      const compare = async (): Promise<void> => {
        const sets = await published();
        for (const [index, source] of model.entries()) {
          const own = seen[index] as Seen;
          for (const person of [...people, eve]) {
            const isAllowed = maySee(members, source, person);
            const set = sets.get(own.setId);
            const isSaid =
              person.organizationId === organizationId &&
              members.has(person) &&
              (set?.everyone === true || set?.userIds.includes(person.userId) === true);
            expect(isSaid).toBe(isAllowed);
            if (members.has(person)) await check(person, isAllowed, own);
          }
        }
      };
      await compare();
      for (const step of actions) {
        const source = 'source' in step ? (model[step.source] as ModelSource) : null;
        const own = 'source' in step ? (seen[step.source] as Seen) : null;
        if (step.t === 'leave' || step.t === 'come') {
          const person = people[step.person] as UserViewer;
          if (members.has(person) === (step.t === 'come')) continue;
          world.users.say(`users.membership.${step.t === 'leave' ? 'removed' : 'created'}`, organizationId, {
            userId: person.userId,
            organizationId,
          });
          if (step.t === 'come') members.add(person);
          else {
            members.delete(person);
            for (const entry of model) if (entry.owner === person) entry.owner = null;
          }
          await until(
            async () => (await world.memberIds(organizationId)).includes(person.userId) === members.has(person),
            'the membership is known',
          );
        } else if (source !== null && own !== null && !source.isRemoved) {
          const actor = source.owner ?? [...members].find((person) => person !== eve && person.roleKey !== 'MEMBER');
          if (actor === undefined) continue;
          if (step.t === 'share') {
            const grantees = step.visibility === 'SHARED' ? step.grantees.map((index) => people[index] as UserViewer) : [];
            const { errors } = await world.run(
              actor,
              'mutation ($input: ShareSourceInput!) { shareSource(input: $input) { source { id } } }',
              {
                input: {
                  sourceId: own.id,
                  visibility: step.visibility,
                  ...(step.visibility === 'SHARED' ? { granteeIds: grantees.map(({ userId }) => userId) } : {}),
                },
              },
            );
            const isRefused = grantees.some((person) => !members.has(person)) || (source.owner === null && step.visibility !== 'OWNER');
            expect(errors.length > 0).toBe(isRefused);
            if (!isRefused) Object.assign(source, { visibility: step.visibility, grantees });
          } else if (step.t === 'give') {
            const person = people[step.person] as UserViewer;
            const accountId = added[model.indexOf(source)]?.accountId;
            const { errors } = await world.run(
              actor,
              'mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { account { id } } }',
              { input: { accountId, ownerId: person.userId } },
            );
            const hasOne = model.some((entry) => entry !== source && !entry.isRemoved && entry.owner === person);
            if (errors.length === 0) source.owner = person;
            else expect(!members.has(person) || hasOne || model.some((entry) => entry !== source && entry.owner === person)).toBe(true);
          } else if (step.t === 'rename') {
            const folder = join(world.folder, model.indexOf(source) === 0 ? 'one' : 'two');
            await rename(join(folder, 'a.md'), join(folder, 'b.md')).catch(() => rename(join(folder, 'b.md'), join(folder, 'a.md')));
          } else {
            const { errors } = await world.run(
              actor,
              'mutation ($input: RemoveSourceInput!) { removeSource(input: $input) { removedSourceId } }',
              { input: { sourceId: own.id } },
            );
            expect(errors).toEqual([]);
            source.isRemoved = true;
          }
        }
        await compare();
      }
      // The next round adds the same folders in another organization.
      for (const [index, source] of model.entries()) {
        const actor = source.owner ?? [...members].find((person) => person !== eve && person.roleKey !== 'MEMBER');
        if (!source.isRemoved && actor !== undefined)
          await world.run(actor, `mutation { removeSource(input: { sourceId: "${seen[index]?.id}" }) { removedSourceId } }`);
      }
    }),
    { numRuns: 4 },
  );
  expect(round).toBeGreaterThan(0);
}, 120_000);
