import { newId, service, uuidOf } from '@conhub/subgraph-kit';
import { type Database, openDatabase, roleOf } from '@conhub/subgraph-kit/database';
import { userViewer } from '@conhub/testkit';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { definition } from '../src/mikro-orm.config.ts';
import { rowSecurity } from '../src/row-security.ts';
import { Membership } from '../src/members/membership.entity.ts';
import { User } from '../src/people/user.entity.ts';
import { type House, startHouse } from './house.ts';
import { type Person, elsewhere, invite, join, roleId, setUp } from './people.ts';

const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  __typename ... on User { id displayName } ... on Organization { id slug } ... on Membership { id } ... on Role { id name } ... on Invitation { id } ... on ApiKey { id name } ... on Session { id }
} }`;

const resolve = async (house: House, who: Person, typename: string, id: string) =>
  (await house.ask(ENTITIES, { representations: [{ __typename: typename, id }] }, who)).data._entities[0];

test('as a reference, what belongs to another organization is null, exactly as what never existed', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const eve = await elsewhere(house, ann);
  const stranger = await join(house, eve, 'Sam', 'MEMBER');
  const { invitationId } = await invite(house, ann, 'x@example.org', 'VIEWER');
  const { data } = await house.ask('mutation { createApiKey(input: { name: "k", scopes: ["search:read"] }) { apiKey { id } } }', {}, ann);
  const things = [
    ['User', ann.userId, 'usr'],
    ['Organization', ann.organizationId, 'org'],
    ['Membership', ann.membershipId, 'mem'],
    ['Invitation', invitationId, 'inv'],
    ['ApiKey', data.createApiKey.apiKey.id, 'key'],
    ['Session', ann.viewer.sessionId, 'ses'],
  ] as const;
  for (const [typename, id, prefix] of things) {
    expect(await resolve(house, ann, typename, id), typename).toMatchObject({ __typename: typename, id });
    expect(await resolve(house, stranger, typename, id), typename).toBeNull();
    expect(await resolve(house, eve, typename, id === ann.userId ? stranger.userId : newId(prefix)), typename).toEqual(
      id === ann.userId ? expect.objectContaining({ id: stranger.userId }) : null,
    );
    expect(await resolve(house, ann, typename, 'nonsense'), typename).toBeNull();
  }
  expect(await resolve(house, eve, 'Role', roleId('ADMIN'))).toMatchObject({ name: 'Admin' });
  expect(await resolve(house, eve, 'Role', newId('role'))).toBeNull();
});

test('within an organization, invitations and keys are hidden from who may not manage them, sessions from everybody else', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'MEMBER');
  const { invitationId } = await invite(house, ann, 'x@example.org', 'VIEWER');
  const { data } = await house.ask('mutation { createApiKey(input: { name: "k", scopes: ["search:read"] }) { apiKey { id } } }', {}, ann);
  for (const [typename, id] of [
    ['Invitation', invitationId],
    ['ApiKey', data.createApiKey.apiKey.id],
    ['Session', ann.viewer.sessionId],
  ] as const)
    expect(await resolve(house, bob, typename, id), typename).toBeNull();
  expect(await resolve(house, bob, 'User', ann.userId)).toMatchObject({ displayName: 'Ann' });
});

test('in a mutation, another organization’s id is NOT_FOUND, as one that never existed', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const eve = await elsewhere(house, ann);
  const { invitationId } = await invite(house, ann, 'x@example.org', 'VIEWER');
  const { data } = await house.ask('mutation { createApiKey(input: { name: "k", scopes: ["search:read"] }) { apiKey { id } } }', {}, ann);
  const operations: [string, string, string][] = [
    [
      `mutation ($id: ID!) { changeMemberRole(input: { membershipId: $id, roleId: "${roleId('VIEWER')}" }) { membership { id } } }`,
      ann.membershipId,
      newId('mem'),
    ],
    ['mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }', ann.membershipId, newId('mem')],
    ['mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { revokedInvitationId } }', invitationId, newId('inv')],
    ['mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKey { id } } }', data.createApiKey.apiKey.id, newId('key')],
    ['mutation ($id: ID!) { endSession(input: { sessionId: $id }) { endedSessionIds } }', ann.viewer.sessionId, newId('ses')],
    ['mutation ($id: ID!) { inviteMember(input: { email: "y@example.org", roleId: $id }) { __typename } }', newId('role'), newId('role')],
  ];
  for (const [operation, theirs, nobodys] of operations) {
    const [a, b] = [await house.ask(operation, { id: theirs }, eve), await house.ask(operation, { id: nobodys }, eve)];
    expect([a.codes, a.errors?.[0]?.message], operation).toEqual([['NOT_FOUND'], b.errors?.[0]?.message]);
    expect(b.codes, operation).toEqual(['NOT_FOUND']);
    expect((await house.ask(operation, { id: 'nonsense' }, eve)).codes, operation).toEqual(['BAD_USER_INPUT']);
    expect((await house.ask(operation, { id: newId('doc') }, eve)).codes, operation).toEqual(['BAD_USER_INPUT']);
  }
});

test('every table has row-level security and a policy that is listed', async () => {
  const house = await startHouse();
  const tables = await house.sql<{ name: string; secured: boolean; policies: string[] }>(
    `select c.relname as name, c.relrowsecurity as secured,
            array(select polname::text from pg_policy p where p.polrelid = c.oid and not exists (
              select from unnest(polroles) r where pg_get_userbyid(r) not in ($1, $2))) as policies
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'users' and c.relkind in ('r', 'p') and c.relname <> 'migrations'`,
    [roleOf('users', 'app'), roleOf('users', 'system')],
  );
  const listed: Readonly<Record<string, readonly { name?: string }[]>> = {
    ...rowSecurity,
    events: [{ name: 'append' }, { name: 'own' }, { name: 'system' }],
  };
  expect(tables.map((table) => table.name).toSorted((a, b) => a.localeCompare(b))).toEqual(
    Object.keys(listed).toSorted((a, b) => a.localeCompare(b)),
  );
  for (const { name, secured, policies } of tables) {
    expect(secured, name).toBe(true);
    expect(new Set(policies), name).toEqual(new Set(listed[name]?.map((policy) => policy.name)));
  }
});

test('the app role sees nothing until a viewer is set, and cannot give itself one row more', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const eve = await elsewhere(house, ann);
  await invite(house, ann, 'x@example.org', 'VIEWER');
  const client = new Client({ ...house.connection, user: roleOf('users', 'app') });
  await client.connect();
  onTestFinished(() => client.end());
  const count = async (table: string): Promise<number> =>
    Number((await client.query(`select count(*) from users.${table}`)).rows[0]?.count);
  for (const table of Object.keys(rowSecurity)) expect(await count(table), table).toBe(0);
  expect(await count('events')).toBe(0);
  await client.query(`select set_config('app.organization', $1, false), set_config('app.person', $2, false)`, [
    uuidOf(eve.organizationId),
    uuidOf(eve.userId),
  ]);
  expect(await count('memberships')).toBe(2);
  expect(await count('invitations')).toBe(0);
  expect(await count('credentials')).toBe(1);
  expect(await count('users')).toBe(1);
  for (const table of ['refresh_tokens', 'sign_in_locks', 'one_time_links', 'installation', 'events'])
    expect(await count(table), table).toBe(0);
  await expect(
    client.query('insert into users.memberships select gen_random_uuid(), $1, $2, $3, 1, now(), null', [
      uuidOf(ann.organizationId),
      uuidOf(eve.userId),
      'OWNER',
    ]),
  ).rejects.toThrow(/row-level security/);
  expect(
    (await client.query(`update users.memberships set role_key = 'OWNER' where organization_id = $1`, [uuidOf(ann.organizationId)]))
      .rowCount,
  ).toBe(0);
  expect((await client.query(`update users.users set display_name = 'x' where id <> $1`, [uuidOf(eve.userId)])).rowCount).toBe(0);
});

test('forks of two viewers that work at the same time do not see one another’s rows', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const eve = await elsewhere(house, ann);
  const database: Database = await openDatabase({ ...definition, connection: house.connection, poolSize: 2 });
  onTestFinished(() => database.close());
  const seen = await Promise.all(
    Array.from({ length: 30 }, async (_, n) => {
      const who = n % 2 === 0 ? ann : eve;
      const em = database.fork(who.viewer);
      const [memberships, users] = await Promise.all([em.find(Membership, { endedAt: null }), em.find(User, {})]);
      return (
        memberships.every((membership) => membership.organizationId === who.organizationId) &&
        memberships.length === 1 &&
        users.some((user) => user.id === who.userId)
      );
    }),
  );
  expect(seen.every(Boolean)).toBe(true);
  expect(await database.fork(userViewer()).find(User, {})).toEqual([]);
  expect(await database.fork(userViewer({ organizationId: null })).find(Membership, {})).toEqual([]);
});

test('the organization is answered from the viewer: asked for its id alone, the database is not', async () => {
  const house = await startHouse();
  const organizationId = newId('org');
  const viewer = userViewer({ organizationId });
  expect((await house.ask('{ organization { id } viewer { organization { id } scopes } }', {}, { viewer })).data).toMatchObject({
    organization: { id: organizationId },
  });
  await house.users.stop();
  expect((await house.ask('{ organization { id viewerCan(scope: "members:manage") } }', {}, { viewer })).data).toEqual({
    organization: { id: organizationId, viewerCan: true },
  });
});

test('a service reads as far as its organization, and is nobody’s person', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const viewer = service('search', ann.organizationId);
  const { data } = await house.ask(
    '{ viewer { user { id } session { id } apiKey { id } scopes } organization { id members { nodes { user { id } } } } }',
    {},
    { viewer },
  );
  expect(data).toEqual({
    viewer: { user: null, session: null, apiKey: null, scopes: [] },
    organization: { id: ann.organizationId, members: { nodes: [{ user: { id: ann.userId } }] } },
  });
  expect(
    (await house.ask('mutation { createApiKey(input: { name: "k", scopes: ["search:read"] }) { secret } }', {}, { viewer })).codes,
  ).toEqual(['FORBIDDEN']);
});
