import type { UserViewer } from '@conhub/subgraph-kit';
import { derivedId } from '@conhub/subgraph-kit';
import { requestInfo } from '@conhub/testkit';
import type { Asking, House } from './house.ts';

export const password = 'correct horse battery staple';
export const roleId = (key: string): string => derivedId('role', key);

export const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignInPayload { accessToken accessTokenExpiresAt refreshToken viewer { user { id displayName email isViewer } organization { id slug name } session { id } membership { id role { name } } scopes } }
    ... on SignInBlocked { reason retryAt }
    ... on Failure { message }
  }
}`;

export const COMPLETE_SETUP = `mutation ($input: CompleteSetupInput!) {
  completeSetup(input: $input) {
    __typename
    ... on SignInPayload { accessToken refreshToken viewer { user { id email } organization { id slug name } membership { id } scopes } }
    ... on SignInBlocked { reason retryAt }
    ... on Failure { message }
  }
}`;

export const INVITE = `mutation ($input: InviteMemberInput!) {
  inviteMember(input: $input) { __typename ... on InviteMemberPayload { acceptUrl invitation { id email role { name } expiresAt invitedBy { id } } } ... on LimitReached { limit used message } }
}`;

export const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) { __typename ... on RegisterPayload { email } ... on LimitReached { limit used } ... on Failure { message } }
}`;

export interface Person extends Asking {
  readonly viewer: UserViewer;
  readonly userId: string;
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly membershipId: string;
  readonly organizationId: string;
}

/** As the router would: who the access token stands for. */
export async function identified(house: House, accessToken: string, organization: string | null = null): Promise<UserViewer> {
  return (await house.users.identify({ bearer: accessToken, sessionCookie: null, organization }, requestInfo())) as UserViewer;
}

/** The first owner, through the set-up that a person would do. */
export async function setUp(house: House, organizationName = 'Acme'): Promise<Person> {
  const email = 'ann@example.org';
  const { data } = await house.ask(COMPLETE_SETUP, {
    input: { setupToken: await house.users.setupToken(), displayName: 'Ann', email, password, organizationName },
  });
  return person(house, email, data.completeSetup);
}

async function person(house: House, email: string, signedIn: { accessToken: string; refreshToken: string }): Promise<Person> {
  const viewer = await identified(house, signedIn.accessToken);
  return {
    viewer,
    userId: viewer.userId,
    email,
    accessToken: signedIn.accessToken,
    refreshToken: signedIn.refreshToken,
    membershipId: viewer.membershipId ?? '',
    organizationId: viewer.organizationId ?? '',
  };
}

export const tokenOf = (url: string): string => new URL(url).hash.split('=')[1] ?? '';

export async function invite(house: House, by: Asking, email: string, role: string): Promise<{ token: string; invitationId: string }> {
  const { data } = await house.ask(INVITE, { input: { email, roleId: roleId(role) } }, by);
  return { token: tokenOf(data.inviteMember.acceptUrl), invitationId: data.inviteMember.invitation.id };
}

/** Somebody new in the inviter's organization. */
export async function join(house: House, by: Asking, name: string, role: string): Promise<Person> {
  const email = `${name.toLowerCase()}@example.org`;
  const { token } = await invite(house, by, email, role);
  await house.ask(REGISTER, { input: { displayName: name, email, password, invitationToken: token } });
  return enter(house, email);
}

/** With the password. */
export async function signIn(house: House, email: string): Promise<Person> {
  const { data } = await house.ask(SIGN_IN, { input: { email, password } });
  return person(house, email, data.signIn);
}

/** By the operator's door: the same session without the time that a password takes. */
export async function enter(house: House, email: string): Promise<Person> {
  return person(house, email, await house.users.operator.openSession({ email }, requestInfo()));
}

/** Another organization with an owner of its own, who is in no other. */
export async function elsewhere(house: House, by: Person, name = 'Eve'): Promise<Person> {
  const visitor = await join(house, by, name, 'VIEWER');
  await house.ask(
    `mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }`,
    { id: visitor.membershipId },
    visitor,
  );
  const alone = await enter(house, visitor.email);
  await house.ask(`mutation { createOrganization(input: { name: "Elsewhere" }) { organization { id } } }`, {}, alone);
  return enter(house, visitor.email);
}
