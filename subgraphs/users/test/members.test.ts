import { userViewer } from '@conhub/testkit';
import { expect, test } from 'vitest';
import type { Membership } from '../src/members/membership.entity.ts';
import { canManage } from '../src/members/membership.policy.ts';
import { holdsAllOf, roles } from '../src/members/role.ts';
import { type Asking, type House, startHouse } from './house.ts';
import { INVITE, type Person, REGISTER, SIGN_IN, elsewhere, invite, join, password, roleId, setUp, signIn, tokenOf } from './people.ts';

const CHANGE_ROLE = 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { membership { id role { name } } } }';
const REMOVE = 'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }';
const REVOKE = 'mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { revokedInvitationId } }';
const ACCEPT = `mutation ($token: String!) { acceptInvitation(input: { token: $token }) { __typename ... on AcceptInvitationPayload { membership { id role { name } user { id } organization { id name } } } ... on LimitReached { limit used } ... on Failure { message } } }`;
const PREVIEW = 'query ($token: String!) { invitation(token: $token) { organizationName email expiresAt } }';

const changeRole = (house: House, who: Asking, membershipId: string, key: string) =>
  house.ask(CHANGE_ROLE, { input: { membershipId, roleId: roleId(key) } }, who);

test('managing members takes somebody signed in with members:manage', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const [bob, vic] = [await join(house, ann, 'Bob', 'MEMBER'), await join(house, ann, 'Vic', 'VIEWER')];
  const { invitationId } = await invite(house, ann, 'x@example.org', 'VIEWER');
  for (const [who, code] of [
    [{}, 'UNAUTHENTICATED'],
    [bob, 'FORBIDDEN'],
    [vic, 'FORBIDDEN'],
  ] as const) {
    expect((await house.ask(INVITE, { input: { email: 'y@example.org', roleId: roleId('VIEWER') } }, who)).codes).toEqual([code]);
    expect((await house.ask(REVOKE, { id: invitationId }, who)).codes).toEqual([code]);
    expect((await changeRole(house, who, vic.membershipId, 'MEMBER')).codes).toEqual([code]);
    expect((await house.ask(REMOVE, { id: ann.membershipId }, who)).codes).toEqual([code]);
    expect((await house.ask('{ organization { invitations { nodes { id } } } }', {}, who)).codes).toEqual(
      code === 'FORBIDDEN' ? ['FORBIDDEN'] : [],
    );
  }
});

test('an invitation: the link is answered and mailed, previewed without signing in, and registering with it makes the membership', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const { data } = await house.ask(INVITE, { input: { email: 'Bob@example.org', roleId: roleId('MEMBER') } }, ann);
  const { acceptUrl, invitation } = data.inviteMember;
  expect(invitation).toMatchObject({ email: 'Bob@example.org', role: { name: 'Member' }, invitedBy: { id: ann.userId } });
  expect(acceptUrl).toMatch(/^http:\/\/localhost:4000\/#invitation=[\w-]{43}$/);
  expect(house.mails).toMatchObject([{ to: 'Bob@example.org', subject: 'You are invited to Acme' }]);
  expect(house.mails[0]?.text).toContain(acceptUrl);
  const token = tokenOf(acceptUrl);
  expect((await house.ask(PREVIEW, { token })).data.invitation).toMatchObject({ organizationName: 'Acme', email: 'Bob@example.org' });
  expect((await house.ask('{ organization { invitations { totalCount nodes { id } } } }', {}, ann)).data.organization.invitations).toEqual({
    totalCount: 1,
    nodes: [{ id: invitation.id }],
  });
  await house.ask(REGISTER, { input: { displayName: 'Bob', email: 'bob@example.org', password, invitationToken: token } });
  const bob = await signIn(house, 'bob@example.org');
  expect(bob.viewer).toMatchObject({ organizationId: ann.organizationId, roleKey: 'MEMBER' });
  expect((await house.ask(PREVIEW, { token })).data.invitation).toBeNull();
  expect(
    (await house.ask('{ organization { invitations { totalCount nodes { id } } } }', {}, ann)).data.organization.invitations.totalCount,
  ).toBe(0);
  const again = await house.ask(REGISTER, { input: { displayName: 'Zed', email: 'zed@example.org', password, invitationToken: token } });
  expect(again.data.register.__typename).toBe('RegistrationClosed');
  expect((await house.facts('users.invitation.accepted'))[0]).toMatchObject({
    organizationId: ann.organizationId,
    payload: { userId: bob.userId, membershipId: bob.membershipId, roleKey: 'MEMBER' },
  });
  expect(JSON.stringify(await house.sql('select * from users.invitations'))).not.toContain(token);
});

test('of two people who redeem one link at the same time one gets in', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const { token } = await invite(house, ann, 'bob@example.org', 'MEMBER');
  const answers = await Promise.all(
    ['bob', 'zed'].map((name) =>
      house.ask(REGISTER, { input: { displayName: name, email: `${name}@example.org`, password, invitationToken: token } }),
    ),
  );
  expect(answers.map(({ data }) => data.register.__typename).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'RegisterPayload',
    'RegistrationClosed',
  ]);
  expect(await house.sql('select id from users.users')).toHaveLength(2);
  expect(await house.sql('select id from users.memberships')).toHaveLength(2);
});

test('an expired, a revoked and a replaced invitation are worthless', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const eve = await elsewhere(house, ann);
  const accept = async (token: string) => (await house.ask(ACCEPT, { token }, eve)).data.acceptInvitation.__typename;
  const replaced = await invite(house, ann, 'eve@example.org', 'MEMBER');
  const revoked = await invite(house, ann, 'EVE@example.org', 'ADMIN');
  expect(await accept(replaced.token)).toBe('InvitationInvalid');
  expect((await house.ask(REVOKE, { id: revoked.invitationId }, ann)).data.revokeInvitation.revokedInvitationId).toBe(revoked.invitationId);
  expect(await accept(revoked.token)).toBe('InvitationInvalid');
  expect((await house.ask(REVOKE, { id: revoked.invitationId }, ann)).codes).toEqual(['NOT_FOUND']);
  const expired = await invite(house, ann, 'eve@example.org', 'MEMBER');
  house.passes(7 * 24 * 60 * 60_000 + 1);
  expect(await accept(expired.token)).toBe('InvitationInvalid');
  expect(await accept('made up')).toBe('InvitationInvalid');
});

test('a person with an account joins a second organization by the link, and works in either by the header', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const eve = await elsewhere(house, ann);
  const { token } = await invite(house, ann, 'whoever@example.org', 'ADMIN');
  const { data } = await house.ask(ACCEPT, { token }, eve);
  expect(data.acceptInvitation).toMatchObject({
    membership: { role: { name: 'Admin' }, user: { id: eve.userId }, organization: { id: ann.organizationId, name: 'Acme' } },
  });
  const mine = await house.ask('{ viewer { memberships { totalCount nodes { organization { id name } role { name } } } } }', {}, eve);
  expect(mine.data.viewer.memberships).toEqual({
    totalCount: 2,
    nodes: [
      { organization: { id: eve.organizationId, name: 'Elsewhere' }, role: { name: 'Owner' } },
      { organization: { id: ann.organizationId, name: 'Acme' }, role: { name: 'Admin' } },
    ],
  });
  expect((await house.ask(ACCEPT, { token }, eve)).data.acceptInvitation.__typename).toBe('InvitationInvalid');
});

test('nobody grants a role that allows more than their own, or touches somebody who may do more', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const adam = await join(house, ann, 'Adam', 'ADMIN');
  const bob = await join(house, ann, 'Bob', 'MEMBER');
  expect((await house.ask(INVITE, { input: { email: 'x@example.org', roleId: roleId('OWNER') } }, adam)).codes).toEqual(['FORBIDDEN']);
  expect((await changeRole(house, adam, adam.membershipId, 'OWNER')).codes).toEqual(['FORBIDDEN']);
  expect((await changeRole(house, adam, bob.membershipId, 'OWNER')).codes).toEqual(['FORBIDDEN']);
  expect((await changeRole(house, adam, ann.membershipId, 'VIEWER')).codes).toEqual(['FORBIDDEN']);
  expect((await house.ask(REMOVE, { id: ann.membershipId }, adam)).codes).toEqual(['FORBIDDEN']);
  expect((await changeRole(house, adam, bob.membershipId, 'ADMIN')).data.changeMemberRole.membership.role.name).toBe('Admin');
  const { data } = await house.ask('{ organization { members { nodes { user { displayName } viewerCanManage } } } }', {}, adam);
  expect(data.organization.members.nodes).toEqual([
    { user: { displayName: 'Ann' }, viewerCanManage: false },
    { user: { displayName: 'Adam' }, viewerCanManage: true },
    { user: { displayName: 'Bob' }, viewerCanManage: true },
  ]);
});

test('for every two roles: whom somebody manages and what they grant is never more than they hold', () => {
  for (const actor of roles) {
    const viewer = userViewer({}, actor.key);
    for (const target of roles) {
      const membership = { organizationId: viewer.organizationId, roleKey: target.key } as Membership;
      const isMore = target.scopes.some((scope) => !actor.scopes.includes(scope));
      if (isMore) expect(canManage(viewer, membership)).toBe(false);
      expect(holdsAllOf(viewer, target.scopes)).toBe(!isMore);
      expect(canManage({ ...viewer, organizationId: 'org_00000000000000000000000000' }, membership)).toBe(false);
      if (!actor.scopes.includes('members:manage')) expect(canManage(viewer, membership)).toBe(false);
    }
  }
});

test('the last owner can neither leave nor be demoted, not even by two owners at the same time', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  expect((await changeRole(house, ann, ann.membershipId, 'ADMIN')).codes).toEqual(['CONFLICT']);
  expect((await house.ask(REMOVE, { id: ann.membershipId }, ann)).codes).toEqual(['CONFLICT']);
  const bob = await join(house, ann, 'Bob', 'OWNER');
  const answers = await Promise.all([
    changeRole(house, ann, bob.membershipId, 'MEMBER'),
    changeRole(house, bob, ann.membershipId, 'MEMBER'),
  ]);
  expect(answers.flatMap((answer) => answer.codes)).toEqual(['CONFLICT']);
  expect(await house.sql(`select id from users.memberships where role_key = 'OWNER' and ended_at is null`)).toHaveLength(1);
});

test('who leaves or is removed is gone from the list, their keys end, their name stays beside what they did', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'ADMIN');
  const { data } = await house.ask('mutation { createApiKey(input: { name: "k", scopes: ["search:read"] }) { apiKey { id } } }', {}, bob);
  expect((await house.ask(REMOVE, { id: bob.membershipId }, bob)).data.removeMember.removedMembershipId).toBe(bob.membershipId);
  const seen = await house.ask(
    '{ organization { members { totalCount nodes { user { id } } } apiKeys { nodes { id revokedAt createdBy { displayName isActive email membership { id } } } } } }',
    {},
    ann,
  );
  expect(seen.data.organization.members).toEqual({ totalCount: 1, nodes: [{ user: { id: ann.userId } }] });
  expect(seen.data.organization.apiKeys.nodes).toMatchObject([
    {
      id: data.createApiKey.apiKey.id,
      revokedAt: expect.any(String),
      createdBy: { displayName: 'Bob', isActive: false, email: null, membership: null },
    },
  ]);
  expect((await house.facts('users.membership.removed'))[0]).toMatchObject({
    payload: { membershipId: bob.membershipId, userId: bob.userId, version: 2 },
    actor: { kind: 'user', id: bob.userId },
  });
  expect(await house.facts('users.api_key.revoked')).toHaveLength(1);
  expect((await house.ask(REMOVE, { id: bob.membershipId }, ann)).codes).toEqual(['NOT_FOUND']);
  const { token } = await invite(house, ann, bob.email, 'MEMBER');
  const back = await signIn(house, bob.email);
  expect((await house.ask(ACCEPT, { token }, back)).data.acceptInvitation.membership.id).not.toBe(bob.membershipId);
});

test('the plan limits members: inviting, registering and accepting answer LimitReached, and nothing is written', async () => {
  const house = await startHouse({ limits: { MEMBERS: 3 } });
  const ann = await setUp(house);
  const eve = await elsewhere(house, ann);
  const { token } = await invite(house, ann, 'bob@example.org', 'MEMBER');
  await invite(house, ann, 'carl@example.org', 'MEMBER');
  const third = await house.ask(INVITE, { input: { email: 'zed@example.org', roleId: roleId('MEMBER') } }, ann);
  expect(third.data.inviteMember).toMatchObject({ __typename: 'LimitReached', limit: 3, used: 3 });
  house.limits.MEMBERS = 1;
  const answer = await house.ask(REGISTER, {
    input: { displayName: 'Bob', email: 'bob@example.org', password, invitationToken: token },
  });
  expect(answer.data.register).toMatchObject({ __typename: 'LimitReached', limit: 1, used: 1 });
  expect((await house.ask(ACCEPT, { token }, eve)).data.acceptInvitation).toMatchObject({ __typename: 'LimitReached', limit: 1, used: 1 });
  expect(await house.sql(`select id from users.users where email_key = 'bob@example.org'`)).toHaveLength(0);
  expect((await house.ask(PREVIEW, { token })).data.invitation).not.toBeNull();
});

test('members are found by name; by address only for those who may see it', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'MEMBER');
  await house.ask('mutation { updateProfile(input: { displayName: "Robert" }) { user { id } } }', {}, bob);
  const find = async (who: Person, filter: object): Promise<string[]> =>
    (
      await house.ask(
        'query ($filter: MemberFilter) { organization { members(filter: $filter) { totalCount nodes { user { displayName } } } } }',
        { filter },
        who,
      )
    ).data.organization.members.nodes.map((node: { user: { displayName: string } }) => node.user.displayName);
  expect(await find(ann, { query: 'ROB' })).toEqual(['Robert']);
  expect(await find(ann, { query: 'bob@' })).toEqual(['Robert']);
  expect(await find(bob, { query: 'ann@' })).toEqual([]);
  expect(await find(bob, { query: 'ann' })).toEqual(['Ann']);
  expect(await find(ann, { query: '%' })).toEqual([]);
  expect(await find(ann, { roleId: roleId('OWNER') })).toEqual(['Ann']);
  expect(await find(ann, { isActive: false })).toEqual([]);
  expect(await find(ann, { isActive: true, query: '' })).toEqual(['Ann', 'Robert']);
});

test('an address is shown to its person and to who manages members', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'MEMBER');
  const emails = async (who: Person) =>
    (await house.ask('{ organization { members { nodes { user { email } } } } }', {}, who)).data.organization.members.nodes.map(
      (node: { user: { email: string } }) => node.user.email,
    );
  expect(await emails(ann)).toEqual(['ann@example.org', 'bob@example.org']);
  expect(await emails(bob)).toEqual([null, 'bob@example.org']);
});

test('a profile is its person’s; a new name is a fact without the name', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const UPDATE = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { displayName avatarUrl } } }';
  expect((await house.ask(UPDATE, { input: { displayName: 'X' } })).codes).toEqual(['UNAUTHENTICATED']);
  expect(
    (await house.ask(UPDATE, { input: { displayName: ' Anna ', avatarUrl: 'https://example.org/a.png' } }, ann)).data.updateProfile.user,
  ).toEqual({ displayName: 'Anna', avatarUrl: 'https://example.org/a.png' });
  expect((await house.ask(UPDATE, { input: {} }, ann)).data.updateProfile.user).toEqual({
    displayName: 'Anna',
    avatarUrl: 'https://example.org/a.png',
  });
  expect((await house.ask(UPDATE, { input: { avatarUrl: null } }, ann)).data.updateProfile.user).toEqual({
    displayName: 'Anna',
    avatarUrl: null,
  });
  for (const input of [
    { displayName: '' },
    { displayName: 'a\nb' },
    { avatarUrl: 'http://example.org/a.png' },
    { avatarUrl: 'javascript:alert(1)' },
  ]) {
    expect((await house.ask(UPDATE, { input }, ann)).codes).toEqual(['BAD_USER_INPUT']);
  }
  const renamed = await house.facts('users.user.renamed');
  expect(renamed).toMatchObject([{ payload: { userId: ann.userId, version: 2 } }]);
  expect(JSON.stringify(renamed)).not.toContain('Anna');
});

test('founding an organization takes a person; a slug is well-formed and unique', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const CREATE =
    'mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) { organization { id slug name createdAt viewerCan(scope: "members:manage") members { totalCount } } } }';
  expect((await house.ask(CREATE, { input: { name: 'X' } })).codes).toEqual(['UNAUTHENTICATED']);
  for (const input of [
    { name: '' },
    { name: 'X', slug: 'x' },
    { name: 'X', slug: 'Acme' },
    { name: 'X', slug: '-acme' },
    { name: 'X', slug: 'a--b' },
  ])
    expect((await house.ask(CREATE, { input }, ann)).codes).toEqual(['BAD_USER_INPUT']);
  expect((await house.ask(CREATE, { input: { name: 'X', slug: 'acme' } }, ann)).codes).toEqual(['CONFLICT']);
  // Lists and permissions of an organization are shown to requests that are for it.
  expect((await house.ask(CREATE, { input: { name: 'Labs', slug: 'labs' } }, ann)).data.createOrganization.organization).toMatchObject({
    slug: 'labs',
    name: 'Labs',
    viewerCan: null,
    members: null,
  });
  expect((await house.ask(SIGN_IN, { input: { email: ann.email, password } })).data.signIn.viewer.organization.slug).toBe('acme');
});
