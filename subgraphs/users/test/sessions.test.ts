import { requestInfo } from '@conhub/testkit';
import { expect, test } from 'vitest';
import { type House, startHouse } from './house.ts';
import { identified, join, setUp, signIn } from './people.ts';

const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { __typename ... on SignInPayload { accessToken refreshToken viewer { user { id } } } ... on SignInBlocked { reason retryAt } ... on Failure { message } }
}`;
const END = 'mutation ($input: EndSessionInput!) { endSession(input: $input) { endedSessionIds } }';
const refresh = async (house: House, refreshToken: string | null, sessionCookie: string | null = null) =>
  (await house.ask(REFRESH, { input: { refreshToken } }, { request: { sessionCookie } })).data.refreshSession;
const day = 24 * 60 * 60_000;

test('a refresh token works once and gives its successor', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const second = await refresh(house, ann.refreshToken);
  expect(second).toMatchObject({ __typename: 'SignInPayload', viewer: { user: { id: ann.userId } } });
  expect(second.refreshToken).not.toBe(ann.refreshToken);
  expect((await refresh(house, second.refreshToken)).__typename).toBe('SignInPayload');
  expect((await refresh(house, 'made up')).__typename).toBe('InvalidCredentials');
  expect((await refresh(house, null)).__typename).toBe('InvalidCredentials');
});

test('a used refresh token answers the same successor for 30 seconds, to many at once too', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(house, ann.refreshToken)));
  expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
  house.passes(29_000);
  expect((await refresh(house, ann.refreshToken)).refreshToken).toBe(answers[0].refreshToken);
});

test('a used refresh token that comes back after the grace ends the session, for whoever holds it', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const second = await refresh(house, ann.refreshToken);
  house.passes(31_000);
  expect((await refresh(house, ann.refreshToken)).__typename).toBe('InvalidCredentials');
  expect((await refresh(house, second.refreshToken)).__typename).toBe('InvalidCredentials');
  await expect(identified(house, second.accessToken)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await house.facts('users.session.reuse_detected')).toMatchObject([
    { organizationId: ann.organizationId, outcome: 'DENIED', payload: { sessionId: ann.viewer.sessionId, userId: ann.userId } },
  ]);
});

test('no secret is in the database in a form that could be presented', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const second = await refresh(house, ann.refreshToken);
  const rows = JSON.stringify([
    await house.sql('select * from users.refresh_tokens'),
    await house.sql('select * from users.sessions'),
    await house.sql('select payload from users.events'),
  ]);
  expect(rows).not.toContain(ann.refreshToken);
  expect(rows).not.toContain(second.refreshToken);
});

test('a session refreshes 60 times a minute at the most', async () => {
  const house = await startHouse();
  let { refreshToken } = await setUp(house);
  for (let n = 0; n < 60; n += 1) ({ refreshToken } = await refresh(house, refreshToken));
  expect(await refresh(house, refreshToken)).toMatchObject({ __typename: 'SignInBlocked', reason: 'TOO_MANY_TRIES' });
});

test('a session that nobody uses ends after 14 days, one that is used after 60', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const idle = await signIn(house, ann.email);
  let { refreshToken } = ann;
  for (let n = 0; n < 4; n += 1) {
    house.passes(13 * day);
    const answer = await refresh(house, refreshToken);
    expect(answer.__typename).toBe('SignInPayload');
    ({ refreshToken } = answer);
  }
  expect((await refresh(house, idle.refreshToken)).__typename).toBe('InvalidCredentials');
  house.passes(9 * day);
  expect((await refresh(house, refreshToken)).__typename).toBe('InvalidCredentials');
});

test('a person ends one of their sessions or all others; those of others are not there', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const [second, third] = [await signIn(house, ann.email), await signIn(house, ann.email)];
  const bob = await join(house, ann, 'Bob', 'MEMBER');
  const end = (input: object, who = ann) => house.ask(END, { input }, who);
  expect((await house.ask(END, { input: { sessionId: ann.viewer.sessionId } })).codes).toEqual(['UNAUTHENTICATED']);
  expect((await end({})).codes).toEqual(['BAD_USER_INPUT']);
  expect((await end({ sessionId: ann.userId })).codes).toEqual(['BAD_USER_INPUT']);
  expect((await end({ sessionId: bob.viewer.sessionId })).codes).toEqual(['NOT_FOUND']);
  expect((await end({ sessionId: second.viewer.sessionId })).data.endSession.endedSessionIds).toEqual([second.viewer.sessionId]);
  await expect(identified(house, second.accessToken)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect((await end({ sessionId: second.viewer.sessionId })).codes).toEqual(['NOT_FOUND']);
  expect((await end({ allOthers: true })).data.endSession.endedSessionIds).toEqual([third.viewer.sessionId]);
  expect((await identified(house, ann.accessToken)).userId).toBe(ann.userId);
  expect((await identified(house, bob.accessToken)).userId).toBe(bob.userId);
  expect((await house.facts('users.session.ended')).map((fact) => (fact.payload as { reason: string }).reason)).toEqual([
    'ENDED_BY_PERSON',
    'ENDED_BY_PERSON',
  ]);
});

test('signing out ends the session at once', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  expect((await house.ask('mutation { signOut { endedSessionId } }')).codes).toEqual(['UNAUTHENTICATED']);
  expect((await house.ask('mutation { signOut { endedSessionId } }', {}, ann)).data.signOut.endedSessionId).toBe(ann.viewer.sessionId);
  await expect(identified(house, ann.accessToken)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect((await refresh(house, ann.refreshToken)).__typename).toBe('InvalidCredentials');
});

test('sessions are listed to their person, the one seen last first, in pages', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const ids = [ann.viewer.sessionId];
  for (let n = 0; n < 4; n += 1) {
    house.passes(1_000);
    ids.unshift((await signIn(house, ann.email)).viewer.sessionId);
  }
  const LIST =
    'query ($after: String) { viewer { sessions(first: 2, after: $after) { totalCount nodes { id isCurrent userAgent } pageInfo { hasNextPage endCursor } } } }';
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await house.ask(LIST, { after }, ann);
    const { nodes, pageInfo, totalCount } = data.viewer.sessions;
    expect(totalCount).toBe(5);
    seen.push(...nodes.map((node: { id: string }) => node.id));
    expect(nodes.every((node: { id: string; isCurrent: boolean }) => node.isCurrent === (node.id === ann.viewer.sessionId))).toBe(true);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual(ids);
});

test('the cookie refreshes its access token without a refresh token', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  let cookie = '';
  const request = requestInfo({ setSessionCookie: (value) => void (cookie = value ?? '') });
  await house.ask(
    'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
    { input: { email: ann.email, password: 'correct horse battery staple', useCookie: true } },
    { request },
  );
  const answer = await refresh(house, null, cookie);
  expect(answer).toMatchObject({ __typename: 'SignInPayload', refreshToken: null });
  expect((await identified(house, answer.accessToken)).userId).toBe(ann.userId);
});
