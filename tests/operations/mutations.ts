import { expect } from 'vitest';
import { type Data, nobody } from '../graph.ts';
import { addressOf, invite, password, roleId, signIn } from '../people.ts';
import { createUploader } from '../uploading.ts';
import { type Case, type World, any } from './world.ts';

const noteOf = async ({ graph, ann }: World): Promise<string> =>
  (await graph.ask(ann, '{ organization { documents(filter: { kind: [NOTE] }) { nodes { id } } } }')).organization.documents.nodes[0]
    .id as string;

/** In an order in which each finds what it needs. */
export const mutations: readonly (readonly [string, Case])[] = [
  [
    'update-profile',
    { variables: () => ({ input: { displayName: 'Ann' } }), expected: { updateProfile: { user: { displayName: 'Ann' } } } },
  ],
  [
    'save-search',
    {
      variables: () => ({ input: { name: 'Tokens', query: 'rotate refresh tokens', isShared: true } }),
      expected: { saveSearch: { __typename: 'SaveSearchPayload', savedSearch: { name: 'Tokens' } } },
    },
  ],
  [
    'delete-saved-search',
    {
      variables: async ({ graph, ann }) => {
        const { organization } = await graph.ask(ann, '{ organization { savedSearches { nodes { id } } } }');
        return { input: { savedSearchId: organization.savedSearches.nodes[0].id } };
      },
      expected: { deleteSavedSearch: { deletedSavedSearchId: any.string } },
    },
  ],
  [
    'create-note',
    {
      variables: () => ({ input: { title: 'Door code', text: 'It is 4711.', visibility: 'ORGANIZATION' } }),
      expected: { createNote: { document: { title: 'Door code', source: { visibility: 'ORGANIZATION' } } } },
    },
  ],
  [
    'update-note',
    {
      variables: async (world) => ({ input: { documentId: await noteOf(world), title: 'Doors' } }),
      expected: { updateNote: { document: { title: 'Doors' } } },
    },
  ],
  [
    'delete-note',
    {
      variables: async (world) => ({ input: { documentId: await noteOf(world) } }),
      expected: { deleteNote: { deletedDocumentId: any.string } },
    },
  ],
  [
    'start-upload',
    {
      variables: () => ({ input: { fileName: 'tides.txt', mimeType: 'text/plain', sizeBytes: 4 } }),
      expected: { startUpload: { __typename: 'StartUploadPayload', headers: { 'content-type': 'application/octet-stream' } } },
    },
  ],
  [
    'complete-upload',
    {
      variables: async ({ graph, ann }) => {
        const uploader = await createUploader(graph);
        const bytes = new TextEncoder().encode('High at noon');
        const { uploadId, uploadUrl } = await uploader.start(ann, 'tides.txt', bytes);
        await uploader.send(uploadUrl, bytes);
        await uploader.stop();
        return { input: { uploadId } };
      },
      expected: { completeUpload: { document: { path: 'tides.txt', state: 'AVAILABLE', problem: null, source: { visibility: 'OWNER' } } } },
    },
  ],
  [
    'create-api-key',
    {
      variables: () => ({ input: { name: 'tmp', scopes: ['search:read'] } }),
      expected: { createApiKey: { secret: expect.stringMatching(/^chk_/) } },
    },
  ],
  [
    'revoke-api-key',
    { variables: (world) => ({ input: { apiKeyId: world.apiKeyId } }), expected: { revokeApiKey: { apiKey: { revokedAt: any.string } } } },
  ],
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
      variables: async (world) => {
        const { organization } = await world.graph.ask(world.ann, '{ organization { invitations { nodes { id email } } } }');
        return { input: { invitationId: organization.invitations.nodes.find(({ email }: Data) => email === 'other@example.org').id } };
      },
      expected: { revokeInvitation: { revokedInvitationId: any.string } },
    },
  ],
  [
    'register',
    {
      who: () => nobody,
      variables: (world) => ({ input: { displayName: 'Guest', email: 'guest@example.org', password, invitationToken: world.guest } }),
      expected: { register: { __typename: 'RegisterPayload' } },
    },
  ],
  [
    'change-member-role',
    {
      variables: (world) => ({ input: { membershipId: world.ben.membershipId, roleId: roleId('VIEWER') } }),
      expected: { changeMemberRole: { membership: { role: { name: 'Viewer' } } } },
    },
  ],
  [
    'share-source',
    {
      variables: (world) => ({ input: { sourceId: world.added.sourceId, visibility: 'SHARED', granteeIds: [world.ben.userId] } }),
      expected: { shareSource: { source: { visibility: 'SHARED', sharedWith: [{ displayName: 'Ben' }] } } },
    },
  ],
  [
    'update-source',
    {
      variables: (world) => ({ input: { sourceId: world.added.sourceId, intervalMinutes: 60 } }),
      expected: { updateSource: { source: { schedule: { intervalMinutes: 60 }, nextSyncAt: any.string } } },
    },
  ],
  [
    'start-sync',
    {
      variables: (world) => ({ input: { sourceId: world.added.sourceId } }),
      expected: { startSync: { __typename: 'StartSyncPayload', syncRuns: [{ source: { name: 'handbook' } }] } },
    },
  ],
  [
    'retry-documents',
    { variables: (world) => ({ input: { sourceId: world.added.sourceId } }), expected: { retryDocuments: { retriedCount: 0 } } },
  ],
  [
    'update-account',
    {
      variables: (world) => ({ input: { accountId: world.accountId, displayName: 'My folders' } }),
      expected: { updateAccount: { account: { displayName: 'My folders' } } },
    },
  ],
  [
    'add-source',
    {
      variables: async (world) => ({
        input: { accountId: world.accountId, containerId: await world.graph.write('second', { 'x.md': 'x' }) },
      }),
      expected: { addSource: { __typename: 'AddSourcePayload', source: { name: 'second' }, syncRun: { id: any.string } } },
    },
  ],
  [
    'remove-source',
    {
      variables: async (world) => {
        const { organization } = await world.graph.ask(world.ann, '{ organization { sources { nodes { id name } } } }');
        return { input: { sourceId: organization.sources.nodes.find(({ name }: Data) => name === 'second').id } };
      },
      expected: { removeSource: { removedSourceId: any.string } },
    },
  ],
  [
    'remove-member',
    {
      variables: (world) => ({ input: { membershipId: world.ben.membershipId } }),
      expected: { removeMember: { removedMembershipId: any.string } },
    },
  ],
  [
    'disconnect-account',
    {
      variables: (world) => ({ input: { accountId: world.accountId } }),
      expected: { disconnectAccount: { disconnectedAccountId: any.string } },
    },
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
      who: (world) => world.ann,
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
      who: async (world) => signIn(world.graph, 'Ben'),
      variables: async (world) => ({ input: { token: await invite(world.graph, world.ann, addressOf('Ben'), 'MEMBER') } }),
      expected: { acceptInvitation: { __typename: 'AcceptInvitationPayload', membership: { organization: { name: 'Acme' } } } },
    },
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
      variables: async (world) => {
        const { signIn: signedIn } = await world.graph.ask(
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
