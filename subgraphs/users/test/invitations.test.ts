import { expect, test } from 'vitest';
import { startHouse } from './house.ts';
import { INVITE, REGISTER, elsewhere, invite, password, roleId, setUp, signIn, tokenOf } from './people.ts';

const REVOKE = 'mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { revokedInvitationId } }';
const ACCEPT = `mutation ($token: String!) { acceptInvitation(input: { token: $token }) { __typename ... on AcceptInvitationPayload { membership { id role { name } user { id } organization { id name } } } ... on LimitReached { limit used } ... on Failure { message } } }`;
const PREVIEW = 'query ($token: String!) { invitation(token: $token) { organizationName email expiresAt } }';

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
