import { expect, test } from 'vitest';
import { startHouse } from './house.ts';
import { type Person, join, setUp } from './people.ts';

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
