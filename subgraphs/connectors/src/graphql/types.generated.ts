import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ConnectedAccountMapper, ContainerMapper, DocumentMapper, DocumentFailureMapper, DocumentRevisionMapper, OrganizationMapper, ProblemMapper, ProviderMapper, SourceMapper, SyncRunMapper } from './schema.mappers.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  DateTime: { input: Date; output: Date | string; }
  JSON: { input: unknown; output: unknown; }
  URL: { input: string; output: URL | string; }
  _FieldSet: { input: string; output: string; }
};

/** One reason why somebody may see a document. */
export type AccessReason = {
  __typename?: 'AccessReason';
  /** Whom it was shared with, where that is the reason. */
  grantee?: Maybe<Grantee>;
  /** What sort of reason. */
  kind: AccessReasonKind;
  /** The reason in a few words for people. */
  label: Scalars['String']['output'];
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

export type Actor = ApiKey | SystemActor | User;

export type AddSourceInput = {
  /** The account to read with. */
  accountId: Scalars['ID']['input'];
  /** The container's id from `ConnectedAccount.containers`; for a folder, its path. */
  containerId: Scalars['ID']['input'];
  /** Patterns in the manner of `.gitignore` of what to keep out. */
  exclude?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Patterns in the manner of `.gitignore` of what to read although it would be kept out. */
  include?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Read it this often too, in minutes, beside watching for changes. */
  intervalMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** Who may see the documents; the owner alone when left out. */
  visibility?: InputMaybe<SourceVisibility>;
};

export type AddSourcePayload = {
  __typename?: 'AddSourcePayload';
  /** The new source. */
  source: Source;
  /** Its first run. */
  syncRun?: Maybe<SyncRun>;
};

export type AddSourceResult = AddSourcePayload | LimitReached | ReauthorizationRequired | SourceAlreadyAdded;

export type ApiKey = {
  __typename?: 'ApiKey';
  id: Scalars['ID']['output'];
};

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

/** The person has to allow it at the provider first. */
export type AuthorizationRequired = {
  __typename?: 'AuthorizationRequired';
  /** Where to send the person. */
  authorizationUrl: Scalars['URL']['output'];
  /** When the link stops working. */
  expiresAt: Scalars['DateTime']['output'];
  /** What comes back with them. */
  state: Scalars['String']['output'];
};

export type CancelSyncInput = {
  /** The run to stop. */
  syncRunId: Scalars['ID']['input'];
};

export type CancelSyncPayload = {
  __typename?: 'CancelSyncPayload';
  /** The run, after the change. It ends when its current page is done. */
  syncRun?: Maybe<SyncRun>;
};

/** Whether an account's credentials allow something. */
export type CapabilityCheck = {
  __typename?: 'CapabilityCheck';
  /** What was checked. */
  capability: ProviderCapability;
  /** Whether it works. */
  isAvailable: Scalars['Boolean']['output'];
  /** Why it does not work. */
  message?: Maybe<Scalars['String']['output']>;
};

export type CompleteUploadInput = {
  /** The upload whose bytes have been sent. */
  uploadId: Scalars['ID']['input'];
};

export type CompleteUploadPayload = {
  __typename?: 'CompleteUploadPayload';
  /** The document, read already; a large one may be `FAILED` with `EXTRACTION_TIMEOUT` for a moment, while it is read on. */
  document: Document;
};

export type ConfirmDeletionsInput = {
  /** True deletes, false keeps the documents. */
  isConfirmed: Scalars['Boolean']['input'];
  /** The source. */
  sourceId: Scalars['ID']['input'];
  /** `PendingDeletions.token`: only what the person has seen is confirmed. */
  token: Scalars['String']['input'];
};

export type ConfirmDeletionsPayload = {
  __typename?: 'ConfirmDeletionsPayload';
  /** The source, after the change. */
  source?: Maybe<Source>;
};

export type ConnectAccountInput = {
  /** In which of the provider's ways. */
  authMethod: AuthMethod;
  /** What `Provider.configuration` asks for. */
  configuration?: InputMaybe<Scalars['JSON']['input']>;
  /** A name for the account; the provider's own when left out. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** Which provider, for example `folder`. */
  providerKey: Scalars['String']['input'];
};

export type ConnectAccountPayload = {
  __typename?: 'ConnectAccountPayload';
  /** The connected account. */
  account: ConnectedAccount;
};

export type ConnectAccountResult = AuthorizationRequired | ConnectAccountPayload | CredentialsRejected | LimitReached | ProviderNotConfigured;

/** Somebody's access to a provider. What it may read there can be chosen as sources. */
export type ConnectedAccount = Node & {
  __typename?: 'ConnectedAccount';
  /** What these credentials can do, and what they cannot and why. */
  capabilities: Array<CapabilityCheck>;
  /** What a person can choose to index, read live from the provider. */
  containers?: Maybe<ContainerConnection>;
  /** When it was connected. */
  createdAt: Scalars['DateTime']['output'];
  /** The name people see. */
  displayName: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** The newest run over all its sources. */
  lastSync?: Maybe<SyncRun>;
  /** Whose account it is. Null when that person is gone. */
  owner?: Maybe<User>;
  /** Why it does not work, and what to do. */
  problem?: Maybe<Problem>;
  /** Where it leads. */
  provider: Provider;
  /** The chosen ones, newest first. */
  sources?: Maybe<SourceConnection>;
  /** Whether it works. */
  status: ConnectedAccountStatus;
  /** Whether the viewer may change or disconnect it. */
  viewerCanManage: Scalars['Boolean']['output'];
};


/** Somebody's access to a provider. What it may read there can be chosen as sources. */
export type ConnectedAccountContainersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  parentId?: InputMaybe<Scalars['ID']['input']>;
};


/** Somebody's access to a provider. What it may read there can be chosen as sources. */
export type ConnectedAccountSourcesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ConnectedAccountConnection = {
  __typename?: 'ConnectedAccountConnection';
  edges: Array<ConnectedAccountEdge>;
  nodes: Array<ConnectedAccount>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type ConnectedAccountEdge = {
  __typename?: 'ConnectedAccountEdge';
  cursor: Scalars['String']['output'];
  node: ConnectedAccount;
};

/** Which accounts to list. All given conditions must hold. */
export type ConnectedAccountFilter = {
  /** Only accounts of this person. */
  ownerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only accounts at this provider. */
  providerKey?: InputMaybe<Scalars['String']['input']>;
  /** Only accounts in one of these states. */
  status?: InputMaybe<Array<ConnectedAccountStatus>>;
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

/** Something at a provider that can be chosen as a source. */
export type Container = {
  __typename?: 'Container';
  /** Whether there are containers within it. */
  hasChildren: Scalars['Boolean']['output'];
  /** The provider's own id, for `AddSourceInput.containerId`. For a folder it is the real path. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: ContainerKind;
  /** Its name. */
  name: Scalars['String']['output'];
  /** Where it lies at the provider. */
  path: Scalars['String']['output'];
  /** The source, if it has been chosen and the viewer may see it. */
  source?: Maybe<Source>;
  /** Where to look at it in a browser. */
  url?: Maybe<Scalars['URL']['output']>;
};

export type ContainerConnection = {
  __typename?: 'ContainerConnection';
  edges: Array<ContainerEdge>;
  nodes: Array<Container>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type ContainerEdge = {
  __typename?: 'ContainerEdge';
  cursor: Scalars['String']['output'];
  node: Container;
};

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

export type CreateNoteInput = {
  /** Markdown, at most 300,000 characters. */
  text: Scalars['String']['input'];
  /** What it is called: one line of at most 200 characters. */
  title: Scalars['String']['input'];
  /** Who may see it: its writer alone when left out. There is one source of notes for each visibility; share one to write `SHARED` notes. */
  visibility?: InputMaybe<SourceVisibility>;
};

export type CreateNotePayload = {
  __typename?: 'CreateNotePayload';
  /** The new note. */
  document: Document;
};

/** The provider does not accept these credentials. */
export type CredentialsRejected = Failure & {
  __typename?: 'CredentialsRejected';
  message: Scalars['String']['output'];
};

export type DeleteNoteInput = {
  /** The note, or the uploaded file. */
  documentId: Scalars['ID']['input'];
};

export type DeleteNotePayload = {
  __typename?: 'DeleteNotePayload';
  /** The note or file that is gone. */
  deletedDocumentId: Scalars['ID']['output'];
};

export type DisconnectAccountInput = {
  /** The account. */
  accountId: Scalars['ID']['input'];
  /** Keep the documents, searchable as they are, without further syncs. */
  keepDocuments?: InputMaybe<Scalars['Boolean']['input']>;
};

export type DisconnectAccountPayload = {
  __typename?: 'DisconnectAccountPayload';
  /** The account that is gone. */
  disconnectedAccountId: Scalars['ID']['output'];
};

/** A file, page or note of a source, at its newest revision. */
export type Document = Node & {
  __typename?: 'Document';
  /** Why the viewer may see it. */
  access?: Maybe<DocumentAccess>;
  /** The account it is read with. */
  account?: Maybe<ConnectedAccount>;
  /**
   * Who has written it: as its provider says, else as the document itself does (the properties of a PDF, an office document or a book, the
   * sender of an e-mail), else, for what was made in ConHub, the person who made it. Null where nobody says.
   */
  author?: Maybe<Person>;
  /** When it was first seen. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * A link to its original bytes, or to its text where they are not kept, for the viewer alone. It ends after five minutes, and at once for who may
   * no longer see the document. Null when there is nothing to have. Each use is recorded in the audit log.
   */
  download?: Maybe<DownloadLink>;
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: DocumentKind;
  /** The programming language, by Linguist's name in lower case, for example `typescript`. */
  language?: Maybe<Scalars['String']['output']>;
  /** Its media type. */
  mimeType?: Maybe<Scalars['String']['output']>;
  /** Where it lies in its source, with `/` between the parts. */
  path: Scalars['String']['output'];
  /** Why it could not be read, and what to do. */
  problem?: Maybe<Problem>;
  /** The provider's name for this state of its content, for example a commit or a hash. */
  revision?: Maybe<Scalars['String']['output']>;
  /** What has been observed of it, the newest first: its last 20 revisions and places. Contents of older ones are not kept. */
  revisions?: Maybe<DocumentRevisionConnection>;
  /** The size of the original. */
  sizeBytes?: Maybe<Scalars['Float']['output']>;
  /** The source it belongs to. */
  source?: Maybe<Source>;
  /** Whether it could be read. */
  state?: Maybe<DocumentState>;
  /**
   * Its text, as extracted once: what the index holds, what highlights and line numbers refer to. Null when there is none. Reading it is
   * recorded in the audit log.
   */
  text?: Maybe<DocumentText>;
  /** What it is called: its first heading, or its file name. */
  title: Scalars['String']['output'];
  /** When it last changed at its provider. */
  updatedAt: Scalars['DateTime']['output'];
  /** Where to look at it in a browser. */
  url?: Maybe<Scalars['URL']['output']>;
};


/** A file, page or note of a source, at its newest revision. */
export type DocumentRevisionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A file, page or note of a source, at its newest revision. */
export type DocumentTextArgs = {
  endLine?: InputMaybe<Scalars['Int']['input']>;
  startLine?: InputMaybe<Scalars['Int']['input']>;
};

/** Why the viewer may see a document. */
export type DocumentAccess = {
  __typename?: 'DocumentAccess';
  /** Every reason that applies. */
  reasons: Array<AccessReason>;
  /** Who may see documents of its source. */
  visibility: SourceVisibility;
};

export type DocumentConnection = {
  __typename?: 'DocumentConnection';
  edges: Array<DocumentEdge>;
  nodes: Array<Document>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type DocumentEdge = {
  __typename?: 'DocumentEdge';
  cursor: Scalars['String']['output'];
  node: Document;
};

/** Something that could not be read. */
export type DocumentFailure = {
  __typename?: 'DocumentFailure';
  /** How often it was tried. */
  attempts: Scalars['Int']['output'];
  /** The document, if it was read before. */
  document?: Maybe<Document>;
  /** When it was last tried. */
  lastTriedAt: Scalars['DateTime']['output'];
  /** Where it lies in its source. */
  path: Scalars['String']['output'];
  /** What went wrong, and what to do. */
  problem: Problem;
};

export type DocumentFailureConnection = {
  __typename?: 'DocumentFailureConnection';
  edges: Array<DocumentFailureEdge>;
  nodes: Array<DocumentFailure>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type DocumentFailureEdge = {
  __typename?: 'DocumentFailureEdge';
  cursor: Scalars['String']['output'];
  node: DocumentFailure;
};

/** Which documents to list. All given conditions must hold. */
export type DocumentFilter = {
  /** Only documents of one of these kinds. */
  kind?: InputMaybe<Array<DocumentKind>>;
  /** Only documents whose path begins so. */
  pathPrefix?: InputMaybe<Scalars['String']['input']>;
  /** Part of the title or the path, in any case. To look into texts use `Query.search`. */
  query?: InputMaybe<Scalars['String']['input']>;
  /** Only documents of this source. */
  sourceId?: InputMaybe<Scalars['ID']['input']>;
  /** Only documents in one of these states; all but deleted ones when left out. */
  state?: InputMaybe<Array<DocumentState>>;
  /** Only documents changed after this moment. */
  updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
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

/** The order of a list of documents. */
export type DocumentOrder = {
  /** Which end comes first. */
  direction?: SortDirection;
  /** What to order by. */
  field: DocumentOrderField;
};

/** What documents can be ordered by. */
export type DocumentOrderField =
  /** Its path. */
  | 'PATH'
  /** Its title. */
  | 'TITLE'
  /** When the document last changed at its provider. */
  | 'UPDATED_AT';

/** A document as it was observed at one moment. */
export type DocumentRevision = {
  __typename?: 'DocumentRevision';
  /** When it was read. */
  observedAt: Scalars['DateTime']['output'];
  /** Where it lay in its source. */
  path: Scalars['String']['output'];
  /** The provider's name for that state of its content. */
  revision: Scalars['String']['output'];
  /** The size of the original. */
  sizeBytes: Scalars['Float']['output'];
};

export type DocumentRevisionConnection = {
  __typename?: 'DocumentRevisionConnection';
  edges: Array<DocumentRevisionEdge>;
  nodes: Array<DocumentRevision>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type DocumentRevisionEdge = {
  __typename?: 'DocumentRevisionEdge';
  cursor: Scalars['String']['output'];
  node: DocumentRevision;
};

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

/** Lines of a document's text. */
export type DocumentText = {
  __typename?: 'DocumentText';
  /** The lines, with their ends. */
  content: Scalars['String']['output'];
  /** The last line in `content`. */
  endLine: Scalars['Int']['output'];
  /** Whether fewer lines were answered than asked for, because they are too long for one answer. Ask again from `endLine` + 1. */
  isTruncated: Scalars['Boolean']['output'];
  /** How many lines the whole text has. */
  lineCount: Scalars['Int']['output'];
  /** The first line in `content`, counted from 1. */
  startLine: Scalars['Int']['output'];
};

/** Where to fetch a document, for a short time. */
export type DownloadLink = {
  __typename?: 'DownloadLink';
  /** When it ends. */
  expiresAt: Scalars['DateTime']['output'];
  /** The address, to be asked by GET as it is: it needs no credentials, so hand it to nobody. */
  url: Scalars['URL']['output'];
};

export type Failure = {
  message: Scalars['String']['output'];
};

/** Somebody that something can be shared with. */
export type Grantee = User;

/** How many files of a source were left out, and why. */
export type KeptOut = {
  __typename?: 'KeptOut';
  /** How many. */
  count: Scalars['Int']['output'];
  /** For example `HIDDEN`, `SECRET`, `IGNORED`, `DEPENDENCIES`, `LOCK_FILE`, `GENERATED`, `MINIFIED`, `VENDORED`. */
  reason: Scalars['String']['output'];
};

export type LimitReached = Failure & {
  __typename?: 'LimitReached';
  limit: Scalars['Float']['output'];
  message: Scalars['String']['output'];
  resetsAt?: Maybe<Scalars['DateTime']['output']>;
  used: Scalars['Float']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Chooses a container to index and starts its first sync. */
  addSource?: Maybe<AddSourceResult>;
  /** Stops a run after its current page. What was read stays. */
  cancelSync?: Maybe<CancelSyncPayload>;
  /**
   * Makes an uploaded file a document of the person's own built-in source, which the first one makes. Where a file of the same name, folders
   * included, was uploaded with the same visibility, it is a new revision of that document, and the content before is let go. A file whose text
   * cannot be read is kept too: its `problem` says why, and `download` gives it back. Safe to repeat: it answers the same document.
   */
  completeUpload?: Maybe<CompleteUploadPayload>;
  /** Lets pending deletions happen, or drops them and keeps the documents. */
  confirmDeletions?: Maybe<ConfirmDeletionsPayload>;
  /** Connects an account at a provider. For providers that ask the person themselves, the answer says where to send them. */
  connectAccount?: Maybe<ConnectAccountResult>;
  /**
   * Writes a note: Markdown that a person or a program wants remembered, found by search within seconds. It is a document of the person's own
   * built-in source, which the first note makes.
   */
  createNote?: Maybe<CreateNotePayload>;
  /** Deletes a note of one's own, or a file that one has uploaded. */
  deleteNote?: Maybe<DeleteNotePayload>;
  /** Disconnects an account: its credentials are destroyed, its sources removed, its documents gone from search at once unless kept. */
  disconnectAccount?: Maybe<DisconnectAccountPayload>;
  /** Removes a source and its documents. Nothing happens at the provider. */
  removeSource?: Maybe<RemoveSourcePayload>;
  /** Tries again to read what could not be read, without waiting for the next run. */
  retryDocuments?: Maybe<RetryDocumentsPayload>;
  /** Says who may see a source's documents. It replaces what was said before and holds in search within a second. */
  shareSource?: Maybe<ShareSourcePayload>;
  /** Reads a source now, or every source of an account. Answers the run that is under way if there is one. */
  startSync?: Maybe<StartSyncResult>;
  /**
   * Announces a file of at most 32 MB. Its bytes are then sent by PUT to `uploadUrl`, at once and by nobody else, and `completeUpload` makes them a
   * document. What is not completed in time is forgotten. `LimitReached` before a byte is sent, where the plan has no room for it.
   */
  startUpload?: Maybe<StartUploadResult>;
  /** Renames, pauses or resumes an account, or gives it to another member. What is left out stays. */
  updateAccount?: Maybe<UpdateAccountPayload>;
  /** Changes the title or the text of a note of one's own. What is left out stays. */
  updateNote?: Maybe<UpdateNotePayload>;
  /** Pauses or resumes a source, or changes its schedule and rules. What is left out stays. */
  updateSource?: Maybe<UpdateSourcePayload>;
};


export type MutationAddSourceArgs = {
  input: AddSourceInput;
};


export type MutationCancelSyncArgs = {
  input: CancelSyncInput;
};


export type MutationCompleteUploadArgs = {
  input: CompleteUploadInput;
};


export type MutationConfirmDeletionsArgs = {
  input: ConfirmDeletionsInput;
};


export type MutationConnectAccountArgs = {
  input: ConnectAccountInput;
};


export type MutationCreateNoteArgs = {
  input: CreateNoteInput;
};


export type MutationDeleteNoteArgs = {
  input: DeleteNoteInput;
};


export type MutationDisconnectAccountArgs = {
  input: DisconnectAccountInput;
};


export type MutationRemoveSourceArgs = {
  input: RemoveSourceInput;
};


export type MutationRetryDocumentsArgs = {
  input: RetryDocumentsInput;
};


export type MutationShareSourceArgs = {
  input: ShareSourceInput;
};


export type MutationStartSyncArgs = {
  input: StartSyncInput;
};


export type MutationStartUploadArgs = {
  input: StartUploadInput;
};


export type MutationUpdateAccountArgs = {
  input: UpdateAccountInput;
};


export type MutationUpdateNoteArgs = {
  input: UpdateNoteInput;
};


export type MutationUpdateSourceArgs = {
  input: UpdateSourceInput;
};

export type Node = {
  id: Scalars['ID']['output'];
};

export type Organization = {
  __typename?: 'Organization';
  /** The accounts whose sources the viewer may see, newest first. */
  connectedAccounts?: Maybe<ConnectedAccountConnection>;
  /** The documents that the viewer may see. */
  documents?: Maybe<DocumentConnection>;
  id: Scalars['ID']['output'];
  /** The sources that the viewer may see, newest first. */
  sources?: Maybe<SourceConnection>;
  /** The sync runs of the sources that the viewer may see, newest first. */
  syncRuns?: Maybe<SyncRunConnection>;
};


export type OrganizationConnectedAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ConnectedAccountFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type OrganizationDocumentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DocumentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DocumentOrder>;
};


export type OrganizationSourcesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SourceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type OrganizationSyncRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<Array<SyncRunStatus>>;
};

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** Deletions that wait for a person, because a large share of the source would go at once. */
export type PendingDeletions = {
  __typename?: 'PendingDeletions';
  /** How many documents. */
  count: Scalars['Int']['output'];
  /** Some of the documents, at most ten. */
  sample: Array<Document>;
  /** Which share of the source they are, 0 to 1. */
  share: Scalars['Float']['output'];
  /** What to send to `confirmDeletions`. It stands for exactly these deletions. */
  token: Scalars['String']['output'];
};

/** Somebody who has written a document, as its provider or the document itself names them. */
export type Person = {
  __typename?: 'Person';
  /** The name, or the address where there is none. For what was made in ConHub no name is kept here: ask `user`. */
  displayName: Scalars['String']['output'];
  /** The address that the document or its provider gives. Never the one somebody signs in to ConHub with. */
  email?: Maybe<Scalars['String']['output']>;
  /**
   * The member who has made it in ConHub. Null for a name or an address that a document gives: whoever writes one into a file has not shown
   * that it is theirs.
   */
  user?: Maybe<User>;
};

/** What is wrong with a source, a document or a run, for as long as it is wrong, and the way out. */
export type Problem = {
  __typename?: 'Problem';
  /** What a person can do about it. */
  action?: Maybe<Scalars['String']['output']>;
  /** What it is, for programs, for example `PATH_NOT_UTF8`. `docs/errors.md` lists them all. */
  code: Scalars['String']['output'];
  /** What it is, in a sentence for people. */
  message: Scalars['String']['output'];
  /** When it is tried again by itself. Null: it waits for somebody. */
  retryAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A kind of place where knowledge lives, for example folders of the server. */
export type Provider = {
  __typename?: 'Provider';
  /** The ways to connect to it. */
  authMethods: Array<AuthMethod>;
  /** What the connector can do where the account's credentials allow it. */
  capabilities: Array<ProviderCapability>;
  /** What sort of knowledge it holds. */
  category: ProviderCategory;
  /** What `ConnectAccountInput.configuration` has to hold, as a JSON Schema. */
  configuration: Scalars['JSON']['output'];
  /** The name people see. */
  displayName: Scalars['String']['output'];
  /** Whether this installation has what connecting takes. */
  isConfigured: Scalars['Boolean']['output'];
  /** Its short name, for example `folder`. Never changes. */
  key: Scalars['String']['output'];
};

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

/** This installation lacks what connecting to the provider takes. */
export type ProviderNotConfigured = Failure & {
  __typename?: 'ProviderNotConfigured';
  message: Scalars['String']['output'];
  /** The settings that are absent, by name. */
  settings: Array<Scalars['String']['output']>;
};

export type Query = {
  __typename?: 'Query';
  /** A connected account. Null when there is none with this id, or the viewer may not see it. */
  connectedAccount?: Maybe<ConnectedAccount>;
  /** A document. Null when there is none with this id, or the viewer may not see it. */
  document?: Maybe<Document>;
  organization?: Maybe<Organization>;
  /** The catalogue of places that can be connected, with what is configured here. */
  providers?: Maybe<Array<Provider>>;
  /** A source. Null when there is none with this id, or the viewer may not see it. */
  source?: Maybe<Source>;
  /** A sync run. Null when there is none with this id, or the viewer may not see its source. */
  syncRun?: Maybe<SyncRun>;
};


export type QueryConnectedAccountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDocumentArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySourceArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySyncRunArgs = {
  id: Scalars['ID']['input'];
};

/** The provider no longer accepts the account's credentials: connect it again first. */
export type ReauthorizationRequired = Failure & {
  __typename?: 'ReauthorizationRequired';
  /** The account. */
  account: ConnectedAccount;
  message: Scalars['String']['output'];
};

export type RemoveSourceInput = {
  /** The source. */
  sourceId: Scalars['ID']['input'];
};

export type RemoveSourcePayload = {
  __typename?: 'RemoveSourcePayload';
  /** The source that is gone. */
  removedSourceId: Scalars['ID']['output'];
};

export type RetryDocumentsInput = {
  /** Only these documents; everything that failed when left out. */
  documentIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The source. */
  sourceId: Scalars['ID']['input'];
};

export type RetryDocumentsPayload = {
  __typename?: 'RetryDocumentsPayload';
  /** How many will be tried again. */
  retriedCount: Scalars['Int']['output'];
};

export type ShareSourceInput = {
  /** The people to share it with. Needed with `SHARED`, refused otherwise. */
  granteeIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The source. */
  sourceId: Scalars['ID']['input'];
  /** Who may see its documents. */
  visibility: SourceVisibility;
};

export type ShareSourcePayload = {
  __typename?: 'ShareSourcePayload';
  /** The source, after the change. */
  source?: Maybe<Source>;
};

/** Which end of an order comes first. */
export type SortDirection =
  /** The smallest, oldest or alphabetically first. */
  | 'ASC'
  /** The greatest, newest or alphabetically last. */
  | 'DESC';

/**
 * One chosen container: the unit of sync, sharing and freshness. Seen by its account's owner and by whoever may see its documents; those who
 * manage sources see its name, state and counts.
 */
export type Source = Node & {
  __typename?: 'Source';
  /** The account it is read with. */
  account: ConnectedAccount;
  /** Through where it has been read. The search index proves itself against this. */
  checkpoint: SourceCheckpoint;
  /** When it was added. */
  createdAt: Scalars['DateTime']['output'];
  /** The run that is under way or queued. */
  currentSync?: Maybe<SyncRun>;
  /** Its documents. */
  documents?: Maybe<DocumentConnection>;
  /** What could not be read, the latest first. */
  failures?: Maybe<DocumentFailureConnection>;
  id: Scalars['ID']['output'];
  /** What it is at the provider. */
  kind: ContainerKind;
  /** The newest run, whatever its state. */
  lastSync?: Maybe<SyncRun>;
  /** The name people see. */
  name: Scalars['String']['output'];
  /** When it is read next by the schedule. */
  nextSyncAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it lies at the provider. */
  path: Scalars['String']['output'];
  /** Deletions so many at once that a person must confirm them. */
  pendingDeletions?: Maybe<PendingDeletions>;
  /** Why it is not up to date, and what to do. */
  problem?: Maybe<Problem>;
  /** When it is read. */
  schedule: SyncSchedule;
  /** Whom it is shared with. Empty unless its visibility is `SHARED`. */
  sharedWith?: Maybe<Array<Grantee>>;
  /** Whether it is kept up to date. */
  status: SourceStatus;
  /** All its runs, newest first. */
  syncRuns?: Maybe<SyncRunConnection>;
  /** Where to look at it in a browser. */
  url?: Maybe<Scalars['URL']['output']>;
  /** Whether the viewer may change, share, sync or remove it. */
  viewerCanManage: Scalars['Boolean']['output'];
  /** Who may see its documents. */
  visibility: SourceVisibility;
};


/**
 * One chosen container: the unit of sync, sharing and freshness. Seen by its account's owner and by whoever may see its documents; those who
 * manage sources see its name, state and counts.
 */
export type SourceDocumentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DocumentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One chosen container: the unit of sync, sharing and freshness. Seen by its account's owner and by whoever may see its documents; those who
 * manage sources see its name, state and counts.
 */
export type SourceFailuresArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One chosen container: the unit of sync, sharing and freshness. Seen by its account's owner and by whoever may see its documents; those who
 * manage sources see its name, state and counts.
 */
export type SourceSyncRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The container has been chosen before. */
export type SourceAlreadyAdded = Failure & {
  __typename?: 'SourceAlreadyAdded';
  message: Scalars['String']['output'];
  /** The source it is. */
  source: Source;
};

/** Through where a source has been read, and what it held then. */
export type SourceCheckpoint = {
  __typename?: 'SourceCheckpoint';
  /** A sum over path, text and kind of all available documents. Two sets of documents are the same if their digests are. */
  digest: Scalars['String']['output'];
  /** How many documents were available. */
  documentCount: Scalars['Int']['output'];
  /** A place in the source's history, to compare with others; its form says nothing. */
  position: Scalars['String']['output'];
  /** When that was. */
  takenAt: Scalars['DateTime']['output'];
};

export type SourceConnection = {
  __typename?: 'SourceConnection';
  edges: Array<SourceEdge>;
  nodes: Array<Source>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type SourceEdge = {
  __typename?: 'SourceEdge';
  cursor: Scalars['String']['output'];
  node: Source;
};

/** Which sources to list. All given conditions must hold. */
export type SourceFilter = {
  /** Only sources of this account. */
  accountId?: InputMaybe<Scalars['ID']['input']>;
  /** Part of the name or the path, in any case. */
  query?: InputMaybe<Scalars['String']['input']>;
  /** Only sources in one of these states. */
  status?: InputMaybe<Array<SourceStatus>>;
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

export type StartSyncInput = {
  /** Read every source of this account. */
  accountId?: InputMaybe<Scalars['ID']['input']>;
  /** List and compare everything instead of reading what has changed. */
  isFull?: InputMaybe<Scalars['Boolean']['input']>;
  /** The source to read. Give either this or the account. */
  sourceId?: InputMaybe<Scalars['ID']['input']>;
};

export type StartSyncPayload = {
  __typename?: 'StartSyncPayload';
  /** The runs, one for each source. */
  syncRuns: Array<SyncRun>;
  /** Whether all of them were under way already. */
  wasAlreadyRunning: Scalars['Boolean']['output'];
};

export type StartSyncResult = LimitReached | ReauthorizationRequired | StartSyncPayload;

export type StartUploadInput = {
  /**
   * Its name, with folders before it if wanted: `reports/2026/tides.docx`. Names have at most 200 characters, all together 500. The ending says how
   * its text is read.
   */
  fileName: Scalars['String']['input'];
  /** Its media type, given back with a download; `application/octet-stream` leaves it to the name. */
  mimeType: Scalars['String']['input'];
  /** SHA-256 of its bytes in hexadecimal digits: others are refused. Not checked when left out. */
  sha256?: InputMaybe<Scalars['String']['input']>;
  /** How many bytes it has: exactly so many are taken. */
  sizeBytes: Scalars['Float']['input'];
  /** Who may see it: its sender alone when left out. There is one source of uploads for each visibility; share one to upload `SHARED` files. */
  visibility?: InputMaybe<SourceVisibility>;
};

export type StartUploadPayload = {
  __typename?: 'StartUploadPayload';
  /** Until when the bytes must have come and the upload be completed: half an hour. */
  expiresAt: Scalars['DateTime']['output'];
  /** Headers to send with them, by name. */
  headers: Scalars['JSON']['output'];
  /** For `completeUpload`, by the same person. */
  uploadId: Scalars['ID']['output'];
  /** Where to send the bytes, by PUT and as they are: it needs no credentials, so hand it to nobody. The same bytes may be sent again. */
  uploadUrl: Scalars['URL']['output'];
};

export type StartUploadResult = LimitReached | StartUploadPayload;

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * How syncing and indexing stand: the present state of each run that concerns the viewer, then every change, at most four a second, the last
   * one always. A run is done when its status is a final one and `indexing.pending` is 0. Never completes by itself: a watched source runs
   * again. Without arguments it covers every run the viewer may see.
   */
  syncProgress?: Maybe<SyncProgressed>;
};


export type SubscriptionSyncProgressArgs = {
  accountId?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  sourceId?: InputMaybe<Scalars['ID']['input']>;
};

/** What a sync run has done so far. */
export type SyncCounts = {
  __typename?: 'SyncCounts';
  /** Bytes read. */
  bytes: Scalars['Float']['output'];
  /** Documents that are gone. */
  deleted: Scalars['Int']['output'];
  /** Documents seen at the provider. */
  discovered: Scalars['Int']['output'];
  /** Documents that could not be read; see `Source.failures`. */
  failed: Scalars['Int']['output'];
  /** Documents whose content was read. */
  fetched: Scalars['Int']['output'];
  /** Files left out by name, rule or content, by reason, the most first. A pattern in the source's `include` that names them brings them in. */
  keptOut: Array<KeptOut>;
  /** Documents that moved or were renamed. */
  moved: Scalars['Int']['output'];
  /** Entries left alone: unchanged, kept out, or of a kind that is not read. */
  skipped: Scalars['Int']['output'];
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

/** How a run stands at one moment. */
export type SyncProgressed = {
  __typename?: 'SyncProgressed';
  /** A place in the stream; its form says nothing. */
  position: Scalars['String']['output'];
  /** The run. */
  syncRun: SyncRun;
};

/** One reading of a source. It ends when its last page is committed; indexing follows and is in `indexing`. */
export type SyncRun = Node & {
  __typename?: 'SyncRun';
  /** What it has done so far. */
  counts: SyncCounts;
  /** When it will probably be done. */
  estimatedFinishAt?: Maybe<Scalars['DateTime']['output']>;
  /** How many documents are probably left. */
  estimatedRemaining?: Maybe<Scalars['Int']['output']>;
  /** When it ended, in whichever way. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** What it is doing. */
  phase: SyncPhase;
  /** Why it waits or has failed, and what to do. */
  problem?: Maybe<Problem>;
  /** When it was asked for. */
  queuedAt: Scalars['DateTime']['output'];
  /** What is read. */
  source: Source;
  /** When it began. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who set it going. Null when that person or key is gone. */
  startedBy?: Maybe<Actor>;
  /** How it stands. */
  status: SyncRunStatus;
  /** What set it going. */
  trigger: SyncTrigger;
};

export type SyncRunConnection = {
  __typename?: 'SyncRunConnection';
  edges: Array<SyncRunEdge>;
  nodes: Array<SyncRun>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type SyncRunEdge = {
  __typename?: 'SyncRunEdge';
  cursor: Scalars['String']['output'];
  node: SyncRun;
};

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

/** When a source is read without anybody asking. */
export type SyncSchedule = {
  __typename?: 'SyncSchedule';
  /** How often. Null: only when asked, and when a change is noticed. */
  intervalMinutes?: Maybe<Scalars['Int']['output']>;
};

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

export type SystemActor = {
  __typename?: 'SystemActor';
  name: Scalars['String']['output'];
};

export type UpdateAccountInput = {
  /** The account. */
  accountId: Scalars['ID']['input'];
  /** Its new name. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** Pause it and all its sources, or resume. */
  isPaused?: InputMaybe<Scalars['Boolean']['input']>;
  /** The member who shall own it. Its documents become theirs to see. */
  ownerId?: InputMaybe<Scalars['ID']['input']>;
};

export type UpdateAccountPayload = {
  __typename?: 'UpdateAccountPayload';
  /** The account, after the change. */
  account?: Maybe<ConnectedAccount>;
};

export type UpdateNoteInput = {
  /** The note. */
  documentId: Scalars['ID']['input'];
  /** Its new text, instead of the whole old one. */
  text?: InputMaybe<Scalars['String']['input']>;
  /** Its new title. */
  title?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateNotePayload = {
  __typename?: 'UpdateNotePayload';
  /** The note, after the change. */
  document: Document;
};

export type UpdateSourceInput = {
  /** Patterns in the manner of `.gitignore` of what to keep out. Replaces the list. */
  exclude?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Patterns in the manner of `.gitignore` of what to read although it would be kept out. Replaces the list. */
  include?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Read it this often, in minutes. Null: only when asked or when a change is noticed. */
  intervalMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** Pause it, or resume. */
  isPaused?: InputMaybe<Scalars['Boolean']['input']>;
  /** The source. */
  sourceId: Scalars['ID']['input'];
};

export type UpdateSourcePayload = {
  __typename?: 'UpdateSourcePayload';
  /** The source, after the change. */
  source?: Maybe<Source>;
};

export type User = {
  __typename?: 'User';
  id: Scalars['ID']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  ConnectedAccount: ConnectedAccount;
  Document: Document;
  Organization: Organization;
  Provider: Provider;
  Source: Source;
  SyncRun: SyncRun;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  ConnectedAccount:
    ( { __typename: 'ConnectedAccount' }
    & GraphQLRecursivePick<FederationTypes['ConnectedAccount'], {"id":true}> );
  Document:
    ( { __typename: 'Document' }
    & GraphQLRecursivePick<FederationTypes['Document'], {"id":true}> );
  Organization:
    ( { __typename: 'Organization' }
    & GraphQLRecursivePick<FederationTypes['Organization'], {"id":true}> );
  Provider:
    ( { __typename: 'Provider' }
    & GraphQLRecursivePick<FederationTypes['Provider'], {"key":true}> );
  Source:
    ( { __typename: 'Source' }
    & GraphQLRecursivePick<FederationTypes['Source'], {"id":true}> );
  SyncRun:
    ( { __typename: 'SyncRun' }
    & GraphQLRecursivePick<FederationTypes['SyncRun'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  Actor:
    | ( ApiKey & { __typename: 'ApiKey' } )
    | ( SystemActor & { __typename: 'SystemActor' } )
    | ( User & { __typename: 'User' } )
  ;
  AddSourceResult:
    | ( Omit<AddSourcePayload, 'source' | 'syncRun'> & { source: _RefType['Source'], syncRun?: Maybe<_RefType['SyncRun']> } & { __typename: 'AddSourcePayload' } )
    | ( LimitReached & { __typename: 'LimitReached' } )
    | ( Omit<ReauthorizationRequired, 'account'> & { account: _RefType['ConnectedAccount'] } & { __typename: 'ReauthorizationRequired' } )
    | ( Omit<SourceAlreadyAdded, 'source'> & { source: _RefType['Source'] } & { __typename: 'SourceAlreadyAdded' } )
  ;
  ConnectAccountResult:
    | ( AuthorizationRequired & { __typename: 'AuthorizationRequired' } )
    | ( Omit<ConnectAccountPayload, 'account'> & { account: _RefType['ConnectedAccount'] } & { __typename: 'ConnectAccountPayload' } )
    | ( CredentialsRejected & { __typename: 'CredentialsRejected' } )
    | ( LimitReached & { __typename: 'LimitReached' } )
    | ( ProviderNotConfigured & { __typename: 'ProviderNotConfigured' } )
  ;
  Grantee: ( User & { __typename: 'User' } );
  StartSyncResult:
    | ( LimitReached & { __typename: 'LimitReached' } )
    | ( Omit<ReauthorizationRequired, 'account'> & { account: _RefType['ConnectedAccount'] } & { __typename: 'ReauthorizationRequired' } )
    | ( Omit<StartSyncPayload, 'syncRuns'> & { syncRuns: Array<_RefType['SyncRun']> } & { __typename: 'StartSyncPayload' } )
  ;
  StartUploadResult:
    | ( LimitReached & { __typename: 'LimitReached' } )
    | ( StartUploadPayload & { __typename: 'StartUploadPayload' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Failure:
    | ( CredentialsRejected )
    | ( LimitReached )
    | ( ProviderNotConfigured )
    | ( Omit<ReauthorizationRequired, 'account'> & { account: _RefType['ConnectedAccount'] } )
    | ( Omit<SourceAlreadyAdded, 'source'> & { source: _RefType['Source'] } )
  ;
  Node:
    | ( ConnectedAccountMapper )
    | ( DocumentMapper )
    | ( SourceMapper )
    | ( SyncRunMapper )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessReason: ResolverTypeWrapper<Omit<AccessReason, 'grantee'> & { grantee?: Maybe<ResolversTypes['Grantee']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AccessReasonKind: AccessReasonKind;
  Actor: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['Actor']>;
  AddSourceInput: AddSourceInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AddSourcePayload: ResolverTypeWrapper<Omit<AddSourcePayload, 'source' | 'syncRun'> & { source: ResolversTypes['Source'], syncRun?: Maybe<ResolversTypes['SyncRun']> }>;
  AddSourceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddSourceResult']>;
  ApiKey: ResolverTypeWrapper<ApiKey>;
  AuthMethod: AuthMethod;
  AuthorizationRequired: ResolverTypeWrapper<AuthorizationRequired>;
  CancelSyncInput: CancelSyncInput;
  CancelSyncPayload: ResolverTypeWrapper<Omit<CancelSyncPayload, 'syncRun'> & { syncRun?: Maybe<ResolversTypes['SyncRun']> }>;
  CapabilityCheck: ResolverTypeWrapper<CapabilityCheck>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadPayload: ResolverTypeWrapper<Omit<CompleteUploadPayload, 'document'> & { document: ResolversTypes['Document'] }>;
  ConfirmDeletionsInput: ConfirmDeletionsInput;
  ConfirmDeletionsPayload: ResolverTypeWrapper<Omit<ConfirmDeletionsPayload, 'source'> & { source?: Maybe<ResolversTypes['Source']> }>;
  ConnectAccountInput: ConnectAccountInput;
  ConnectAccountPayload: ResolverTypeWrapper<Omit<ConnectAccountPayload, 'account'> & { account: ResolversTypes['ConnectedAccount'] }>;
  ConnectAccountResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ConnectAccountResult']>;
  ConnectedAccount: ResolverTypeWrapper<ConnectedAccountMapper>;
  ConnectedAccountConnection: ResolverTypeWrapper<Omit<ConnectedAccountConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['ConnectedAccountEdge']>, nodes: Array<ResolversTypes['ConnectedAccount']> }>;
  ConnectedAccountEdge: ResolverTypeWrapper<Omit<ConnectedAccountEdge, 'node'> & { node: ResolversTypes['ConnectedAccount'] }>;
  ConnectedAccountFilter: ConnectedAccountFilter;
  ConnectedAccountStatus: ConnectedAccountStatus;
  Container: ResolverTypeWrapper<ContainerMapper>;
  ContainerConnection: ResolverTypeWrapper<Omit<ContainerConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['ContainerEdge']>, nodes: Array<ResolversTypes['Container']> }>;
  ContainerEdge: ResolverTypeWrapper<Omit<ContainerEdge, 'node'> & { node: ResolversTypes['Container'] }>;
  ContainerKind: ContainerKind;
  CreateNoteInput: CreateNoteInput;
  CreateNotePayload: ResolverTypeWrapper<Omit<CreateNotePayload, 'document'> & { document: ResolversTypes['Document'] }>;
  CredentialsRejected: ResolverTypeWrapper<CredentialsRejected>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteNoteInput: DeleteNoteInput;
  DeleteNotePayload: ResolverTypeWrapper<DeleteNotePayload>;
  DisconnectAccountInput: DisconnectAccountInput;
  DisconnectAccountPayload: ResolverTypeWrapper<DisconnectAccountPayload>;
  Document: ResolverTypeWrapper<DocumentMapper>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  DocumentAccess: ResolverTypeWrapper<Omit<DocumentAccess, 'reasons'> & { reasons: Array<ResolversTypes['AccessReason']> }>;
  DocumentConnection: ResolverTypeWrapper<Omit<DocumentConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['DocumentEdge']>, nodes: Array<ResolversTypes['Document']> }>;
  DocumentEdge: ResolverTypeWrapper<Omit<DocumentEdge, 'node'> & { node: ResolversTypes['Document'] }>;
  DocumentFailure: ResolverTypeWrapper<DocumentFailureMapper>;
  DocumentFailureConnection: ResolverTypeWrapper<Omit<DocumentFailureConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['DocumentFailureEdge']>, nodes: Array<ResolversTypes['DocumentFailure']> }>;
  DocumentFailureEdge: ResolverTypeWrapper<Omit<DocumentFailureEdge, 'node'> & { node: ResolversTypes['DocumentFailure'] }>;
  DocumentFilter: DocumentFilter;
  DocumentKind: DocumentKind;
  DocumentOrder: DocumentOrder;
  DocumentOrderField: DocumentOrderField;
  DocumentRevision: ResolverTypeWrapper<DocumentRevisionMapper>;
  DocumentRevisionConnection: ResolverTypeWrapper<Omit<DocumentRevisionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['DocumentRevisionEdge']>, nodes: Array<ResolversTypes['DocumentRevision']> }>;
  DocumentRevisionEdge: ResolverTypeWrapper<Omit<DocumentRevisionEdge, 'node'> & { node: ResolversTypes['DocumentRevision'] }>;
  DocumentState: DocumentState;
  DocumentText: ResolverTypeWrapper<DocumentText>;
  DownloadLink: ResolverTypeWrapper<DownloadLink>;
  Failure: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Failure']>;
  Grantee: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['Grantee']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  KeptOut: ResolverTypeWrapper<KeptOut>;
  LimitReached: ResolverTypeWrapper<LimitReached>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Organization: ResolverTypeWrapper<OrganizationMapper>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PendingDeletions: ResolverTypeWrapper<Omit<PendingDeletions, 'sample'> & { sample: Array<ResolversTypes['Document']> }>;
  Person: ResolverTypeWrapper<Person>;
  Problem: ResolverTypeWrapper<ProblemMapper>;
  Provider: ResolverTypeWrapper<ProviderMapper>;
  ProviderCapability: ProviderCapability;
  ProviderCategory: ProviderCategory;
  ProviderNotConfigured: ResolverTypeWrapper<ProviderNotConfigured>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReauthorizationRequired: ResolverTypeWrapper<Omit<ReauthorizationRequired, 'account'> & { account: ResolversTypes['ConnectedAccount'] }>;
  RemoveSourceInput: RemoveSourceInput;
  RemoveSourcePayload: ResolverTypeWrapper<RemoveSourcePayload>;
  RetryDocumentsInput: RetryDocumentsInput;
  RetryDocumentsPayload: ResolverTypeWrapper<RetryDocumentsPayload>;
  ShareSourceInput: ShareSourceInput;
  ShareSourcePayload: ResolverTypeWrapper<Omit<ShareSourcePayload, 'source'> & { source?: Maybe<ResolversTypes['Source']> }>;
  SortDirection: SortDirection;
  Source: ResolverTypeWrapper<SourceMapper>;
  SourceAlreadyAdded: ResolverTypeWrapper<Omit<SourceAlreadyAdded, 'source'> & { source: ResolversTypes['Source'] }>;
  SourceCheckpoint: ResolverTypeWrapper<SourceCheckpoint>;
  SourceConnection: ResolverTypeWrapper<Omit<SourceConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['SourceEdge']>, nodes: Array<ResolversTypes['Source']> }>;
  SourceEdge: ResolverTypeWrapper<Omit<SourceEdge, 'node'> & { node: ResolversTypes['Source'] }>;
  SourceFilter: SourceFilter;
  SourceStatus: SourceStatus;
  SourceVisibility: SourceVisibility;
  StartSyncInput: StartSyncInput;
  StartSyncPayload: ResolverTypeWrapper<Omit<StartSyncPayload, 'syncRuns'> & { syncRuns: Array<ResolversTypes['SyncRun']> }>;
  StartSyncResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['StartSyncResult']>;
  StartUploadInput: StartUploadInput;
  StartUploadPayload: ResolverTypeWrapper<StartUploadPayload>;
  StartUploadResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['StartUploadResult']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SyncCounts: ResolverTypeWrapper<SyncCounts>;
  SyncPhase: SyncPhase;
  SyncProgressed: ResolverTypeWrapper<Omit<SyncProgressed, 'syncRun'> & { syncRun: ResolversTypes['SyncRun'] }>;
  SyncRun: ResolverTypeWrapper<SyncRunMapper>;
  SyncRunConnection: ResolverTypeWrapper<Omit<SyncRunConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['SyncRunEdge']>, nodes: Array<ResolversTypes['SyncRun']> }>;
  SyncRunEdge: ResolverTypeWrapper<Omit<SyncRunEdge, 'node'> & { node: ResolversTypes['SyncRun'] }>;
  SyncRunStatus: SyncRunStatus;
  SyncSchedule: ResolverTypeWrapper<SyncSchedule>;
  SyncTrigger: SyncTrigger;
  SystemActor: ResolverTypeWrapper<SystemActor>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UpdateAccountInput: UpdateAccountInput;
  UpdateAccountPayload: ResolverTypeWrapper<Omit<UpdateAccountPayload, 'account'> & { account?: Maybe<ResolversTypes['ConnectedAccount']> }>;
  UpdateNoteInput: UpdateNoteInput;
  UpdateNotePayload: ResolverTypeWrapper<Omit<UpdateNotePayload, 'document'> & { document: ResolversTypes['Document'] }>;
  UpdateSourceInput: UpdateSourceInput;
  UpdateSourcePayload: ResolverTypeWrapper<Omit<UpdateSourcePayload, 'source'> & { source?: Maybe<ResolversTypes['Source']> }>;
  User: ResolverTypeWrapper<User>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessReason: Omit<AccessReason, 'grantee'> & { grantee?: Maybe<ResolversParentTypes['Grantee']> };
  String: Scalars['String']['output'];
  Actor: ResolversUnionTypes<ResolversParentTypes>['Actor'];
  AddSourceInput: AddSourceInput;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  AddSourcePayload: Omit<AddSourcePayload, 'source' | 'syncRun'> & { source: ResolversParentTypes['Source'], syncRun?: Maybe<ResolversParentTypes['SyncRun']> };
  AddSourceResult: ResolversUnionTypes<ResolversParentTypes>['AddSourceResult'];
  ApiKey: ApiKey;
  AuthorizationRequired: AuthorizationRequired;
  CancelSyncInput: CancelSyncInput;
  CancelSyncPayload: Omit<CancelSyncPayload, 'syncRun'> & { syncRun?: Maybe<ResolversParentTypes['SyncRun']> };
  CapabilityCheck: CapabilityCheck;
  Boolean: Scalars['Boolean']['output'];
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadPayload: Omit<CompleteUploadPayload, 'document'> & { document: ResolversParentTypes['Document'] };
  ConfirmDeletionsInput: ConfirmDeletionsInput;
  ConfirmDeletionsPayload: Omit<ConfirmDeletionsPayload, 'source'> & { source?: Maybe<ResolversParentTypes['Source']> };
  ConnectAccountInput: ConnectAccountInput;
  ConnectAccountPayload: Omit<ConnectAccountPayload, 'account'> & { account: ResolversParentTypes['ConnectedAccount'] };
  ConnectAccountResult: ResolversUnionTypes<ResolversParentTypes>['ConnectAccountResult'];
  ConnectedAccount: ConnectedAccountMapper;
  ConnectedAccountConnection: Omit<ConnectedAccountConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['ConnectedAccountEdge']>, nodes: Array<ResolversParentTypes['ConnectedAccount']> };
  ConnectedAccountEdge: Omit<ConnectedAccountEdge, 'node'> & { node: ResolversParentTypes['ConnectedAccount'] };
  ConnectedAccountFilter: ConnectedAccountFilter;
  Container: ContainerMapper;
  ContainerConnection: Omit<ContainerConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['ContainerEdge']>, nodes: Array<ResolversParentTypes['Container']> };
  ContainerEdge: Omit<ContainerEdge, 'node'> & { node: ResolversParentTypes['Container'] };
  CreateNoteInput: CreateNoteInput;
  CreateNotePayload: Omit<CreateNotePayload, 'document'> & { document: ResolversParentTypes['Document'] };
  CredentialsRejected: CredentialsRejected;
  DateTime: Scalars['DateTime']['output'];
  DeleteNoteInput: DeleteNoteInput;
  DeleteNotePayload: DeleteNotePayload;
  DisconnectAccountInput: DisconnectAccountInput;
  DisconnectAccountPayload: DisconnectAccountPayload;
  Document: DocumentMapper;
  Float: Scalars['Float']['output'];
  DocumentAccess: Omit<DocumentAccess, 'reasons'> & { reasons: Array<ResolversParentTypes['AccessReason']> };
  DocumentConnection: Omit<DocumentConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['DocumentEdge']>, nodes: Array<ResolversParentTypes['Document']> };
  DocumentEdge: Omit<DocumentEdge, 'node'> & { node: ResolversParentTypes['Document'] };
  DocumentFailure: DocumentFailureMapper;
  DocumentFailureConnection: Omit<DocumentFailureConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['DocumentFailureEdge']>, nodes: Array<ResolversParentTypes['DocumentFailure']> };
  DocumentFailureEdge: Omit<DocumentFailureEdge, 'node'> & { node: ResolversParentTypes['DocumentFailure'] };
  DocumentFilter: DocumentFilter;
  DocumentOrder: DocumentOrder;
  DocumentRevision: DocumentRevisionMapper;
  DocumentRevisionConnection: Omit<DocumentRevisionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['DocumentRevisionEdge']>, nodes: Array<ResolversParentTypes['DocumentRevision']> };
  DocumentRevisionEdge: Omit<DocumentRevisionEdge, 'node'> & { node: ResolversParentTypes['DocumentRevision'] };
  DocumentText: DocumentText;
  DownloadLink: DownloadLink;
  Failure: ResolversInterfaceTypes<ResolversParentTypes>['Failure'];
  Grantee: ResolversUnionTypes<ResolversParentTypes>['Grantee'];
  JSON: Scalars['JSON']['output'];
  KeptOut: KeptOut;
  LimitReached: LimitReached;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Organization: OrganizationMapper;
  PageInfo: PageInfo;
  PendingDeletions: Omit<PendingDeletions, 'sample'> & { sample: Array<ResolversParentTypes['Document']> };
  Person: Person;
  Problem: ProblemMapper;
  Provider: ProviderMapper;
  ProviderNotConfigured: ProviderNotConfigured;
  Query: Record<PropertyKey, never>;
  ReauthorizationRequired: Omit<ReauthorizationRequired, 'account'> & { account: ResolversParentTypes['ConnectedAccount'] };
  RemoveSourceInput: RemoveSourceInput;
  RemoveSourcePayload: RemoveSourcePayload;
  RetryDocumentsInput: RetryDocumentsInput;
  RetryDocumentsPayload: RetryDocumentsPayload;
  ShareSourceInput: ShareSourceInput;
  ShareSourcePayload: Omit<ShareSourcePayload, 'source'> & { source?: Maybe<ResolversParentTypes['Source']> };
  Source: SourceMapper;
  SourceAlreadyAdded: Omit<SourceAlreadyAdded, 'source'> & { source: ResolversParentTypes['Source'] };
  SourceCheckpoint: SourceCheckpoint;
  SourceConnection: Omit<SourceConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['SourceEdge']>, nodes: Array<ResolversParentTypes['Source']> };
  SourceEdge: Omit<SourceEdge, 'node'> & { node: ResolversParentTypes['Source'] };
  SourceFilter: SourceFilter;
  StartSyncInput: StartSyncInput;
  StartSyncPayload: Omit<StartSyncPayload, 'syncRuns'> & { syncRuns: Array<ResolversParentTypes['SyncRun']> };
  StartSyncResult: ResolversUnionTypes<ResolversParentTypes>['StartSyncResult'];
  StartUploadInput: StartUploadInput;
  StartUploadPayload: StartUploadPayload;
  StartUploadResult: ResolversUnionTypes<ResolversParentTypes>['StartUploadResult'];
  Subscription: Record<PropertyKey, never>;
  SyncCounts: SyncCounts;
  SyncProgressed: Omit<SyncProgressed, 'syncRun'> & { syncRun: ResolversParentTypes['SyncRun'] };
  SyncRun: SyncRunMapper;
  SyncRunConnection: Omit<SyncRunConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['SyncRunEdge']>, nodes: Array<ResolversParentTypes['SyncRun']> };
  SyncRunEdge: Omit<SyncRunEdge, 'node'> & { node: ResolversParentTypes['SyncRun'] };
  SyncSchedule: SyncSchedule;
  SystemActor: SystemActor;
  URL: Scalars['URL']['output'];
  UpdateAccountInput: UpdateAccountInput;
  UpdateAccountPayload: Omit<UpdateAccountPayload, 'account'> & { account?: Maybe<ResolversParentTypes['ConnectedAccount']> };
  UpdateNoteInput: UpdateNoteInput;
  UpdateNotePayload: Omit<UpdateNotePayload, 'document'> & { document: ResolversParentTypes['Document'] };
  UpdateSourceInput: UpdateSourceInput;
  UpdateSourcePayload: Omit<UpdateSourcePayload, 'source'> & { source?: Maybe<ResolversParentTypes['Source']> };
  User: User;
};

export type AccessReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessReason'] = ResolversParentTypes['AccessReason']> = {
  grantee?: Resolver<Maybe<ResolversTypes['Grantee']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AccessReasonKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ActorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  __resolveType: TypeResolveFn<'ApiKey' | 'SystemActor' | 'User', ParentType, ContextType>;
};

export type AddSourcePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddSourcePayload'] = ResolversParentTypes['AddSourcePayload']> = {
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  syncRun?: Resolver<Maybe<ResolversTypes['SyncRun']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddSourceResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddSourceResult'] = ResolversParentTypes['AddSourceResult']> = {
  __resolveType: TypeResolveFn<'AddSourcePayload' | 'LimitReached' | 'ReauthorizationRequired' | 'SourceAlreadyAdded', ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuthorizationRequiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuthorizationRequired'] = ResolversParentTypes['AuthorizationRequired']> = {
  authorizationUrl?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CancelSyncPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelSyncPayload'] = ResolversParentTypes['CancelSyncPayload']> = {
  syncRun?: Resolver<Maybe<ResolversTypes['SyncRun']>, ParentType, ContextType>;
};

export type CapabilityCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CapabilityCheck'] = ResolversParentTypes['CapabilityCheck']> = {
  capability?: Resolver<ResolversTypes['ProviderCapability'], ParentType, ContextType>;
  isAvailable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CompleteUploadPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteUploadPayload'] = ResolversParentTypes['CompleteUploadPayload']> = {
  document?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
};

export type ConfirmDeletionsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfirmDeletionsPayload'] = ResolversParentTypes['ConfirmDeletionsPayload']> = {
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
};

export type ConnectAccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConnectAccountPayload'] = ResolversParentTypes['ConnectAccountPayload']> = {
  account?: Resolver<ResolversTypes['ConnectedAccount'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConnectAccountResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConnectAccountResult'] = ResolversParentTypes['ConnectAccountResult']> = {
  __resolveType: TypeResolveFn<'AuthorizationRequired' | 'ConnectAccountPayload' | 'CredentialsRejected' | 'LimitReached' | 'ProviderNotConfigured', ParentType, ContextType>;
};

export type ConnectedAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConnectedAccount'] = ResolversParentTypes['ConnectedAccount'], FederationReferenceType extends FederationReferenceTypes['ConnectedAccount'] = FederationReferenceTypes['ConnectedAccount']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ConnectedAccount']> | FederationReferenceType, FederationReferenceType, ContextType>;
  capabilities?: Resolver<Array<ResolversTypes['CapabilityCheck']>, ParentType, ContextType>;
  containers?: Resolver<Maybe<ResolversTypes['ContainerConnection']>, ParentType, ContextType, RequireFields<ConnectedAccountContainersArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSync?: Resolver<Maybe<ResolversTypes['SyncRun']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType>;
  sources?: Resolver<Maybe<ResolversTypes['SourceConnection']>, ParentType, ContextType, RequireFields<ConnectedAccountSourcesArgs, 'first'>>;
  status?: Resolver<ResolversTypes['ConnectedAccountStatus'], ParentType, ContextType>;
  viewerCanManage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConnectedAccountConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConnectedAccountConnection'] = ResolversParentTypes['ConnectedAccountConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ConnectedAccountEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ConnectedAccount']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ConnectedAccountEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConnectedAccountEdge'] = ResolversParentTypes['ConnectedAccountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ConnectedAccount'], ParentType, ContextType>;
};

export type ContainerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Container'] = ResolversParentTypes['Container']> = {
  hasChildren?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ContainerKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type ContainerConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContainerConnection'] = ResolversParentTypes['ContainerConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ContainerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Container']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ContainerEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContainerEdge'] = ResolversParentTypes['ContainerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Container'], ParentType, ContextType>;
};

export type CreateNotePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateNotePayload'] = ResolversParentTypes['CreateNotePayload']> = {
  document?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
};

export type CredentialsRejectedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CredentialsRejected'] = ResolversParentTypes['CredentialsRejected']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteNotePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteNotePayload'] = ResolversParentTypes['DeleteNotePayload']> = {
  deletedDocumentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DisconnectAccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisconnectAccountPayload'] = ResolversParentTypes['DisconnectAccountPayload']> = {
  disconnectedAccountId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document'], FederationReferenceType extends FederationReferenceTypes['Document'] = FederationReferenceTypes['Document']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Document']> | FederationReferenceType, FederationReferenceType, ContextType>;
  access?: Resolver<Maybe<ResolversTypes['DocumentAccess']>, ParentType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['ConnectedAccount']>, ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  download?: Resolver<Maybe<ResolversTypes['DownloadLink']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DocumentKind'], ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mimeType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  revision?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revisions?: Resolver<Maybe<ResolversTypes['DocumentRevisionConnection']>, ParentType, ContextType, RequireFields<DocumentRevisionsArgs, 'first'>>;
  sizeBytes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['DocumentState']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['DocumentText']>, ParentType, ContextType, Partial<DocumentTextArgs>>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DocumentAccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentAccess'] = ResolversParentTypes['DocumentAccess']> = {
  reasons?: Resolver<Array<ResolversTypes['AccessReason']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['SourceVisibility'], ParentType, ContextType>;
};

export type DocumentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentConnection'] = ResolversParentTypes['DocumentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DocumentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Document']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DocumentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentEdge'] = ResolversParentTypes['DocumentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
};

export type DocumentFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentFailure'] = ResolversParentTypes['DocumentFailure']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  lastTriedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['Problem'], ParentType, ContextType>;
};

export type DocumentFailureConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentFailureConnection'] = ResolversParentTypes['DocumentFailureConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DocumentFailureEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['DocumentFailure']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DocumentFailureEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentFailureEdge'] = ResolversParentTypes['DocumentFailureEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DocumentFailure'], ParentType, ContextType>;
};

export type DocumentRevisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentRevision'] = ResolversParentTypes['DocumentRevision']> = {
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DocumentRevisionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentRevisionConnection'] = ResolversParentTypes['DocumentRevisionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DocumentRevisionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['DocumentRevision']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DocumentRevisionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentRevisionEdge'] = ResolversParentTypes['DocumentRevisionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DocumentRevision'], ParentType, ContextType>;
};

export type DocumentTextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentText'] = ResolversParentTypes['DocumentText']> = {
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endLine?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isTruncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startLine?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DownloadLinkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DownloadLink'] = ResolversParentTypes['DownloadLink']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
};

export type FailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure']> = {
  __resolveType: TypeResolveFn<'CredentialsRejected' | 'LimitReached' | 'ProviderNotConfigured' | 'ReauthorizationRequired' | 'SourceAlreadyAdded', ParentType, ContextType>;
};

export type GranteeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Grantee'] = ResolversParentTypes['Grantee']> = {
  __resolveType: TypeResolveFn<'User', ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type KeptOutResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KeptOut'] = ResolversParentTypes['KeptOut']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LimitReachedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LimitReached'] = ResolversParentTypes['LimitReached']> = {
  limit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resetsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addSource: Resolver<Maybe<ResolversTypes['AddSourceResult']>, ParentType, ContextType, RequireFields<MutationAddSourceArgs, 'input'>>;
  cancelSync: Resolver<Maybe<ResolversTypes['CancelSyncPayload']>, ParentType, ContextType, RequireFields<MutationCancelSyncArgs, 'input'>>;
  completeUpload: Resolver<Maybe<ResolversTypes['CompleteUploadPayload']>, ParentType, ContextType, RequireFields<MutationCompleteUploadArgs, 'input'>>;
  confirmDeletions: Resolver<Maybe<ResolversTypes['ConfirmDeletionsPayload']>, ParentType, ContextType, RequireFields<MutationConfirmDeletionsArgs, 'input'>>;
  connectAccount: Resolver<Maybe<ResolversTypes['ConnectAccountResult']>, ParentType, ContextType, RequireFields<MutationConnectAccountArgs, 'input'>>;
  createNote: Resolver<Maybe<ResolversTypes['CreateNotePayload']>, ParentType, ContextType, RequireFields<MutationCreateNoteArgs, 'input'>>;
  deleteNote: Resolver<Maybe<ResolversTypes['DeleteNotePayload']>, ParentType, ContextType, RequireFields<MutationDeleteNoteArgs, 'input'>>;
  disconnectAccount: Resolver<Maybe<ResolversTypes['DisconnectAccountPayload']>, ParentType, ContextType, RequireFields<MutationDisconnectAccountArgs, 'input'>>;
  removeSource: Resolver<Maybe<ResolversTypes['RemoveSourcePayload']>, ParentType, ContextType, RequireFields<MutationRemoveSourceArgs, 'input'>>;
  retryDocuments: Resolver<Maybe<ResolversTypes['RetryDocumentsPayload']>, ParentType, ContextType, RequireFields<MutationRetryDocumentsArgs, 'input'>>;
  shareSource: Resolver<Maybe<ResolversTypes['ShareSourcePayload']>, ParentType, ContextType, RequireFields<MutationShareSourceArgs, 'input'>>;
  startSync: Resolver<Maybe<ResolversTypes['StartSyncResult']>, ParentType, ContextType, RequireFields<MutationStartSyncArgs, 'input'>>;
  startUpload: Resolver<Maybe<ResolversTypes['StartUploadResult']>, ParentType, ContextType, RequireFields<MutationStartUploadArgs, 'input'>>;
  updateAccount: Resolver<Maybe<ResolversTypes['UpdateAccountPayload']>, ParentType, ContextType, RequireFields<MutationUpdateAccountArgs, 'input'>>;
  updateNote: Resolver<Maybe<ResolversTypes['UpdateNotePayload']>, ParentType, ContextType, RequireFields<MutationUpdateNoteArgs, 'input'>>;
  updateSource: Resolver<Maybe<ResolversTypes['UpdateSourcePayload']>, ParentType, ContextType, RequireFields<MutationUpdateSourceArgs, 'input'>>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'ConnectedAccount' | 'Document' | 'Source' | 'SyncRun', ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization'], FederationReferenceType extends FederationReferenceTypes['Organization'] = FederationReferenceTypes['Organization']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Organization']> | FederationReferenceType, FederationReferenceType, ContextType>;
  connectedAccounts?: Resolver<Maybe<ResolversTypes['ConnectedAccountConnection']>, ParentType, ContextType, RequireFields<OrganizationConnectedAccountsArgs, 'first'>>;
  documents?: Resolver<Maybe<ResolversTypes['DocumentConnection']>, ParentType, ContextType, RequireFields<OrganizationDocumentsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sources?: Resolver<Maybe<ResolversTypes['SourceConnection']>, ParentType, ContextType, RequireFields<OrganizationSourcesArgs, 'first'>>;
  syncRuns?: Resolver<Maybe<ResolversTypes['SyncRunConnection']>, ParentType, ContextType, RequireFields<OrganizationSyncRunsArgs, 'first'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PendingDeletionsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PendingDeletions'] = ResolversParentTypes['PendingDeletions']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sample?: Resolver<Array<ResolversTypes['Document']>, ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PersonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type ProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Provider'] = ResolversParentTypes['Provider'], FederationReferenceType extends FederationReferenceTypes['Provider'] = FederationReferenceTypes['Provider']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Provider']> | FederationReferenceType, FederationReferenceType, ContextType>;
  authMethods?: Resolver<Array<ResolversTypes['AuthMethod']>, ParentType, ContextType>;
  capabilities?: Resolver<Array<ResolversTypes['ProviderCapability']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['ProviderCategory'], ParentType, ContextType>;
  configuration?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isConfigured?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProviderNotConfiguredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProviderNotConfigured'] = ResolversParentTypes['ProviderNotConfigured']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  settings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  connectedAccount: Resolver<Maybe<ResolversTypes['ConnectedAccount']>, ParentType, ContextType, RequireFields<QueryConnectedAccountArgs, 'id'>>;
  document: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType, RequireFields<QueryDocumentArgs, 'id'>>;
  organization: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  providers: Resolver<Maybe<Array<ResolversTypes['Provider']>>, ParentType, ContextType>;
  source: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType, RequireFields<QuerySourceArgs, 'id'>>;
  syncRun: Resolver<Maybe<ResolversTypes['SyncRun']>, ParentType, ContextType, RequireFields<QuerySyncRunArgs, 'id'>>;
};

export type ReauthorizationRequiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReauthorizationRequired'] = ResolversParentTypes['ReauthorizationRequired']> = {
  account?: Resolver<ResolversTypes['ConnectedAccount'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RemoveSourcePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveSourcePayload'] = ResolversParentTypes['RemoveSourcePayload']> = {
  removedSourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RetryDocumentsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RetryDocumentsPayload'] = ResolversParentTypes['RetryDocumentsPayload']> = {
  retriedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ShareSourcePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShareSourcePayload'] = ResolversParentTypes['ShareSourcePayload']> = {
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
};

export type SourceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source'], FederationReferenceType extends FederationReferenceTypes['Source'] = FederationReferenceTypes['Source']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Source']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<ResolversTypes['ConnectedAccount'], ParentType, ContextType>;
  checkpoint?: Resolver<ResolversTypes['SourceCheckpoint'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currentSync?: Resolver<Maybe<ResolversTypes['SyncRun']>, ParentType, ContextType>;
  documents?: Resolver<Maybe<ResolversTypes['DocumentConnection']>, ParentType, ContextType, RequireFields<SourceDocumentsArgs, 'first'>>;
  failures?: Resolver<Maybe<ResolversTypes['DocumentFailureConnection']>, ParentType, ContextType, RequireFields<SourceFailuresArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ContainerKind'], ParentType, ContextType>;
  lastSync?: Resolver<Maybe<ResolversTypes['SyncRun']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextSyncAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pendingDeletions?: Resolver<Maybe<ResolversTypes['PendingDeletions']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  schedule?: Resolver<ResolversTypes['SyncSchedule'], ParentType, ContextType>;
  sharedWith?: Resolver<Maybe<Array<ResolversTypes['Grantee']>>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SourceStatus'], ParentType, ContextType>;
  syncRuns?: Resolver<Maybe<ResolversTypes['SyncRunConnection']>, ParentType, ContextType, RequireFields<SourceSyncRunsArgs, 'first'>>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  viewerCanManage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['SourceVisibility'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SourceAlreadyAddedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceAlreadyAdded'] = ResolversParentTypes['SourceAlreadyAdded']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SourceCheckpointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceCheckpoint'] = ResolversParentTypes['SourceCheckpoint']> = {
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  documentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  takenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SourceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceConnection'] = ResolversParentTypes['SourceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SourceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Source']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SourceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceEdge'] = ResolversParentTypes['SourceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type StartSyncPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartSyncPayload'] = ResolversParentTypes['StartSyncPayload']> = {
  syncRuns?: Resolver<Array<ResolversTypes['SyncRun']>, ParentType, ContextType>;
  wasAlreadyRunning?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StartSyncResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartSyncResult'] = ResolversParentTypes['StartSyncResult']> = {
  __resolveType: TypeResolveFn<'LimitReached' | 'ReauthorizationRequired' | 'StartSyncPayload', ParentType, ContextType>;
};

export type StartUploadPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartUploadPayload'] = ResolversParentTypes['StartUploadPayload']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  headers?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  uploadId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  uploadUrl?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StartUploadResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartUploadResult'] = ResolversParentTypes['StartUploadResult']> = {
  __resolveType: TypeResolveFn<'LimitReached' | 'StartUploadPayload', ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  syncProgress: SubscriptionResolver<Maybe<ResolversTypes['SyncProgressed']>, "syncProgress", ParentType, ContextType, Partial<SubscriptionSyncProgressArgs>>;
};

export type SyncCountsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncCounts'] = ResolversParentTypes['SyncCounts']> = {
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  discovered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fetched?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  keptOut?: Resolver<Array<ResolversTypes['KeptOut']>, ParentType, ContextType>;
  moved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  skipped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SyncProgressedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncProgressed'] = ResolversParentTypes['SyncProgressed']> = {
  position?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  syncRun?: Resolver<ResolversTypes['SyncRun'], ParentType, ContextType>;
};

export type SyncRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncRun'] = ResolversParentTypes['SyncRun'], FederationReferenceType extends FederationReferenceTypes['SyncRun'] = FederationReferenceTypes['SyncRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SyncRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  counts?: Resolver<ResolversTypes['SyncCounts'], ParentType, ContextType>;
  estimatedFinishAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  estimatedRemaining?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['SyncPhase'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  queuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startedBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SyncRunStatus'], ParentType, ContextType>;
  trigger?: Resolver<ResolversTypes['SyncTrigger'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SyncRunConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncRunConnection'] = ResolversParentTypes['SyncRunConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SyncRunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['SyncRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SyncRunEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncRunEdge'] = ResolversParentTypes['SyncRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SyncRun'], ParentType, ContextType>;
};

export type SyncScheduleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncSchedule'] = ResolversParentTypes['SyncSchedule']> = {
  intervalMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SystemActorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SystemActor'] = ResolversParentTypes['SystemActor']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UpdateAccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateAccountPayload'] = ResolversParentTypes['UpdateAccountPayload']> = {
  account?: Resolver<Maybe<ResolversTypes['ConnectedAccount']>, ParentType, ContextType>;
};

export type UpdateNotePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateNotePayload'] = ResolversParentTypes['UpdateNotePayload']> = {
  document?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
};

export type UpdateSourcePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateSourcePayload'] = ResolversParentTypes['UpdateSourcePayload']> = {
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccessReason?: AccessReasonResolvers<ContextType>;
  Actor?: ActorResolvers<ContextType>;
  AddSourcePayload?: AddSourcePayloadResolvers<ContextType>;
  AddSourceResult?: AddSourceResultResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  AuthorizationRequired?: AuthorizationRequiredResolvers<ContextType>;
  CancelSyncPayload?: CancelSyncPayloadResolvers<ContextType>;
  CapabilityCheck?: CapabilityCheckResolvers<ContextType>;
  CompleteUploadPayload?: CompleteUploadPayloadResolvers<ContextType>;
  ConfirmDeletionsPayload?: ConfirmDeletionsPayloadResolvers<ContextType>;
  ConnectAccountPayload?: ConnectAccountPayloadResolvers<ContextType>;
  ConnectAccountResult?: ConnectAccountResultResolvers<ContextType>;
  ConnectedAccount?: ConnectedAccountResolvers<ContextType>;
  ConnectedAccountConnection?: ConnectedAccountConnectionResolvers<ContextType>;
  ConnectedAccountEdge?: ConnectedAccountEdgeResolvers<ContextType>;
  Container?: ContainerResolvers<ContextType>;
  ContainerConnection?: ContainerConnectionResolvers<ContextType>;
  ContainerEdge?: ContainerEdgeResolvers<ContextType>;
  CreateNotePayload?: CreateNotePayloadResolvers<ContextType>;
  CredentialsRejected?: CredentialsRejectedResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteNotePayload?: DeleteNotePayloadResolvers<ContextType>;
  DisconnectAccountPayload?: DisconnectAccountPayloadResolvers<ContextType>;
  Document?: DocumentResolvers<ContextType>;
  DocumentAccess?: DocumentAccessResolvers<ContextType>;
  DocumentConnection?: DocumentConnectionResolvers<ContextType>;
  DocumentEdge?: DocumentEdgeResolvers<ContextType>;
  DocumentFailure?: DocumentFailureResolvers<ContextType>;
  DocumentFailureConnection?: DocumentFailureConnectionResolvers<ContextType>;
  DocumentFailureEdge?: DocumentFailureEdgeResolvers<ContextType>;
  DocumentRevision?: DocumentRevisionResolvers<ContextType>;
  DocumentRevisionConnection?: DocumentRevisionConnectionResolvers<ContextType>;
  DocumentRevisionEdge?: DocumentRevisionEdgeResolvers<ContextType>;
  DocumentText?: DocumentTextResolvers<ContextType>;
  DownloadLink?: DownloadLinkResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  Grantee?: GranteeResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  KeptOut?: KeptOutResolvers<ContextType>;
  LimitReached?: LimitReachedResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PendingDeletions?: PendingDeletionsResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  Provider?: ProviderResolvers<ContextType>;
  ProviderNotConfigured?: ProviderNotConfiguredResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReauthorizationRequired?: ReauthorizationRequiredResolvers<ContextType>;
  RemoveSourcePayload?: RemoveSourcePayloadResolvers<ContextType>;
  RetryDocumentsPayload?: RetryDocumentsPayloadResolvers<ContextType>;
  ShareSourcePayload?: ShareSourcePayloadResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  SourceAlreadyAdded?: SourceAlreadyAddedResolvers<ContextType>;
  SourceCheckpoint?: SourceCheckpointResolvers<ContextType>;
  SourceConnection?: SourceConnectionResolvers<ContextType>;
  SourceEdge?: SourceEdgeResolvers<ContextType>;
  StartSyncPayload?: StartSyncPayloadResolvers<ContextType>;
  StartSyncResult?: StartSyncResultResolvers<ContextType>;
  StartUploadPayload?: StartUploadPayloadResolvers<ContextType>;
  StartUploadResult?: StartUploadResultResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SyncCounts?: SyncCountsResolvers<ContextType>;
  SyncProgressed?: SyncProgressedResolvers<ContextType>;
  SyncRun?: SyncRunResolvers<ContextType>;
  SyncRunConnection?: SyncRunConnectionResolvers<ContextType>;
  SyncRunEdge?: SyncRunEdgeResolvers<ContextType>;
  SyncSchedule?: SyncScheduleResolvers<ContextType>;
  SystemActor?: SystemActorResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UpdateAccountPayload?: UpdateAccountPayloadResolvers<ContextType>;
  UpdateNotePayload?: UpdateNotePayloadResolvers<ContextType>;
  UpdateSourcePayload?: UpdateSourcePayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

