import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashArgon2id, verifyArgon2id } from '../src/passwords/argon2id.ts';
import { passwordFault } from '../src/passwords/password-rules.ts';
import { startHouse } from './house.ts';
import { SIGN_IN, identified, join, password, setUp, signIn } from './people.ts';

const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { user { id } } } }';

test('a hash is Argon2id at the stated cost in PHC format, and verifies the same bytes only', async () => {
  const hash = await hashArgon2id('pässword  ');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyArgon2id(hash, 'pässword  ')).toBe(true);
  for (const other of ['pässword', 'pa\u0308ssword  ', 'PÄSSWORD  ', '']) expect(await verifyArgon2id(hash, other)).toBe(false);
});

test('a hash made by another implementation of the format verifies', async () => {
  const nonce = Buffer.from('somesaltsomesalt');
  const tag = argon2Sync('argon2id', { message: 'password', nonce, memory: 64, passes: 2, parallelism: 1, tagLength: 32 });
  const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  expect(await verifyArgon2id(`$argon2id$v=19$m=64,t=2,p=1$${unpadded(nonce)}$${unpadded(tag)}`, 'password')).toBe(true);
});

test('passwords have 8 to 128 characters, any of them, and are not common', async () => {
  const fault = async (candidate: string): Promise<string | undefined> =>
    (await passwordFault(candidate, 'ann@example.org', ['password']))?.code;
  expect(await fault('1234567')).toBe('TOO_SHORT');
  expect(await fault('ħéłłø🙂🙂')).toBe('TOO_SHORT');
  expect(await fault('ħéłłø🙂🙂🙂')).toBeUndefined();
  expect(await fault('🙂'.repeat(128))).toBeUndefined();
  expect(await fault('x'.repeat(129))).toBe('TOO_LONG');
  for (const common of ['password', 'Password', 'qwertyuiop', 'iloveyou', 'trustno1', '1qaz2wsx', 'Ann@Example.org'])
    expect(await fault(common)).toBe('TOO_COMMON');
  expect(await fault('bad\ud800surrogate')).toBe('INVALID');
  expect(await fault('        x')).toBeUndefined();
});

test('the end of a long password counts', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const long = `${'a1'.repeat(63)}yz`;
  await house.ask(CHANGE, { input: { password: long } }, ann);
  const attempt = async (secret: string) =>
    (await house.ask(SIGN_IN, { input: { email: ann.email, password: secret } })).data.signIn.__typename;
  expect(await attempt(long)).toBe('SignInPayload');
  expect(await attempt(`${long.slice(0, -1)}x`)).toBe('InvalidCredentials');
  expect(await attempt(`${long}x`)).toBe('InvalidCredentials');
});

test('changing the password takes a person who is signed in', async () => {
  const house = await startHouse();
  expect((await house.ask(CHANGE, { input: { password: 'another password 1' } })).codes).toEqual(['UNAUTHENTICATED']);
});

test('ten minutes after signing in the password until now is needed; the other sessions end', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const other = await signIn(house, ann.email);
  house.passes(10 * 60_000 + 1);
  const fresh = 'another password 1';
  expect((await house.ask(CHANGE, { input: { password: fresh } }, ann)).codes).toEqual(['BAD_USER_INPUT']);
  expect((await house.ask(CHANGE, { input: { password: fresh, currentPassword: 'wrong password' } }, ann)).codes).toEqual([
    'BAD_USER_INPUT',
  ]);
  expect((await house.ask(CHANGE, { input: { password: fresh, currentPassword: password } }, ann)).data.changePassword.viewer.user.id).toBe(
    ann.userId,
  );
  await expect(identified(house, other.accessToken)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect((await identified(house, ann.accessToken)).userId).toBe(ann.userId);
  expect((await house.ask(SIGN_IN, { input: { email: ann.email, password } })).data.signIn.__typename).toBe('InvalidCredentials');
  expect((await house.ask(SIGN_IN, { input: { email: ann.email, password: fresh } })).data.signIn.__typename).toBe('SignInPayload');
  expect(await house.facts('users.password.changed')).toMatchObject([
    { payload: { userId: ann.userId, by: 'PERSON' }, organizationId: ann.organizationId },
  ]);
});

test('guessing the password until now is limited as signing in is', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const guess = async () =>
    (await house.ask(CHANGE, { input: { password: 'another password 1', currentPassword: 'a guess at it' } }, ann)).codes[0];
  for (let n = 0; n < 5; n += 1) expect(await guess()).toBe('BAD_USER_INPUT');
  expect(await guess()).toBe('TOO_MANY_REQUESTS');
});

test('the sessions of others stay', async () => {
  const house = await startHouse();
  const ann = await setUp(house);
  const bob = await join(house, ann, 'Bob', 'MEMBER');
  await house.ask(CHANGE, { input: { password: 'another password 1' } }, ann);
  expect((await identified(house, bob.accessToken)).userId).toBe(bob.userId);
});
