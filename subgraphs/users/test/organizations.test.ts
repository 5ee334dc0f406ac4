import { expect, test } from 'vitest';
import { startHouse } from './house.ts';
import { SIGN_IN, password, setUp } from './people.ts';

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
