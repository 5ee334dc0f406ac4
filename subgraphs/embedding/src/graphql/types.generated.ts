import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A vector of numbers: base64 of little-endian 32-bit floats, so 512 × 3 characters for 384 of them. */
  Vector: { input: Float32Array; output: Float32Array; }
  _FieldSet: { input: string; output: string; }
};

/** What to turn into vectors. */
export type EmbedInput = {
  /** What the texts are; some models treat the two differently, and queries go first. */
  kind: EmbeddingKind;
  /** The model; the default when left out. */
  modelId?: InputMaybe<Scalars['ID']['input']>;
  /** The texts, 1 to 256 of them, of 1,048,576 characters altogether at most. What is longer than the model sees is cut off. */
  texts: Array<Scalars['String']['input']>;
};

/** Texts, turned into vectors. */
export type EmbedPayload = {
  __typename?: 'EmbedPayload';
  /** The model they were made with. Vectors of different models cannot be compared. */
  model: EmbeddingModel;
  /** How many tokens the model read. */
  tokenCount: Scalars['Int']['output'];
  /** One vector for each text, in the order of the texts. */
  vectors: Array<Scalars['Vector']['output']>;
};

/** What a text to embed is. */
export type EmbeddingKind =
  /** Something to be found. */
  | 'DOCUMENT'
  /** Something that is asked. */
  | 'QUERY';

/** A model that turns texts into vectors, so that texts of like meaning lie close to one another. */
export type EmbeddingModel = Node & {
  __typename?: 'EmbeddingModel';
  /** SHA-256 of the model's file in hexadecimal, verified before loading; of a model behind an endpoint, of its name, dimension and prefixes. */
  checksum: Scalars['String']['output'];
  /** How many numbers a vector has. */
  dimension: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  /** Whether it is in memory, or its endpoint has answered, and it works. */
  isLoaded: Scalars['Boolean']['output'];
  /** Whether vectors have length 1, so that their dot product is their cosine. */
  isNormalized: Scalars['Boolean']['output'];
  /** Its licence, as an SPDX identifier. */
  license: Scalars['String']['output'];
  /** How many tokens of a text it sees. */
  maxTokens: Scalars['Int']['output'];
  /** Its published name. */
  name: Scalars['String']['output'];
  /** How the tokens' vectors become the text's. */
  pooling: Pooling;
};

/** What the default model runs on. */
export type EmbeddingRuntime = {
  __typename?: 'EmbeddingRuntime';
  /** What computes: the processor, the GPU, or the endpoint's host. */
  device: Scalars['String']['output'];
  /** CUDA is a GPU. A model behind an endpoint counts as CPU: what its server has is not known here. */
  executionProvider: ExecutionProvider;
  /** Why a GPU that was asked for, or that is there, does not compute; of an endpoint, what went wrong last. */
  fallbackReason?: Maybe<Scalars['String']['output']>;
  /** Texts that were asked for and have no vector yet. */
  queuedTexts: Scalars['Int']['output'];
  /** Over the last half minute, while it worked; 0 when it did not. */
  tokensPerSecond: Scalars['Float']['output'];
};

/** What onnxruntime computes with. */
export type ExecutionProvider =
  /** The processor. */
  | 'CPU'
  /** An NVIDIA GPU. */
  | 'CUDA';

export type Node = {
  id: Scalars['ID']['output'];
};

/** How a model makes one vector of many. */
export type Pooling =
  /** The first token's. */
  | 'CLS'
  /** The mean over all tokens. */
  | 'MEAN';

export type Query = {
  __typename?: 'Query';
  /** Turns texts into vectors. Search calls this same field. */
  embed?: Maybe<EmbedPayload>;
  /** The models that are installed here, the default first. */
  embeddingModels?: Maybe<Array<EmbeddingModel>>;
  /** What the default model runs on, how fast, and why not on a GPU. */
  embeddingRuntime?: Maybe<EmbeddingRuntime>;
};


export type QueryEmbedArgs = {
  input: EmbedInput;
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
  EmbeddingModel: EmbeddingModel;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  EmbeddingModel:
    ( { __typename: 'EmbeddingModel' }
    & GraphQLRecursivePick<FederationTypes['EmbeddingModel'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node: ( EmbeddingModel );
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  EmbedInput: EmbedInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  EmbedPayload: ResolverTypeWrapper<EmbedPayload>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  EmbeddingKind: EmbeddingKind;
  EmbeddingModel: ResolverTypeWrapper<EmbeddingModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  EmbeddingRuntime: ResolverTypeWrapper<EmbeddingRuntime>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ExecutionProvider: ExecutionProvider;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Pooling: Pooling;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Vector: ResolverTypeWrapper<Scalars['Vector']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  EmbedInput: EmbedInput;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  EmbedPayload: EmbedPayload;
  Int: Scalars['Int']['output'];
  EmbeddingModel: EmbeddingModel | FederationReferenceTypes['EmbeddingModel'];
  Boolean: Scalars['Boolean']['output'];
  EmbeddingRuntime: EmbeddingRuntime;
  Float: Scalars['Float']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Query: Record<PropertyKey, never>;
  Vector: Scalars['Vector']['output'];
};

export type EmbedPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmbedPayload'] = ResolversParentTypes['EmbedPayload']> = {
  model?: Resolver<ResolversTypes['EmbeddingModel'], ParentType, ContextType>;
  tokenCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  vectors?: Resolver<Array<ResolversTypes['Vector']>, ParentType, ContextType>;
};

export type EmbeddingModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmbeddingModel'] = ResolversParentTypes['EmbeddingModel'], FederationReferenceType extends FederationReferenceTypes['EmbeddingModel'] = FederationReferenceTypes['EmbeddingModel']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['EmbeddingModel']> | FederationReferenceType, FederationReferenceType, ContextType>;
  checksum?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dimension?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isLoaded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isNormalized?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  license?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maxTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pooling?: Resolver<ResolversTypes['Pooling'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EmbeddingRuntimeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmbeddingRuntime'] = ResolversParentTypes['EmbeddingRuntime']> = {
  device?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  executionProvider?: Resolver<ResolversTypes['ExecutionProvider'], ParentType, ContextType>;
  fallbackReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  queuedTexts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tokensPerSecond?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'EmbeddingModel', ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  embed: Resolver<Maybe<ResolversTypes['EmbedPayload']>, ParentType, ContextType, RequireFields<QueryEmbedArgs, 'input'>>;
  embeddingModels: Resolver<Maybe<Array<ResolversTypes['EmbeddingModel']>>, ParentType, ContextType>;
  embeddingRuntime: Resolver<Maybe<ResolversTypes['EmbeddingRuntime']>, ParentType, ContextType>;
};

export interface VectorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Vector'], any> {
  name: 'Vector';
}

export type Resolvers<ContextType = Context> = {
  EmbedPayload?: EmbedPayloadResolvers<ContextType>;
  EmbeddingModel?: EmbeddingModelResolvers<ContextType>;
  EmbeddingRuntime?: EmbeddingRuntimeResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Vector?: GraphQLScalarType;
};

