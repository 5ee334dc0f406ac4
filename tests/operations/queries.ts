import { newId } from '@conhub/subgraph-kit';
import { expect } from 'vitest';
import { nobody } from '../graph.ts';
import { addressOf, roleId } from '../people.ts';
import { type Case, any, filled } from './world.ts';

export const queries: Readonly<Record<string, Case>> = {
  related: {
    variables: ({ documentId }) => ({ id: documentId, first: 3 }),
    expected: { document: { title: 'Tokens', related: filled } },
  },
  'saved-searches': { expected: { organization: { savedSearches: { nodes: expect.any(Array) } } } },
  '01-search-page': {
    expected: {
      search: {
        totalEstimate: 22,
        facets: [{ field: 'SOURCE', values: [{ label: 'handbook' }] }, { field: 'KIND' }],
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
    variables: (world) => ({ id: world.documentId }),
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
    variables: (world) => ({ id: world.added.sourceId }),
    expected: {
      source: { name: 'handbook', syncRuns: { nodes: filled }, auditTrail: { nodes: filled } },
    },
  },
  '07-audit-log': { expected: { organization: { auditLog: { events: { nodes: filled } } } } },
  '09-node': {
    variables: (world) => ({ ids: [world.documentId, world.added.sourceId, world.added.syncRunId, newId('doc'), world.ann.userId] }),
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
    who: (world) => world.ben,
    variables: (world) => ({ id: world.documentId }),
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
    variables: (world) => ({ accountId: world.accountId, parentId: world.path }),
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
  'index-spaces': {
    expected: { organization: { searchIndex: { spaces: [{ status: 'SERVING', model: { dimension: 384 }, progress: { pending: 0 } }] } } },
  },
  invitation: {
    who: () => nobody,
    variables: (world) => ({ token: world.guest }),
    expected: { invitation: { organizationName: 'Acme' }, signInOptions: { needsSetup: false } },
  },
  'list-members': { expected: { organization: { members: { totalCount: 2, nodes: filled } } } },
  'open-invitations': {
    expected: { organization: { invitations: { nodes: [{ email: 'guest@example.org', invitedBy: { displayName: 'Ann' } }] } } },
  },
  providers: {
    expected: {
      providers: [
        { key: 'folder', isConfigured: true },
        { key: 'note', isConfigured: true },
        { key: 'upload', isConfigured: true },
      ],
    },
  },
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
    variables: (world) => ({ id: world.documentId, startLine: 1, endLine: 1 }),
    expected: { document: { text: { content: expect.stringMatching(/^# Tokens\s*$/), startLine: 1, endLine: 1 } } },
  },
  'sign-in-options': { who: () => nobody, expected: { signInOptions: { hasPassword: true, needsSetup: false } } },
  'source-failures': { variables: (world) => ({ id: world.added.sourceId }), expected: { source: { failures: { totalCount: 0 } } } },
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

export const subscriptions: Readonly<Record<string, Case>> = {
  '11-sub-search': {
    variables: () => ({ q: 'rotate refresh tokens' }),
    expected: { searchChanged: { change: 'ENTERED', hit: { document: { account: { owner: { displayName: 'Ann' } } } } } },
  },
  '10-sub-sync': {
    variables: (world) => ({ accountId: world.accountId }),
    expected: {
      syncProgress: { syncRun: { status: 'SUCCEEDED', indexing: { pending: 0 }, source: { account: { owner: { displayName: 'Ann' } } } } },
    },
  },
  'sync-progress': {
    variables: (world) => ({ sourceId: world.added.sourceId }),
    expected: { syncProgress: { syncRun: { status: 'SUCCEEDED' } } },
  },
  'sync-progress-all': { expected: { syncProgress: { syncRun: { status: 'SUCCEEDED', source: { name: 'handbook' } } } } },
  '12-sub-audit': { expected: { auditEventRecorded: { event: { action: any.string } } } },
  'audit-tail': {
    variables: () => ({ filter: {} }),
    expected: { auditEventRecorded: { event: { action: any.string, index: any.number } } },
  },
};
