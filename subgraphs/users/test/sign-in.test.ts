import { requestInfo } from '@conhub/testkit';
import { expect, test } from 'vitest';
import { type House, nextAddress, startHouse } from './house.ts';
import { REGISTER, SIGN_IN, invite, join, password, setUp } from './people.ts';

const minute = 60_000;
const attempt = async (house: House, email: string, secret: string, ipAddress = nextAddress(), sessionCookie: string | null = null) =>
  (await house.ask(SIGN_IN, { input: { email, password: secret } }, { request: { ipAddress, sessionCookie } })).data.signIn;

test('address and password sign in; what is selected after it is seen with the eyes of who signed in', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  expect(await attempt(house, ann.email, password)).toMatchObject({
    __typename: 'SignInPayload',
    viewer: {
      user: { id: ann.userId, email: ann.email, isViewer: true },
      organization: { id: ann.organizationId, name: 'Acme' },
      membership: { role: { name: 'Owner' } },
    },
  });
});

test('an unknown address and a wrong password are the same answer, and both are facts', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const [wrong, unknown] = [
    await attempt(house, ann.email, 'not the password'),
    await attempt(house, 'nobody@example.org', 'not the password'),
  ];
  expect(wrong.__typename).toBe('InvalidCredentials');
  expect(unknown).toEqual(wrong);
  expect(await house.facts('users.sign_in.failed')).toMatchObject([
    {
      organizationId: ann.organizationId,
      outcome: 'FAILURE',
      payload: { userId: ann.userId, reason: 'WRONG_PASSWORD' },
      subjectId: ann.userId,
    },
    { organizationId: null, outcome: 'FAILURE', payload: { userId: null, reason: 'UNKNOWN_ADDRESS' }, subjectId: null },
  ]);
});

test('an unknown address takes as long as a wrong password', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const once = async (which: 'known' | 'unknown', email: string): Promise<void> => {
    house.passes(2 * minute);
    // Computing time, since a machine with other work to do makes clock time say little: almost all of it is the hash.
    const before = process.cpuUsage();
    await attempt(house, email, 'not the password');
    const { user, system } = process.cpuUsage(before);
    times[which].push(user + system);
  };
  // In turns, so that a slow moment meets both.
  for (let n = 0; n < 9; n += 1) {
    await once('known', ann.email);
    await once('unknown', `nobody${n}@example.org`);
  }
  // The least disturbed of each: without the hash one would be a hundredth of the other.
  expect(Math.abs(Math.min(...times.known) / Math.min(...times.unknown) - 1)).toBeLessThan(0.2);
});

test('the sixth wrong password within a minute from one address, or for one account, is refused untried', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const address = nextAddress();
  for (let n = 0; n < 5; n += 1)
    expect((await attempt(house, `p${n}@example.org`, 'not the password', address)).__typename).toBe('InvalidCredentials');
  expect(await attempt(house, ann.email, password, address)).toMatchObject({ __typename: 'SignInBlocked', reason: 'TOO_MANY_TRIES' });
  for (let n = 0; n < 5; n += 1) expect((await attempt(house, ann.email, 'not the password')).__typename).toBe('InvalidCredentials');
  expect((await attempt(house, ann.email, password)).__typename).toBe('SignInBlocked');
  house.passes(minute + 1);
  expect((await attempt(house, ann.email, password, address)).__typename).toBe('SignInPayload');
});

test('addresses of one /64 are one address', async () => {
  const house = await startHouse();
  await setUp(house);
  for (let n = 0; n < 5; n += 1) await attempt(house, `p${n}@example.org`, 'not the password', `2001:db8:1:2::${n}`);
  expect((await attempt(house, 'p@example.org', 'x', '2001:db8:1:2:ffff::1')).__typename).toBe('SignInBlocked');
  expect((await attempt(house, 'p@example.org', 'x', '2001:db8:1:3::1')).__typename).toBe('InvalidCredentials');
});

test('ten wrong passwords within 15 minutes lock an account for 15 minutes, known or not, but not for a device it has signed in on', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  let cookie: string | null = null;
  const request = { setSessionCookie: (value: string | null) => void (cookie = value) };
  await house.ask(SIGN_IN, { input: { email: ann.email, password, useCookie: true } }, { request });
  expect(cookie).not.toBeNull();
  for (const email of [ann.email, 'nobody@example.org']) {
    for (let n = 0; n < 10; n += 1) {
      expect((await attempt(house, email, 'not the password')).__typename).toBe('InvalidCredentials');
      house.passes(15_000);
    }
    house.passes(minute);
    const blocked = await attempt(house, email, password);
    expect(blocked).toMatchObject({ __typename: 'SignInBlocked', reason: 'TOO_MANY_TRIES' });
    expect(Date.parse(blocked.retryAt) - house.now().getTime()).toBeGreaterThan(12 * minute);
  }
  expect((await attempt(house, ann.email, password, nextAddress(), cookie)).__typename).toBe('SignInPayload');
  house.passes(15 * minute);
  expect((await attempt(house, ann.email, password)).__typename).toBe('SignInPayload');
});

test('a cookie session: the secret goes to the cookie, no refresh token is answered, and identify accepts it', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const cookies: (string | null)[] = [];
  const request = { setSessionCookie: (value: string | null) => void cookies.push(value) };
  const { data } = await house.ask(SIGN_IN, { input: { email: ann.email, password, useCookie: true } }, { request });
  expect(data.signIn.refreshToken).toBeNull();
  const sessionCookie = cookies[0] ?? '';
  const viewer = await house.users.identify({ bearer: null, sessionCookie, organization: null }, requestInfo());
  expect(viewer).toMatchObject({ kind: 'user', userId: ann.userId, sessionId: data.signIn.viewer.session.id });
  await house.ask('mutation { signOut { endedSessionId } }', {}, { viewer, request: { ...request, sessionCookie } });
  expect(cookies.at(-1)).toBeNull();
  expect(await house.users.identify({ bearer: null, sessionCookie, organization: null }, requestInfo())).toEqual({ kind: 'anonymous' });
});

test('a page of another origin gets no cookie session', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  expect((await house.ask(SIGN_IN, { input: { email: ann.email, password, useCookie: true } })).codes).toEqual(['BAD_USER_INPUT']);
});

test('registering is closed without a good invitation; an open installation takes anybody once it is set up', async () => {
  const house = await startHouse();
  const input = { displayName: 'Bob', email: 'bob@example.org', password };
  await setUp(house);
  expect((await house.ask(REGISTER, { input })).data.register.__typename).toBe('RegistrationClosed');
  expect((await house.ask(REGISTER, { input: { ...input, invitationToken: 'guess' } })).data.register.__typename).toBe(
    'RegistrationClosed',
  );
  const open = await startHouse({ registration: 'open' });
  expect((await open.ask(REGISTER, { input })).data.register.__typename).toBe('RegistrationClosed');
  await setUp(open);
  expect((await open.ask(REGISTER, { input })).data.register).toEqual({ __typename: 'RegisterPayload', email: 'bob@example.org' });
});

test('a person of no organization sees themselves and can found one, and nothing else', async () => {
  const house = await startHouse({ registration: 'open' });
  await setUp(house);
  await house.ask(REGISTER, { input: { displayName: 'Bob', email: 'bob@example.org', password } });
  const signedIn = await attempt(house, 'bob@example.org', password);
  const viewer = await house.users.identify({ bearer: signedIn.accessToken, sessionCookie: null, organization: null }, requestInfo());
  expect(viewer).toMatchObject({ organizationId: null, scopes: [] });
  const { data } = await house.ask(
    '{ viewer { user { displayName membership { id } isActive } organization { id } memberships { nodes { id } } } organization { id } }',
    {},
    { viewer },
  );
  expect(data).toEqual({
    viewer: { user: { displayName: 'Bob', membership: null, isActive: false }, organization: null, memberships: { nodes: [] } },
    organization: null,
  });
  const founded = await house.ask(
    'mutation { createOrganization(input: { name: "Acme" }) { organization { id slug name } } }',
    {},
    { viewer },
  );
  expect(founded.data.createOrganization.organization).toMatchObject({ name: 'Acme' });
  // `acme` is the first one's.
  expect(founded.data.createOrganization.organization.slug).toMatch(/^acme-\d{5}$/);
});

test('registering a known address is the same answer, changes nothing, and tells its owner only', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const { token } = await invite(house, ann, 'bob@example.org', 'MEMBER');
  house.mails.length = 0;
  const { data } = await house.ask(REGISTER, {
    input: { displayName: 'Mallory', email: 'ANN@example.org', password: 'another password 1', invitationToken: token },
  });
  expect(data.register).toEqual({ __typename: 'RegisterPayload', email: 'ANN@example.org' });
  expect(house.mails).toMatchObject([{ to: 'ANN@example.org', subject: 'You have an account already' }]);
  expect((await attempt(house, ann.email, password)).viewer.user.displayName).toBe('Ann');
  expect((await attempt(house, ann.email, 'another password 1')).__typename).toBe('InvalidCredentials');
  expect(
    (await house.ask('query ($token: String!) { invitation(token: $token) { organizationName } }', { token })).data.invitation,
  ).toEqual({ organizationName: 'Acme' });
});

test('more sign-ins at once than the queue holds are told to come back', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  await join(house, ann, 'Bob', 'MEMBER');
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => house.ask(SIGN_IN, { input: { email: `p${n}@example.org`, password: 'not the password' } })),
  );
  const refused = answers.filter((answer) => answer.codes.includes('TOO_MANY_REQUESTS'));
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.filter((answer) => answer.data?.signIn?.__typename === 'InvalidCredentials').length).toBe(40 - refused.length);
  expect((await attempt(house, ann.email, password)).__typename).toBe('SignInPayload');
});
