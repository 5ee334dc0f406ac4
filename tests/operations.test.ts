import { readFileSync, readdirSync } from 'node:fs';
import { newId } from '@conhub/subgraph-kit';
import { requestInfo } from '@conhub/testkit';
import { type OperationDefinitionNode, type OperationTypeNode, Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Data, firstOf, nobody } from './graph.ts';
import { mutations } from './operations/mutations.ts';
import { queries, subscriptions } from './operations/queries.ts';
import { type World, createWorld } from './operations/world.ts';
import { addressOf, password, signIn } from './people.ts';

const folder = new URL('../schema/operations/', import.meta.url);
const operations = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => [name.replace('.graphql', ''), readFileSync(new URL(name, folder), 'utf8')] as const),
);
const kindOf = (text: string): OperationTypeNode =>
  (parse(text).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode).operation;

let world: World;
const taken = new Set<string>();

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.graph.stop());

/** What an operation cannot be shown by success, with what it answers instead. */
const refused: Readonly<Record<string, readonly [variables: () => object, code: string]>> = {
  'cancel-sync': [() => ({ input: { syncRunId: newId('run') } }), 'NOT_FOUND'],
  // What they do is shown in reindexing.test.ts, where there is a second model.
  'start-reindex': [() => ({ input: {} }), 'CONFLICT'],
  'cancel-reindex': [() => ({ input: { modelId: newId('model') } }), 'NOT_FOUND'],
  'confirm-deletions': [() => ({ input: { sourceId: newId('src'), token: 'x', isConfirmed: true } }), 'NOT_FOUND'],
};

const textOf = (name: string): string => {
  taken.add(name);
  return operations.get(name) ?? '';
};

describe('each operation that clients send answers from real data without an error', () => {
  it.each(Object.entries(queries))('%s', async (name, { who = () => world.ann, variables = () => ({}), expected }) => {
    const { data, errors } = await world.graph.run(await who(world), textOf(name), await variables(world));
    expect(errors).toEqual([]);
    expect(data).toMatchObject(expected);
  });

  it.each(Object.entries(subscriptions))('%s', async (name, { variables = () => ({}), expected }) => {
    const events = await world.graph.watch(world.ann, textOf(name), await variables(world));
    // A tail of the audit log begins with what is recorded next; a watched folder may just be read once more.
    const isWanted = (data: Data): boolean =>
      name.includes('audit') || data.searchChanged !== undefined || data.syncProgress.syncRun.status === 'SUCCEEDED';
    const first = firstOf(events, ({ data, errors }) => errors !== undefined || isWanted(data));
    if (name.includes('audit'))
      await world.graph.ask(world.ann, 'mutation { createApiKey(input: { name: "seen", scopes: ["search:read"] }) { apiKey { id } } }');
    const { data, errors = [] } = await first;
    expect(errors).toEqual([]);
    expect(data).toMatchObject(expected);
  });

  it('Everything asks each subgraph at most once on each level of its plan', async () => {
    const request = requestInfo();
    await world.graph.run(world.ann, textOf('03-everything'), {}, { id: request.id });
    const fetched = world.graph.fetches.get(request.id) ?? [];
    const counts = Object.fromEntries(
      ['users', 'connectors', 'search', 'audit'].map((name) => [name, fetched.filter((each) => each === name).length]),
    );
    // search, users and audit for the roots; connectors and audit for the documents; users for owners, grantees and actors at once; search
    // once more where a run is under way.
    expect(fetched.length, fetched.join(' ')).toBeLessThanOrEqual(7);
    expect(Math.max(...Object.values(counts)), JSON.stringify(counts)).toBeLessThanOrEqual(2);
  });

  it.each(mutations)('%s', async (name, { who = () => world.ann, variables = () => ({}), expected }) => {
    const { data, errors } = await world.graph.run(await who(world), textOf(name), await variables(world));
    expect(errors).toEqual([]);
    expect(data).toMatchObject(expected);
  });

  it('a sign-in shows who has signed in, and nothing that takes a scope or lies in another subgraph', async () => {
    const { data, codes } = await world.graph.run(
      nobody,
      `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { viewer { user { email } scopes organization { name
        members { totalCount } apiKeys { totalCount } auditLog { size } sources { totalCount } connectedAccounts { totalCount } documents { totalCount } syncRuns { totalCount } searchIndex { documentCount } } } } } }`,
      { input: { email: addressOf('Guest'), password } },
    );
    const { members, ...organization } = data.signIn.viewer.organization;
    expect(data.signIn.viewer).toMatchObject({ user: { email: addressOf('Guest') }, organization: { name: 'Acme' } });
    expect(organization).toMatchObject({ apiKeys: null, auditLog: null });
    expect(members === null || members.totalCount > 0).toBe(true);
    for (const field of ['sources', 'connectedAccounts', 'documents', 'syncRuns'] as const)
      expect(organization[field]?.totalCount ?? 0, field).toBe(0);
    expect(organization.searchIndex?.documentCount ?? 0).toBe(0);
    expect(new Set(codes).isSubsetOf(new Set(['UNAUTHENTICATED', 'FORBIDDEN']))).toBe(true);
  });

  it('complete-setup', async () => {
    const { data, errors } = await world.graph.run(nobody, textOf('complete-setup'), {
      input: { setupToken: 'used', displayName: 'X', email: 'x@example.org', password, organizationName: 'X' },
    });
    // There is an owner: the answer is a failure of the union, or CONFLICT.
    expect(data?.completeSetup?.__typename ?? errors[0]?.extensions['code']).toMatch(/SignInBlocked|InvalidCredentials|CONFLICT/);
  });

  it.each(Object.entries(refused))('%s', async (name, [variables, code]) => {
    const { codes } = await world.graph.run(await signIn(world.graph, 'Guest').catch(() => nobody), textOf(name), variables());
    expect([code, 'FORBIDDEN']).toContain(codes[0]);
  });

  it('watch-reindex', async () => {
    const guest = await signIn(world.graph, 'Guest').catch(() => nobody);
    const events = await world.graph.watch(guest, textOf('watch-reindex')).catch(() => null);
    const first = await events?.next().catch(() => null);
    expect(first?.value?.data?.reindexProgress ?? null).toBeNull();
  });

  it('and there is no operation that is not run here', () => {
    expect([...operations.keys()].filter((name) => !taken.has(name))).toEqual([]);
    expect([...operations.values()].map(kindOf).filter((kind) => kind === 'subscription')).toHaveLength(
      Object.keys(subscriptions).length + 1,
    );
    expect(world.graph.masked).toEqual([]);
  });
});
