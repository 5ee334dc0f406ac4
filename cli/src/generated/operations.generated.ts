/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What `acceptInvitation` takes. */
export type AcceptInvitationInput = {
  /** The token from the invitation link's fragment. */
  token: string;
};

/** What sort of reason lets somebody see a document. */
export type AccessReasonKind =
  /** The source is open to the whole organization. */
  | 'ORGANIZATION'
  /** They own the account it is read with. */
  | 'OWNER'
  /** The provider lets everybody of their domain see it. */
  | 'PROVIDER_DOMAIN'
  /** The provider lets a group of theirs see it. */
  | 'PROVIDER_GROUP'
  /** The provider lets them see it. */
  | 'PROVIDER_USER'
  /** Everybody may see it at the provider. */
  | 'PUBLIC'
  /** The source is shared with a team of theirs. */
  | 'SHARED_WITH_TEAM'
  /** The source is shared with them. */
  | 'SHARED_WITH_USER';

/** What `addSource` takes. */
export type AddSourceInput = {
  /** The account to read with. */
  accountId: string;
  /** The container's id from `ConnectedAccount.containers`; for a folder, its path. */
  containerId: string;
  /** Patterns in the manner of `.gitignore` of what to keep out. */
  exclude?: Array<string> | null | undefined;
  /** Patterns in the manner of `.gitignore` of what to read although it would be kept out. */
  include?: Array<string> | null | undefined;
  /** Read it this often too, in minutes, beside watching for changes. */
  intervalMinutes?: number | null | undefined;
  /** Who may see the documents; the owner alone when left out. */
  visibility?: SourceVisibility | null | undefined;
};

/** Which entries to list. All given conditions must hold. */
export type AuditEventFilter = {
  /** Only these actions, for example `users.session.started`. */
  actions?: Array<string> | null | undefined;
  /** Only what this person or key did. */
  actorId?: string | null | undefined;
  /** Only at this moment or later. */
  from?: string | null | undefined;
  /** Only with this outcome. */
  outcome?: AuditOutcome | null | undefined;
  /** Only what one request caused. */
  requestId?: string | null | undefined;
  /** Only what was done to this. */
  subjectId?: string | null | undefined;
  /** Only before this moment. */
  to?: string | null | undefined;
};

/** What came of an action. */
export type AuditOutcome =
  /** It was not allowed. */
  | 'DENIED'
  /** It was tried and failed. */
  | 'FAILURE'
  /** It was done. */
  | 'SUCCESS';

/** A way to connect to a provider. */
export type AuthMethod =
  /** An app is installed at the provider. */
  | 'APP'
  /** Nothing is asked, for example for folders of the server. */
  | 'NONE'
  /** The person allows it at the provider. */
  | 'OAUTH'
  /** The person hands over a token. */
  | 'TOKEN';

/** What to give up. */
export type CancelReindexInput = {
  /** The model of the space that is being filled. */
  modelId: string;
};

/** What `cancelSync` takes. */
export type CancelSyncInput = {
  /** The run to stop. */
  syncRunId: string;
};

/** What `changeMemberRole` takes. */
export type ChangeMemberRoleInput = {
  /** The member. */
  membershipId: string;
  /** Their new role. */
  roleId: string;
};

/** What `changePassword` takes. */
export type ChangePasswordInput = {
  /** The password until now. May be left out during the ten minutes after signing in, however that was done. */
  currentPassword?: string | null | undefined;
  /** End the person's other sessions. */
  endOtherSessions?: boolean | null | undefined;
  /** The new password: 8 to 128 characters, any of them; common passwords are refused. */
  password: string;
};

/** What `completeSetup` takes. */
export type CompleteSetupInput = {
  /** The owner's name. */
  displayName: string;
  /** The address the owner will sign in with. */
  email: string;
  /** The organization's name. */
  organizationName: string;
  /** 8 to 128 characters, any of them; common passwords are refused. */
  password: string;
  /** The one-time token that the console printed. */
  setupToken: string;
};

/** What `completeUpload` takes. */
export type CompleteUploadInput = {
  /** The upload whose bytes have been sent. */
  uploadId: string;
};

/** What `confirmDeletions` takes. */
export type ConfirmDeletionsInput = {
  /** True deletes, false keeps the documents. */
  isConfirmed: boolean;
  /** The source. */
  sourceId: string;
  /** `PendingDeletions.token`: only what the person has seen is confirmed. */
  token: string;
};

/** What `connectAccount` takes. */
export type ConnectAccountInput = {
  /** In which of the provider's ways. */
  authMethod: AuthMethod;
  /** What `Provider.configuration` asks for. */
  configuration?: unknown;
  /** A name for the account; the provider's own when left out. */
  displayName?: string | null | undefined;
  /** Which provider, for example `folder`. */
  providerKey: string;
};

/** Which accounts to list. All given conditions must hold. */
export type ConnectedAccountFilter = {
  /** Only accounts of this person. */
  ownerId?: string | null | undefined;
  /** Only accounts at this provider. */
  providerKey?: string | null | undefined;
  /** Only accounts in one of these states. */
  status?: Array<ConnectedAccountStatus> | null | undefined;
};

/** Whether a connected account works. */
export type ConnectedAccountStatus =
  /** It works. */
  | 'ACTIVE'
  /** It is being removed. */
  | 'DELETING'
  /** It was paused, or its owner has left and it waits for a new one. */
  | 'PAUSED'
  /** The provider no longer accepts its credentials: a person has to connect it again. */
  | 'REAUTH_REQUIRED';

/** What can be chosen as a source. */
export type ContainerKind =
  /** ConHub's own: notes and uploads. */
  | 'BUILT_IN'
  /** A drive, personal or shared. */
  | 'DRIVE'
  /** A folder. */
  | 'FOLDER'
  /** A group of repositories. */
  | 'GROUP'
  /** A repository of source code. */
  | 'REPOSITORY';

/** What `createApiKey` takes. */
export type CreateApiKeyInput = {
  /** When it stops working. Left out: it does not expire. */
  expiresAt?: string | null | undefined;
  /** What the key is for, 1 to 200 characters. */
  name: string;
  /** What the key may do; nothing that the viewer may not. */
  scopes: Array<string>;
};

/** What `createNote` takes. */
export type CreateNoteInput = {
  /** Markdown, at most 300,000 characters. */
  text: string;
  /** What it is called: one line of at most 200 characters. */
  title: string;
  /** Who may see it: its writer alone when left out. There is one source of notes for each visibility; share one to write `SHARED` notes. */
  visibility?: SourceVisibility | null | undefined;
};

/** What `createOrganization` takes. */
export type CreateOrganizationInput = {
  /** The name people will see, 1 to 200 characters. */
  name: string;
  /** A short name for addresses and headers: 2 to 40 lower-case letters, digits and hyphens. Made from the name when left out. */
  slug?: string | null | undefined;
};

/** What `deleteNote` takes. */
export type DeleteNoteInput = {
  /** The note, or the uploaded file. */
  documentId: string;
};

/** What `deleteSavedSearch` takes. */
export type DeleteSavedSearchInput = {
  /** Which. */
  savedSearchId: string;
};

/** What `disconnectAccount` takes. */
export type DisconnectAccountInput = {
  /** The account. */
  accountId: string;
  /** Keep the documents, searchable as they are, without further syncs. */
  keepDocuments?: boolean | null | undefined;
};

/** What a document is. */
export type DocumentKind =
  /** Source code. */
  | 'CODE'
  /** Structured data: JSON, YAML, TOML. */
  | 'DATA'
  /** An e-mail message. */
  | 'EMAIL'
  /** An issue or a pull request. */
  | 'ISSUE'
  /** A note kept in ConHub. */
  | 'NOTE'
  /** A notebook of code and text. */
  | 'NOTEBOOK'
  /** Anything else. */
  | 'OTHER'
  /** A web or wiki page. */
  | 'PAGE'
  /** A PDF. */
  | 'PDF'
  /** A spreadsheet or table, CSV included. */
  | 'SHEET'
  /** A presentation. */
  | 'SLIDES'
  /** Text, plain or with light markup such as Markdown. */
  | 'TEXT';

/** Whether a document could be read. */
export type DocumentState =
  /** Its text is there. */
  | 'AVAILABLE'
  /** Gone at its provider. */
  | 'DELETED'
  /** Reading it failed; the problem says why. */
  | 'FAILED'
  /** Above the size limit. */
  | 'TOO_LARGE'
  /** Of a format that is not read. */
  | 'UNSUPPORTED';

/** What to turn into vectors. */
export type EmbedInput = {
  /** What the texts are; some models treat the two differently, and queries go first. */
  kind: EmbeddingKind;
  /** The model; the default when left out. */
  modelId?: string | null | undefined;
  /** The texts, 1 to 256 of them, of 1,048,576 characters altogether at most. What is longer than the model sees is cut off. */
  texts: Array<string>;
};

/** What a text to embed is. */
export type EmbeddingKind =
  /** Something to be found. */
  | 'DOCUMENT'
  /** Something that is asked. */
  | 'QUERY';

/** What `endSession` takes. */
export type EndSessionInput = {
  /** End all of the viewer's sessions but this one. */
  allOthers?: boolean | null | undefined;
  /** The session to end. */
  sessionId?: string | null | undefined;
};

/** What onnxruntime computes with. */
export type ExecutionProvider =
  /** The processor. */
  | 'CPU'
  /** An NVIDIA GPU. */
  | 'CUDA';

/** A kind of second factor. */
export type FactorKind =
  /** A code from the list that was printed at enrolment. */
  | 'RECOVERY_CODES'
  /** A six-digit code from an authenticator app. */
  | 'TOTP'
  /** A security key or a passkey. */
  | 'WEBAUTHN';

/** How the index stands to a source. */
export type FreshnessStatus =
  /** Documents that were read are being indexed. */
  | 'CATCHING_UP'
  /** Both hold exactly the same documents: the digests agree. */
  | 'COMPLETE'
  /** Nothing is being indexed, and still something is missing: documents that failed, or the source cannot be read. */
  | 'STALE'
  /** It cannot be told, for example while the index is rebuilt. */
  | 'UNKNOWN';

/** What a space does. */
export type IndexSpaceStatus =
  /** It is being made beside the one that serves. */
  | 'FILLING'
  /** It answers no more, and its vectors are being taken away. */
  | 'RETIRED'
  /** It answers searches. */
  | 'SERVING';

/** How the indexing of a document stands. */
export type IndexingStatus =
  /** It failed; the problem says why. */
  | 'FAILED'
  /** It can be found. */
  | 'INDEXED'
  /** Its newest content is not indexed yet. What was indexed before can still be found. */
  | 'PENDING'
  /** There is nothing in it to find. */
  | 'SKIPPED';

/** What `inviteMember` takes. */
export type InviteMemberInput = {
  /** Whom to invite. */
  email: string;
  /** The role they will have; none that allows more than the viewer's own. */
  roleId: string;
};

/** Which members to list. All given conditions must hold. */
export type MemberFilter = {
  /** Only members that may act (true) or may not (false). */
  isActive?: boolean | null | undefined;
  /** Part of the name or the e-mail address, in any case. */
  query?: string | null | undefined;
  /** Only members with this role. */
  roleId?: string | null | undefined;
};

/** How a model makes one vector of many. */
export type Pooling =
  /** The first token's. */
  | 'CLS'
  /** The mean over all tokens. */
  | 'MEAN';

/** Something a connector can do. */
export type ProviderCapability =
  /** Act at the provider on somebody's behalf. */
  | 'ACTIONS'
  /** Learn of deletions. */
  | 'DELETES'
  /** Read only what has changed since the last time. */
  | 'DELTA'
  /** Read who may see what, in full. */
  | 'PERMISSIONS'
  /** Tell a rename from a deletion and an addition. */
  | 'RENAMES'
  /** Watch for changes itself. */
  | 'WATCH'
  /** Be told of changes by the provider. */
  | 'WEBHOOK';

/** What sort of knowledge a provider holds. */
export type ProviderCategory =
  /** Repositories of source code. */
  | 'CODE'
  /** Files and folders. */
  | 'FILES'
  /** Pages and notes. */
  | 'KNOWLEDGE';

/** What a query was taken for, by its shape. */
export type QueryKind =
  /** A name from code: its definition comes first. */
  | 'IDENTIFIER'
  /** Words or a question. */
  | 'NATURAL_LANGUAGE'
  /** A path or a file's name: the file comes first. */
  | 'PATH'
  /** Mostly quoted: what has all of the phrases comes first. */
  | 'PHRASE';

/** What `refreshSession` takes. */
export type RefreshSessionInput = {
  /** The refresh token. Left out when the session is kept in a cookie. */
  refreshToken?: string | null | undefined;
};

/** What `register` takes. */
export type RegisterInput = {
  /** The name others will see, 1 to 200 characters. */
  displayName: string;
  /** The address to sign in with. */
  email: string;
  /** The token of an invitation: makes the membership too, and opens a closed registration. */
  invitationToken?: string | null | undefined;
  /** 8 to 128 characters, any of them; common passwords are refused. */
  password: string;
};

/** What `removeMember` takes. */
export type RemoveMemberInput = {
  /** The member; the viewer's own membership to leave. */
  membershipId: string;
};

/** What `removeSource` takes. */
export type RemoveSourceInput = {
  /** The source. */
  sourceId: string;
};

/** What `retryDocuments` takes. */
export type RetryDocumentsInput = {
  /** Only these documents; everything that failed when left out. */
  documentIds?: Array<string> | null | undefined;
  /** The source. */
  sourceId: string;
};

/** What `revokeApiKey` takes. */
export type RevokeApiKeyInput = {
  /** The key to revoke. */
  apiKeyId: string;
};

/** What `revokeInvitation` takes. */
export type RevokeInvitationInput = {
  /** The invitation to revoke. */
  invitationId: string;
};

/** What `saveSearch` takes. */
export type SaveSearchInput = {
  /** Only documents that meet all the given conditions. */
  filter?: SearchFilter | null | undefined;
  /** Whether everybody in the organization sees it. */
  isShared?: boolean | null | undefined;
  /** Which ways of searching take part. */
  mode?: SearchMode | null | undefined;
  /** What to call it, 1 to 200 characters. */
  name: string;
  /** The query, as `search` takes it. */
  query: string;
};

/** What happened to a hit of a standing search. */
export type SearchChangeKind =
  /** It is among the hits now. */
  | 'ENTERED'
  /** It is no longer among them: changed, overtaken, deleted, or hidden from the viewer. */
  | 'LEFT'
  /** It is still among them and looks different. */
  | 'UPDATED';

/** What documents that were found can be counted by. */
export type SearchFacetField =
  /** Who wrote it, where the document says so; the value fits `SearchFilter.authorEmails`. */
  | 'AUTHOR'
  /** The kind of document. */
  | 'KIND'
  /** The programming language. */
  | 'LANGUAGE'
  /** The next folder below the path prefix of the filter; the value fits `SearchFilter.pathPrefix`. */
  | 'PATH'
  /** The provider; the value is its key. */
  | 'PROVIDER'
  /** The source; the value is its id. */
  | 'SOURCE'
  /** How long ago it last changed; the value fits `after:` in a query. A span includes the shorter ones. */
  | 'UPDATED';

/** Which documents to search. All given conditions must hold; of a list, one entry. */
export type SearchFilter = {
  /** Only documents of these accounts. */
  accountIds?: Array<string> | null | undefined;
  /**
   * Only documents by the people with these addresses, where a document says who wrote it; by name where it gives a name alone. A member's id
   * and `me` find what was written in ConHub. A value of the facet AUTHOR fits too.
   */
  authorEmails?: Array<string> | null | undefined;
  /** Only documents of these kinds. */
  kinds?: Array<DocumentKind> | null | undefined;
  /** Only source code in these programming languages, by Linguist's name in lower case. */
  languages?: Array<string> | null | undefined;
  /** Only documents whose path begins so. */
  pathPrefix?: string | null | undefined;
  /** Only documents of these providers, for example `folder`. */
  providerKeys?: Array<string> | null | undefined;
  /** Only documents of these sources. */
  sourceIds?: Array<string> | null | undefined;
  /** Only documents changed at this moment or later. */
  updatedAfter?: string | null | undefined;
  /** Only documents changed before this moment. */
  updatedBefore?: string | null | undefined;
};

/** One of the ways of searching, or of ordering what they have found. */
export type SearchLeg =
  /** By words and names. */
  | 'LEXICAL'
  /** By likeness in meaning to the best hits of the other two. Only in the explanation of prose in a hybrid search: it orders, and finds nothing itself. */
  | 'PSEUDO_FEEDBACK'
  /** By meaning. */
  | 'SEMANTIC';

/** Which ways of searching take part. */
export type SearchMode =
  /** Both, fused. The best for nearly everything. */
  | 'HYBRID'
  /** By words and names alone. */
  | 'LEXICAL'
  /** By meaning alone. */
  | 'SEMANTIC';

/** The order of hits. */
export type SearchOrder =
  /** The last changed first. */
  | 'NEWEST'
  /** The best first. */
  | 'RELEVANCE';

/** What `shareSource` takes. */
export type ShareSourceInput = {
  /** The people to share it with. Needed with `SHARED`, refused otherwise. */
  granteeIds?: Array<string> | null | undefined;
  /** The source. */
  sourceId: string;
  /** Who may see its documents. */
  visibility: SourceVisibility;
};

/** Why signing in is refused. */
export type SignInBlockedReason =
  /** The person has been disabled. */
  | 'DISABLED'
  /** The e-mail address has to be verified first. */
  | 'EMAIL_NOT_VERIFIED'
  /** The organization asks for a second factor, and none is enrolled. */
  | 'FACTOR_ENROLMENT_REQUIRED'
  /** The organization's authentication policy does not allow it from here or in this way. */
  | 'POLICY'
  /** Too many tries from this address or for this account. */
  | 'TOO_MANY_TRIES';

/** What `signIn` takes. */
export type SignInInput = {
  /** The address the person registered with. */
  email: string;
  /** The password. */
  password: string;
  /** Keep the session in an HttpOnly cookie instead of answering a refresh token. For browsers on this origin. */
  useCookie?: boolean | null | undefined;
};

/** Which sources to list. All given conditions must hold. */
export type SourceFilter = {
  /** Only sources of this account. */
  accountId?: string | null | undefined;
  /** Part of the name or the path, in any case. */
  query?: string | null | undefined;
  /** Only sources in one of these states. */
  status?: Array<SourceStatus> | null | undefined;
};

/** Whether a source is kept up to date. */
export type SourceStatus =
  /** It is. */
  | 'ACTIVE'
  /** It is being removed. */
  | 'DELETING'
  /** It was paused; its documents stay as they are. */
  | 'PAUSED';

/** Who may see a source's documents. */
export type SourceVisibility =
  /** Every member of the organization. */
  | 'ORGANIZATION'
  /** The account's owner alone. */
  | 'OWNER'
  /** As the provider's own permissions say, document by document. Only where `PERMISSIONS` is available. */
  | 'PROVIDER'
  /** The owner and the people it is shared with. */
  | 'SHARED';

/** With which model. */
export type StartReindexInput = {
  /**
   * Embeds only documents that come or change from now on, and serves at once. What was there is found by words alone until it changes, or
   * until the same model is started again without this.
   */
  isFutureOnly?: boolean | null | undefined;
  /** The model; the default one of the installation when left out. */
  modelId?: string | null | undefined;
};

/** What `startSync` takes. */
export type StartSyncInput = {
  /** Read every source of this account. */
  accountId?: string | null | undefined;
  /** List and compare everything instead of reading what has changed. */
  isFull?: boolean | null | undefined;
  /** The source to read. Give either this or the account. */
  sourceId?: string | null | undefined;
};

/** What `startUpload` takes. */
export type StartUploadInput = {
  /**
   * Its name, with folders before it if wanted: `reports/2026/tides.docx`. Names have at most 200 characters, all together 500. The ending says how
   * its text is read.
   */
  fileName: string;
  /** Its media type, given back with a download; `application/octet-stream` leaves it to the name. */
  mimeType: string;
  /** SHA-256 of its bytes in hexadecimal digits: others are refused. Not checked when left out. */
  sha256?: string | null | undefined;
  /** How many bytes it has: exactly so many are taken. */
  sizeBytes: number;
  /** Who may see it: its sender alone when left out. There is one source of uploads for each visibility; share one to upload `SHARED` files. */
  visibility?: SourceVisibility | null | undefined;
};

/** What a sync run is doing. */
export type SyncPhase =
  /** Listing what there is. */
  | 'DISCOVERING'
  /** Nothing more. */
  | 'DONE'
  /** Reading documents. */
  | 'FETCHING'
  /** Finding out what is gone. */
  | 'RECONCILING';

/** How a sync run stands. */
export type SyncRunStatus =
  /** Somebody stopped it. What was read stays. */
  | 'CANCELLED'
  /** It could not be finished; the problem says why. */
  | 'FAILED'
  /** It will begin as soon as there is room. */
  | 'QUEUED'
  /** It is under way. */
  | 'RUNNING'
  /** All was read. Single documents may have failed; they are listed. */
  | 'SUCCEEDED'
  /** It goes on when a rate limit ends or a person has acted; the problem says which. */
  | 'WAITING';

/** What sets a sync run going. */
export type SyncTrigger =
  /** The source was added. */
  | 'FIRST'
  /** Somebody asked for it. */
  | 'MANUAL'
  /** Its time had come. */
  | 'SCHEDULE'
  /** A change was noticed. */
  | 'WATCH'
  /** The provider said that something changed. */
  | 'WEBHOOK';

/** What `updateAccount` takes. */
export type UpdateAccountInput = {
  /** The account. */
  accountId: string;
  /** Its new name. */
  displayName?: string | null | undefined;
  /** Pause it and all its sources, or resume. */
  isPaused?: boolean | null | undefined;
  /** The member who shall own it. Its documents become theirs to see. */
  ownerId?: string | null | undefined;
};

/** What `updateNote` takes. */
export type UpdateNoteInput = {
  /** The note. */
  documentId: string;
  /** Its new text, instead of the whole old one. */
  text?: string | null | undefined;
  /** Its new title. */
  title?: string | null | undefined;
};

/** What `updateProfile` takes. */
export type UpdateProfileInput = {
  /** An https address of a picture. Null removes it. */
  avatarUrl?: string | null | undefined;
  /** The name others will see, 1 to 200 characters. */
  displayName?: string | null | undefined;
};

/** What `updateSource` takes. */
export type UpdateSourceInput = {
  /** Patterns in the manner of `.gitignore` of what to keep out. Replaces the list. */
  exclude?: Array<string> | null | undefined;
  /** Patterns in the manner of `.gitignore` of what to read although it would be kept out. Replaces the list. */
  include?: Array<string> | null | undefined;
  /** Read it this often, in minutes. Null: only when asked or when a change is noticed. */
  intervalMinutes?: number | null | undefined;
  /** Pause it, or resume. */
  isPaused?: boolean | null | undefined;
  /** The source. */
  sourceId: string;
};

export type SearchPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SearchPageQuery = { search: { totalEstimate: number, tookMs: number, degraded: Array<{ leg: SearchLeg, problem: { code: string, message: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, facets: Array<{ field: SearchFacetField, values: Array<{ value: string, label: string, count: number }> }>, nodes: Array<{ id: string, score: number, document: { id: string, title: string, path: string, url: string | null, kind: DocumentKind } | null, passages: Array<{ text: string, highlights: Array<{ start: number, end: number }>, location: { startLine: number | null, endLine: number | null, symbol: string | null } }> }> } | null };

export type SearchJoinedQueryVariables = Exact<{ [key: string]: never; }>;


export type SearchJoinedQuery = { search: { nodes: Array<{ score: number, document: { title: string, path: string, url: string | null, updatedAt: string, account: { displayName: string, lastSync: { finishedAt: string | null, status: SyncRunStatus } | null } | null, author: { displayName: string, user: { displayName: string, avatarUrl: string | null } | null } | null } | null }> } | null };

export type EverythingQueryVariables = Exact<{ [key: string]: never; }>;


export type EverythingQuery = { search: { nodes: Array<{ score: number, passages: Array<{ text: string, location: { startLine: number | null } }>, explanation: { terms: Array<{ term: string, score: number }>, legs: Array<{ leg: SearchLeg, rank: number | null }> } | null, document: { title: string, url: string | null, updatedAt: string, source: { name: string, currentSync: { counts: { fetched: number }, indexing: { pending: number } | null } | null } | null, account: { displayName: string, status: ConnectedAccountStatus, problem: { message: string, action: string | null } | null, owner: { displayName: string } | null } | null, author: { displayName: string, user: { displayName: string } | null } | null, access: { reasons: Array<{ kind: AccessReasonKind, label: string, grantee: { displayName: string } | null }> } | null, auditTrail: { nodes: Array<{ action: string, occurredAt: string, actor:
              | { name: string }
              | { name: string }
              | { displayName: string }
             | null }> } | null } | null }>, freshness: Array<{ status: FreshnessStatus, indexedThrough: string | null, source: { name: string } | null }> } | null, organization: { name: string | null, auditLog: { size: number } | null } | null };

export type DashboardQueryVariables = Exact<{ [key: string]: never; }>;


export type DashboardQuery = { viewer: { scopes: Array<string>, user: { displayName: string, avatarUrl: string | null } | null } | null, organization: { name: string | null, sources: { totalCount: number | null, nodes: Array<{ name: string, status: SourceStatus, problem: { code: string, message: string, action: string | null } | null, account: { displayName: string, provider: { displayName: string }, owner: { displayName: string } | null }, lastSync: { finishedAt: string | null, status: SyncRunStatus } | null, currentSync: { phase: SyncPhase, counts: { discovered: number, fetched: number }, indexing: { pending: number, indexed: number } | null } | null, freshness: { status: FreshnessStatus, indexedThrough: string | null, missingEstimate: number } | null }> } | null, searchIndex: { documentCount: number, chunkCount: number, model: { name: string, dimension: number } | null } | null } | null };

export type DocumentPageQueryVariables = Exact<{
  id: string;
}>;


export type DocumentPageQuery = { document: { title: string, path: string, url: string | null, kind: DocumentKind, language: string | null, updatedAt: string, author: { displayName: string, user: { displayName: string } | null } | null, source: { name: string, account: { displayName: string } } | null, text: { content: string, lineCount: number } | null, access: { visibility: SourceVisibility, reasons: Array<{ kind: AccessReasonKind, label: string }> } | null, indexing: { status: IndexingStatus, indexedAt: string | null } | null, auditTrail: { nodes: Array<{ action: string, occurredAt: string, actor:
          | { displayName: string }
          | Record<PropertyKey, never>
         | null }> } | null } | null };

export type SourcePageQueryVariables = Exact<{
  id: string;
}>;


export type SourcePageQuery = { source: { name: string, status: SourceStatus, problem: { message: string, action: string | null } | null, freshness: { status: FreshnessStatus, missingEstimate: number } | null, indexing: { pending: number } | null, syncRuns: { nodes: Array<{ status: SyncRunStatus, startedAt: string | null, finishedAt: string | null, counts: { fetched: number, deleted: number, failed: number }, startedBy:
          | { name: string }
          | { displayName: string }
          | Record<PropertyKey, never>
         | null }> } | null, failures: { nodes: Array<{ path: string, problem: { message: string } }> } | null, auditTrail: { nodes: Array<{ action: string, occurredAt: string }> } | null } | null };

export type AuditPageQueryVariables = Exact<{ [key: string]: never; }>;


export type AuditPageQuery = { organization: { auditLog: { size: number, events: { nodes: Array<{ action: string, outcome: AuditOutcome, occurredAt: string, ipAddress: string | null, requestId: string | null, leafHash: string, actor:
            | { name: string, prefix: string }
            | { name: string }
            | { displayName: string }
           | null, subject:
            | { __typename: 'ApiKey', id: string }
            | { __typename: 'AuditEvent', id: string }
            | { __typename: 'ConnectedAccount', displayName: string, id: string }
            | { __typename: 'Document', title: string, path: string, id: string }
            | { __typename: 'EmbeddingModel', id: string }
            | { __typename: 'Invitation', id: string }
            | { __typename: 'Membership', id: string }
            | { __typename: 'Organization', id: string }
            | { __typename: 'Role', id: string }
            | { __typename: 'SavedSearch', id: string }
            | { __typename: 'Session', id: string }
            | { __typename: 'Source', name: string, id: string }
            | { __typename: 'SyncRun', id: string }
            | { __typename: 'User', displayName: string, id: string }
           | null }> } | null } | null } | null };

export type RefetchQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type RefetchQuery = { nodes: Array<
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'AuditEvent', action: string, id: string }
    | { __typename: 'ConnectedAccount', id: string }
    | { __typename: 'Document', title: string, path: string, id: string }
    | { __typename: 'EmbeddingModel', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Membership', id: string }
    | { __typename: 'Organization', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'SavedSearch', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Source', name: string, id: string }
    | { __typename: 'SyncRun', status: SyncRunStatus, id: string, indexing: { pending: number } | null }
    | { __typename: 'User', id: string }
   | null> | null };

export type SyncProgressSubscriptionVariables = Exact<{
  accountId: string;
}>;


export type SyncProgressSubscription = { syncProgress: { position: string, syncRun: { id: string, status: SyncRunStatus, phase: SyncPhase, estimatedFinishAt: string | null, counts: { discovered: number, fetched: number, failed: number }, indexing: { pending: number, indexed: number, failed: number } | null, source: { name: string, account: { displayName: string, owner: { displayName: string } | null } } } } | null };

export type StandingSubscriptionVariables = Exact<{
  q: string;
}>;


export type StandingSubscription = { searchChanged: { position: string, change: SearchChangeKind, hitId: string, hit: { score: number, document: { title: string, url: string | null, account: { displayName: string, owner: { displayName: string } | null } | null } | null, passages: Array<{ text: string }> } | null } | null };

export type TailSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type TailSubscription = { auditEventRecorded: { position: string, event: { action: string, occurredAt: string, actor:
        | { name: string }
        | { displayName: string }
        | Record<PropertyKey, never>
       | null, subject:
        | { __typename: 'ApiKey', id: string }
        | { __typename: 'AuditEvent', id: string }
        | { __typename: 'ConnectedAccount', id: string }
        | { __typename: 'Document', title: string, id: string }
        | { __typename: 'EmbeddingModel', id: string }
        | { __typename: 'Invitation', id: string }
        | { __typename: 'Membership', id: string }
        | { __typename: 'Organization', id: string }
        | { __typename: 'Role', id: string }
        | { __typename: 'SavedSearch', id: string }
        | { __typename: 'Session', id: string }
        | { __typename: 'Source', name: string, id: string }
        | { __typename: 'SyncRun', id: string }
        | { __typename: 'User', id: string }
       | null } } | null };

export type ConnectMutationVariables = Exact<{
  input: ConnectAccountInput;
}>;


export type ConnectMutation = { connectAccount:
    | { __typename: 'AuthorizationRequired', authorizationUrl: string }
    | { __typename: 'ConnectAccountPayload', account: { id: string, displayName: string, owner: { displayName: string } | null } }
    | { __typename: 'CredentialsRejected', message: string }
    | { __typename: 'LimitReached', message: string, used: number, limit: number }
    | { __typename: 'ProviderNotConfigured', message: string }
   | null };

export type MembersQueryVariables = Exact<{ [key: string]: never; }>;


export type MembersQuery = { organization: { roles: Array<{ id: string, name: string }> | null, members: { totalCount: number | null, nodes: Array<{ joinedAt: string, role: { name: string }, user: { id: string, displayName: string, email: string | null, isActive: boolean, auditTrail: { nodes: Array<{ action: string, occurredAt: string }> } | null } }> } | null } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { viewer: { scopes: Array<string>, user: { id: string, displayName: string, email: string | null } | null, organization: { id: string, name: string | null } | null, membership: { role: { name: string } } | null, sessions: { nodes: Array<{ isCurrent: boolean, userAgent: string | null, lastSeenAt: string }> } | null } | null };

export type WhyCannotQueryVariables = Exact<{
  id: string;
}>;


export type WhyCannotQuery = { document: { title: string, access: { visibility: SourceVisibility, reasons: Array<{ kind: AccessReasonKind, label: string }> } | null } | null };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type AcceptInvitationMutation = { acceptInvitation:
    | { __typename: 'AcceptInvitationPayload', membership: { id: string, organization: { id: string, slug: string | null, name: string | null }, role: { name: string, scopes: Array<string> } } }
    | { __typename: 'InvitationInvalid', message: string }
    | { __typename: 'LimitReached', limit: number, used: number, message: string }
   | null };

export type AddSourceMutationVariables = Exact<{
  input: AddSourceInput;
}>;


export type AddSourceMutation = { addSource:
    | { __typename: 'AddSourcePayload', source: { id: string, name: string, path: string, visibility: SourceVisibility, status: SourceStatus }, syncRun: { id: string, status: SyncRunStatus } | null }
    | { __typename: 'LimitReached', limit: number, used: number, resetsAt: string | null, message: string }
    | { __typename: 'ReauthorizationRequired', message: string }
    | { __typename: 'SourceAlreadyAdded', message: string, source: { id: string, name: string, path: string, visibility: SourceVisibility, status: SourceStatus } }
   | null };

export type ApiKeysQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ApiKeysQuery = { organization: { id: string, apiKeys: { nodes: Array<{ id: string, name: string, prefix: string, scopes: Array<string>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type AuditEventsQueryVariables = Exact<{
  filter?: AuditEventFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditEventsQuery = { organization: { id: string, auditLog: { size: number, events: { nodes: Array<{ id: string, index: number, action: string, outcome: AuditOutcome, occurredAt: string, actorId: string | null, subjectId: string | null, ipAddress: string | null, requestId: string | null, details: unknown, leafHash: string, actor:
            | { __typename: 'ApiKey', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', displayName: string }
           | null, onBehalfOf: { displayName: string } | null, subject:
            | { __typename: 'ApiKey', id: string }
            | { __typename: 'AuditEvent', id: string }
            | { __typename: 'ConnectedAccount', displayName: string, id: string }
            | { __typename: 'Document', title: string, path: string, id: string }
            | { __typename: 'EmbeddingModel', id: string }
            | { __typename: 'Invitation', id: string }
            | { __typename: 'Membership', id: string }
            | { __typename: 'Organization', id: string }
            | { __typename: 'Role', id: string }
            | { __typename: 'SavedSearch', id: string }
            | { __typename: 'Session', id: string }
            | { __typename: 'Source', name: string, id: string }
            | { __typename: 'SyncRun', id: string }
            | { __typename: 'User', displayName: string, id: string }
           | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type AuditTailSubscriptionVariables = Exact<{
  filter?: AuditEventFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditTailSubscription = { auditEventRecorded: { position: string, event: { id: string, index: number, action: string, outcome: AuditOutcome, occurredAt: string, actorId: string | null, subjectId: string | null, requestId: string | null, details: unknown, actor:
        | { __typename: 'ApiKey', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', displayName: string }
       | null, subject:
        | { __typename: 'ApiKey', id: string }
        | { __typename: 'AuditEvent', id: string }
        | { __typename: 'ConnectedAccount', displayName: string, id: string }
        | { __typename: 'Document', title: string, path: string, id: string }
        | { __typename: 'EmbeddingModel', id: string }
        | { __typename: 'Invitation', id: string }
        | { __typename: 'Membership', id: string }
        | { __typename: 'Organization', id: string }
        | { __typename: 'Role', id: string }
        | { __typename: 'SavedSearch', id: string }
        | { __typename: 'Session', id: string }
        | { __typename: 'Source', name: string, id: string }
        | { __typename: 'SyncRun', id: string }
        | { __typename: 'User', displayName: string, id: string }
       | null } } | null };

export type CancelReindexMutationVariables = Exact<{
  input: CancelReindexInput;
}>;


export type CancelReindexMutation = { cancelReindex: { space: { status: IndexSpaceStatus, model: { id: string, name: string } | null } | null } | null };

export type CancelSyncMutationVariables = Exact<{
  input: CancelSyncInput;
}>;


export type CancelSyncMutation = { cancelSync: { syncRun: { id: string, status: SyncRunStatus, source: { id: string, name: string } } | null } | null };

export type ChangeMemberRoleMutationVariables = Exact<{
  input: ChangeMemberRoleInput;
}>;


export type ChangeMemberRoleMutation = { changeMemberRole: { membership: { id: string, role: { id: string, name: string }, user: { id: string, displayName: string } } | null } | null };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { viewer: { user: { id: string, email: string | null } | null, session: { id: string } | null } | null } | null };

export type CompleteSetupMutationVariables = Exact<{
  input: CompleteSetupInput;
}>;


export type CompleteSetupMutation = { completeSetup:
    | { __typename: 'FactorRequired' }
    | { __typename: 'InvalidCredentials', message: string }
    | { __typename: 'SignInBlocked', reason: SignInBlockedReason, retryAt: string | null, message: string }
    | { __typename: 'SignInPayload', accessToken: string, accessTokenExpiresAt: string, refreshToken: string | null, viewer: { user: { id: string, displayName: string, email: string | null } | null, organization: { id: string, slug: string | null, name: string | null } | null } }
   | null };

export type CompleteUploadMutationVariables = Exact<{
  input: CompleteUploadInput;
}>;


export type CompleteUploadMutation = { completeUpload: { document: { id: string, title: string, path: string, kind: DocumentKind, state: DocumentState | null, revision: string | null, sizeBytes: number | null, problem: { code: string, message: string, action: string | null } | null, source: { id: string, visibility: SourceVisibility } | null } } | null };

export type ConfirmDeletionsMutationVariables = Exact<{
  input: ConfirmDeletionsInput;
}>;


export type ConfirmDeletionsMutation = { confirmDeletions: { source: { id: string, name: string, pendingDeletions: { count: number, share: number, token: string } | null } | null } | null };

export type ConnectAccountMutationVariables = Exact<{
  input: ConnectAccountInput;
}>;


export type ConnectAccountMutation = { connectAccount:
    | { __typename: 'AuthorizationRequired', authorizationUrl: string }
    | { __typename: 'ConnectAccountPayload', account: { id: string, displayName: string, status: ConnectedAccountStatus } }
    | { __typename: 'CredentialsRejected', message: string }
    | { __typename: 'LimitReached', limit: number, used: number, resetsAt: string | null, message: string }
    | { __typename: 'ProviderNotConfigured', settings: Array<string>, message: string }
   | null };

export type ConnectedAccountsQueryVariables = Exact<{
  filter?: ConnectedAccountFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ConnectedAccountsQuery = { organization: { id: string, connectedAccounts: { nodes: Array<{ id: string, displayName: string, status: ConnectedAccountStatus, viewerCanManage: boolean, createdAt: string, problem: { code: string, message: string, action: string | null } | null, provider: { key: string, displayName: string }, owner: { id: string, displayName: string, isViewer: boolean } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ContainersQueryVariables = Exact<{
  accountId: string;
  parentId?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ContainersQuery = { connectedAccount: { id: string, containers: { nodes: Array<{ id: string, kind: ContainerKind, name: string, path: string, hasChildren: boolean, source: { id: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey: { secret: string, apiKey: { id: string, name: string, prefix: string, scopes: Array<string>, expiresAt: string | null } } | null };

export type CreateNoteMutationVariables = Exact<{
  input: CreateNoteInput;
}>;


export type CreateNoteMutation = { createNote: { document: { id: string, title: string, source: { id: string, visibility: SourceVisibility } | null } } | null };

export type CreateOrganizationMutationVariables = Exact<{
  input: CreateOrganizationInput;
}>;


export type CreateOrganizationMutation = { createOrganization: { organization: { id: string, slug: string | null, name: string | null } | null } | null };

export type DeleteNoteMutationVariables = Exact<{
  input: DeleteNoteInput;
}>;


export type DeleteNoteMutation = { deleteNote: { deletedDocumentId: string } | null };

export type DeleteSavedSearchMutationVariables = Exact<{
  input: DeleteSavedSearchInput;
}>;


export type DeleteSavedSearchMutation = { deleteSavedSearch: { deletedSavedSearchId: string } | null };

export type DisconnectAccountMutationVariables = Exact<{
  input: DisconnectAccountInput;
}>;


export type DisconnectAccountMutation = { disconnectAccount: { disconnectedAccountId: string } | null };

export type EmbedQueryVariables = Exact<{
  input: EmbedInput;
}>;


export type EmbedQuery = { embed: { vectors: Array<string>, tokenCount: number, model: { id: string, name: string, dimension: number } } | null };

export type EmbeddingModelsQueryVariables = Exact<{ [key: string]: never; }>;


export type EmbeddingModelsQuery = { embeddingModels: Array<{ id: string, name: string, dimension: number, maxTokens: number, pooling: Pooling, checksum: string, license: string, isLoaded: boolean }> | null, organization: { id: string, searchIndex: { model: { id: string } | null } | null } | null };

export type EmbeddingRuntimeQueryVariables = Exact<{ [key: string]: never; }>;


export type EmbeddingRuntimeQuery = { embeddingRuntime: { executionProvider: ExecutionProvider, device: string, queuedTexts: number, tokensPerSecond: number, fallbackReason: string | null } | null };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { endSession: { endedSessionIds: Array<string> } | null };

export type IndexSpacesQueryVariables = Exact<{ [key: string]: never; }>;


export type IndexSpacesQuery = { organization: { id: string, searchIndex: { documentCount: number, chunkCount: number, sizeBytes: number, model: { id: string, name: string } | null, spaces: Array<{ status: IndexSpaceStatus, model: { id: string, name: string, dimension: number } | null, progress: { pending: number, indexed: number, failed: number, estimatedFinishAt: string | null } }> } | null } | null };

export type InvitationQueryVariables = Exact<{
  token: string;
}>;


export type InvitationQuery = { invitation: { organizationName: string, email: string, expiresAt: string } | null, signInOptions: { hasPassword: boolean, isRegistrationOpen: boolean, needsSetup: boolean } | null };

export type InviteMemberMutationVariables = Exact<{
  input: InviteMemberInput;
}>;


export type InviteMemberMutation = { inviteMember:
    | { __typename: 'InviteMemberPayload', acceptUrl: string, invitation: { id: string, email: string, expiresAt: string, role: { name: string } } }
    | { __typename: 'LimitReached', message: string, limit: number, used: number, resetsAt: string | null }
   | null };

export type ListMembersQueryVariables = Exact<{
  filter?: MemberFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ListMembersQuery = { organization: { id: string, members: { totalCount: number | null, nodes: Array<{ id: string, joinedAt: string, viewerCanManage: boolean, role: { id: string, name: string }, user: { id: string, displayName: string, email: string | null, isActive: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type OpenInvitationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OpenInvitationsQuery = { organization: { id: string, invitations: { nodes: Array<{ id: string, email: string, expiresAt: string, role: { name: string }, invitedBy: { displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type ProvidersQuery = { providers: Array<{ key: string, displayName: string, category: ProviderCategory, capabilities: Array<ProviderCapability>, authMethods: Array<AuthMethod>, isConfigured: boolean, configuration: unknown }> | null };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { refreshSession:
    | { __typename: 'FactorRequired' }
    | { __typename: 'InvalidCredentials', message: string }
    | { __typename: 'SignInBlocked', reason: SignInBlockedReason, retryAt: string | null, message: string }
    | { __typename: 'SignInPayload', accessToken: string, accessTokenExpiresAt: string, refreshToken: string | null, viewer: { user: { id: string } | null } }
   | null };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { register:
    | { __typename: 'LimitReached', limit: number, used: number, message: string }
    | { __typename: 'RegisterPayload', email: string }
    | { __typename: 'RegistrationClosed', message: string }
   | null };

export type RelatedQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
}>;


export type RelatedQuery = { document: { id: string, title: string, related: Array<{ score: number, document: { id: string, title: string, path: string } | null }> | null } | null };

export type RemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type RemoveMemberMutation = { removeMember: { removedMembershipId: string } | null };

export type RemoveSourceMutationVariables = Exact<{
  input: RemoveSourceInput;
}>;


export type RemoveSourceMutation = { removeSource: { removedSourceId: string } | null };

export type RetryDocumentsMutationVariables = Exact<{
  input: RetryDocumentsInput;
}>;


export type RetryDocumentsMutation = { retryDocuments: { retriedCount: number } | null };

export type RevokeApiKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeApiKeyMutation = { revokeApiKey: { apiKey: { id: string, name: string, revokedAt: string | null } | null } | null };

export type RevokeInvitationMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type RevokeInvitationMutation = { revokeInvitation: { revokedInvitationId: string } | null };

export type RolesQueryVariables = Exact<{ [key: string]: never; }>;


export type RolesQuery = { organization: { id: string, roles: Array<{ id: string, name: string, scopes: Array<string>, isBuiltIn: boolean }> | null } | null };

export type SaveSearchMutationVariables = Exact<{
  input: SaveSearchInput;
}>;


export type SaveSearchMutation = { saveSearch:
    | { __typename: 'LimitReached', message: string }
    | { __typename: 'SaveSearchPayload', savedSearch: { id: string, name: string, query: string, isShared: boolean } }
   | null };

export type SavedSearchesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SavedSearchesQuery = { organization: { savedSearches: { totalCount: number | null, nodes: Array<{ id: string, name: string, query: string, mode: SearchMode, isShared: boolean, createdAt: string, owner: { displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type SearchQueryVariables = Exact<{
  query: string;
  filter?: SearchFilter | null | undefined;
  mode?: SearchMode | null | undefined;
  orderBy?: SearchOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  withFacets?: boolean | null | undefined;
  isExplained?: boolean | null | undefined;
}>;


export type SearchQuery = { search: { totalEstimate: number, tookMs: number, degraded: Array<{ leg: SearchLeg, problem: { code: string, message: string, action: string | null } }>, freshness: Array<{ status: FreshnessStatus, missingEstimate: number, indexedThrough: string | null, source: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, facets?: Array<{ field: SearchFacetField, values: Array<{ value: string, label: string, count: number, document: { id: string, author: { displayName: string, user: { id: string, displayName: string } | null } | null } | null }> }>, nodes: Array<{ id: string, score: number, duplicates: { totalCount: number }, explanation?: { kind: QueryKind, similarity: number | null, fusion: string, terms: Array<{ term: string, field: string, score: number }>, legs: Array<{ leg: SearchLeg, rank: number | null, score: number | null, normalized: number, weight: number }>, boosts: Array<{ name: string, factor: number }> } | null, document: { id: string, title: string, path: string, url: string | null, kind: DocumentKind, language: string | null, updatedAt: string, source: { id: string, name: string } | null } | null, passages: Array<{ text: string, score: number, highlights: Array<{ start: number, end: number }>, location: { headings: Array<string>, startLine: number | null, endLine: number | null } }> }> } | null };

export type ShareSourceMutationVariables = Exact<{
  input: ShareSourceInput;
}>;


export type ShareSourceMutation = { shareSource: { source: { id: string, name: string, visibility: SourceVisibility, sharedWith: Array<{ id: string, displayName: string }> | null } | null } | null };

export type ShowDocumentQueryVariables = Exact<{
  id: string;
  startLine?: number | null | undefined;
  endLine?: number | null | undefined;
}>;


export type ShowDocumentQuery = { document: { id: string, title: string, path: string, url: string | null, kind: DocumentKind, language: string | null, mimeType: string | null, sizeBytes: number | null, revision: string | null, createdAt: string | null, updatedAt: string, state: DocumentState | null, problem: { code: string, message: string, action: string | null } | null, author: { displayName: string, email: string | null, user: { displayName: string } | null } | null, source: { id: string, name: string } | null, access: { visibility: SourceVisibility, reasons: Array<{ kind: AccessReasonKind, label: string }> } | null, indexing: { status: IndexingStatus, chunkCount: number, indexedAt: string | null, problem: { code: string, message: string } | null } | null, text: { content: string, startLine: number, endLine: number, lineCount: number, isTruncated: boolean } | null } | null };

export type SignInOptionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInOptionsQuery = { signInOptions: { hasPassword: boolean, isRegistrationOpen: boolean, needsSetup: boolean } | null };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'FactorRequired', challenge: string, kinds: Array<FactorKind>, expiresAt: string }
    | { __typename: 'InvalidCredentials', message: string }
    | { __typename: 'SignInBlocked', reason: SignInBlockedReason, retryAt: string | null, message: string }
    | { __typename: 'SignInPayload', accessToken: string, accessTokenExpiresAt: string, refreshToken: string | null, viewer: { user: { id: string, displayName: string, email: string | null } | null, organization: { id: string, slug: string | null, name: string | null } | null } }
   | null };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { endedSessionId: string | null } | null };

export type SourceFailuresQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SourceFailuresQuery = { source: { id: string, name: string, failures: { totalCount: number | null, nodes: Array<{ path: string, attempts: number, lastTriedAt: string, document: { id: string } | null, problem: { code: string, message: string, action: string | null, retryAt: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, pendingDeletions: { count: number, share: number, token: string, sample: Array<{ id: string, path: string }> } | null } | null };

export type SourcesQueryVariables = Exact<{
  filter?: SourceFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SourcesQuery = { organization: { id: string, sources: { totalCount: number | null, nodes: Array<{ id: string, name: string, path: string, kind: ContainerKind, status: SourceStatus, visibility: SourceVisibility, viewerCanManage: boolean, problem: { code: string, message: string, action: string | null, retryAt: string | null } | null, account: { id: string, displayName: string, provider: { key: string } }, checkpoint: { documentCount: number, takenAt: string }, currentSync: { id: string, status: SyncRunStatus, phase: SyncPhase, counts: { discovered: number, fetched: number, skipped: number, moved: number, deleted: number, failed: number, bytes: number }, problem: { code: string, message: string, action: string | null, retryAt: string | null } | null } | null, lastSync: { id: string, status: SyncRunStatus, finishedAt: string | null } | null, indexing: { pending: number, indexed: number, failed: number } | null, freshness: { status: FreshnessStatus, missingEstimate: number, indexedThrough: string | null } | null, pendingDeletions: { count: number, share: number, token: string } | null, failures: { totalCount: number | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type StartReindexMutationVariables = Exact<{
  input: StartReindexInput;
}>;


export type StartReindexMutation = { startReindex: { space: { status: IndexSpaceStatus, model: { id: string, name: string, dimension: number } | null, problem: { code: string, message: string, action: string | null } | null, progress: { pending: number, indexed: number, failed: number, estimatedFinishAt: string | null } } } | null };

export type StartSyncMutationVariables = Exact<{
  input: StartSyncInput;
}>;


export type StartSyncMutation = { startSync:
    | { __typename: 'LimitReached', limit: number, used: number, resetsAt: string | null, message: string }
    | { __typename: 'ReauthorizationRequired', message: string, account: { id: string, displayName: string } }
    | { __typename: 'StartSyncPayload', wasAlreadyRunning: boolean, syncRuns: Array<{ id: string, status: SyncRunStatus, phase: SyncPhase, source: { id: string, name: string } }> }
   | null };

export type StartUploadMutationVariables = Exact<{
  input: StartUploadInput;
}>;


export type StartUploadMutation = { startUpload:
    | { __typename: 'LimitReached', message: string, limit: number, used: number }
    | { __typename: 'StartUploadPayload', uploadId: string, uploadUrl: string, headers: unknown, expiresAt: string }
   | null };

export type StatusQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type StatusQuery = { viewer: { scopes: Array<string>, user: { id: string, displayName: string, email: string | null } | null, organization: { id: string, slug: string | null, name: string | null } | null, membership: { role: { name: string } } | null } | null, organization: { id: string, searchIndex: { documentCount: number, chunkCount: number, sizeBytes: number, model: { name: string, dimension: number } | null, problem: { code: string, message: string, action: string | null } | null } | null, sources: { totalCount: number | null, nodes: Array<{ id: string, name: string, path: string, status: SourceStatus, problem: { code: string, message: string, action: string | null, retryAt: string | null } | null, checkpoint: { documentCount: number, takenAt: string }, currentSync: { id: string, status: SyncRunStatus, phase: SyncPhase, counts: { discovered: number, fetched: number, failed: number } } | null, lastSync: { id: string, status: SyncRunStatus, finishedAt: string | null } | null, indexing: { pending: number, indexed: number, failed: number, estimatedFinishAt: string | null } | null, freshness: { status: FreshnessStatus, missingEstimate: number, indexedThrough: string | null, certificate: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null, embeddingModels: Array<{ id: string, name: string, dimension: number, maxTokens: number, license: string, isLoaded: boolean }> | null };

export type WatchAllSyncsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchAllSyncsSubscription = { syncProgress: { position: string, syncRun: { id: string, status: SyncRunStatus, phase: SyncPhase, estimatedRemaining: number | null, estimatedFinishAt: string | null, counts: { discovered: number, fetched: number, skipped: number, moved: number, deleted: number, failed: number, bytes: number }, problem: { code: string, message: string, action: string | null, retryAt: string | null } | null, indexing: { pending: number, indexed: number, failed: number, estimatedFinishAt: string | null } | null, source: { id: string, name: string, account: { displayName: string, owner: { displayName: string } | null } } } } | null };

export type WatchSyncSubscriptionVariables = Exact<{
  sourceId?: string | null | undefined;
  accountId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type WatchSyncSubscription = { syncProgress: { position: string, syncRun: { id: string, status: SyncRunStatus, phase: SyncPhase, trigger: SyncTrigger, queuedAt: string, startedAt: string | null, finishedAt: string | null, estimatedRemaining: number | null, estimatedFinishAt: string | null, counts: { discovered: number, fetched: number, skipped: number, moved: number, deleted: number, failed: number, bytes: number, keptOut: Array<{ reason: string, count: number }> }, problem: { code: string, message: string, action: string | null, retryAt: string | null } | null, indexing: { pending: number, indexed: number, failed: number, estimatedFinishAt: string | null } | null, source: { id: string, name: string, path: string } } } | null };

export type UpdateAccountMutationVariables = Exact<{
  input: UpdateAccountInput;
}>;


export type UpdateAccountMutation = { updateAccount: { account: { id: string, displayName: string, status: ConnectedAccountStatus, owner: { id: string, displayName: string } | null } | null } | null };

export type UpdateNoteMutationVariables = Exact<{
  input: UpdateNoteInput;
}>;


export type UpdateNoteMutation = { updateNote: { document: { id: string, title: string, updatedAt: string } } | null };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { user: { id: string, displayName: string, avatarUrl: string | null } | null } | null };

export type UpdateSourceMutationVariables = Exact<{
  input: UpdateSourceInput;
}>;


export type UpdateSourceMutation = { updateSource: { source: { id: string, name: string, status: SourceStatus, nextSyncAt: string | null, schedule: { intervalMinutes: number | null } } | null } | null };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { viewer: { scopes: Array<string>, user: { id: string, displayName: string, email: string | null, avatarUrl: string | null } | null, apiKey: { id: string, name: string, prefix: string } | null, session: { id: string, expiresAt: string } | null, organization: { id: string, slug: string | null, name: string | null } | null, membership: { id: string, role: { id: string, name: string } } | null, memberships: { nodes: Array<{ organization: { id: string, slug: string | null, name: string | null }, role: { name: string } }> } | null } | null };

export type WatchReindexSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type WatchReindexSubscription = { reindexProgress: { position: string, space: { status: IndexSpaceStatus, model: { id: string, name: string } | null, problem: { code: string, message: string, action: string | null } | null, progress: { pending: number, indexed: number, failed: number, estimatedFinishAt: string | null } } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const SearchPageDocument = new TypedDocumentString(`
    query SearchPage {
  search(query: "rotate refresh tokens", first: 10) {
    totalEstimate
    tookMs
    degraded {
      leg
      problem {
        code
        message
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    facets(fields: [SOURCE, KIND]) {
      field
      values {
        value
        label
        count
      }
    }
    nodes {
      id
      score
      document {
        id
        title
        path
        url
        kind
      }
      passages {
        text
        highlights {
          start
          end
        }
        location {
          startLine
          endLine
          symbol
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchPageQuery, SearchPageQueryVariables>;
export const SearchJoinedDocument = new TypedDocumentString(`
    query SearchJoined {
  search(query: "rotate refresh tokens", first: 10) {
    nodes {
      score
      document {
        title
        path
        url
        updatedAt
        account {
          displayName
          lastSync {
            finishedAt
            status
          }
        }
        author {
          displayName
          user {
            displayName
            avatarUrl
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchJoinedQuery, SearchJoinedQueryVariables>;
export const EverythingDocument = new TypedDocumentString(`
    query Everything {
  search(query: "rotate refresh tokens", first: 100) {
    nodes {
      score
      passages {
        text
        location {
          startLine
        }
      }
      explanation {
        terms {
          term
          score
        }
        legs {
          leg
          rank
        }
      }
      document {
        title
        url
        updatedAt
        source {
          name
          currentSync {
            counts {
              fetched
            }
            indexing {
              pending
            }
          }
        }
        account {
          displayName
          status
          problem {
            message
            action
          }
          owner {
            displayName
          }
        }
        author {
          displayName
          user {
            displayName
          }
        }
        access {
          reasons {
            kind
            label
            grantee {
              ... on User {
                displayName
              }
            }
          }
        }
        auditTrail(first: 5) {
          nodes {
            action
            occurredAt
            actor {
              ... on User {
                displayName
              }
              ... on ApiKey {
                name
              }
              ... on SystemActor {
                name
              }
            }
          }
        }
      }
    }
    freshness {
      status
      indexedThrough
      source {
        name
      }
    }
  }
  organization {
    name
    auditLog {
      size
    }
  }
}
    `) as unknown as TypedDocumentString<EverythingQuery, EverythingQueryVariables>;
export const DashboardDocument = new TypedDocumentString(`
    query Dashboard {
  viewer {
    user {
      displayName
      avatarUrl
    }
    scopes
  }
  organization {
    name
    sources(first: 50) {
      totalCount
      nodes {
        name
        status
        problem {
          code
          message
          action
        }
        account {
          displayName
          provider {
            displayName
          }
          owner {
            displayName
          }
        }
        lastSync {
          finishedAt
          status
        }
        currentSync {
          phase
          counts {
            discovered
            fetched
          }
          indexing {
            pending
            indexed
          }
        }
        freshness {
          status
          indexedThrough
          missingEstimate
        }
      }
    }
    searchIndex {
      documentCount
      chunkCount
      model {
        name
        dimension
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DashboardQuery, DashboardQueryVariables>;
export const DocumentPageDocument = new TypedDocumentString(`
    query DocumentPage($id: ID!) {
  document(id: $id) {
    title
    path
    url
    kind
    language
    updatedAt
    author {
      displayName
      user {
        displayName
      }
    }
    source {
      name
      account {
        displayName
      }
    }
    text(startLine: 1, endLine: 200) {
      content
      lineCount
    }
    access {
      visibility
      reasons {
        kind
        label
      }
    }
    indexing {
      status
      indexedAt
    }
    auditTrail(first: 5) {
      nodes {
        action
        occurredAt
        actor {
          ... on User {
            displayName
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DocumentPageQuery, DocumentPageQueryVariables>;
export const SourcePageDocument = new TypedDocumentString(`
    query SourcePage($id: ID!) {
  source(id: $id) {
    name
    status
    problem {
      message
      action
    }
    freshness {
      status
      missingEstimate
    }
    indexing {
      pending
    }
    syncRuns(first: 10) {
      nodes {
        status
        startedAt
        finishedAt
        counts {
          fetched
          deleted
          failed
        }
        startedBy {
          ... on User {
            displayName
          }
          ... on SystemActor {
            name
          }
        }
      }
    }
    failures(first: 10) {
      nodes {
        path
        problem {
          message
        }
      }
    }
    auditTrail(first: 10) {
      nodes {
        action
        occurredAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SourcePageQuery, SourcePageQueryVariables>;
export const AuditPageDocument = new TypedDocumentString(`
    query AuditPage {
  organization {
    auditLog {
      size
      events(first: 50) {
        nodes {
          action
          outcome
          occurredAt
          ipAddress
          requestId
          leafHash
          actor {
            ... on User {
              displayName
            }
            ... on ApiKey {
              name
              prefix
            }
            ... on SystemActor {
              name
            }
          }
          subject {
            id
            __typename
            ... on Document {
              title
              path
            }
            ... on Source {
              name
            }
            ... on ConnectedAccount {
              displayName
            }
            ... on User {
              displayName
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AuditPageQuery, AuditPageQueryVariables>;
export const RefetchDocument = new TypedDocumentString(`
    query Refetch($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
    __typename
    ... on Document {
      title
      path
    }
    ... on Source {
      name
    }
    ... on SyncRun {
      status
      indexing {
        pending
      }
    }
    ... on AuditEvent {
      action
    }
  }
}
    `) as unknown as TypedDocumentString<RefetchQuery, RefetchQueryVariables>;
export const SyncProgressDocument = new TypedDocumentString(`
    subscription SyncProgress($accountId: ID!) {
  syncProgress(accountId: $accountId) {
    position
    syncRun {
      id
      status
      phase
      counts {
        discovered
        fetched
        failed
      }
      estimatedFinishAt
      indexing {
        pending
        indexed
        failed
      }
      source {
        name
        account {
          displayName
          owner {
            displayName
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SyncProgressSubscription, SyncProgressSubscriptionVariables>;
export const StandingDocument = new TypedDocumentString(`
    subscription Standing($q: String!) {
  searchChanged(query: $q) {
    position
    change
    hitId
    hit {
      score
      document {
        title
        url
        account {
          displayName
          owner {
            displayName
          }
        }
      }
      passages {
        text
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StandingSubscription, StandingSubscriptionVariables>;
export const TailDocument = new TypedDocumentString(`
    subscription Tail {
  auditEventRecorded {
    position
    event {
      action
      occurredAt
      actor {
        ... on User {
          displayName
        }
        ... on ApiKey {
          name
        }
      }
      subject {
        id
        __typename
        ... on Document {
          title
        }
        ... on Source {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TailSubscription, TailSubscriptionVariables>;
export const ConnectDocument = new TypedDocumentString(`
    mutation Connect($input: ConnectAccountInput!) {
  connectAccount(input: $input) {
    __typename
    ... on ConnectAccountPayload {
      account {
        id
        displayName
        owner {
          displayName
        }
      }
    }
    ... on AuthorizationRequired {
      authorizationUrl
    }
    ... on LimitReached {
      message
      used
      limit
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ConnectMutation, ConnectMutationVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members {
  organization {
    roles {
      id
      name
    }
    members(first: 50) {
      totalCount
      nodes {
        role {
          name
        }
        joinedAt
        user {
          id
          displayName
          email
          isActive
          auditTrail(first: 1) {
            nodes {
              action
              occurredAt
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  viewer {
    user {
      id
      displayName
      email
    }
    organization {
      id
      name
    }
    membership {
      role {
        name
      }
    }
    scopes
    sessions {
      nodes {
        isCurrent
        userAgent
        lastSeenAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const WhyCannotDocument = new TypedDocumentString(`
    query WhyCannot($id: ID!) {
  document(id: $id) {
    title
    access {
      visibility
      reasons {
        kind
        label
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhyCannotQuery, WhyCannotQueryVariables>;
export const AcceptInvitationDocument = new TypedDocumentString(`
    mutation AcceptInvitation($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    __typename
    ... on AcceptInvitationPayload {
      membership {
        id
        organization {
          id
          slug
          name
        }
        role {
          name
          scopes
        }
      }
    }
    ... on LimitReached {
      limit
      used
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
export const AddSourceDocument = new TypedDocumentString(`
    mutation AddSource($input: AddSourceInput!) {
  addSource(input: $input) {
    __typename
    ... on AddSourcePayload {
      source {
        id
        name
        path
        visibility
        status
      }
      syncRun {
        id
        status
      }
    }
    ... on SourceAlreadyAdded {
      source {
        id
        name
        path
        visibility
        status
      }
    }
    ... on LimitReached {
      limit
      used
      resetsAt
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AddSourceMutation, AddSourceMutationVariables>;
export const ApiKeysDocument = new TypedDocumentString(`
    query ApiKeys($first: Int, $after: String) {
  organization {
    id
    apiKeys(first: $first, after: $after) {
      nodes {
        id
        name
        prefix
        scopes
        createdBy {
          displayName
        }
        createdAt
        lastUsedAt
        expiresAt
        revokedAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ApiKeysQuery, ApiKeysQueryVariables>;
export const AuditEventsDocument = new TypedDocumentString(`
    query AuditEvents($filter: AuditEventFilter, $first: Int, $after: String) {
  organization {
    id
    auditLog {
      size
      events(filter: $filter, first: $first, after: $after) {
        nodes {
          id
          index
          action
          outcome
          occurredAt
          actorId
          actor {
            __typename
            ... on User {
              displayName
            }
            ... on ApiKey {
              name
            }
            ... on SystemActor {
              name
            }
          }
          onBehalfOf {
            displayName
          }
          subjectId
          subject {
            __typename
            id
            ... on Document {
              title
              path
            }
            ... on Source {
              name
            }
            ... on ConnectedAccount {
              displayName
            }
            ... on User {
              displayName
            }
          }
          ipAddress
          requestId
          details
          leafHash
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AuditEventsQuery, AuditEventsQueryVariables>;
export const AuditTailDocument = new TypedDocumentString(`
    subscription AuditTail($filter: AuditEventFilter, $after: String) {
  auditEventRecorded(filter: $filter, after: $after) {
    position
    event {
      id
      index
      action
      outcome
      occurredAt
      actorId
      actor {
        __typename
        ... on User {
          displayName
        }
        ... on ApiKey {
          name
        }
        ... on SystemActor {
          name
        }
      }
      subjectId
      subject {
        __typename
        id
        ... on Document {
          title
          path
        }
        ... on Source {
          name
        }
        ... on ConnectedAccount {
          displayName
        }
        ... on User {
          displayName
        }
      }
      requestId
      details
    }
  }
}
    `) as unknown as TypedDocumentString<AuditTailSubscription, AuditTailSubscriptionVariables>;
export const CancelReindexDocument = new TypedDocumentString(`
    mutation CancelReindex($input: CancelReindexInput!) {
  cancelReindex(input: $input) {
    space {
      status
      model {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CancelReindexMutation, CancelReindexMutationVariables>;
export const CancelSyncDocument = new TypedDocumentString(`
    mutation CancelSync($input: CancelSyncInput!) {
  cancelSync(input: $input) {
    syncRun {
      id
      status
      source {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CancelSyncMutation, CancelSyncMutationVariables>;
export const ChangeMemberRoleDocument = new TypedDocumentString(`
    mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {
  changeMemberRole(input: $input) {
    membership {
      id
      role {
        id
        name
      }
      user {
        id
        displayName
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeMemberRoleMutation, ChangeMemberRoleMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    viewer {
      user {
        id
        email
      }
      session {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const CompleteSetupDocument = new TypedDocumentString(`
    mutation CompleteSetup($input: CompleteSetupInput!) {
  completeSetup(input: $input) {
    __typename
    ... on SignInPayload {
      accessToken
      accessTokenExpiresAt
      refreshToken
      viewer {
        user {
          id
          displayName
          email
        }
        organization {
          id
          slug
          name
        }
      }
    }
    ... on SignInBlocked {
      reason
      retryAt
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteSetupMutation, CompleteSetupMutationVariables>;
export const CompleteUploadDocument = new TypedDocumentString(`
    mutation CompleteUpload($input: CompleteUploadInput!) {
  completeUpload(input: $input) {
    document {
      id
      title
      path
      kind
      state
      revision
      sizeBytes
      problem {
        code
        message
        action
      }
      source {
        id
        visibility
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteUploadMutation, CompleteUploadMutationVariables>;
export const ConfirmDeletionsDocument = new TypedDocumentString(`
    mutation ConfirmDeletions($input: ConfirmDeletionsInput!) {
  confirmDeletions(input: $input) {
    source {
      id
      name
      pendingDeletions {
        count
        share
        token
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ConfirmDeletionsMutation, ConfirmDeletionsMutationVariables>;
export const ConnectAccountDocument = new TypedDocumentString(`
    mutation ConnectAccount($input: ConnectAccountInput!) {
  connectAccount(input: $input) {
    __typename
    ... on ConnectAccountPayload {
      account {
        id
        displayName
        status
      }
    }
    ... on AuthorizationRequired {
      authorizationUrl
    }
    ... on ProviderNotConfigured {
      settings
    }
    ... on LimitReached {
      limit
      used
      resetsAt
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ConnectAccountMutation, ConnectAccountMutationVariables>;
export const ConnectedAccountsDocument = new TypedDocumentString(`
    query ConnectedAccounts($filter: ConnectedAccountFilter, $first: Int, $after: String) {
  organization {
    id
    connectedAccounts(filter: $filter, first: $first, after: $after) {
      nodes {
        id
        displayName
        status
        problem {
          code
          message
          action
        }
        provider {
          key
          displayName
        }
        owner {
          id
          displayName
          isViewer
        }
        viewerCanManage
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ConnectedAccountsQuery, ConnectedAccountsQueryVariables>;
export const ContainersDocument = new TypedDocumentString(`
    query Containers($accountId: ID!, $parentId: ID, $first: Int, $after: String) {
  connectedAccount(id: $accountId) {
    id
    containers(parentId: $parentId, first: $first, after: $after) {
      nodes {
        id
        kind
        name
        path
        hasChildren
        source {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ContainersQuery, ContainersQueryVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    apiKey {
      id
      name
      prefix
      scopes
      expiresAt
    }
    secret
  }
}
    `) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const CreateNoteDocument = new TypedDocumentString(`
    mutation CreateNote($input: CreateNoteInput!) {
  createNote(input: $input) {
    document {
      id
      title
      source {
        id
        visibility
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateNoteMutation, CreateNoteMutationVariables>;
export const CreateOrganizationDocument = new TypedDocumentString(`
    mutation CreateOrganization($input: CreateOrganizationInput!) {
  createOrganization(input: $input) {
    organization {
      id
      slug
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateOrganizationMutation, CreateOrganizationMutationVariables>;
export const DeleteNoteDocument = new TypedDocumentString(`
    mutation DeleteNote($input: DeleteNoteInput!) {
  deleteNote(input: $input) {
    deletedDocumentId
  }
}
    `) as unknown as TypedDocumentString<DeleteNoteMutation, DeleteNoteMutationVariables>;
export const DeleteSavedSearchDocument = new TypedDocumentString(`
    mutation DeleteSavedSearch($input: DeleteSavedSearchInput!) {
  deleteSavedSearch(input: $input) {
    deletedSavedSearchId
  }
}
    `) as unknown as TypedDocumentString<DeleteSavedSearchMutation, DeleteSavedSearchMutationVariables>;
export const DisconnectAccountDocument = new TypedDocumentString(`
    mutation DisconnectAccount($input: DisconnectAccountInput!) {
  disconnectAccount(input: $input) {
    disconnectedAccountId
  }
}
    `) as unknown as TypedDocumentString<DisconnectAccountMutation, DisconnectAccountMutationVariables>;
export const EmbedDocument = new TypedDocumentString(`
    query Embed($input: EmbedInput!) {
  embed(input: $input) {
    vectors
    tokenCount
    model {
      id
      name
      dimension
    }
  }
}
    `) as unknown as TypedDocumentString<EmbedQuery, EmbedQueryVariables>;
export const EmbeddingModelsDocument = new TypedDocumentString(`
    query EmbeddingModels {
  embeddingModels {
    id
    name
    dimension
    maxTokens
    pooling
    checksum
    license
    isLoaded
  }
  organization {
    id
    searchIndex {
      model {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EmbeddingModelsQuery, EmbeddingModelsQueryVariables>;
export const EmbeddingRuntimeDocument = new TypedDocumentString(`
    query EmbeddingRuntime {
  embeddingRuntime {
    executionProvider
    device
    queuedTexts
    tokensPerSecond
    fallbackReason
  }
}
    `) as unknown as TypedDocumentString<EmbeddingRuntimeQuery, EmbeddingRuntimeQueryVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($input: EndSessionInput!) {
  endSession(input: $input) {
    endedSessionIds
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const IndexSpacesDocument = new TypedDocumentString(`
    query IndexSpaces {
  organization {
    id
    searchIndex {
      documentCount
      chunkCount
      sizeBytes
      model {
        id
        name
      }
      spaces {
        status
        model {
          id
          name
          dimension
        }
        progress {
          pending
          indexed
          failed
          estimatedFinishAt
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<IndexSpacesQuery, IndexSpacesQueryVariables>;
export const InvitationDocument = new TypedDocumentString(`
    query Invitation($token: String!) {
  invitation(token: $token) {
    organizationName
    email
    expiresAt
  }
  signInOptions {
    hasPassword
    isRegistrationOpen
    needsSetup
  }
}
    `) as unknown as TypedDocumentString<InvitationQuery, InvitationQueryVariables>;
export const InviteMemberDocument = new TypedDocumentString(`
    mutation InviteMember($input: InviteMemberInput!) {
  inviteMember(input: $input) {
    __typename
    ... on InviteMemberPayload {
      invitation {
        id
        email
        role {
          name
        }
        expiresAt
      }
      acceptUrl
    }
    ... on LimitReached {
      message
      limit
      used
      resetsAt
    }
  }
}
    `) as unknown as TypedDocumentString<InviteMemberMutation, InviteMemberMutationVariables>;
export const ListMembersDocument = new TypedDocumentString(`
    query ListMembers($filter: MemberFilter, $first: Int, $after: String) {
  organization {
    id
    members(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        id
        joinedAt
        viewerCanManage
        role {
          id
          name
        }
        user {
          id
          displayName
          email
          isActive
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ListMembersQuery, ListMembersQueryVariables>;
export const OpenInvitationsDocument = new TypedDocumentString(`
    query OpenInvitations($first: Int, $after: String) {
  organization {
    id
    invitations(first: $first, after: $after) {
      nodes {
        id
        email
        role {
          name
        }
        invitedBy {
          displayName
        }
        expiresAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OpenInvitationsQuery, OpenInvitationsQueryVariables>;
export const ProvidersDocument = new TypedDocumentString(`
    query Providers {
  providers {
    key
    displayName
    category
    capabilities
    authMethods
    isConfigured
    configuration
  }
}
    `) as unknown as TypedDocumentString<ProvidersQuery, ProvidersQueryVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    __typename
    ... on SignInPayload {
      accessToken
      accessTokenExpiresAt
      refreshToken
      viewer {
        user {
          id
        }
      }
    }
    ... on SignInBlocked {
      reason
      retryAt
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    __typename
    ... on RegisterPayload {
      email
    }
    ... on LimitReached {
      limit
      used
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const RelatedDocument = new TypedDocumentString(`
    query Related($id: ID!, $first: Int) {
  document(id: $id) {
    id
    title
    related(first: $first) {
      score
      document {
        id
        title
        path
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RelatedQuery, RelatedQueryVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
  }
}
    `) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const RemoveSourceDocument = new TypedDocumentString(`
    mutation RemoveSource($input: RemoveSourceInput!) {
  removeSource(input: $input) {
    removedSourceId
  }
}
    `) as unknown as TypedDocumentString<RemoveSourceMutation, RemoveSourceMutationVariables>;
export const RetryDocumentsDocument = new TypedDocumentString(`
    mutation RetryDocuments($input: RetryDocumentsInput!) {
  retryDocuments(input: $input) {
    retriedCount
  }
}
    `) as unknown as TypedDocumentString<RetryDocumentsMutation, RetryDocumentsMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation RevokeApiKey($input: RevokeApiKeyInput!) {
  revokeApiKey(input: $input) {
    apiKey {
      id
      name
      revokedAt
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const RevokeInvitationDocument = new TypedDocumentString(`
    mutation RevokeInvitation($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    revokedInvitationId
  }
}
    `) as unknown as TypedDocumentString<RevokeInvitationMutation, RevokeInvitationMutationVariables>;
export const RolesDocument = new TypedDocumentString(`
    query Roles {
  organization {
    id
    roles {
      id
      name
      scopes
      isBuiltIn
    }
  }
}
    `) as unknown as TypedDocumentString<RolesQuery, RolesQueryVariables>;
export const SaveSearchDocument = new TypedDocumentString(`
    mutation SaveSearch($input: SaveSearchInput!) {
  saveSearch(input: $input) {
    __typename
    ... on SaveSearchPayload {
      savedSearch {
        id
        name
        query
        isShared
      }
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SaveSearchMutation, SaveSearchMutationVariables>;
export const SavedSearchesDocument = new TypedDocumentString(`
    query SavedSearches($first: Int, $after: String) {
  organization {
    savedSearches(first: $first, after: $after) {
      totalCount
      nodes {
        id
        name
        query
        mode
        isShared
        createdAt
        owner {
          displayName
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SavedSearchesQuery, SavedSearchesQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($query: String!, $filter: SearchFilter, $mode: SearchMode, $orderBy: SearchOrder, $first: Int, $after: String, $withFacets: Boolean = false, $isExplained: Boolean = false) {
  search(
    query: $query
    filter: $filter
    mode: $mode
    orderBy: $orderBy
    first: $first
    after: $after
  ) {
    totalEstimate
    tookMs
    degraded {
      leg
      problem {
        code
        message
        action
      }
    }
    freshness {
      status
      missingEstimate
      indexedThrough
      source {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    facets(fields: [SOURCE, KIND, LANGUAGE, AUTHOR, PATH, UPDATED]) @include(if: $withFacets) {
      field
      values {
        value
        label
        count
        document {
          id
          author {
            displayName
            user {
              id
              displayName
            }
          }
        }
      }
    }
    nodes {
      id
      score
      duplicates {
        totalCount
      }
      explanation @include(if: $isExplained) {
        kind
        similarity
        fusion
        terms {
          term
          field
          score
        }
        legs {
          leg
          rank
          score
          normalized
          weight
        }
        boosts {
          name
          factor
        }
      }
      document {
        id
        title
        path
        url
        kind
        language
        updatedAt
        source {
          id
          name
        }
      }
      passages {
        text
        score
        highlights {
          start
          end
        }
        location {
          headings
          startLine
          endLine
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const ShareSourceDocument = new TypedDocumentString(`
    mutation ShareSource($input: ShareSourceInput!) {
  shareSource(input: $input) {
    source {
      id
      name
      visibility
      sharedWith {
        ... on User {
          id
          displayName
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ShareSourceMutation, ShareSourceMutationVariables>;
export const ShowDocumentDocument = new TypedDocumentString(`
    query ShowDocument($id: ID!, $startLine: Int, $endLine: Int) {
  document(id: $id) {
    id
    title
    path
    url
    kind
    language
    mimeType
    sizeBytes
    revision
    createdAt
    updatedAt
    state
    problem {
      code
      message
      action
    }
    author {
      displayName
      email
      user {
        displayName
      }
    }
    source {
      id
      name
    }
    access {
      visibility
      reasons {
        kind
        label
      }
    }
    indexing {
      status
      chunkCount
      indexedAt
      problem {
        code
        message
      }
    }
    text(startLine: $startLine, endLine: $endLine) {
      content
      startLine
      endLine
      lineCount
      isTruncated
    }
  }
}
    `) as unknown as TypedDocumentString<ShowDocumentQuery, ShowDocumentQueryVariables>;
export const SignInOptionsDocument = new TypedDocumentString(`
    query SignInOptions {
  signInOptions {
    hasPassword
    isRegistrationOpen
    needsSetup
  }
}
    `) as unknown as TypedDocumentString<SignInOptionsQuery, SignInOptionsQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignInPayload {
      accessToken
      accessTokenExpiresAt
      refreshToken
      viewer {
        user {
          id
          displayName
          email
        }
        organization {
          id
          slug
          name
        }
      }
    }
    ... on FactorRequired {
      challenge
      kinds
      expiresAt
    }
    ... on SignInBlocked {
      reason
      retryAt
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut {
    endedSessionId
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const SourceFailuresDocument = new TypedDocumentString(`
    query SourceFailures($id: ID!, $first: Int, $after: String) {
  source(id: $id) {
    id
    name
    failures(first: $first, after: $after) {
      totalCount
      nodes {
        path
        attempts
        lastTriedAt
        document {
          id
        }
        problem {
          code
          message
          action
          retryAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    pendingDeletions {
      count
      share
      token
      sample {
        id
        path
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SourceFailuresQuery, SourceFailuresQueryVariables>;
export const SourcesDocument = new TypedDocumentString(`
    query Sources($filter: SourceFilter, $first: Int, $after: String) {
  organization {
    id
    sources(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        id
        name
        path
        kind
        status
        visibility
        viewerCanManage
        problem {
          code
          message
          action
          retryAt
        }
        account {
          id
          displayName
          provider {
            key
          }
        }
        checkpoint {
          documentCount
          takenAt
        }
        currentSync {
          id
          status
          phase
          counts {
            discovered
            fetched
            skipped
            moved
            deleted
            failed
            bytes
          }
          problem {
            code
            message
            action
            retryAt
          }
        }
        lastSync {
          id
          status
          finishedAt
        }
        indexing {
          pending
          indexed
          failed
        }
        freshness {
          status
          missingEstimate
          indexedThrough
        }
        pendingDeletions {
          count
          share
          token
        }
        failures(first: 0) {
          totalCount
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SourcesQuery, SourcesQueryVariables>;
export const StartReindexDocument = new TypedDocumentString(`
    mutation StartReindex($input: StartReindexInput!) {
  startReindex(input: $input) {
    space {
      status
      model {
        id
        name
        dimension
      }
      problem {
        code
        message
        action
      }
      progress {
        pending
        indexed
        failed
        estimatedFinishAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StartReindexMutation, StartReindexMutationVariables>;
export const StartSyncDocument = new TypedDocumentString(`
    mutation StartSync($input: StartSyncInput!) {
  startSync(input: $input) {
    __typename
    ... on StartSyncPayload {
      wasAlreadyRunning
      syncRuns {
        id
        status
        phase
        source {
          id
          name
        }
      }
    }
    ... on ReauthorizationRequired {
      account {
        id
        displayName
      }
    }
    ... on LimitReached {
      limit
      used
      resetsAt
    }
    ... on Failure {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<StartSyncMutation, StartSyncMutationVariables>;
export const StartUploadDocument = new TypedDocumentString(`
    mutation StartUpload($input: StartUploadInput!) {
  startUpload(input: $input) {
    __typename
    ... on StartUploadPayload {
      uploadId
      uploadUrl
      headers
      expiresAt
    }
    ... on LimitReached {
      message
      limit
      used
    }
  }
}
    `) as unknown as TypedDocumentString<StartUploadMutation, StartUploadMutationVariables>;
export const StatusDocument = new TypedDocumentString(`
    query Status($first: Int, $after: String) {
  viewer {
    user {
      id
      displayName
      email
    }
    organization {
      id
      slug
      name
    }
    membership {
      role {
        name
      }
    }
    scopes
  }
  organization {
    id
    searchIndex {
      documentCount
      chunkCount
      sizeBytes
      model {
        name
        dimension
      }
      problem {
        code
        message
        action
      }
    }
    sources(first: $first, after: $after) {
      totalCount
      nodes {
        id
        name
        path
        status
        problem {
          code
          message
          action
          retryAt
        }
        checkpoint {
          documentCount
          takenAt
        }
        currentSync {
          id
          status
          phase
          counts {
            discovered
            fetched
            failed
          }
        }
        lastSync {
          id
          status
          finishedAt
        }
        indexing {
          pending
          indexed
          failed
          estimatedFinishAt
        }
        freshness {
          status
          missingEstimate
          indexedThrough
          certificate
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  embeddingModels {
    id
    name
    dimension
    maxTokens
    license
    isLoaded
  }
}
    `) as unknown as TypedDocumentString<StatusQuery, StatusQueryVariables>;
export const WatchAllSyncsDocument = new TypedDocumentString(`
    subscription WatchAllSyncs {
  syncProgress {
    position
    syncRun {
      id
      status
      phase
      counts {
        discovered
        fetched
        skipped
        moved
        deleted
        failed
        bytes
      }
      estimatedRemaining
      estimatedFinishAt
      problem {
        code
        message
        action
        retryAt
      }
      indexing {
        pending
        indexed
        failed
        estimatedFinishAt
      }
      source {
        id
        name
        account {
          displayName
          owner {
            displayName
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WatchAllSyncsSubscription, WatchAllSyncsSubscriptionVariables>;
export const WatchSyncDocument = new TypedDocumentString(`
    subscription WatchSync($sourceId: ID, $accountId: ID, $after: String) {
  syncProgress(sourceId: $sourceId, accountId: $accountId, after: $after) {
    position
    syncRun {
      id
      status
      phase
      trigger
      queuedAt
      startedAt
      finishedAt
      counts {
        discovered
        fetched
        skipped
        moved
        deleted
        failed
        bytes
        keptOut {
          reason
          count
        }
      }
      estimatedRemaining
      estimatedFinishAt
      problem {
        code
        message
        action
        retryAt
      }
      indexing {
        pending
        indexed
        failed
        estimatedFinishAt
      }
      source {
        id
        name
        path
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WatchSyncSubscription, WatchSyncSubscriptionVariables>;
export const UpdateAccountDocument = new TypedDocumentString(`
    mutation UpdateAccount($input: UpdateAccountInput!) {
  updateAccount(input: $input) {
    account {
      id
      displayName
      status
      owner {
        id
        displayName
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateAccountMutation, UpdateAccountMutationVariables>;
export const UpdateNoteDocument = new TypedDocumentString(`
    mutation UpdateNote($input: UpdateNoteInput!) {
  updateNote(input: $input) {
    document {
      id
      title
      updatedAt
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateNoteMutation, UpdateNoteMutationVariables>;
export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    user {
      id
      displayName
      avatarUrl
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const UpdateSourceDocument = new TypedDocumentString(`
    mutation UpdateSource($input: UpdateSourceInput!) {
  updateSource(input: $input) {
    source {
      id
      name
      status
      schedule {
        intervalMinutes
      }
      nextSyncAt
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateSourceMutation, UpdateSourceMutationVariables>;
export const WhoAmIDocument = new TypedDocumentString(`
    query WhoAmI {
  viewer {
    user {
      id
      displayName
      email
      avatarUrl
    }
    apiKey {
      id
      name
      prefix
    }
    session {
      id
      expiresAt
    }
    organization {
      id
      slug
      name
    }
    membership {
      id
      role {
        id
        name
      }
    }
    scopes
    memberships(first: 20) {
      nodes {
        organization {
          id
          slug
          name
        }
        role {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhoAmIQuery, WhoAmIQueryVariables>;
export const WatchReindexDocument = new TypedDocumentString(`
    subscription WatchReindex($after: String) {
  reindexProgress(after: $after) {
    position
    space {
      status
      model {
        id
        name
      }
      problem {
        code
        message
        action
      }
      progress {
        pending
        indexed
        failed
        estimatedFinishAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WatchReindexSubscription, WatchReindexSubscriptionVariables>;