import { expect, test } from 'vitest';
import { startHouse } from './house.ts';
import { COMPLETE_SETUP, SIGN_IN, password, setUp } from './people.ts';

const input = (setupToken: string | null, over: object = {}) => ({
  input: { setupToken, displayName: 'Ann', email: 'Ann@Example.org', password, organizationName: 'Müller & Söhne', ...over },
});

test('without the token of this start nobody sets the installation up', async () => {
  const house = await startHouse();
  const { data } = await house.ask(COMPLETE_SETUP, input('guess'));
  expect(data.completeSetup).toMatchObject({ __typename: 'InvalidCredentials' });
  expect((await house.ask('{ signInOptions { needsSetup } }')).data.signInOptions).toEqual({ needsSetup: true });
});

test('the set-up makes owner and organization, signs in, and works once', async () => {
  const house = await startHouse();
  const token = await house.users.setupToken();
  const { data } = await house.ask(COMPLETE_SETUP, input(token));
  expect(data.completeSetup).toMatchObject({
    __typename: 'SignInPayload',
    viewer: { user: { email: 'Ann@Example.org' }, organization: { slug: 'muller-sohne', name: 'Müller & Söhne' } },
  });
  expect(data.completeSetup.viewer.scopes).toContain('organization:manage');
  expect(await house.users.setupToken()).toBeNull();
  expect((await house.ask(COMPLETE_SETUP, input(token, { email: 'b@example.org' }))).data.completeSetup.__typename).toBe(
    'InvalidCredentials',
  );
  expect((await house.ask('{ signInOptions { hasPassword isRegistrationOpen needsSetup } }')).data.signInOptions).toEqual({
    hasPassword: true,
    isRegistrationOpen: false,
    needsSetup: false,
  });
});

test('of several at the same time one sets up', async () => {
  const house = await startHouse();
  const token = await house.users.setupToken();
  const answers = await Promise.all([1, 2, 3].map((n) => house.ask(COMPLETE_SETUP, input(token, { email: `ann${n}@example.org` }))));
  expect(answers.map(({ data }) => data.completeSetup.__typename).toSorted((a: string, b: string) => a.localeCompare(b))).toEqual([
    'InvalidCredentials',
    'InvalidCredentials',
    'SignInPayload',
  ]);
  expect(await house.sql('select id from users.users')).toHaveLength(1);
  expect(await house.sql('select id from users.organizations')).toHaveLength(1);
});

test('all faults of the input are named at once', async () => {
  const house = await startHouse();
  const token = await house.users.setupToken();
  const { errors, codes } = await house.ask(
    COMPLETE_SETUP,
    input(token, { displayName: ' ', password: 'iloveyou', organizationName: 'x'.repeat(201) }),
  );
  expect(codes).toEqual(['BAD_USER_INPUT']);
  const { fields } = (errors?.[0]?.originalError as { extensions?: { fields?: unknown } } | undefined)?.extensions ?? {};
  expect(fields).toMatchObject([
    { path: ['input', 'displayName'], code: 'REQUIRED' },
    { path: ['input', 'password'], code: 'TOO_COMMON' },
    { path: ['input', 'organizationName'], code: 'TOO_LONG' },
  ]);
});

test('facts of the set-up name ids, never a name or an address', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const facts = await house.facts();
  expect(facts.map((fact) => fact.type).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'users.installation.set_up',
    'users.membership.created',
    'users.organization.created',
    'users.session.started',
    'users.user.registered',
  ]);
  expect(facts.every((fact) => fact.organizationId === ann.organizationId)).toBe(true);
  expect(facts.every((fact) => fact.actor.kind === 'user' && fact.actor.id === ann.userId)).toBe(true);
  expect(JSON.stringify(facts.map((fact) => fact.payload))).not.toMatch(/Ann|example\.org|Acme/);
});

test('an address is one person in any case', async () => {
  const house = await startHouse();
  await setUp(house);
  const { data } = await house.ask(SIGN_IN, { input: { email: 'ANN@example.ORG', password } });
  expect(data.signIn.__typename).toBe('SignInPayload');
});
