import { type Viewer, anonymous, service } from '@conhub/subgraph-kit';
import { requestInfo } from '@conhub/testkit';
import { expect, test } from 'vitest';
import { type House, startHouse } from './house.ts';
import { type Person, enter, invite, join, roleId, setUp } from './people.ts';

const refusal = { code: 'UNAUTHENTICATED' };

const remove = (house: House, by: Person, membershipId: string) =>
  house.ask('mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }', { id: membershipId }, by);

async function keyOf(house: House, person: Person, expiresAt?: string): Promise<{ viewer: Viewer; id: string }> {
  const { data } = await house.ask(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } } }',
    { input: { name: 'k', scopes: ['search:read', 'members:manage'], ...(expiresAt === undefined ? {} : { expiresAt }) } },
    person,
  );
  const { secret, apiKey } = data.createApiKey;
  const viewer = await house.users.identify({ bearer: secret, sessionCookie: null, organization: null }, requestInfo());
  return { viewer, id: apiKey.id as string };
}

test('a viewer is who they are now: a changed role is seen at once, by their session and their key', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'ADMIN');
  const key = await keyOf(house, bob);
  expect(await house.users.refreshViewer(bob.viewer)).toEqual(bob.viewer);
  expect(await house.users.refreshViewer(key.viewer)).toEqual(key.viewer);
  await house.ask(
    'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { membership { id } } }',
    { input: { membershipId: bob.membershipId, roleId: roleId('VIEWER') } },
    ann,
  );
  const refreshed = await house.users.refreshViewer(bob.viewer);
  expect(refreshed).toMatchObject({ userId: bob.userId, roleKey: 'VIEWER', scopes: ['search:read', 'documents:read'] });
  expect(await house.users.refreshViewer(key.viewer)).toMatchObject({ scopes: ['search:read'] });
  expect(await house.users.refreshViewer(ann.viewer)).toEqual(ann.viewer);
});

test('whoever has signed out, and only they, is refused', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const other = await enter(house, ann.email);
  await house.users.refreshViewer(other.viewer);
  await house.ask('mutation { signOut { endedSessionId } }', {}, other);
  await expect(house.users.refreshViewer(other.viewer)).rejects.toMatchObject(refusal);
  expect(await house.users.refreshViewer(ann.viewer)).toEqual(ann.viewer);
});

test('a membership that has ended is refused, also to somebody who is a member again; without an organization the person stays', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'ADMIN');
  const key = await keyOf(house, bob);
  for (const viewer of [bob.viewer, key.viewer]) await house.users.refreshViewer(viewer);
  await remove(house, ann, bob.membershipId);
  for (const viewer of [bob.viewer, key.viewer]) await expect(house.users.refreshViewer(viewer)).rejects.toMatchObject(refusal);

  const alone = await enter(house, bob.email);
  expect(alone.viewer.organizationId).toBeNull();
  expect(await house.users.refreshViewer(alone.viewer)).toEqual(alone.viewer);

  const { token } = await invite(house, ann, bob.email, 'MEMBER');
  await house.ask('mutation ($token: String!) { acceptInvitation(input: { token: $token }) { __typename } }', { token }, alone);
  const again = await enter(house, bob.email);
  expect(again.organizationId).toBe(ann.organizationId);
  expect(await house.users.refreshViewer(again.viewer)).toMatchObject({ roleKey: 'MEMBER' });
  await expect(house.users.refreshViewer(bob.viewer)).rejects.toMatchObject(refusal);
});

test('a key that is revoked or has expired is refused', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const revoked = await keyOf(house, ann);
  const short = await keyOf(house, ann, new Date(house.now().getTime() + 5_000).toISOString());
  for (const { viewer } of [revoked, short]) await house.users.refreshViewer(viewer);
  await house.ask('mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKey { id } } }', { id: revoked.id }, ann);
  await expect(house.users.refreshViewer(revoked.viewer)).rejects.toMatchObject(refusal);
  // Sooner than the ten seconds for which an answer is kept.
  house.passes(5_001);
  await expect(house.users.refreshViewer(short.viewer)).rejects.toMatchObject(refusal);
});

test('the organization of the request stays, whatever the default is', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  await house.ask('mutation { createOrganization(input: { name: "Labs", slug: "labs" }) { organization { id } } }', {}, ann);
  for (const name of ['acme', 'labs']) {
    const viewer = await house.users.identify({ bearer: ann.accessToken, sessionCookie: null, organization: name }, requestInfo());
    expect(await house.users.refreshViewer(viewer)).toEqual(viewer);
  }
});

test('without a broadcast the truth is seen after ten seconds', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  await house.users.refreshViewer(ann.viewer);
  await house.sql('update users.sessions set ended_at = now()');
  expect(await house.users.refreshViewer(ann.viewer)).toEqual(ann.viewer);
  house.passes(10_001);
  await expect(house.users.refreshViewer(ann.viewer)).rejects.toMatchObject(refusal);
});

test('nobody, and a service, are who they were', async () => {
  const house = await startHouse();
  const subscriber = service('search', 'org_01h455vb4pex5vsknk084sn02q');
  expect(await house.users.refreshViewer(anonymous)).toBe(anonymous);
  expect(await house.users.refreshViewer(subscriber)).toBe(subscriber);
});
