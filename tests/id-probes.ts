import type { IdPrefix } from '@conhub/subgraph-kit';
import { roleId } from './people.ts';

/** What an organization has, by the prefix of its id. */
export type Things = Readonly<
  Record<'usr' | 'org' | 'mem' | 'inv' | 'key' | 'ses' | 'acc' | 'src' | 'run' | 'doc' | 'evt' | 'sav' | 'upl', string>
>;

/** What is asked with an id in one place, and what the answer is when there is no such thing. */
export interface Probe {
  /** Null: any kind of id fits. */
  readonly prefix: IdPrefix | null;
  /** Takes `$id: ID!`, and from the asker's own things whatever else it needs. */
  readonly operation: (own: Things) => string;
  /** `data` of a read; `NOT_FOUND` for mutations and subscriptions; a code where the id names what all organizations share. */
  readonly absent: object | 'NOT_FOUND' | 'BAD_USER_INPUT';
  /** Of the whole list of probes only: what is shared by all organizations belongs to nobody. */
  readonly isShared?: true;
}

const read = (prefix: IdPrefix | null, selection: string, absent: object): Probe => ({
  prefix,
  operation: () => `query ($id: ID!) { ${selection} }`,
  absent,
});

const act = (prefix: IdPrefix, selection: (own: Things) => string): Probe => ({
  prefix,
  operation: (own) => `mutation ($id: ID!) { ${selection(own)} { __typename } }`,
  absent: 'NOT_FOUND',
});

const none = (field: string): object => ({ organization: { [field]: { totalCount: 0, nodes: [] } } });
const list = (field: string, filter: string): string => `organization { ${field}(filter: { ${filter} }) { totalCount nodes { id } } }`;
const auditList = (filter: string): string => `organization { auditLog { events(filter: { ${filter} }) { totalCount nodes { id } } } }`;

/** Each place that takes an id: a place that is missing here fails the test. */
export const probes: Readonly<Record<string, Probe>> = {
  'Query.auditEvent(id:)': read('evt', 'auditEvent(id: $id) { id }', { auditEvent: null }),
  'Query.connectedAccount(id:)': read('acc', 'connectedAccount(id: $id) { id displayName owner { id } }', { connectedAccount: null }),
  'Query.document(id:)': read(
    'doc',
    'document(id: $id) { id title path text { content } download { url } revisions { totalCount } related { score } indexing { status } auditTrail { nodes { id } } }',
    {
      document: null,
    },
  ),
  'Query.node(id:)': read(null, 'node(id: $id) { __typename id }', { node: null }),
  'Query.nodes(ids:)': read(null, 'nodes(ids: [$id]) { __typename id }', { nodes: [null] }),
  'Query.source(id:)': read('src', 'source(id: $id) { id name freshness { status } syncRuns { totalCount } }', { source: null }),
  'Query.savedSearch(id:)': read('sav', 'savedSearch(id: $id) { name query owner { displayName } results { totalEstimate } }', {
    savedSearch: null,
  }),
  'Query.syncRun(id:)': read('run', 'syncRun(id: $id) { id status indexing { pending } }', { syncRun: null }),

  'AuditEventFilter.actorId': read(null, auditList('actorId: $id'), {
    organization: { auditLog: { events: { totalCount: 0, nodes: [] } } },
  }),
  'AuditEventFilter.subjectId': read(null, auditList('subjectId: $id'), {
    organization: { auditLog: { events: { totalCount: 0, nodes: [] } } },
  }),
  'ConnectedAccountFilter.ownerId': read('usr', list('connectedAccounts', 'ownerId: $id'), none('connectedAccounts')),
  'DocumentFilter.sourceId': read('src', list('documents', 'sourceId: $id'), none('documents')),
  'MemberFilter.roleId': { ...read('role', list('members', 'roleId: $id'), none('members')), isShared: true },
  'SourceFilter.accountId': read('acc', list('sources', 'accountId: $id'), none('sources')),
  'SearchFilter.sourceIds': read(
    'src',
    'search(query: "secret", filter: { sourceIds: [$id] }) { totalEstimate nodes { id } freshness { status } }',
    {
      search: { totalEstimate: 0, nodes: [], freshness: [] },
    },
  ),
  'SearchFilter.accountIds': read(
    'acc',
    'search(query: "secret", filter: { accountIds: [$id] }) { totalEstimate nodes { id } facets(fields: [SOURCE, AUTHOR]) { values { value document { id } } } }',
    {
      search: { totalEstimate: 0, nodes: [], facets: [{ values: [] }, { values: [] }] },
    },
  ),
  'StartReindexInput.modelId': {
    ...act('model', () => 'startReindex(input: { modelId: $id })'),
    absent: 'BAD_USER_INPUT',
    isShared: true,
  },
  'CancelReindexInput.modelId': { ...act('model', () => 'cancelReindex(input: { modelId: $id })'), isShared: true },
  'EmbedInput.modelId': {
    ...read('model', 'embed(input: { texts: ["x"], kind: QUERY, modelId: $id }) { tokenCount }', {}),
    absent: 'BAD_USER_INPUT',
    isShared: true,
  },

  'AddSourceInput.accountId': act('acc', () => 'addSource(input: { accountId: $id, containerId: "/nowhere" })'),
  'CancelSyncInput.syncRunId': act('run', () => 'cancelSync(input: { syncRunId: $id })'),
  'ChangeMemberRoleInput.membershipId': act('mem', () => `changeMemberRole(input: { membershipId: $id, roleId: "${roleId('VIEWER')}" })`),
  'ChangeMemberRoleInput.roleId': {
    ...act('role', ({ mem }) => `changeMemberRole(input: { membershipId: "${mem}", roleId: $id })`),
    isShared: true,
  },
  'CompleteUploadInput.uploadId': act('upl', () => 'completeUpload(input: { uploadId: $id })'),
  'ConfirmDeletionsInput.sourceId': act('src', () => 'confirmDeletions(input: { sourceId: $id, token: "x", isConfirmed: true })'),
  'DisconnectAccountInput.accountId': act('acc', () => 'disconnectAccount(input: { accountId: $id })'),
  'DeleteNoteInput.documentId': act('doc', () => 'deleteNote(input: { documentId: $id })'),
  'EndSessionInput.sessionId': act('ses', () => 'endSession(input: { sessionId: $id })'),
  'InviteMemberInput.roleId': { ...act('role', () => 'inviteMember(input: { email: "x@example.org", roleId: $id })'), isShared: true },
  'RemoveMemberInput.membershipId': act('mem', () => 'removeMember(input: { membershipId: $id })'),
  'RemoveSourceInput.sourceId': act('src', () => 'removeSource(input: { sourceId: $id })'),
  'RetryDocumentsInput.sourceId': act('src', () => 'retryDocuments(input: { sourceId: $id })'),
  'RetryDocumentsInput.documentIds': act('doc', ({ src }) => `retryDocuments(input: { sourceId: "${src}", documentIds: [$id] })`),
  'RevokeApiKeyInput.apiKeyId': act('key', () => 'revokeApiKey(input: { apiKeyId: $id })'),
  'RevokeInvitationInput.invitationId': act('inv', () => 'revokeInvitation(input: { invitationId: $id })'),
  'ShareSourceInput.sourceId': act('src', () => 'shareSource(input: { sourceId: $id, visibility: ORGANIZATION })'),
  'ShareSourceInput.granteeIds': act(
    'usr',
    ({ src }) => `shareSource(input: { sourceId: "${src}", visibility: SHARED, granteeIds: [$id] })`,
  ),
  'StartSyncInput.sourceId': act('src', () => 'startSync(input: { sourceId: $id })'),
  'StartSyncInput.accountId': act('acc', () => 'startSync(input: { accountId: $id })'),
  'UpdateAccountInput.accountId': act('acc', () => 'updateAccount(input: { accountId: $id, displayName: "Mine" })'),
  'UpdateAccountInput.ownerId': act('usr', ({ acc }) => `updateAccount(input: { accountId: "${acc}", ownerId: $id })`),
  'UpdateNoteInput.documentId': act('doc', () => 'updateNote(input: { documentId: $id, title: "Mine" })'),
  'UpdateSavedSearchInput.savedSearchId': act('sav', () => 'updateSavedSearch(input: { savedSearchId: $id, name: "Mine" })'),
  'DeleteSavedSearchInput.savedSearchId': act('sav', () => 'deleteSavedSearch(input: { savedSearchId: $id })'),
  'RecordSearchFeedbackInput.hitId': act('doc', () => 'recordSearchFeedback(input: { hitId: $id, kind: OPENED })'),
  'UpdateSourceInput.sourceId': act('src', () => 'updateSource(input: { sourceId: $id, isPaused: true })'),

  'Subscription.syncProgress(accountId:)': {
    prefix: 'acc',
    operation: () => 'subscription ($id: ID!) { syncProgress(accountId: $id) { syncRun { id } } }',
    absent: 'NOT_FOUND',
  },
  'Subscription.syncProgress(sourceId:)': {
    prefix: 'src',
    operation: () => 'subscription ($id: ID!) { syncProgress(sourceId: $id) { syncRun { id } } }',
    absent: 'NOT_FOUND',
  },
};

/** Ids of the provider's own, in the provider's own form (a folder's path): the test below says what holds for each. */
export const providerIds = ['AddSourceInput.containerId', 'ConnectedAccount.containers(parentId:)'] as const;
