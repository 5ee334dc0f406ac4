import { readFileSync, readdirSync } from 'node:fs';
import { newId } from '@conhub/subgraph-kit';
import { requestInfo } from '@conhub/testkit';
import { type OperationDefinitionNode, type OperationTypeNode, Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asker, type Data, type TestGraph, firstOf, nobody, startGraph, until } from './graph.ts';
import { type Person, addressOf, invite, join, password, roleId, setUp, signIn } from './people.ts';
import { type AddedSource, addFolder, connectFolders } from './sources.ts';

/** The operations that clients send, by the name of their file. */
const folder = new URL('../schema/operations/', import.meta.url);
const operations = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => [name.replace('.graphql', ''), readFileSync(new URL(name, folder), 'utf8')] as const),
);
const kindOf = (text: string): OperationTypeNode =>
  (parse(text).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode).operation;

let graph: TestGraph;
let ann: Person;
let ben: Person;
let accountId: string;
let added: AddedSource;
let documentId: string;
let guest: string;
let apiKeyId: string;
let path: string;
const taken = new Set<string>();

beforeAll(async () => {
  graph = await startGraph();
  ann = await setUp(graph, 'Ann', 'Acme');
  ben = await join(graph, ann, 'Ben');
  accountId = await connectFolders(graph, ann);
  path = await graph.write('handbook', {
    'tokens.md': '# Tokens\n\nHow to rotate refresh tokens.\n',
    'code.ts': '/** Rotates refresh tokens. */\nexport const rotateRefreshTokens = (): void => {};\n',
    'broken.bin': '\u0000\u0001\u0002binary\u0000',
    ...Object.fromEntries(
      Array.from({ length: 20 }, (_, nth) => [
        `notes/${nth}.md`,
        `# Note ${nth}\n\nOn refresh tokens and how we rotate them, part ${nth}.\n`,
      ]),
    ),
  });
  added = await addFolder(graph, ann, path, { accountId, visibility: 'ORGANIZATION' });
  const { organization } = await graph.ask(ann, '{ organization { documents(filter: { query: "tokens.md" }) { nodes { id } } } }');
  documentId = organization.documents.nodes[0].id as string;
  guest = await invite(graph, ann, 'guest@example.org', 'VIEWER');
  const { createApiKey } = await graph.ask(
    ann,
    'mutation { createApiKey(input: { name: "ci", scopes: ["search:read"] }) { apiKey { id } } }',
  );
  apiKeyId = createApiKey.apiKey.id as string;
  // Reads of texts and denials are recorded within a second; the audit log of the answers below is not empty then.
  await until(
    'The audit log fills',
    async () => (await graph.ask(ann, '{ organization { auditLog { size } } }')).organization.auditLog.size as number,
    (size) => size > 5,
  );
});
afterAll(() => graph.stop());

interface Case {
  readonly who?: () => Asker;
  readonly variables?: () => object | Promise<object>;
  readonly expected: object;
}

const any = { string: expect.any(String), number: expect.any(Number) };
const filled = expect.arrayContaining([expect.anything()]);

const queries: Readonly<Record<string, Case>> = {
  '01-search-page': {
    expected: {
      search: {
        totalEstimate: 22,
        degraded: [],
        nodes: expect.arrayContaining([
          expect.objectContaining({ document: expect.objectContaining({ path: 'tokens.md' }), passages: filled }),
        ]),
      },
    },
  },
  '02-search-joined': {
    expected: {
      search: {
        nodes: expect.arrayContaining([
          expect.objectContaining({
            document: expect.objectContaining({
              account: expect.objectContaining({ lastSync: expect.objectContaining({ status: 'SUCCEEDED' }) }),
            }),
          }),
        ]),
      },
    },
  },
  '03-everything': {
    expected: {
      search: {
        nodes: expect.arrayContaining([
          expect.objectContaining({
            document: expect.objectContaining({
              account: expect.objectContaining({ owner: { displayName: 'Ann' } }),
              access: { reasons: filled },
            }),
          }),
        ]),
        freshness: [{ status: 'COMPLETE', source: { name: 'handbook' } }],
      },
      organization: { name: 'Acme', auditLog: { size: any.number } },
    },
  },
  '04-dashboard': {
    expected: {
      viewer: { user: { displayName: 'Ann' } },
      organization: {
        sources: { totalCount: 1, nodes: [{ freshness: { status: 'COMPLETE', missingEstimate: 0 } }] },
        searchIndex: { documentCount: 22, model: { dimension: 384 } },
      },
    },
  },
  '05-document-page': {
    variables: () => ({ id: documentId }),
    expected: {
      document: {
        title: 'Tokens',
        text: { content: expect.stringContaining('rotate') },
        access: { visibility: 'ORGANIZATION' },
        indexing: { status: 'INDEXED' },
      },
    },
  },
  '06-source-page': {
    variables: () => ({ id: added.sourceId }),
    expected: {
      source: { name: 'handbook', syncRuns: { nodes: filled }, auditTrail: { nodes: filled } },
    },
  },
  '07-audit-log': { expected: { organization: { auditLog: { events: { nodes: filled } } } } },
  '09-node': {
    variables: () => ({ ids: [documentId, added.sourceId, added.syncRunId, newId('doc'), ann.userId] }),
    expected: {
      nodes: [
        { __typename: 'Document', path: 'tokens.md' },
        { __typename: 'Source', name: 'handbook' },
        { __typename: 'SyncRun', indexing: { pending: 0 } },
        null,
        { __typename: 'User' },
      ],
    },
  },
  '14-members': {
    expected: { organization: { members: { totalCount: 2 }, roles: expect.arrayContaining([{ id: roleId('OWNER'), name: 'Owner' }]) } },
  },
  '15-viewer': {
    expected: {
      viewer: {
        user: { displayName: 'Ann', email: addressOf('Ann') },
        organization: { name: 'Acme' },
        membership: { role: { name: 'Owner' } },
      },
    },
  },
  '16-why': {
    who: () => ben,
    variables: () => ({ id: documentId }),
    expected: { document: { title: 'Tokens', access: { visibility: 'ORGANIZATION', reasons: [{ kind: 'ORGANIZATION' }] } } },
  },
  'api-keys': { expected: { organization: { apiKeys: { nodes: [{ name: 'ci', createdBy: { displayName: 'Ann' } }] } } } },
  'audit-events': {
    variables: () => ({ filter: { actions: ['connectors.source.added'] } }),
    expected: {
      organization: {
        auditLog: {
          events: { nodes: [{ actor: { displayName: 'Ann' }, subject: { __typename: 'Source', name: 'handbook' }, leafHash: any.string }] },
        },
      },
    },
  },
  'connected-accounts': {
    expected: { organization: { connectedAccounts: { nodes: [{ id: any.string, owner: { isViewer: true }, viewerCanManage: true }] } } },
  },
  containers: {
    variables: () => ({ accountId, parentId: path }),
    expected: { connectedAccount: { containers: { nodes: [{ name: 'notes' }] } } },
  },
  embed: {
    variables: () => ({ input: { texts: ['a text', 'another'], kind: 'QUERY' } }),
    expected: { embed: { vectors: [any.string, any.string], model: { dimension: 384 } } },
  },
  'embedding-models': {
    expected: {
      embeddingModels: [{ dimension: 384, license: 'Apache-2.0', isLoaded: true }],
      organization: { searchIndex: { model: { id: any.string } } },
    },
  },
  'embedding-runtime': { expected: { embeddingRuntime: { executionProvider: 'CPU', queuedTexts: 0, fallbackReason: null } } },
  invitation: {
    who: () => nobody,
    variables: () => ({ token: guest }),
    expected: { invitation: { organizationName: 'Acme' }, signInOptions: { needsSetup: false } },
  },
  'list-members': { expected: { organization: { members: { totalCount: 2, nodes: filled } } } },
  'open-invitations': {
    expected: { organization: { invitations: { nodes: [{ email: 'guest@example.org', invitedBy: { displayName: 'Ann' } }] } } },
  },
  providers: { expected: { providers: [{ key: 'folder', isConfigured: true }] } },
  roles: { expected: { organization: { roles: filled } } },
  search: {
    variables: () => ({ query: 'rotateRefreshTokens', mode: 'HYBRID', first: 3 }),
    expected: {
      search: {
        degraded: [],
        nodes: expect.arrayContaining([
          expect.objectContaining({ document: expect.objectContaining({ path: 'code.ts', language: 'typescript' }) }),
        ]),
      },
    },
  },
  'show-document': {
    variables: () => ({ id: documentId, startLine: 1, endLine: 1 }),
    expected: { document: { text: { content: expect.stringMatching(/^# Tokens\s*$/), startLine: 1, endLine: 1 } } },
  },
  'sign-in-options': { who: () => nobody, expected: { signInOptions: { hasPassword: true, needsSetup: false } } },
  'source-failures': { variables: () => ({ id: added.sourceId }), expected: { source: { failures: { totalCount: 0 } } } },
  sources: {
    expected: { organization: { sources: { totalCount: 1, nodes: [{ freshness: { status: 'COMPLETE' }, indexing: { pending: 0 } }] } } },
  },
  status: {
    expected: {
      viewer: { user: { displayName: 'Ann' } },
      organization: { searchIndex: { documentCount: 22 } },
      embeddingModels: [{ isLoaded: true }],
    },
  },
  viewer: { expected: { viewer: { user: { displayName: 'Ann' }, memberships: { nodes: [{ organization: { slug: 'acme' } }] } } } },
};

const subscriptions: Readonly<Record<string, Case>> = {
  '10-sub-sync': {
    variables: () => ({ accountId }),
    expected: {
      syncProgress: { syncRun: { status: 'SUCCEEDED', indexing: { pending: 0 }, source: { account: { owner: { displayName: 'Ann' } } } } },
    },
  },
  'sync-progress': {
    variables: () => ({ sourceId: added.sourceId }),
    expected: { syncProgress: { syncRun: { status: 'SUCCEEDED' } } },
  },
  'sync-progress-all': { expected: { syncProgress: { syncRun: { status: 'SUCCEEDED', source: { name: 'handbook' } } } } },
  '12-sub-audit': { expected: { auditEventRecorded: { event: { action: any.string } } } },
  'audit-tail': {
    variables: () => ({ filter: {} }),
    expected: { auditEventRecorded: { event: { action: any.string, index: any.number } } },
  },
};

/** In an order in which each finds what it needs. */
const mutations: readonly (readonly [string, Case])[] = [
  [
    'update-profile',
    { variables: () => ({ input: { displayName: 'Ann' } }), expected: { updateProfile: { user: { displayName: 'Ann' } } } },
  ],
  [
    'create-api-key',
    {
      variables: () => ({ input: { name: 'tmp', scopes: ['search:read'] } }),
      expected: { createApiKey: { secret: expect.stringMatching(/^chk_/) } },
    },
  ],
  ['revoke-api-key', { variables: () => ({ input: { apiKeyId } }), expected: { revokeApiKey: { apiKey: { revokedAt: any.string } } } }],
  [
    'invite-member',
    {
      variables: () => ({ input: { email: 'other@example.org', roleId: roleId('MEMBER') } }),
      expected: { inviteMember: { __typename: 'InviteMemberPayload', acceptUrl: any.string } },
    },
  ],
  [
    'revoke-invitation',
    {
      variables: async () => {
        const { organization } = await graph.ask(ann, '{ organization { invitations { nodes { id email } } } }');
        return { input: { invitationId: organization.invitations.nodes.find(({ email }: Data) => email === 'other@example.org').id } };
      },
      expected: { revokeInvitation: { revokedInvitationId: any.string } },
    },
  ],
  [
    'register',
    {
      who: () => nobody,
      variables: () => ({ input: { displayName: 'Guest', email: 'guest@example.org', password, invitationToken: guest } }),
      expected: { register: { __typename: 'RegisterPayload' } },
    },
  ],
  [
    'change-member-role',
    {
      variables: () => ({ input: { membershipId: ben.membershipId, roleId: roleId('VIEWER') } }),
      expected: { changeMemberRole: { membership: { role: { name: 'Viewer' } } } },
    },
  ],
  [
    'share-source',
    {
      variables: () => ({ input: { sourceId: added.sourceId, visibility: 'SHARED', granteeIds: [ben.userId] } }),
      expected: { shareSource: { source: { visibility: 'SHARED', sharedWith: [{ displayName: 'Ben' }] } } },
    },
  ],
  [
    'update-source',
    {
      variables: () => ({ input: { sourceId: added.sourceId, intervalMinutes: 60 } }),
      expected: { updateSource: { source: { schedule: { intervalMinutes: 60 }, nextSyncAt: any.string } } },
    },
  ],
  [
    'start-sync',
    {
      variables: () => ({ input: { sourceId: added.sourceId } }),
      expected: { startSync: { __typename: 'StartSyncPayload', syncRuns: [{ source: { name: 'handbook' } }] } },
    },
  ],
  ['retry-documents', { variables: () => ({ input: { sourceId: added.sourceId } }), expected: { retryDocuments: { retriedCount: 0 } } }],
  [
    'update-account',
    {
      variables: () => ({ input: { accountId, displayName: 'My folders' } }),
      expected: { updateAccount: { account: { displayName: 'My folders' } } },
    },
  ],
  [
    'add-source',
    {
      variables: async () => ({ input: { accountId, containerId: await graph.write('second', { 'x.md': 'x' }) } }),
      expected: { addSource: { __typename: 'AddSourcePayload', source: { name: 'second' }, syncRun: { id: any.string } } },
    },
  ],
  [
    'remove-source',
    {
      variables: async () => {
        const { organization } = await graph.ask(ann, '{ organization { sources { nodes { id name } } } }');
        return { input: { sourceId: organization.sources.nodes.find(({ name }: Data) => name === 'second').id } };
      },
      expected: { removeSource: { removedSourceId: any.string } },
    },
  ],
  [
    'remove-member',
    { variables: () => ({ input: { membershipId: ben.membershipId } }), expected: { removeMember: { removedMembershipId: any.string } } },
  ],
  [
    'disconnect-account',
    { variables: () => ({ input: { accountId } }), expected: { disconnectAccount: { disconnectedAccountId: any.string } } },
  ],
  [
    'connect-account',
    {
      variables: () => ({ input: { providerKey: 'folder', authMethod: 'NONE' } }),
      expected: { connectAccount: { __typename: 'ConnectAccountPayload', account: { status: 'ACTIVE' } } },
    },
  ],
  [
    '13-connect',
    {
      who: () => ann,
      variables: () => ({ input: { providerKey: 'folder', authMethod: 'NONE' } }),
      expected: { connectAccount: { __typename: expect.stringMatching(/ConnectAccountPayload|CredentialsRejected/) } },
    },
  ],
  [
    'create-organization',
    { variables: () => ({ input: { name: 'Second' } }), expected: { createOrganization: { organization: { slug: 'second' } } } },
  ],
  [
    'accept-invitation',
    {
      who: async () => signIn(graph, 'Ben'),
      variables: async () => ({ input: { token: await invite(graph, ann, addressOf('Ben'), 'MEMBER') } }),
      expected: { acceptInvitation: { __typename: 'AcceptInvitationPayload', membership: { organization: { name: 'Acme' } } } },
    } as unknown as Case,
  ],
  [
    'sign-in',
    {
      who: () => nobody,
      variables: () => ({ input: { email: addressOf('Ben'), password } }),
      expected: { signIn: { __typename: 'SignInPayload', viewer: { user: { displayName: 'Ben' }, organization: { name: 'Acme' } } } },
    },
  ],
  [
    'refresh-session',
    {
      who: () => nobody,
      variables: async () => {
        const { signIn: signedIn } = await graph.ask(
          nobody,
          'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { refreshToken } } }',
          { input: { email: addressOf('Ben'), password } },
        );
        return { input: { refreshToken: signedIn.refreshToken } };
      },
      expected: { refreshSession: { __typename: 'SignInPayload', viewer: { user: { id: any.string } } } },
    },
  ],
  [
    'change-password',
    {
      variables: () => ({ input: { password: 'a wholly different sentence', currentPassword: password } }),
      expected: { changePassword: { viewer: { user: { email: addressOf('Ann') }, session: { id: any.string } } } },
    },
  ],
  ['end-session', { variables: () => ({ input: { allOthers: true } }), expected: { endSession: { endedSessionIds: [] } } }],
  ['sign-out', { variables: () => ({}), expected: { signOut: { endedSessionId: any.string } } }],
];

/** What an operation cannot be shown by success, with what it answers instead. */
const refused: Readonly<Record<string, readonly [variables: () => object, code: string]>> = {
  'cancel-sync': [() => ({ input: { syncRunId: newId('run') } }), 'NOT_FOUND'],
  'confirm-deletions': [() => ({ input: { sourceId: newId('src'), token: 'x', isConfirmed: true } }), 'NOT_FOUND'],
};

const textOf = (name: string): string => {
  taken.add(name);
  return operations.get(name) ?? '';
};

describe('each operation that clients send answers from real data without an error', () => {
  it.each(Object.entries(queries))('%s', async (name, { who = () => ann, variables = () => ({}), expected }) => {
    const { data, errors } = await graph.run(await who(), textOf(name), await variables());
    expect(errors).toEqual([]);
    expect(data).toMatchObject(expected);
  });

  it.each(Object.entries(subscriptions))('%s', async (name, { variables = () => ({}), expected }) => {
    const events = await graph.watch(ann, textOf(name), await variables());
    // A tail of the audit log begins with what is recorded next; a watched folder may just be read once more.
    const isWanted = (data: Data): boolean => name.includes('audit') || data.syncProgress.syncRun.status === 'SUCCEEDED';
    const first = firstOf(events, ({ data, errors }) => errors !== undefined || isWanted(data));
    if (name.includes('audit'))
      await graph.ask(ann, 'mutation { createApiKey(input: { name: "seen", scopes: ["search:read"] }) { apiKey { id } } }');
    const { data, errors = [] } = await first;
    expect(errors).toEqual([]);
    expect(data).toMatchObject(expected);
  });

  it('Everything asks each subgraph at most once on each level of its plan', async () => {
    const request = requestInfo();
    await graph.run(ann, textOf('03-everything'), {}, { id: request.id });
    const fetched = graph.fetches.get(request.id) ?? [];
    const counts = Object.fromEntries(
      ['users', 'connectors', 'search', 'audit'].map((name) => [name, fetched.filter((each) => each === name).length]),
    );
    // search, users and audit for the roots; connectors and audit for the documents; users for owners, grantees and actors at once; search
    // once more where a run is under way.
    expect(fetched.length, fetched.join(' ')).toBeLessThanOrEqual(7);
    expect(Math.max(...Object.values(counts)), JSON.stringify(counts)).toBeLessThanOrEqual(2);
  });

  it.each(mutations)('%s', async (name, { who = () => ann, variables = () => ({}), expected }) => {
    const { data, errors } = await graph.run(await who(), textOf(name), await variables());
    expect(errors).toEqual([]);
    expect(data).toMatchObject(expected);
  });

  it('a sign-in shows who has signed in, and nothing that takes a scope or lies in another subgraph', async () => {
    const { data, codes } = await graph.run(
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
    const { data, errors } = await graph.run(nobody, textOf('complete-setup'), {
      input: { setupToken: 'used', displayName: 'X', email: 'x@example.org', password, organizationName: 'X' },
    });
    // There is an owner: the answer is a failure of the union, or CONFLICT.
    expect(data?.completeSetup?.__typename ?? errors[0]?.extensions['code']).toMatch(/SignInBlocked|InvalidCredentials|CONFLICT/);
  });

  it.each(Object.entries(refused))('%s', async (name, [variables, code]) => {
    const { codes } = await graph.run(await signIn(graph, 'Guest').catch(() => nobody), textOf(name), variables());
    expect([code, 'FORBIDDEN']).toContain(codes[0]);
  });

  it('and there is no operation that is not run here', () => {
    expect([...operations.keys()].filter((name) => !taken.has(name))).toEqual([]);
    expect([...operations.values()].map(kindOf).filter((kind) => kind === 'subscription')).toHaveLength(Object.keys(subscriptions).length);
    expect(graph.masked).toEqual([]);
  });
});
