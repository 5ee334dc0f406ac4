import { userViewer } from '@conhub/testkit';
import { expect, test } from 'vitest';
import type { Membership } from '../src/members/membership.entity.ts';
import { canManage } from '../src/members/membership.policy.ts';
import { holdsAllOf, roles } from '../src/members/role.ts';
import { type Asking, type House, startHouse } from './house.ts';
import { INVITE, type Person, invite, join, roleId, setUp, signIn } from './people.ts';

const CHANGE_ROLE = 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { membership { id role { name } } } }';
const REMOVE = 'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }';
const REVOKE = 'mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { revokedInvitationId } }';
const ACCEPT = `mutation ($token: String!) { acceptInvitation(input: { token: $token }) { __typename ... on AcceptInvitationPayload { membership { id role { name } user { id } organization { id name } } } ... on LimitReached { limit used } ... on Failure { message } } }`;

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
