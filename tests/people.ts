import { derivedId } from '@conhub/subgraph-kit';
import { type Asker, type TestGraph, nobody } from './graph.ts';

export interface Person extends Asker {
  readonly bearer: string;
  readonly userId: string;
  readonly email: string;
  readonly displayName: string;
  readonly organizationId: string;
  readonly membershipId: string;
}

export const password = 'correct horse battery staple';

export const roleId = (key: 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER'): string => derivedId('role', key);

const signedIn = `__typename
  ... on SignInPayload { accessToken }
  ... on SignInBlocked { reason retryAt }
  ... on Failure { message }`;

/** The first owner and the first organization, by the set-up that a person would do. */
export async function setUp(graph: TestGraph, displayName: string, organizationName: string): Promise<Person> {
  const input = { setupToken: await graph.users.setupToken(), displayName, email: addressOf(displayName), password, organizationName };
  const { completeSetup } = await graph.ask(
    nobody,
    `mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { ${signedIn} } }`,
    { input },
  );
  return personOf(graph, completeSetup);
}

/** Somebody new in the inviter's organization, by an invitation. */
export async function join(
  graph: TestGraph,
  by: Asker,
  displayName: string,
  role: Parameters<typeof roleId>[0] = 'MEMBER',
): Promise<Person> {
  await register(graph, displayName, await invite(graph, by, addressOf(displayName), role));
  return signIn(graph, displayName);
}

/** The token of a new invitation. */
export async function invite(graph: TestGraph, by: Asker, email: string, role: Parameters<typeof roleId>[0]): Promise<string> {
  const { inviteMember } = await graph.ask(
    by,
    'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { __typename ... on InviteMemberPayload { acceptUrl } } }',
    { input: { email, roleId: roleId(role) } },
  );
  return new URL(inviteMember.acceptUrl as string).hash.split('=')[1] ?? '';
}

/** Somebody with an organization of their own. */
export async function found(graph: TestGraph, displayName: string, organizationName: string): Promise<Person> {
  await register(graph, displayName, null);
  const alone = await signIn(graph, displayName);
  await graph.ask(alone, 'mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) { organization { id } } }', {
    input: { name: organizationName },
  });
  return signIn(graph, displayName);
}

async function register(graph: TestGraph, displayName: string, invitationToken: string | null): Promise<void> {
  const { register: result } = await graph.ask(nobody, 'mutation ($input: RegisterInput!) { register(input: $input) { __typename } }', {
    input: { displayName, email: addressOf(displayName), password, invitationToken },
  });
  if (result.__typename !== 'RegisterPayload') throw new Error(`${displayName} could not register: ${result.__typename}`);
}

export async function signIn(graph: TestGraph, displayName: string): Promise<Person> {
  const { signIn: result } = await graph.ask(nobody, `mutation ($input: SignInInput!) { signIn(input: $input) { ${signedIn} } }`, {
    input: { email: addressOf(displayName), password },
  });
  return personOf(graph, result);
}

export const addressOf = (displayName: string): string => `${displayName.toLowerCase()}@example.org`;

async function personOf(graph: TestGraph, result: { readonly __typename: string; readonly accessToken?: string } | null): Promise<Person> {
  if (result?.accessToken === undefined) throw new Error(`Not signed in: ${JSON.stringify(result)}`);
  const bearer = result.accessToken;
  const { viewer } = await graph.ask({ bearer }, '{ viewer { user { id email displayName } organization { id } membership { id } } }');
  return {
    bearer,
    userId: viewer.user.id as string,
    email: viewer.user.email as string,
    displayName: viewer.user.displayName as string,
    organizationId: viewer.organization?.id ?? '',
    membershipId: viewer.membership?.id ?? '',
  };
}
