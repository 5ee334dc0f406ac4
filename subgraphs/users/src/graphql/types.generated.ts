import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ApiKeyMapper, ApiKeyConnectionMapper, InvitationMapper, InvitationConnectionMapper, MembershipMapper, MembershipConnectionMapper, OrganizationMapper, RoleMapper, SessionMapper, SessionConnectionMapper, UserMapper, ViewerMapper } from './schema.mappers.ts';
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
  EmailAddress: { input: string; output: string; }
  URL: { input: string; output: URL | string; }
  _FieldSet: { input: string; output: string; }
};

export type AcceptInvitationInput = {
  /** The token from the invitation link's fragment. */
  token: Scalars['String']['input'];
};

export type AcceptInvitationPayload = {
  __typename?: 'AcceptInvitationPayload';
  /** The new membership. */
  membership: Membership;
};

export type AcceptInvitationResult = AcceptInvitationPayload | InvitationInvalid | LimitReached;

/** A key for programs. It acts as its creator, capped by its own scopes, and ends with their membership. */
export type ApiKey = Node & {
  __typename?: 'ApiKey';
  /** When the key was made. */
  createdAt: Scalars['DateTime']['output'];
  /** Whom the key acts as. Null when that person is gone. */
  createdBy?: Maybe<User>;
  /** When the key stops working. Null: it does not expire. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** When the key was last used, to the minute. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the key is for, in its creator's words. */
  name: Scalars['String']['output'];
  /** How the key begins (`chk_` and eight characters), to recognise it by. The rest is kept as a hash only. */
  prefix: Scalars['String']['output'];
  /** When the key was revoked. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the key may do at most. In effect it is never more than its creator may. */
  scopes: Array<Scalars['String']['output']>;
};

export type ApiKeyConnection = {
  __typename?: 'ApiKeyConnection';
  edges: Array<ApiKeyEdge>;
  nodes: Array<ApiKey>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type ApiKeyEdge = {
  __typename?: 'ApiKeyEdge';
  cursor: Scalars['String']['output'];
  node: ApiKey;
};

export type ChangeMemberRoleInput = {
  /** The member. */
  membershipId: Scalars['ID']['input'];
  /** Their new role. */
  roleId: Scalars['ID']['input'];
};

export type ChangeMemberRolePayload = {
  __typename?: 'ChangeMemberRolePayload';
  /** The membership, after the change. */
  membership?: Maybe<Membership>;
};

export type ChangePasswordInput = {
  /** The password until now. May be left out during the ten minutes after signing in, however that was done. */
  currentPassword?: InputMaybe<Scalars['String']['input']>;
  /** End the person's other sessions. */
  endOtherSessions?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new password: 8 to 128 characters, any of them; common passwords are refused. */
  password: Scalars['String']['input'];
};

export type ChangePasswordPayload = {
  __typename?: 'ChangePasswordPayload';
  /** Who is asking, after the change. */
  viewer?: Maybe<Viewer>;
};

export type CompleteSetupInput = {
  /** The owner's name. */
  displayName: Scalars['String']['input'];
  /** The address the owner will sign in with. */
  email: Scalars['EmailAddress']['input'];
  /** The organization's name. */
  organizationName: Scalars['String']['input'];
  /** 8 to 128 characters, any of them; common passwords are refused. */
  password: Scalars['String']['input'];
  /** The one-time token that the console printed. */
  setupToken: Scalars['String']['input'];
};

export type CreateApiKeyInput = {
  /** When it stops working. Left out: it does not expire. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What the key is for, 1 to 200 characters. */
  name: Scalars['String']['input'];
  /** What the key may do; nothing that the viewer may not. */
  scopes: Array<Scalars['String']['input']>;
};

export type CreateApiKeyPayload = {
  __typename?: 'CreateApiKeyPayload';
  /** The key's entry. */
  apiKey: ApiKey;
  /** The key itself, for `Authorization: Bearer …`. It is shown here only. */
  secret: Scalars['String']['output'];
};

export type CreateOrganizationInput = {
  /** The name people will see, 1 to 200 characters. */
  name: Scalars['String']['input'];
  /** A short name for addresses and headers: 2 to 40 lower-case letters, digits and hyphens. Made from the name when left out. */
  slug?: InputMaybe<Scalars['String']['input']>;
};

export type CreateOrganizationPayload = {
  __typename?: 'CreateOrganizationPayload';
  /** The new organization. Name it in the `conhub-organization` header to work in it. */
  organization?: Maybe<Organization>;
};

export type EndSessionInput = {
  /** End all of the viewer's sessions but this one. */
  allOthers?: InputMaybe<Scalars['Boolean']['input']>;
  /** The session to end. */
  sessionId?: InputMaybe<Scalars['ID']['input']>;
};

export type EndSessionPayload = {
  __typename?: 'EndSessionPayload';
  /** The sessions that were ended. */
  endedSessionIds: Array<Scalars['ID']['output']>;
};

/** A kind of second factor. */
export type FactorKind =
  /** A code from the list that was printed at enrolment. */
  | 'RECOVERY_CODES'
  /** A six-digit code from an authenticator app. */
  | 'TOTP'
  /** A security key or a passkey. */
  | 'WEBAUTHN';

/** The password was right, and a second factor is asked for. */
export type FactorRequired = {
  __typename?: 'FactorRequired';
  /** What to send back with the code. */
  challenge: Scalars['String']['output'];
  /** When the challenge ends. */
  expiresAt: Scalars['DateTime']['output'];
  /** The kinds of factor that the person has enrolled. */
  kinds: Array<FactorKind>;
};

export type Failure = {
  message: Scalars['String']['output'];
};

/** What was presented does not sign anybody in. It is not said why. */
export type InvalidCredentials = Failure & {
  __typename?: 'InvalidCredentials';
  message: Scalars['String']['output'];
};

/** An open invitation to join the organization. */
export type Invitation = Node & {
  __typename?: 'Invitation';
  /** The address it was sent to. Whoever holds the link may redeem it; that proves nothing about this address. */
  email: Scalars['EmailAddress']['output'];
  /** When the link stops working. */
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** Who invited. Null when that person is gone. */
  invitedBy?: Maybe<User>;
  /** The role that the person will have. */
  role: Role;
};

export type InvitationConnection = {
  __typename?: 'InvitationConnection';
  edges: Array<InvitationEdge>;
  nodes: Array<Invitation>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type InvitationEdge = {
  __typename?: 'InvitationEdge';
  cursor: Scalars['String']['output'];
  node: Invitation;
};

/** The invitation's token is unknown, used, revoked or expired. */
export type InvitationInvalid = Failure & {
  __typename?: 'InvitationInvalid';
  message: Scalars['String']['output'];
};

/** An invitation as the invited person sees it before accepting. */
export type InvitationPreview = {
  __typename?: 'InvitationPreview';
  /** The address the invitation was made for. */
  email: Scalars['EmailAddress']['output'];
  /** When the invitation stops working. */
  expiresAt: Scalars['DateTime']['output'];
  /** The organization they are invited to. */
  organizationName: Scalars['String']['output'];
};

export type InviteMemberInput = {
  /** Whom to invite. */
  email: Scalars['EmailAddress']['input'];
  /** The role they will have; none that allows more than the viewer's own. */
  roleId: Scalars['ID']['input'];
};

export type InviteMemberPayload = {
  __typename?: 'InviteMemberPayload';
  /** The link to hand to the invited person. It holds the token and cannot be shown again. */
  acceptUrl: Scalars['URL']['output'];
  /** The open invitation. */
  invitation: Invitation;
};

export type InviteMemberResult = InviteMemberPayload | LimitReached;

/** A limit of the organization's plan has been reached, so nothing was done. */
export type LimitReached = Failure & {
  __typename?: 'LimitReached';
  /** How much is allowed. */
  limit: Scalars['Float']['output'];
  message: Scalars['String']['output'];
  /** When the count starts again. Null for a limit on how much there may be at one time, which does not reset. */
  resetsAt?: Maybe<Scalars['DateTime']['output']>;
  /** How much is in use now. */
  used: Scalars['Float']['output'];
};

/** Which members to list. All given conditions must hold. */
export type MemberFilter = {
  /** Only members that may act (true) or may not (false). */
  isActive?: InputMaybe<Scalars['Boolean']['input']>;
  /** Part of the name or the e-mail address, in any case. */
  query?: InputMaybe<Scalars['String']['input']>;
  /** Only members with this role. */
  roleId?: InputMaybe<Scalars['ID']['input']>;
};

/** A person in an organization, with the role they have there. */
export type Membership = Node & {
  __typename?: 'Membership';
  id: Scalars['ID']['output'];
  /** When they joined. */
  joinedAt: Scalars['DateTime']['output'];
  /** The organization. */
  organization: Organization;
  /** What they may do there. */
  role: Role;
  /** The person. */
  user: User;
  /** Whether the viewer may change the role of this member or remove them. */
  viewerCanManage: Scalars['Boolean']['output'];
};

export type MembershipConnection = {
  __typename?: 'MembershipConnection';
  edges: Array<MembershipEdge>;
  nodes: Array<Membership>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type MembershipEdge = {
  __typename?: 'MembershipEdge';
  cursor: Scalars['String']['output'];
  node: Membership;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Joins the organization of an invitation with the account one is signed in with. For persons, not for API keys. */
  acceptInvitation?: Maybe<AcceptInvitationResult>;
  /** Gives a member another role. Nobody grants more than they hold, and the last owner stays owner. */
  changeMemberRole?: Maybe<ChangeMemberRolePayload>;
  /** Sets a new password. For persons, not for API keys. */
  changePassword?: Maybe<ChangePasswordPayload>;
  /** Creates the first owner and the first organization, and signs in. Works once, with the set-up token that the console printed. */
  completeSetup?: Maybe<SignInResult>;
  /** Makes an API key. Its secret is in this answer and never again. */
  createApiKey?: Maybe<CreateApiKeyPayload>;
  /** Creates an organization with the viewer as its owner. For persons, not for API keys. */
  createOrganization?: Maybe<CreateOrganizationPayload>;
  /** Ends one of the viewer's sessions, or all but this one. For persons, not for API keys. */
  endSession?: Maybe<EndSessionPayload>;
  /** Invites somebody by e-mail and answers the link too. Inviting an address again replaces its open invitation. */
  inviteMember?: Maybe<InviteMemberResult>;
  /** Exchanges a refresh token for a new pair of tokens. A refresh token works once; presenting a used one again ends the session. */
  refreshSession?: Maybe<SignInResult>;
  /**
   * Creates a person, and with an invitation's token their membership too. Sign in afterwards. The answer does not tell whether the address
   * was known already.
   */
  register?: Maybe<RegisterResult>;
  /**
   * Removes a member, or leaves the organization with one's own membership. The keys they made end, the accounts they connected pause.
   * Removing somebody else takes `members:manage`; the last owner cannot go.
   */
  removeMember?: Maybe<RemoveMemberPayload>;
  /** Revokes an API key. It stops working within seconds; the entry stays. */
  revokeApiKey?: Maybe<RevokeApiKeyPayload>;
  /** Makes an open invitation worthless. */
  revokeInvitation?: Maybe<RevokeInvitationPayload>;
  /** Signs in with e-mail address and password. Unknown address and wrong password are the same answer after the same time. */
  signIn?: Maybe<SignInResult>;
  /** Ends the session of this request. */
  signOut?: Maybe<SignOutPayload>;
  /** Changes how the viewer appears to others. What is left out stays. For persons, not for API keys. */
  updateProfile?: Maybe<UpdateProfilePayload>;
};


export type MutationAcceptInvitationArgs = {
  input: AcceptInvitationInput;
};


export type MutationChangeMemberRoleArgs = {
  input: ChangeMemberRoleInput;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationCompleteSetupArgs = {
  input: CompleteSetupInput;
};


export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


export type MutationCreateOrganizationArgs = {
  input: CreateOrganizationInput;
};


export type MutationEndSessionArgs = {
  input: EndSessionInput;
};


export type MutationInviteMemberArgs = {
  input: InviteMemberInput;
};


export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


export type MutationRegisterArgs = {
  input: RegisterInput;
};


export type MutationRemoveMemberArgs = {
  input: RemoveMemberInput;
};


export type MutationRevokeApiKeyArgs = {
  input: RevokeApiKeyInput;
};


export type MutationRevokeInvitationArgs = {
  input: RevokeInvitationInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};

export type Node = {
  id: Scalars['ID']['output'];
};

/**
 * The tenant: a group of people and everything that they know. Every subgraph contributes to this type, so all its fields are nullable and
 * none of them can take the others down.
 */
export type Organization = Node & {
  __typename?: 'Organization';
  /** The organization's API keys, revoked and expired ones included, newest first. */
  apiKeys?: Maybe<ApiKeyConnection>;
  /** When the organization was created. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** Invitations that are neither accepted nor revoked nor expired, newest first. */
  invitations?: Maybe<InvitationConnection>;
  /** The members, in the order of their joining. */
  members?: Maybe<MembershipConnection>;
  /** The name people see. */
  name?: Maybe<Scalars['String']['output']>;
  /** The roles a member can have, the most powerful first. */
  roles?: Maybe<Array<Role>>;
  /** A short name for addresses and headers: lower-case letters, digits and hyphens. */
  slug?: Maybe<Scalars['String']['output']>;
  /** Whether the viewer holds a scope in this organization. False for a scope that does not exist. */
  viewerCan?: Maybe<Scalars['Boolean']['output']>;
};


/**
 * The tenant: a group of people and everything that they know. Every subgraph contributes to this type, so all its fields are nullable and
 * none of them can take the others down.
 */
export type OrganizationApiKeysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * The tenant: a group of people and everything that they know. Every subgraph contributes to this type, so all its fields are nullable and
 * none of them can take the others down.
 */
export type OrganizationInvitationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * The tenant: a group of people and everything that they know. Every subgraph contributes to this type, so all its fields are nullable and
 * none of them can take the others down.
 */
export type OrganizationMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MemberFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * The tenant: a group of people and everything that they know. Every subgraph contributes to this type, so all its fields are nullable and
 * none of them can take the others down.
 */
export type OrganizationViewerCanArgs = {
  scope: Scalars['String']['input'];
};

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  __typename?: 'Query';
  /** What an invited person sees before they accept. Null when the token is unknown, used, revoked or expired. Needs no sign-in. */
  invitation?: Maybe<InvitationPreview>;
  organization?: Maybe<Organization>;
  /** How one can sign in here, and whether this installation still waits for its first owner. Needs no sign-in. */
  signInOptions?: Maybe<SignInOptions>;
  /** Who is asking, and everything private to them. Null when anonymous. */
  viewer?: Maybe<Viewer>;
};


export type QueryInvitationArgs = {
  token: Scalars['String']['input'];
};

export type RefreshSessionInput = {
  /** The refresh token. Left out when the session is kept in a cookie. */
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};

export type RegisterInput = {
  /** The name others will see, 1 to 200 characters. */
  displayName: Scalars['String']['input'];
  /** The address to sign in with. */
  email: Scalars['EmailAddress']['input'];
  /** The token of an invitation: makes the membership too, and opens a closed registration. */
  invitationToken?: InputMaybe<Scalars['String']['input']>;
  /** 8 to 128 characters, any of them; common passwords are refused. */
  password: Scalars['String']['input'];
};

export type RegisterPayload = {
  __typename?: 'RegisterPayload';
  /** The address to sign in with. */
  email: Scalars['EmailAddress']['output'];
};

export type RegisterResult = LimitReached | RegisterPayload | RegistrationClosed;

/** Registering takes an invitation here, and a good one was not given. */
export type RegistrationClosed = Failure & {
  __typename?: 'RegistrationClosed';
  message: Scalars['String']['output'];
};

export type RemoveMemberInput = {
  /** The member; the viewer's own membership to leave. */
  membershipId: Scalars['ID']['input'];
};

export type RemoveMemberPayload = {
  __typename?: 'RemoveMemberPayload';
  /** The membership that has ended. */
  removedMembershipId: Scalars['ID']['output'];
};

export type RevokeApiKeyInput = {
  /** The key to revoke. */
  apiKeyId: Scalars['ID']['input'];
};

export type RevokeApiKeyPayload = {
  __typename?: 'RevokeApiKeyPayload';
  /** The key, after the change. */
  apiKey?: Maybe<ApiKey>;
};

export type RevokeInvitationInput = {
  /** The invitation to revoke. */
  invitationId: Scalars['ID']['input'];
};

export type RevokeInvitationPayload = {
  __typename?: 'RevokeInvitationPayload';
  /** The invitation that is worthless now. */
  revokedInvitationId: Scalars['ID']['output'];
};

/** A named set of scopes. Everything a person may do follows from it. */
export type Role = Node & {
  __typename?: 'Role';
  id: Scalars['ID']['output'];
  /** Whether the role comes with ConHub. Built-in roles cannot be changed and have the same id in every installation. */
  isBuiltIn: Scalars['Boolean']['output'];
  /** The name people see, for example `Owner`. */
  name: Scalars['String']['output'];
  /** What the role allows. */
  scopes: Array<Scalars['String']['output']>;
};

/** One sign-in of a person on one device. */
export type Session = Node & {
  __typename?: 'Session';
  /** When the person signed in. */
  createdAt: Scalars['DateTime']['output'];
  /** When it ends at the latest. */
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** The address it was last seen from. */
  ipAddress?: Maybe<Scalars['String']['output']>;
  /** Whether it is the session that this request belongs to. */
  isCurrent: Scalars['Boolean']['output'];
  /** When it was last used, to the minute. */
  lastSeenAt: Scalars['DateTime']['output'];
  /** The program it was last seen with. */
  userAgent?: Maybe<Scalars['String']['output']>;
};

export type SessionConnection = {
  __typename?: 'SessionConnection';
  edges: Array<SessionEdge>;
  nodes: Array<Session>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type SessionEdge = {
  __typename?: 'SessionEdge';
  cursor: Scalars['String']['output'];
  node: Session;
};

/** Signing in is refused for now, whatever the password. */
export type SignInBlocked = Failure & {
  __typename?: 'SignInBlocked';
  message: Scalars['String']['output'];
  /** Why. */
  reason: SignInBlockedReason;
  /** When to try again. Null when waiting does not help. */
  retryAt?: Maybe<Scalars['DateTime']['output']>;
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

export type SignInInput = {
  /** The address the person registered with. */
  email: Scalars['EmailAddress']['input'];
  /** The password. */
  password: Scalars['String']['input'];
  /** Keep the session in an HttpOnly cookie instead of answering a refresh token. For browsers on this origin. */
  useCookie?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The ways to sign in to this installation. */
export type SignInOptions = {
  __typename?: 'SignInOptions';
  /** Whether one can sign in with an e-mail address and a password. */
  hasPassword: Scalars['Boolean']['output'];
  /** Whether anybody may register. Otherwise registering takes an invitation. */
  isRegistrationOpen: Scalars['Boolean']['output'];
  /** Whether there is no owner yet, and `completeSetup` with the one-time token from the console comes first. */
  needsSetup: Scalars['Boolean']['output'];
};

/** Signed in. */
export type SignInPayload = {
  __typename?: 'SignInPayload';
  /** Goes into `Authorization: Bearer …`. A JWT that this deployment's keys under `/.well-known/jwks.json` verify. */
  accessToken: Scalars['String']['output'];
  /** When the access token ends; refresh before. */
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** Gets the next pair of tokens, once. Null when the session is kept in a cookie. */
  refreshToken?: Maybe<Scalars['String']['output']>;
  /** Who is signed in now. */
  viewer: Viewer;
};

export type SignInResult = FactorRequired | InvalidCredentials | SignInBlocked | SignInPayload;

export type SignOutPayload = {
  __typename?: 'SignOutPayload';
  /** The session that was ended. */
  endedSessionId?: Maybe<Scalars['ID']['output']>;
};

export type UpdateProfileInput = {
  /** An https address of a picture. Null removes it. */
  avatarUrl?: InputMaybe<Scalars['URL']['input']>;
  /** The name others will see, 1 to 200 characters. */
  displayName?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateProfilePayload = {
  __typename?: 'UpdateProfilePayload';
  /** The person, after the change. */
  user?: Maybe<User>;
};

/** A person. Seen by the members of the organizations they share. */
export type User = Node & {
  __typename?: 'User';
  /** A picture of the person. */
  avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** When the person registered. */
  createdAt: Scalars['DateTime']['output'];
  /** The name the person goes by. */
  displayName: Scalars['String']['output'];
  /** The address the person signs in with. Null unless the viewer is that person or manages members. */
  email?: Maybe<Scalars['EmailAddress']['output']>;
  id: Scalars['ID']['output'];
  /** Whether the person may act in this organization: not disabled, and their membership is active. */
  isActive: Scalars['Boolean']['output'];
  /** Whether this is the person who is asking. */
  isViewer: Scalars['Boolean']['output'];
  /** The person's membership in this organization. Null for somebody who has left. */
  membership?: Maybe<Membership>;
};

/** Private facts about whoever is asking. Nothing in here can be reached from another person. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The API key this request was made with, if it was made with one. */
  apiKey?: Maybe<ApiKey>;
  /** The membership that the viewer acts by in that organization. */
  membership?: Maybe<Membership>;
  /** All organizations the person is a member of, oldest membership first. */
  memberships?: Maybe<MembershipConnection>;
  /** The organization this request is for. */
  organization?: Maybe<Organization>;
  /** What the viewer may do in that organization: the role's scopes, capped by the API key's. */
  scopes: Array<Scalars['String']['output']>;
  /** The session this request belongs to, if it belongs to one. */
  session?: Maybe<Session>;
  /** The person's live sessions, the one seen last first. */
  sessions?: Maybe<SessionConnection>;
  /** The person. Null for an organization's service key. */
  user?: Maybe<User>;
};


/** Private facts about whoever is asking. Nothing in here can be reached from another person. */
export type ViewerMembershipsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Private facts about whoever is asking. Nothing in here can be reached from another person. */
export type ViewerSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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
  ApiKey: ApiKey;
  Invitation: Invitation;
  Membership: Membership;
  Organization: Organization;
  Role: Role;
  Session: Session;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  ApiKey:
    ( { __typename: 'ApiKey' }
    & GraphQLRecursivePick<FederationTypes['ApiKey'], {"id":true}> );
  Invitation:
    ( { __typename: 'Invitation' }
    & GraphQLRecursivePick<FederationTypes['Invitation'], {"id":true}> );
  Membership:
    ( { __typename: 'Membership' }
    & GraphQLRecursivePick<FederationTypes['Membership'], {"id":true}> );
  Organization:
    ( { __typename: 'Organization' }
    & GraphQLRecursivePick<FederationTypes['Organization'], {"id":true}> );
  Role:
    ( { __typename: 'Role' }
    & GraphQLRecursivePick<FederationTypes['Role'], {"id":true}> );
  Session:
    ( { __typename: 'Session' }
    & GraphQLRecursivePick<FederationTypes['Session'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AcceptInvitationResult:
    | ( Omit<AcceptInvitationPayload, 'membership'> & { membership: _RefType['Membership'] } & { __typename: 'AcceptInvitationPayload' } )
    | ( InvitationInvalid & { __typename: 'InvitationInvalid' } )
    | ( LimitReached & { __typename: 'LimitReached' } )
  ;
  InviteMemberResult:
    | ( Omit<InviteMemberPayload, 'invitation'> & { invitation: _RefType['Invitation'] } & { __typename: 'InviteMemberPayload' } )
    | ( LimitReached & { __typename: 'LimitReached' } )
  ;
  RegisterResult:
    | ( LimitReached & { __typename: 'LimitReached' } )
    | ( RegisterPayload & { __typename: 'RegisterPayload' } )
    | ( RegistrationClosed & { __typename: 'RegistrationClosed' } )
  ;
  SignInResult:
    | ( FactorRequired & { __typename: 'FactorRequired' } )
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( SignInBlocked & { __typename: 'SignInBlocked' } )
    | ( Omit<SignInPayload, 'viewer'> & { viewer: _RefType['Viewer'] } & { __typename: 'SignInPayload' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Failure:
    | ( InvalidCredentials )
    | ( InvitationInvalid )
    | ( LimitReached )
    | ( RegistrationClosed )
    | ( SignInBlocked )
  ;
  Node:
    | ( ApiKeyMapper )
    | ( InvitationMapper )
    | ( MembershipMapper )
    | ( OrganizationMapper )
    | ( RoleMapper )
    | ( SessionMapper )
    | ( UserMapper )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptInvitationInput: AcceptInvitationInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AcceptInvitationPayload: ResolverTypeWrapper<Omit<AcceptInvitationPayload, 'membership'> & { membership: ResolversTypes['Membership'] }>;
  AcceptInvitationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AcceptInvitationResult']>;
  ApiKey: ResolverTypeWrapper<ApiKeyMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ApiKeyConnection: ResolverTypeWrapper<ApiKeyConnectionMapper>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ApiKeyEdge: ResolverTypeWrapper<Omit<ApiKeyEdge, 'node'> & { node: ResolversTypes['ApiKey'] }>;
  ChangeMemberRoleInput: ChangeMemberRoleInput;
  ChangeMemberRolePayload: ResolverTypeWrapper<Omit<ChangeMemberRolePayload, 'membership'> & { membership?: Maybe<ResolversTypes['Membership']> }>;
  ChangePasswordInput: ChangePasswordInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ChangePasswordPayload: ResolverTypeWrapper<Omit<ChangePasswordPayload, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  CompleteSetupInput: CompleteSetupInput;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: ResolverTypeWrapper<Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  CreateOrganizationInput: CreateOrganizationInput;
  CreateOrganizationPayload: ResolverTypeWrapper<Omit<CreateOrganizationPayload, 'organization'> & { organization?: Maybe<ResolversTypes['Organization']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  EmailAddress: ResolverTypeWrapper<Scalars['EmailAddress']['output']>;
  EndSessionInput: EndSessionInput;
  EndSessionPayload: ResolverTypeWrapper<EndSessionPayload>;
  FactorKind: FactorKind;
  FactorRequired: ResolverTypeWrapper<FactorRequired>;
  Failure: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Failure']>;
  InvalidCredentials: ResolverTypeWrapper<InvalidCredentials>;
  Invitation: ResolverTypeWrapper<InvitationMapper>;
  InvitationConnection: ResolverTypeWrapper<InvitationConnectionMapper>;
  InvitationEdge: ResolverTypeWrapper<Omit<InvitationEdge, 'node'> & { node: ResolversTypes['Invitation'] }>;
  InvitationInvalid: ResolverTypeWrapper<InvitationInvalid>;
  InvitationPreview: ResolverTypeWrapper<InvitationPreview>;
  InviteMemberInput: InviteMemberInput;
  InviteMemberPayload: ResolverTypeWrapper<Omit<InviteMemberPayload, 'invitation'> & { invitation: ResolversTypes['Invitation'] }>;
  InviteMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['InviteMemberResult']>;
  LimitReached: ResolverTypeWrapper<LimitReached>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  MemberFilter: MemberFilter;
  Membership: ResolverTypeWrapper<MembershipMapper>;
  MembershipConnection: ResolverTypeWrapper<MembershipConnectionMapper>;
  MembershipEdge: ResolverTypeWrapper<Omit<MembershipEdge, 'node'> & { node: ResolversTypes['Membership'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Organization: ResolverTypeWrapper<OrganizationMapper>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefreshSessionInput: RefreshSessionInput;
  RegisterInput: RegisterInput;
  RegisterPayload: ResolverTypeWrapper<RegisterPayload>;
  RegisterResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterResult']>;
  RegistrationClosed: ResolverTypeWrapper<RegistrationClosed>;
  RemoveMemberInput: RemoveMemberInput;
  RemoveMemberPayload: ResolverTypeWrapper<RemoveMemberPayload>;
  RevokeApiKeyInput: RevokeApiKeyInput;
  RevokeApiKeyPayload: ResolverTypeWrapper<Omit<RevokeApiKeyPayload, 'apiKey'> & { apiKey?: Maybe<ResolversTypes['ApiKey']> }>;
  RevokeInvitationInput: RevokeInvitationInput;
  RevokeInvitationPayload: ResolverTypeWrapper<RevokeInvitationPayload>;
  Role: ResolverTypeWrapper<RoleMapper>;
  Session: ResolverTypeWrapper<SessionMapper>;
  SessionConnection: ResolverTypeWrapper<SessionConnectionMapper>;
  SessionEdge: ResolverTypeWrapper<Omit<SessionEdge, 'node'> & { node: ResolversTypes['Session'] }>;
  SignInBlocked: ResolverTypeWrapper<SignInBlocked>;
  SignInBlockedReason: SignInBlockedReason;
  SignInInput: SignInInput;
  SignInOptions: ResolverTypeWrapper<SignInOptions>;
  SignInPayload: ResolverTypeWrapper<Omit<SignInPayload, 'viewer'> & { viewer: ResolversTypes['Viewer'] }>;
  SignInResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignInResult']>;
  SignOutPayload: ResolverTypeWrapper<SignOutPayload>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: ResolverTypeWrapper<Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  User: ResolverTypeWrapper<UserMapper>;
  Viewer: ResolverTypeWrapper<ViewerMapper>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptInvitationInput: AcceptInvitationInput;
  String: Scalars['String']['output'];
  AcceptInvitationPayload: Omit<AcceptInvitationPayload, 'membership'> & { membership: ResolversParentTypes['Membership'] };
  AcceptInvitationResult: ResolversUnionTypes<ResolversParentTypes>['AcceptInvitationResult'];
  ApiKey: ApiKeyMapper;
  ID: Scalars['ID']['output'];
  ApiKeyConnection: ApiKeyConnectionMapper;
  Int: Scalars['Int']['output'];
  ApiKeyEdge: Omit<ApiKeyEdge, 'node'> & { node: ResolversParentTypes['ApiKey'] };
  ChangeMemberRoleInput: ChangeMemberRoleInput;
  ChangeMemberRolePayload: Omit<ChangeMemberRolePayload, 'membership'> & { membership?: Maybe<ResolversParentTypes['Membership']> };
  ChangePasswordInput: ChangePasswordInput;
  Boolean: Scalars['Boolean']['output'];
  ChangePasswordPayload: Omit<ChangePasswordPayload, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  CompleteSetupInput: CompleteSetupInput;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  CreateOrganizationInput: CreateOrganizationInput;
  CreateOrganizationPayload: Omit<CreateOrganizationPayload, 'organization'> & { organization?: Maybe<ResolversParentTypes['Organization']> };
  DateTime: Scalars['DateTime']['output'];
  EmailAddress: Scalars['EmailAddress']['output'];
  EndSessionInput: EndSessionInput;
  EndSessionPayload: EndSessionPayload;
  FactorRequired: FactorRequired;
  Failure: ResolversInterfaceTypes<ResolversParentTypes>['Failure'];
  InvalidCredentials: InvalidCredentials;
  Invitation: InvitationMapper;
  InvitationConnection: InvitationConnectionMapper;
  InvitationEdge: Omit<InvitationEdge, 'node'> & { node: ResolversParentTypes['Invitation'] };
  InvitationInvalid: InvitationInvalid;
  InvitationPreview: InvitationPreview;
  InviteMemberInput: InviteMemberInput;
  InviteMemberPayload: Omit<InviteMemberPayload, 'invitation'> & { invitation: ResolversParentTypes['Invitation'] };
  InviteMemberResult: ResolversUnionTypes<ResolversParentTypes>['InviteMemberResult'];
  LimitReached: LimitReached;
  Float: Scalars['Float']['output'];
  MemberFilter: MemberFilter;
  Membership: MembershipMapper;
  MembershipConnection: MembershipConnectionMapper;
  MembershipEdge: Omit<MembershipEdge, 'node'> & { node: ResolversParentTypes['Membership'] };
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Organization: OrganizationMapper;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RefreshSessionInput: RefreshSessionInput;
  RegisterInput: RegisterInput;
  RegisterPayload: RegisterPayload;
  RegisterResult: ResolversUnionTypes<ResolversParentTypes>['RegisterResult'];
  RegistrationClosed: RegistrationClosed;
  RemoveMemberInput: RemoveMemberInput;
  RemoveMemberPayload: RemoveMemberPayload;
  RevokeApiKeyInput: RevokeApiKeyInput;
  RevokeApiKeyPayload: Omit<RevokeApiKeyPayload, 'apiKey'> & { apiKey?: Maybe<ResolversParentTypes['ApiKey']> };
  RevokeInvitationInput: RevokeInvitationInput;
  RevokeInvitationPayload: RevokeInvitationPayload;
  Role: RoleMapper;
  Session: SessionMapper;
  SessionConnection: SessionConnectionMapper;
  SessionEdge: Omit<SessionEdge, 'node'> & { node: ResolversParentTypes['Session'] };
  SignInBlocked: SignInBlocked;
  SignInInput: SignInInput;
  SignInOptions: SignInOptions;
  SignInPayload: Omit<SignInPayload, 'viewer'> & { viewer: ResolversParentTypes['Viewer'] };
  SignInResult: ResolversUnionTypes<ResolversParentTypes>['SignInResult'];
  SignOutPayload: SignOutPayload;
  URL: Scalars['URL']['output'];
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  User: UserMapper;
  Viewer: ViewerMapper;
};

export type AcceptInvitationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcceptInvitationPayload'] = ResolversParentTypes['AcceptInvitationPayload']> = {
  membership?: Resolver<ResolversTypes['Membership'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AcceptInvitationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcceptInvitationResult'] = ResolversParentTypes['AcceptInvitationResult']> = {
  __resolveType: TypeResolveFn<'AcceptInvitationPayload' | 'InvitationInvalid' | 'LimitReached', ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey'], FederationReferenceType extends FederationReferenceTypes['ApiKey'] = FederationReferenceTypes['ApiKey']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ApiKey']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeyConnection'] = ResolversParentTypes['ApiKeyConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ApiKeyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ApiKeyEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeyEdge'] = ResolversParentTypes['ApiKeyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
};

export type ChangeMemberRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeMemberRolePayload'] = ResolversParentTypes['ChangeMemberRolePayload']> = {
  membership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
};

export type ChangePasswordPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePasswordPayload'] = ResolversParentTypes['ChangePasswordPayload']> = {
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type CreateApiKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateApiKeyPayload'] = ResolversParentTypes['CreateApiKeyPayload']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CreateOrganizationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateOrganizationPayload'] = ResolversParentTypes['CreateOrganizationPayload']> = {
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface EmailAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EmailAddress'], any> {
  name: 'EmailAddress';
}

export type EndSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndSessionPayload'] = ResolversParentTypes['EndSessionPayload']> = {
  endedSessionIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type FactorRequiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FactorRequired'] = ResolversParentTypes['FactorRequired']> = {
  challenge?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kinds?: Resolver<Array<ResolversTypes['FactorKind']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'InvitationInvalid' | 'LimitReached' | 'RegistrationClosed' | 'SignInBlocked', ParentType, ContextType>;
};

export type InvalidCredentialsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidCredentials'] = ResolversParentTypes['InvalidCredentials']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invitation'] = ResolversParentTypes['Invitation'], FederationReferenceType extends FederationReferenceTypes['Invitation'] = FederationReferenceTypes['Invitation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Invitation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  email?: Resolver<ResolversTypes['EmailAddress'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationConnection'] = ResolversParentTypes['InvitationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['InvitationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Invitation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type InvitationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationEdge'] = ResolversParentTypes['InvitationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Invitation'], ParentType, ContextType>;
};

export type InvitationInvalidResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationInvalid'] = ResolversParentTypes['InvitationInvalid']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitationPreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationPreview'] = ResolversParentTypes['InvitationPreview']> = {
  email?: Resolver<ResolversTypes['EmailAddress'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  organizationName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InviteMemberPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InviteMemberPayload'] = ResolversParentTypes['InviteMemberPayload']> = {
  acceptUrl?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  invitation?: Resolver<ResolversTypes['Invitation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InviteMemberResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InviteMemberResult'] = ResolversParentTypes['InviteMemberResult']> = {
  __resolveType: TypeResolveFn<'InviteMemberPayload' | 'LimitReached', ParentType, ContextType>;
};

export type LimitReachedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LimitReached'] = ResolversParentTypes['LimitReached']> = {
  limit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resetsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Membership'] = ResolversParentTypes['Membership'], FederationReferenceType extends FederationReferenceTypes['Membership'] = FederationReferenceTypes['Membership']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Membership']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  joinedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  organization?: Resolver<ResolversTypes['Organization'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  viewerCanManage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MembershipConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MembershipConnection'] = ResolversParentTypes['MembershipConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MembershipEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Membership']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MembershipEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MembershipEdge'] = ResolversParentTypes['MembershipEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Membership'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptInvitation: Resolver<Maybe<ResolversTypes['AcceptInvitationResult']>, ParentType, ContextType, RequireFields<MutationAcceptInvitationArgs, 'input'>>;
  changeMemberRole: Resolver<Maybe<ResolversTypes['ChangeMemberRolePayload']>, ParentType, ContextType, RequireFields<MutationChangeMemberRoleArgs, 'input'>>;
  changePassword: Resolver<Maybe<ResolversTypes['ChangePasswordPayload']>, ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  completeSetup: Resolver<Maybe<ResolversTypes['SignInResult']>, ParentType, ContextType, RequireFields<MutationCompleteSetupArgs, 'input'>>;
  createApiKey: Resolver<Maybe<ResolversTypes['CreateApiKeyPayload']>, ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createOrganization: Resolver<Maybe<ResolversTypes['CreateOrganizationPayload']>, ParentType, ContextType, RequireFields<MutationCreateOrganizationArgs, 'input'>>;
  endSession: Resolver<Maybe<ResolversTypes['EndSessionPayload']>, ParentType, ContextType, RequireFields<MutationEndSessionArgs, 'input'>>;
  inviteMember: Resolver<Maybe<ResolversTypes['InviteMemberResult']>, ParentType, ContextType, RequireFields<MutationInviteMemberArgs, 'input'>>;
  refreshSession: Resolver<Maybe<ResolversTypes['SignInResult']>, ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  register: Resolver<Maybe<ResolversTypes['RegisterResult']>, ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  removeMember: Resolver<Maybe<ResolversTypes['RemoveMemberPayload']>, ParentType, ContextType, RequireFields<MutationRemoveMemberArgs, 'input'>>;
  revokeApiKey: Resolver<Maybe<ResolversTypes['RevokeApiKeyPayload']>, ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'input'>>;
  revokeInvitation: Resolver<Maybe<ResolversTypes['RevokeInvitationPayload']>, ParentType, ContextType, RequireFields<MutationRevokeInvitationArgs, 'input'>>;
  signIn: Resolver<Maybe<ResolversTypes['SignInResult']>, ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut: Resolver<Maybe<ResolversTypes['SignOutPayload']>, ParentType, ContextType>;
  updateProfile: Resolver<Maybe<ResolversTypes['UpdateProfilePayload']>, ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'ApiKey' | 'Invitation' | 'Membership' | 'Organization' | 'Role' | 'Session' | 'User', ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization'], FederationReferenceType extends FederationReferenceTypes['Organization'] = FederationReferenceTypes['Organization']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Organization']> | FederationReferenceType, FederationReferenceType, ContextType>;
  apiKeys?: Resolver<Maybe<ResolversTypes['ApiKeyConnection']>, ParentType, ContextType, RequireFields<OrganizationApiKeysArgs, 'first'>>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitations?: Resolver<Maybe<ResolversTypes['InvitationConnection']>, ParentType, ContextType, RequireFields<OrganizationInvitationsArgs, 'first'>>;
  members?: Resolver<Maybe<ResolversTypes['MembershipConnection']>, ParentType, ContextType, RequireFields<OrganizationMembersArgs, 'first'>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<Maybe<Array<ResolversTypes['Role']>>, ParentType, ContextType>;
  slug?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType, RequireFields<OrganizationViewerCanArgs, 'scope'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  invitation: Resolver<Maybe<ResolversTypes['InvitationPreview']>, ParentType, ContextType, RequireFields<QueryInvitationArgs, 'token'>>;
  organization: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  signInOptions: Resolver<Maybe<ResolversTypes['SignInOptions']>, ParentType, ContextType>;
  viewer: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type RegisterPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterPayload'] = ResolversParentTypes['RegisterPayload']> = {
  email?: Resolver<ResolversTypes['EmailAddress'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegisterResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterResult'] = ResolversParentTypes['RegisterResult']> = {
  __resolveType: TypeResolveFn<'LimitReached' | 'RegisterPayload' | 'RegistrationClosed', ParentType, ContextType>;
};

export type RegistrationClosedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegistrationClosed'] = ResolversParentTypes['RegistrationClosed']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RemoveMemberPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveMemberPayload'] = ResolversParentTypes['RemoveMemberPayload']> = {
  removedMembershipId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RevokeApiKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeApiKeyPayload'] = ResolversParentTypes['RevokeApiKeyPayload']> = {
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>;
};

export type RevokeInvitationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeInvitationPayload'] = ResolversParentTypes['RevokeInvitationPayload']> = {
  revokedInvitationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Role'] = ResolversParentTypes['Role'], FederationReferenceType extends FederationReferenceTypes['Role'] = FederationReferenceTypes['Role']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Role']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isBuiltIn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session'], FederationReferenceType extends FederationReferenceTypes['Session'] = FederationReferenceTypes['Session']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Session']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ipAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  userAgent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionConnection'] = ResolversParentTypes['SessionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SessionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SessionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionEdge'] = ResolversParentTypes['SessionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
};

export type SignInBlockedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInBlocked'] = ResolversParentTypes['SignInBlocked']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['SignInBlockedReason'], ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignInOptionsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInOptions'] = ResolversParentTypes['SignInOptions']> = {
  hasPassword?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isRegistrationOpen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  needsSetup?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SignInPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInPayload'] = ResolversParentTypes['SignInPayload']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignInResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInResult'] = ResolversParentTypes['SignInResult']> = {
  __resolveType: TypeResolveFn<'FactorRequired' | 'InvalidCredentials' | 'SignInBlocked' | 'SignInPayload', ParentType, ContextType>;
};

export type SignOutPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutPayload'] = ResolversParentTypes['SignOutPayload']> = {
  endedSessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UpdateProfilePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProfilePayload'] = ResolversParentTypes['UpdateProfilePayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isViewer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  membership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  membership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  memberships?: Resolver<Maybe<ResolversTypes['MembershipConnection']>, ParentType, ContextType, RequireFields<ViewerMembershipsArgs, 'first'>>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  sessions?: Resolver<Maybe<ResolversTypes['SessionConnection']>, ParentType, ContextType, RequireFields<ViewerSessionsArgs, 'first'>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AcceptInvitationPayload?: AcceptInvitationPayloadResolvers<ContextType>;
  AcceptInvitationResult?: AcceptInvitationResultResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>;
  ApiKeyEdge?: ApiKeyEdgeResolvers<ContextType>;
  ChangeMemberRolePayload?: ChangeMemberRolePayloadResolvers<ContextType>;
  ChangePasswordPayload?: ChangePasswordPayloadResolvers<ContextType>;
  CreateApiKeyPayload?: CreateApiKeyPayloadResolvers<ContextType>;
  CreateOrganizationPayload?: CreateOrganizationPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  EmailAddress?: GraphQLScalarType;
  EndSessionPayload?: EndSessionPayloadResolvers<ContextType>;
  FactorRequired?: FactorRequiredResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  InvalidCredentials?: InvalidCredentialsResolvers<ContextType>;
  Invitation?: InvitationResolvers<ContextType>;
  InvitationConnection?: InvitationConnectionResolvers<ContextType>;
  InvitationEdge?: InvitationEdgeResolvers<ContextType>;
  InvitationInvalid?: InvitationInvalidResolvers<ContextType>;
  InvitationPreview?: InvitationPreviewResolvers<ContextType>;
  InviteMemberPayload?: InviteMemberPayloadResolvers<ContextType>;
  InviteMemberResult?: InviteMemberResultResolvers<ContextType>;
  LimitReached?: LimitReachedResolvers<ContextType>;
  Membership?: MembershipResolvers<ContextType>;
  MembershipConnection?: MembershipConnectionResolvers<ContextType>;
  MembershipEdge?: MembershipEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RegisterPayload?: RegisterPayloadResolvers<ContextType>;
  RegisterResult?: RegisterResultResolvers<ContextType>;
  RegistrationClosed?: RegistrationClosedResolvers<ContextType>;
  RemoveMemberPayload?: RemoveMemberPayloadResolvers<ContextType>;
  RevokeApiKeyPayload?: RevokeApiKeyPayloadResolvers<ContextType>;
  RevokeInvitationPayload?: RevokeInvitationPayloadResolvers<ContextType>;
  Role?: RoleResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionConnection?: SessionConnectionResolvers<ContextType>;
  SessionEdge?: SessionEdgeResolvers<ContextType>;
  SignInBlocked?: SignInBlockedResolvers<ContextType>;
  SignInOptions?: SignInOptionsResolvers<ContextType>;
  SignInPayload?: SignInPayloadResolvers<ContextType>;
  SignInResult?: SignInResultResolvers<ContextType>;
  SignOutPayload?: SignOutPayloadResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UpdateProfilePayload?: UpdateProfilePayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

