import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { DuplicateDocumentsMapper, IndexSpaceMapper, SavedSearchMapper, SearchAnalyticsMapper, SearchConnectionMapper, SearchHitMapper, SourceMapper, SourceFreshnessMapper, SyncRunMapper } from './schema.mappers.ts';
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
  URL: { input: string; output: URL | string; }
  _FieldSet: { input: string; output: string; }
};

/** What raised a document. */
export type Boost = {
  __typename?: 'Boost';
  /** What the score was multiplied by. */
  factor: Scalars['Float']['output'];
  /** `definition`, `path` or `phrase`: what it was asked for by. */
  name: Scalars['String']['output'];
};

/** What to give up. */
export type CancelReindexInput = {
  /** The model of the space that is being filled. */
  modelId: Scalars['ID']['input'];
};

/** What was given up. */
export type CancelReindexPayload = {
  __typename?: 'CancelReindexPayload';
  /** The space on its way out. */
  space?: Maybe<IndexSpace>;
};

/** A way of searching that did not take part. */
export type DegradedLeg = {
  __typename?: 'DegradedLeg';
  /** Which. */
  leg: SearchLeg;
  /** Why, and what to do. */
  problem: Problem;
};

export type DeleteSavedSearchInput = {
  /** Which. */
  savedSearchId: Scalars['ID']['input'];
};

export type DeleteSavedSearchPayload = {
  __typename?: 'DeleteSavedSearchPayload';
  /** The id of what was deleted. */
  deletedSavedSearchId: Scalars['ID']['output'];
};

export type Document = {
  __typename?: 'Document';
  id: Scalars['ID']['output'];
  /** Whether it can be found. */
  indexing?: Maybe<DocumentIndexing>;
  kind: DocumentKind;
  language?: Maybe<Scalars['String']['output']>;
  path: Scalars['String']['output'];
  /** Documents near in meaning that the viewer may see; copies are left out. Needs the scope `search:read`, else null. */
  related?: Maybe<Array<RelatedDocument>>;
  title: Scalars['String']['output'];
  updatedAt: Scalars['DateTime']['output'];
  url?: Maybe<Scalars['URL']['output']>;
};


export type DocumentRelatedArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Whether a document can be found. */
export type DocumentIndexing = {
  __typename?: 'DocumentIndexing';
  /** In how many pieces it is indexed. */
  chunkCount: Scalars['Int']['output'];
  /** Since when its present content can be found. */
  indexedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it could not be indexed, and what to do. */
  problem?: Maybe<Problem>;
  /** How it stands. */
  status: IndexingStatus;
};

export type DocumentKind =
  | 'CODE'
  | 'DATA'
  | 'EMAIL'
  | 'ISSUE'
  | 'NOTE'
  | 'NOTEBOOK'
  | 'OTHER'
  | 'PAGE'
  | 'PDF'
  | 'SHEET'
  | 'SLIDES'
  | 'TEXT';

/** The documents whose text is that of a hit, or nearly so: 20 words or more, nine of ten the same, and all numbers. */
export type DuplicateDocuments = {
  __typename?: 'DuplicateDocuments';
  /** The first of them. */
  nodes?: Maybe<Array<Document>>;
  /** How many the viewer may see, the hit itself left out; 100 are counted at most. */
  totalCount: Scalars['Int']['output'];
};


/** The documents whose text is that of a hit, or nearly so: 20 words or more, nine of ten the same, and all numbers. */
export type DuplicateDocumentsNodesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type EmbeddingModel = {
  __typename?: 'EmbeddingModel';
  id: Scalars['ID']['output'];
};

export type Failure = {
  message: Scalars['String']['output'];
};

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

/** The vectors of one model over all documents. Vectors of different models are never compared. */
export type IndexSpace = {
  __typename?: 'IndexSpace';
  /** Whose vectors. Null when it is installed no more. */
  model?: Maybe<EmbeddingModel>;
  /** Why it cannot go on: there is no room in memory beside the space that serves (`INDEX_FULL`). Null: it goes on. */
  problem?: Maybe<Problem>;
  /** How many documents are whole in it. */
  progress: IndexingProgress;
  /** Whether it answers searches. */
  status: IndexSpaceStatus;
};

/** What a space does. */
export type IndexSpaceStatus =
  /** It is being made beside the one that serves. */
  | 'FILLING'
  /** It answers no more, and its vectors are being taken away. */
  | 'RETIRED'
  /** It answers searches. */
  | 'SERVING';

/** How far documents are indexed. */
export type IndexingProgress = {
  __typename?: 'IndexingProgress';
  /** When it will probably be done. Null when nothing waits, or when there is nothing to judge by. */
  estimatedFinishAt?: Maybe<Scalars['DateTime']['output']>;
  /** How many failed. */
  failed: Scalars['Int']['output'];
  /** How many can be found, or have nothing in them to find. */
  indexed: Scalars['Int']['output'];
  /** How many wait. */
  pending: Scalars['Int']['output'];
};

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

/** A document's place in one way of searching. */
export type LegRank = {
  __typename?: 'LegRank';
  /** Their standard deviation. */
  deviation?: Maybe<Scalars['Float']['output']>;
  /** Which. */
  leg: SearchLeg;
  /** The mean of the candidates' scores. */
  mean?: Maybe<Scalars['Float']['output']>;
  /** The score on the common scale. */
  normalized: Scalars['Float']['output'];
  /** Counted from 1. Null for a document beyond the candidates. */
  rank?: Maybe<Scalars['Int']['output']>;
  /** Its score there: BM25, or a cosine. Null where it has none. */
  score?: Maybe<Scalars['Float']['output']>;
  /** What the way of searching weighs for such a document. */
  weight: Scalars['Float']['output'];
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
  /** Gives a space that is being filled up. Its vectors go, and the one that serves stays. */
  cancelReindex?: Maybe<CancelReindexPayload>;
  /** Deletes a saved search of one's own. */
  deleteSavedSearch?: Maybe<DeleteSavedSearchPayload>;
  /** Says what became of a hit. Helpful and not helpful replace one another; no query is kept with it. */
  recordSearchFeedback?: Maybe<RecordSearchFeedbackPayload>;
  /** Keeps a query under a name. A person keeps 200 at most. */
  saveSearch?: Maybe<SaveSearchResult>;
  /** Chooses whether queries are counted by their texts. They are not until somebody chooses so; what was kept goes when it ends. */
  setQueryRecording?: Maybe<SetQueryRecordingPayload>;
  /**
   * Makes the index anew with another model: a second space is filled beside the one that serves, then takes its place at once. Searches are
   * answered all the while. One at a time.
   */
  startReindex?: Maybe<StartReindexPayload>;
  /** Changes a saved search of one's own; what is not given stays as it is. */
  updateSavedSearch?: Maybe<UpdateSavedSearchPayload>;
};


export type MutationCancelReindexArgs = {
  input: CancelReindexInput;
};


export type MutationDeleteSavedSearchArgs = {
  input: DeleteSavedSearchInput;
};


export type MutationRecordSearchFeedbackArgs = {
  input: RecordSearchFeedbackInput;
};


export type MutationSaveSearchArgs = {
  input: SaveSearchInput;
};


export type MutationSetQueryRecordingArgs = {
  input: SetQueryRecordingInput;
};


export type MutationStartReindexArgs = {
  input: StartReindexInput;
};


export type MutationUpdateSavedSearchArgs = {
  input: UpdateSavedSearchInput;
};

export type Node = {
  id: Scalars['ID']['output'];
};

export type Organization = {
  __typename?: 'Organization';
  id: Scalars['ID']['output'];
  /** The viewer's saved searches and those that are shared, the newest first. */
  savedSearches?: Maybe<SavedSearchConnection>;
  /** How much is searched, in whole hours that begin in a span of time. */
  searchAnalytics?: Maybe<SearchAnalytics>;
  /** What the organization's index holds. */
  searchIndex?: Maybe<SearchIndex>;
};


export type OrganizationSavedSearchesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type OrganizationSearchAnalyticsArgs = {
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
};

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A place in a document. */
export type Passage = {
  __typename?: 'Passage';
  /** The words in it that were asked for. */
  highlights: Array<TextRange>;
  /** Where it stands. */
  location: PassageLocation;
  /** How well it fits. To be compared within one hit only. */
  score: Scalars['Float']['output'];
  /** Its text, plain, as it stands in the document. */
  text: Scalars['String']['output'];
};

/** Where a passage stands in its document. */
export type PassageLocation = {
  __typename?: 'PassageLocation';
  /** Its last line, itself included. */
  endLine?: Maybe<Scalars['Int']['output']>;
  /** The headings it stands under, the outermost first. */
  headings: Array<Scalars['String']['output']>;
  /** The page it begins on, counted from 1; null for documents without pages. */
  page?: Maybe<Scalars['Int']['output']>;
  /** Its first line, counted from 1, in `Document.text`. */
  startLine?: Maybe<Scalars['Int']['output']>;
  /** The function, class or other definition it stands in. */
  symbol?: Maybe<Scalars['String']['output']>;
};

export type Problem = {
  __typename?: 'Problem';
  action?: Maybe<Scalars['String']['output']>;
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
  retryAt?: Maybe<Scalars['DateTime']['output']>;
};

export type Query = {
  __typename?: 'Query';
  organization?: Maybe<Organization>;
  /** A saved search of one's own, or one that is shared. Null for any other. */
  savedSearch?: Maybe<SavedSearch>;
  /** What do we know about this? By meaning and by word, over every document the viewer may see. */
  search?: Maybe<SearchConnection>;
  /** What somebody who has written so far may want. Says nothing of what the viewer may not see. */
  searchSuggestions?: Maybe<Array<SearchSuggestion>>;
};


export type QuerySavedSearchArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SearchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  mode?: InputMaybe<SearchMode>;
  orderBy?: InputMaybe<SearchOrder>;
  query: Scalars['String']['input'];
};


export type QuerySearchSuggestionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  prefix: Scalars['String']['input'];
};

/** How often a query was asked. */
export type QueryCount = {
  __typename?: 'QueryCount';
  /** How often. */
  count: Scalars['Int']['output'];
  /** The query, in lower case. */
  query: Scalars['String']['output'];
};

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

/** How a score came about: the sum of `weight · normalized` over the legs, multiplied by the factors of the boosts. */
export type RankingExplanation = {
  __typename?: 'RankingExplanation';
  /** What raised it because it was asked for by name. */
  boosts: Array<Boost>;
  /** How the legs are brought on one scale: `DBSF`, the place of a score between three deviations below and above the mean of its leg's candidates. */
  fusion: Scalars['String']['output'];
  /** What the query was taken for. */
  kind: QueryKind;
  /** The place of the document in each way of searching that took part. */
  legs: Array<LegRank>;
  /** The cosine between the query and the document's nearest chunk. Null where it has no vector, or none was asked for. */
  similarity?: Maybe<Scalars['Float']['output']>;
  /** The part of each word in the score of the lexical leg: they sum to it. */
  terms: Array<TermContribution>;
};

export type RecordSearchFeedbackInput = {
  /** The hit: a document's id. */
  hitId: Scalars['ID']['input'];
  /** What became of it. */
  kind: SearchFeedbackKind;
};

export type RecordSearchFeedbackPayload = {
  __typename?: 'RecordSearchFeedbackPayload';
  /** The hit. */
  hitId: Scalars['ID']['output'];
};

/** A state of a space that is being filled. */
export type ReindexProgressed = {
  __typename?: 'ReindexProgressed';
  /** Opaque; what `after` takes. */
  position: Scalars['String']['output'];
  /** The space. */
  space: IndexSpace;
};

/** A document near in meaning to another. */
export type RelatedDocument = {
  __typename?: 'RelatedDocument';
  /** The document. */
  document?: Maybe<Document>;
  /** How near: a cosine. */
  score: Scalars['Float']['output'];
};

export type SaveSearchInput = {
  /** Only documents that meet all the given conditions. */
  filter?: InputMaybe<SearchFilter>;
  /** Whether everybody in the organization sees it. */
  isShared?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which ways of searching take part. */
  mode?: InputMaybe<SearchMode>;
  /** What to call it, 1 to 200 characters. */
  name: Scalars['String']['input'];
  /** The query, as `search` takes it. */
  query: Scalars['String']['input'];
};

export type SaveSearchPayload = {
  __typename?: 'SaveSearchPayload';
  /** As it is kept. */
  savedSearch: SavedSearch;
};

export type SaveSearchResult = LimitReached | SaveSearchPayload;

/** A query that somebody keeps under a name. It finds what its reader may see. */
export type SavedSearch = Node & {
  __typename?: 'SavedSearch';
  /** When it was saved. */
  createdAt: Scalars['DateTime']['output'];
  /** Which documents it looks at, besides what the query itself says. */
  filter: SavedSearchFilter;
  id: Scalars['ID']['output'];
  /** Whether everybody in the organization sees it. */
  isShared: Scalars['Boolean']['output'];
  /** Which ways of searching take part. */
  mode: SearchMode;
  /** What its owner calls it. */
  name: Scalars['String']['output'];
  /** Who keeps it. */
  owner?: Maybe<User>;
  /** The query. */
  query: Scalars['String']['output'];
  /** What it finds now, for the viewer. */
  results?: Maybe<SearchConnection>;
};


/** A query that somebody keeps under a name. It finds what its reader may see. */
export type SavedSearchResultsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type SavedSearchConnection = {
  __typename?: 'SavedSearchConnection';
  edges: Array<SavedSearchEdge>;
  nodes: Array<SavedSearch>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type SavedSearchEdge = {
  __typename?: 'SavedSearchEdge';
  cursor: Scalars['String']['output'];
  node: SavedSearch;
};

/** The conditions of a saved search, named and meant as those of `SearchFilter`: what is null sets none. */
export type SavedSearchFilter = {
  __typename?: 'SavedSearchFilter';
  /** Ids of accounts. */
  accountIds?: Maybe<Array<Scalars['ID']['output']>>;
  /** Authors. */
  authorEmails?: Maybe<Array<Scalars['String']['output']>>;
  /** Kinds of documents. */
  kinds?: Maybe<Array<DocumentKind>>;
  /** Programming languages. */
  languages?: Maybe<Array<Scalars['String']['output']>>;
  /** The beginning of the path. */
  pathPrefix?: Maybe<Scalars['String']['output']>;
  /** Keys of providers. */
  providerKeys?: Maybe<Array<Scalars['String']['output']>>;
  /** Ids of sources. */
  sourceIds?: Maybe<Array<Scalars['ID']['output']>>;
  /** The earliest moment of the last change. */
  updatedAfter?: Maybe<Scalars['DateTime']['output']>;
  /** The moment before which the last change was. */
  updatedBefore?: Maybe<Scalars['DateTime']['output']>;
};

/** How much an organization searches. Counted by the hour; what one person asked is not told. */
export type SearchAnalytics = {
  __typename?: 'SearchAnalytics';
  /** Whether the organization has chosen that queries are counted by their texts. */
  isRecordingQueries: Scalars['Boolean']['output'];
  /** Of a hundred searches 95 took no longer than so many milliseconds, to the next step of a scale. */
  p95Ms: Scalars['Float']['output'];
  /** Searches, further pages included. */
  searchCount: Scalars['Int']['output'];
  /** The queries most often asked. Empty unless the organization has chosen that their texts are kept; they are kept for 90 days. */
  topQueries: Array<QueryCount>;
  /** Searches that found nothing. */
  withoutResultsCount: Scalars['Int']['output'];
};


/** How much an organization searches. Counted by the hour; what one person asked is not told. */
export type SearchAnalyticsTopQueriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What happened to a hit of a standing search. */
export type SearchChangeKind =
  /** It is among the hits now. */
  | 'ENTERED'
  /** It is no longer among them: changed, overtaken, deleted, or hidden from the viewer. */
  | 'LEFT'
  /** It is still among them and looks different. */
  | 'UPDATED';

/** A change in what a standing search finds. */
export type SearchChanged = {
  __typename?: 'SearchChanged';
  /** What happened. */
  change: SearchChangeKind;
  /** The hit. Null for one that left. */
  hit?: Maybe<SearchHit>;
  /** The hit's id, a document's. */
  hitId: Scalars['ID']['output'];
  /** Goes on from here: what the watcher knows after this change. */
  position: Scalars['String']['output'];
};

export type SearchConnection = {
  __typename?: 'SearchConnection';
  /** The ways of searching that did not take part although they were asked for, and why. */
  degraded: Array<DegradedLeg>;
  edges: Array<SearchEdge>;
  /** How many of the documents found have which value, by field. Counted over what can be paged through, copies included. */
  facets: Array<SearchFacet>;
  /** For each source searched: what this answer cannot know yet. */
  freshness: Array<SourceFreshness>;
  nodes: Array<SearchHit>;
  pageInfo: PageInfo;
  /** How long the search took, in milliseconds. */
  tookMs: Scalars['Float']['output'];
  /** How many hits there are to page through: the best of each way of searching, 200 each at most; all that pass for a query without words. */
  totalEstimate: Scalars['Int']['output'];
};


export type SearchConnectionFacetsArgs = {
  fields: Array<SearchFacetField>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type SearchEdge = {
  __typename?: 'SearchEdge';
  cursor: Scalars['String']['output'];
  node: SearchHit;
};

/** The values of one field among the documents that were found. */
export type SearchFacet = {
  __typename?: 'SearchFacet';
  /** Which field. */
  field: SearchFacetField;
  /** The most frequent first; spans of time from the shortest. */
  values: Array<SearchFacetValue>;
};

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

/** A value and how many documents have it. */
export type SearchFacetValue = {
  __typename?: 'SearchFacetValue';
  /** How many of the documents that were found have it. */
  count: Scalars['Int']['output'];
  /** Of the field AUTHOR one of the documents that were counted: its `author` is who the value stands for. */
  document?: Maybe<Document>;
  /** For people. Of the field AUTHOR it is the value again: the index knows nobody's name, `document.author` does. */
  label: Scalars['String']['output'];
  /** The source, of the field SOURCE. */
  source?: Maybe<Source>;
  /** As a filter takes it. */
  value: Scalars['String']['output'];
};

/** What became of a hit. */
export type SearchFeedbackKind =
  /** It helped. */
  | 'HELPFUL'
  /** It did not help. */
  | 'NOT_HELPFUL'
  /** It was opened. */
  | 'OPENED';

/** Which documents to search. All given conditions must hold; of a list, one entry. */
export type SearchFilter = {
  /** Only documents of these accounts. */
  accountIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /**
   * Only documents by the people with these addresses, where a document says who wrote it; by name where it gives a name alone. A member's id
   * and `me` find what was written in ConHub. A value of the facet AUTHOR fits too.
   */
  authorEmails?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only documents of these kinds. */
  kinds?: InputMaybe<Array<DocumentKind>>;
  /** Only source code in these programming languages, by Linguist's name in lower case. */
  languages?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only documents whose path begins so. */
  pathPrefix?: InputMaybe<Scalars['String']['input']>;
  /** Only documents of these providers, for example `folder`. */
  providerKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only documents of these sources. */
  sourceIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Only documents changed at this moment or later. */
  updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only documents changed before this moment. */
  updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One document that was found, with its best passages. */
export type SearchHit = {
  __typename?: 'SearchHit';
  /** The document. Null when it has been deleted in the meantime. */
  document?: Maybe<Document>;
  /** Other documents that say the same: one hit stands for them all. */
  duplicates: DuplicateDocuments;
  /** How the score came about. Computed only when asked for. */
  explanation?: Maybe<RankingExplanation>;
  /** The document's id. */
  id: Scalars['ID']['output'];
  /** The places in it that fit best, the best first. */
  passages: Array<Passage>;
  /** How well it fits. To be compared within one answer only. */
  score: Scalars['Float']['output'];
};


/** One document that was found, with its best passages. */
export type SearchHitPassagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The index of an organization. */
export type SearchIndex = {
  __typename?: 'SearchIndex';
  /** In how many pieces. */
  chunkCount: Scalars['Int']['output'];
  /** How many documents can be found. */
  documentCount: Scalars['Int']['output'];
  /** The model whose vectors answer searches. */
  model?: Maybe<EmbeddingModel>;
  /**
   * What is to be done about it: it holds more than has been measured (`INDEX_LARGE`), or memory has no room for more vectors (`INDEX_FULL`).
   * Null: nothing.
   */
  problem?: Maybe<Problem>;
  /** What it takes on disk. */
  sizeBytes: Scalars['Float']['output'];
  /** The vectors it holds: those that answer, those that are on their way, those that are going. */
  spaces: Array<IndexSpace>;
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

/** A search that somebody may want. */
export type SearchSuggestion = {
  __typename?: 'SearchSuggestion';
  /** The document, of the kind DOCUMENT. */
  document?: Maybe<Document>;
  /** Where it comes from. */
  kind: SearchSuggestionKind;
  /** What to search for. */
  text: Scalars['String']['output'];
};

/** Where a suggestion comes from. */
export type SearchSuggestionKind =
  /** What was written with its last word completed, from words of documents the viewer may see. */
  | 'COMPLETION'
  /** A document whose title or path fits. */
  | 'DOCUMENT'
  /** What the viewer asked lately, kept in memory only. */
  | 'RECENT'
  /** A saved search. */
  | 'SAVED';

export type SetQueryRecordingInput = {
  /** Whether the texts of queries are kept. */
  isEnabled: Scalars['Boolean']['input'];
};

export type SetQueryRecordingPayload = {
  __typename?: 'SetQueryRecordingPayload';
  /** Whether the texts of queries are kept from now on. */
  isEnabled: Scalars['Boolean']['output'];
};

export type Source = {
  __typename?: 'Source';
  checkpoint: SourceCheckpoint;
  /** Whether the index holds exactly what was read from the source. */
  freshness?: Maybe<SourceFreshness>;
  id: Scalars['ID']['output'];
  /** How far its documents are indexed. */
  indexing?: Maybe<IndexingProgress>;
};

export type SourceCheckpoint = {
  __typename?: 'SourceCheckpoint';
  digest: Scalars['String']['output'];
  documentCount: Scalars['Int']['output'];
  position: Scalars['String']['output'];
};

/** Whether the index holds exactly what was read from a source. */
export type SourceFreshness = {
  __typename?: 'SourceFreshness';
  /**
   * There exactly when the index holds the checkpoint's documents, by path, text and kind: `freshness-v1:`, the checkpoint's number of documents
   * and its digest. Under `Source` the checkpoint is the present one, under a search that of the last run that ended.
   */
  certificate?: Maybe<Scalars['String']['output']>;
  /** What was read from the source until this moment can be found. */
  indexedThrough?: Maybe<Scalars['DateTime']['output']>;
  /** About how many documents are missing or out of date. */
  missingEstimate: Scalars['Int']['output'];
  /** The source. */
  source?: Maybe<Source>;
  /** How it stands. */
  status: FreshnessStatus;
};

/** With which model. */
export type StartReindexInput = {
  /**
   * Embeds only documents that come or change from now on, and serves at once. What was there is found by words alone until it changes, or
   * until the same model is started again without this.
   */
  isFutureOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The model; the default one of the installation when left out. */
  modelId?: InputMaybe<Scalars['ID']['input']>;
};

/** What has begun. */
export type StartReindexPayload = {
  __typename?: 'StartReindexPayload';
  /** FILLING, or SERVING where there was nothing to wait for. */
  space: IndexSpace;
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * How the filling of a second space stands: the present state, then every change, at most three a second. The last state of a space is
   * SERVING, or RETIRED when it was cancelled. Never completes by itself.
   */
  reindexProgress?: Maybe<ReindexProgressed>;
  /**
   * A standing search: first every hit as ENTERED, then every change, until it is closed. A document that may no longer be seen leaves within a
   * second. A viewer has 10 open at most.
   */
  searchChanged?: Maybe<SearchChanged>;
};


export type SubscriptionReindexProgressArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
};


export type SubscriptionSearchChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SearchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  mode?: InputMaybe<SearchMode>;
  query: Scalars['String']['input'];
};

export type SyncRun = {
  __typename?: 'SyncRun';
  id: Scalars['ID']['output'];
  /** How far the run's documents are indexed: the second half of its progress. Nothing is pending only when search holds all that was read. */
  indexing?: Maybe<IndexingProgress>;
  source: Source;
};

/** A word's part in a score. */
export type TermContribution = {
  __typename?: 'TermContribution';
  /** Where it stands: `title`, `path`, `symbol` or `body`. */
  field: Scalars['String']['output'];
  /** Its part. */
  score: Scalars['Float']['output'];
  /** The word as it is indexed: folded, and its stem. */
  term: Scalars['String']['output'];
};

/** A stretch of `Passage.text`, in UTF-16 code units, as JavaScript's `slice` takes it. */
export type TextRange = {
  __typename?: 'TextRange';
  /** The unit after the last. */
  end: Scalars['Int']['output'];
  /** The first unit, counted from 0. */
  start: Scalars['Int']['output'];
};

export type UpdateSavedSearchInput = {
  /** Replaces the whole filter. */
  filter?: InputMaybe<SearchFilter>;
  /** Whether everybody in the organization sees it. */
  isShared?: InputMaybe<Scalars['Boolean']['input']>;
  /** What to call it, 1 to 200 characters. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The query, as `search` takes it. */
  query?: InputMaybe<Scalars['String']['input']>;
  /** Which. */
  savedSearchId: Scalars['ID']['input'];
};

export type UpdateSavedSearchPayload = {
  __typename?: 'UpdateSavedSearchPayload';
  /** As it is now. */
  savedSearch?: Maybe<SavedSearch>;
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
  Document: Document;
  Organization: Organization;
  SavedSearch: SavedSearch;
  Source: Source;
  SyncRun: SyncRun;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Document:
    ( { __typename: 'Document' }
    & GraphQLRecursivePick<FederationTypes['Document'], {"id":true}> );
  Organization:
    ( { __typename: 'Organization' }
    & GraphQLRecursivePick<FederationTypes['Organization'], {"id":true}> );
  SavedSearch:
    ( { __typename: 'SavedSearch' }
    & GraphQLRecursivePick<FederationTypes['SavedSearch'], {"id":true}> );
  Source:
    ( { __typename: 'Source' }
    & GraphQLRecursivePick<FederationTypes['Source'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Source'], {"checkpoint":{"position":true,"documentCount":true,"digest":true}}> ) );
  SyncRun:
    ( { __typename: 'SyncRun' }
    & GraphQLRecursivePick<FederationTypes['SyncRun'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['SyncRun'], {"source":{"id":true,"checkpoint":{"position":true,"documentCount":true,"digest":true}}}> ) );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  SaveSearchResult:
    | ( LimitReached & { __typename: 'LimitReached' } )
    | ( Omit<SaveSearchPayload, 'savedSearch'> & { savedSearch: _RefType['SavedSearch'] } & { __typename: 'SaveSearchPayload' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Failure: ( LimitReached );
  Node: ( SavedSearchMapper );
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Boost: ResolverTypeWrapper<Boost>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CancelReindexInput: CancelReindexInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CancelReindexPayload: ResolverTypeWrapper<Omit<CancelReindexPayload, 'space'> & { space?: Maybe<ResolversTypes['IndexSpace']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DegradedLeg: ResolverTypeWrapper<DegradedLeg>;
  DeleteSavedSearchInput: DeleteSavedSearchInput;
  DeleteSavedSearchPayload: ResolverTypeWrapper<DeleteSavedSearchPayload>;
  Document: ResolverTypeWrapper<Document>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  DocumentIndexing: ResolverTypeWrapper<DocumentIndexing>;
  DocumentKind: DocumentKind;
  DuplicateDocuments: ResolverTypeWrapper<DuplicateDocumentsMapper>;
  EmbeddingModel: ResolverTypeWrapper<EmbeddingModel>;
  Failure: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Failure']>;
  FreshnessStatus: FreshnessStatus;
  IndexSpace: ResolverTypeWrapper<IndexSpaceMapper>;
  IndexSpaceStatus: IndexSpaceStatus;
  IndexingProgress: ResolverTypeWrapper<IndexingProgress>;
  IndexingStatus: IndexingStatus;
  LegRank: ResolverTypeWrapper<LegRank>;
  LimitReached: ResolverTypeWrapper<LimitReached>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Organization: ResolverTypeWrapper<Omit<Organization, 'savedSearches' | 'searchAnalytics' | 'searchIndex'> & { savedSearches?: Maybe<ResolversTypes['SavedSearchConnection']>, searchAnalytics?: Maybe<ResolversTypes['SearchAnalytics']>, searchIndex?: Maybe<ResolversTypes['SearchIndex']> }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Passage: ResolverTypeWrapper<Passage>;
  PassageLocation: ResolverTypeWrapper<PassageLocation>;
  Problem: ResolverTypeWrapper<Problem>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QueryCount: ResolverTypeWrapper<QueryCount>;
  QueryKind: QueryKind;
  RankingExplanation: ResolverTypeWrapper<RankingExplanation>;
  RecordSearchFeedbackInput: RecordSearchFeedbackInput;
  RecordSearchFeedbackPayload: ResolverTypeWrapper<RecordSearchFeedbackPayload>;
  ReindexProgressed: ResolverTypeWrapper<Omit<ReindexProgressed, 'space'> & { space: ResolversTypes['IndexSpace'] }>;
  RelatedDocument: ResolverTypeWrapper<RelatedDocument>;
  SaveSearchInput: SaveSearchInput;
  SaveSearchPayload: ResolverTypeWrapper<Omit<SaveSearchPayload, 'savedSearch'> & { savedSearch: ResolversTypes['SavedSearch'] }>;
  SaveSearchResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SaveSearchResult']>;
  SavedSearch: ResolverTypeWrapper<SavedSearchMapper>;
  SavedSearchConnection: ResolverTypeWrapper<Omit<SavedSearchConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['SavedSearchEdge']>, nodes: Array<ResolversTypes['SavedSearch']> }>;
  SavedSearchEdge: ResolverTypeWrapper<Omit<SavedSearchEdge, 'node'> & { node: ResolversTypes['SavedSearch'] }>;
  SavedSearchFilter: ResolverTypeWrapper<SavedSearchFilter>;
  SearchAnalytics: ResolverTypeWrapper<SearchAnalyticsMapper>;
  SearchChangeKind: SearchChangeKind;
  SearchChanged: ResolverTypeWrapper<Omit<SearchChanged, 'hit'> & { hit?: Maybe<ResolversTypes['SearchHit']> }>;
  SearchConnection: ResolverTypeWrapper<SearchConnectionMapper>;
  SearchEdge: ResolverTypeWrapper<Omit<SearchEdge, 'node'> & { node: ResolversTypes['SearchHit'] }>;
  SearchFacet: ResolverTypeWrapper<Omit<SearchFacet, 'values'> & { values: Array<ResolversTypes['SearchFacetValue']> }>;
  SearchFacetField: SearchFacetField;
  SearchFacetValue: ResolverTypeWrapper<Omit<SearchFacetValue, 'source'> & { source?: Maybe<ResolversTypes['Source']> }>;
  SearchFeedbackKind: SearchFeedbackKind;
  SearchFilter: SearchFilter;
  SearchHit: ResolverTypeWrapper<SearchHitMapper>;
  SearchIndex: ResolverTypeWrapper<Omit<SearchIndex, 'spaces'> & { spaces: Array<ResolversTypes['IndexSpace']> }>;
  SearchLeg: SearchLeg;
  SearchMode: SearchMode;
  SearchOrder: SearchOrder;
  SearchSuggestion: ResolverTypeWrapper<SearchSuggestion>;
  SearchSuggestionKind: SearchSuggestionKind;
  SetQueryRecordingInput: SetQueryRecordingInput;
  SetQueryRecordingPayload: ResolverTypeWrapper<SetQueryRecordingPayload>;
  Source: ResolverTypeWrapper<SourceMapper>;
  SourceCheckpoint: ResolverTypeWrapper<SourceCheckpoint>;
  SourceFreshness: ResolverTypeWrapper<SourceFreshnessMapper>;
  StartReindexInput: StartReindexInput;
  StartReindexPayload: ResolverTypeWrapper<Omit<StartReindexPayload, 'space'> & { space: ResolversTypes['IndexSpace'] }>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SyncRun: ResolverTypeWrapper<SyncRunMapper>;
  TermContribution: ResolverTypeWrapper<TermContribution>;
  TextRange: ResolverTypeWrapper<TextRange>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UpdateSavedSearchInput: UpdateSavedSearchInput;
  UpdateSavedSearchPayload: ResolverTypeWrapper<Omit<UpdateSavedSearchPayload, 'savedSearch'> & { savedSearch?: Maybe<ResolversTypes['SavedSearch']> }>;
  User: ResolverTypeWrapper<User>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Boost: Boost;
  Float: Scalars['Float']['output'];
  String: Scalars['String']['output'];
  CancelReindexInput: CancelReindexInput;
  ID: Scalars['ID']['output'];
  CancelReindexPayload: Omit<CancelReindexPayload, 'space'> & { space?: Maybe<ResolversParentTypes['IndexSpace']> };
  DateTime: Scalars['DateTime']['output'];
  DegradedLeg: DegradedLeg;
  DeleteSavedSearchInput: DeleteSavedSearchInput;
  DeleteSavedSearchPayload: DeleteSavedSearchPayload;
  Document: Document | FederationReferenceTypes['Document'];
  Int: Scalars['Int']['output'];
  DocumentIndexing: DocumentIndexing;
  DuplicateDocuments: DuplicateDocumentsMapper;
  EmbeddingModel: EmbeddingModel;
  Failure: ResolversInterfaceTypes<ResolversParentTypes>['Failure'];
  IndexSpace: IndexSpaceMapper;
  IndexingProgress: IndexingProgress;
  LegRank: LegRank;
  LimitReached: LimitReached;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Organization: Omit<Organization, 'savedSearches' | 'searchAnalytics' | 'searchIndex'> & { savedSearches?: Maybe<ResolversParentTypes['SavedSearchConnection']>, searchAnalytics?: Maybe<ResolversParentTypes['SearchAnalytics']>, searchIndex?: Maybe<ResolversParentTypes['SearchIndex']> } | FederationReferenceTypes['Organization'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Passage: Passage;
  PassageLocation: PassageLocation;
  Problem: Problem;
  Query: Record<PropertyKey, never>;
  QueryCount: QueryCount;
  RankingExplanation: RankingExplanation;
  RecordSearchFeedbackInput: RecordSearchFeedbackInput;
  RecordSearchFeedbackPayload: RecordSearchFeedbackPayload;
  ReindexProgressed: Omit<ReindexProgressed, 'space'> & { space: ResolversParentTypes['IndexSpace'] };
  RelatedDocument: RelatedDocument;
  SaveSearchInput: SaveSearchInput;
  SaveSearchPayload: Omit<SaveSearchPayload, 'savedSearch'> & { savedSearch: ResolversParentTypes['SavedSearch'] };
  SaveSearchResult: ResolversUnionTypes<ResolversParentTypes>['SaveSearchResult'];
  SavedSearch: SavedSearchMapper;
  SavedSearchConnection: Omit<SavedSearchConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['SavedSearchEdge']>, nodes: Array<ResolversParentTypes['SavedSearch']> };
  SavedSearchEdge: Omit<SavedSearchEdge, 'node'> & { node: ResolversParentTypes['SavedSearch'] };
  SavedSearchFilter: SavedSearchFilter;
  SearchAnalytics: SearchAnalyticsMapper;
  SearchChanged: Omit<SearchChanged, 'hit'> & { hit?: Maybe<ResolversParentTypes['SearchHit']> };
  SearchConnection: SearchConnectionMapper;
  SearchEdge: Omit<SearchEdge, 'node'> & { node: ResolversParentTypes['SearchHit'] };
  SearchFacet: Omit<SearchFacet, 'values'> & { values: Array<ResolversParentTypes['SearchFacetValue']> };
  SearchFacetValue: Omit<SearchFacetValue, 'source'> & { source?: Maybe<ResolversParentTypes['Source']> };
  SearchFilter: SearchFilter;
  SearchHit: SearchHitMapper;
  SearchIndex: Omit<SearchIndex, 'spaces'> & { spaces: Array<ResolversParentTypes['IndexSpace']> };
  SearchSuggestion: SearchSuggestion;
  SetQueryRecordingInput: SetQueryRecordingInput;
  SetQueryRecordingPayload: SetQueryRecordingPayload;
  Source: SourceMapper;
  SourceCheckpoint: SourceCheckpoint;
  SourceFreshness: SourceFreshnessMapper;
  StartReindexInput: StartReindexInput;
  StartReindexPayload: Omit<StartReindexPayload, 'space'> & { space: ResolversParentTypes['IndexSpace'] };
  Subscription: Record<PropertyKey, never>;
  SyncRun: SyncRunMapper;
  TermContribution: TermContribution;
  TextRange: TextRange;
  URL: Scalars['URL']['output'];
  UpdateSavedSearchInput: UpdateSavedSearchInput;
  UpdateSavedSearchPayload: Omit<UpdateSavedSearchPayload, 'savedSearch'> & { savedSearch?: Maybe<ResolversParentTypes['SavedSearch']> };
  User: User;
};

export type BoostResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Boost'] = ResolversParentTypes['Boost']> = {
  factor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CancelReindexPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelReindexPayload'] = ResolversParentTypes['CancelReindexPayload']> = {
  space?: Resolver<Maybe<ResolversTypes['IndexSpace']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DegradedLegResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DegradedLeg'] = ResolversParentTypes['DegradedLeg']> = {
  leg?: Resolver<ResolversTypes['SearchLeg'], ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['Problem'], ParentType, ContextType>;
};

export type DeleteSavedSearchPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteSavedSearchPayload'] = ResolversParentTypes['DeleteSavedSearchPayload']> = {
  deletedSavedSearchId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document'], FederationReferenceType extends FederationReferenceTypes['Document'] = FederationReferenceTypes['Document']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Document']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  indexing?: Resolver<Maybe<ResolversTypes['DocumentIndexing']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DocumentKind'], ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  related?: Resolver<Maybe<Array<ResolversTypes['RelatedDocument']>>, ParentType, ContextType, RequireFields<DocumentRelatedArgs, 'first'>>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type DocumentIndexingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentIndexing'] = ResolversParentTypes['DocumentIndexing']> = {
  chunkCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  indexedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['IndexingStatus'], ParentType, ContextType>;
};

export type DuplicateDocumentsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DuplicateDocuments'] = ResolversParentTypes['DuplicateDocuments']> = {
  nodes?: Resolver<Maybe<Array<ResolversTypes['Document']>>, ParentType, ContextType, RequireFields<DuplicateDocumentsNodesArgs, 'first'>>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EmbeddingModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmbeddingModel'] = ResolversParentTypes['EmbeddingModel']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type FailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure']> = {
  __resolveType: TypeResolveFn<'LimitReached', ParentType, ContextType>;
};

export type IndexSpaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IndexSpace'] = ResolversParentTypes['IndexSpace']> = {
  model?: Resolver<Maybe<ResolversTypes['EmbeddingModel']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['IndexingProgress'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['IndexSpaceStatus'], ParentType, ContextType>;
};

export type IndexingProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IndexingProgress'] = ResolversParentTypes['IndexingProgress']> = {
  estimatedFinishAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  indexed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LegRankResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LegRank'] = ResolversParentTypes['LegRank']> = {
  deviation?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  leg?: Resolver<ResolversTypes['SearchLeg'], ParentType, ContextType>;
  mean?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  normalized?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  rank?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type LimitReachedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LimitReached'] = ResolversParentTypes['LimitReached']> = {
  limit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resetsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelReindex: Resolver<Maybe<ResolversTypes['CancelReindexPayload']>, ParentType, ContextType, RequireFields<MutationCancelReindexArgs, 'input'>>;
  deleteSavedSearch: Resolver<Maybe<ResolversTypes['DeleteSavedSearchPayload']>, ParentType, ContextType, RequireFields<MutationDeleteSavedSearchArgs, 'input'>>;
  recordSearchFeedback: Resolver<Maybe<ResolversTypes['RecordSearchFeedbackPayload']>, ParentType, ContextType, RequireFields<MutationRecordSearchFeedbackArgs, 'input'>>;
  saveSearch: Resolver<Maybe<ResolversTypes['SaveSearchResult']>, ParentType, ContextType, RequireFields<MutationSaveSearchArgs, 'input'>>;
  setQueryRecording: Resolver<Maybe<ResolversTypes['SetQueryRecordingPayload']>, ParentType, ContextType, RequireFields<MutationSetQueryRecordingArgs, 'input'>>;
  startReindex: Resolver<Maybe<ResolversTypes['StartReindexPayload']>, ParentType, ContextType, RequireFields<MutationStartReindexArgs, 'input'>>;
  updateSavedSearch: Resolver<Maybe<ResolversTypes['UpdateSavedSearchPayload']>, ParentType, ContextType, RequireFields<MutationUpdateSavedSearchArgs, 'input'>>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'SavedSearch', ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization'], FederationReferenceType extends FederationReferenceTypes['Organization'] = FederationReferenceTypes['Organization']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Organization']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  savedSearches?: Resolver<Maybe<ResolversTypes['SavedSearchConnection']>, ParentType, ContextType, RequireFields<OrganizationSavedSearchesArgs, 'first'>>;
  searchAnalytics?: Resolver<Maybe<ResolversTypes['SearchAnalytics']>, ParentType, ContextType, RequireFields<OrganizationSearchAnalyticsArgs, 'from' | 'to'>>;
  searchIndex?: Resolver<Maybe<ResolversTypes['SearchIndex']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PassageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Passage'] = ResolversParentTypes['Passage']> = {
  highlights?: Resolver<Array<ResolversTypes['TextRange']>, ParentType, ContextType>;
  location?: Resolver<ResolversTypes['PassageLocation'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PassageLocationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PassageLocation'] = ResolversParentTypes['PassageLocation']> = {
  endLine?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  headings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  page?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  startLine?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  symbol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  organization: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  savedSearch: Resolver<Maybe<ResolversTypes['SavedSearch']>, ParentType, ContextType, RequireFields<QuerySavedSearchArgs, 'id'>>;
  search: Resolver<Maybe<ResolversTypes['SearchConnection']>, ParentType, ContextType, RequireFields<QuerySearchArgs, 'first' | 'mode' | 'orderBy' | 'query'>>;
  searchSuggestions: Resolver<Maybe<Array<ResolversTypes['SearchSuggestion']>>, ParentType, ContextType, RequireFields<QuerySearchSuggestionsArgs, 'first' | 'prefix'>>;
};

export type QueryCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QueryCount'] = ResolversParentTypes['QueryCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  query?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RankingExplanationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RankingExplanation'] = ResolversParentTypes['RankingExplanation']> = {
  boosts?: Resolver<Array<ResolversTypes['Boost']>, ParentType, ContextType>;
  fusion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['QueryKind'], ParentType, ContextType>;
  legs?: Resolver<Array<ResolversTypes['LegRank']>, ParentType, ContextType>;
  similarity?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  terms?: Resolver<Array<ResolversTypes['TermContribution']>, ParentType, ContextType>;
};

export type RecordSearchFeedbackPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordSearchFeedbackPayload'] = ResolversParentTypes['RecordSearchFeedbackPayload']> = {
  hitId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ReindexProgressedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReindexProgressed'] = ResolversParentTypes['ReindexProgressed']> = {
  position?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  space?: Resolver<ResolversTypes['IndexSpace'], ParentType, ContextType>;
};

export type RelatedDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RelatedDocument'] = ResolversParentTypes['RelatedDocument']> = {
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type SaveSearchPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveSearchPayload'] = ResolversParentTypes['SaveSearchPayload']> = {
  savedSearch?: Resolver<ResolversTypes['SavedSearch'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SaveSearchResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveSearchResult'] = ResolversParentTypes['SaveSearchResult']> = {
  __resolveType: TypeResolveFn<'LimitReached' | 'SaveSearchPayload', ParentType, ContextType>;
};

export type SavedSearchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SavedSearch'] = ResolversParentTypes['SavedSearch'], FederationReferenceType extends FederationReferenceTypes['SavedSearch'] = FederationReferenceTypes['SavedSearch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SavedSearch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['SavedSearchFilter'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isShared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['SearchMode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  query?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  results?: Resolver<Maybe<ResolversTypes['SearchConnection']>, ParentType, ContextType, RequireFields<SavedSearchResultsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SavedSearchConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SavedSearchConnection'] = ResolversParentTypes['SavedSearchConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SavedSearchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['SavedSearch']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SavedSearchEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SavedSearchEdge'] = ResolversParentTypes['SavedSearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SavedSearch'], ParentType, ContextType>;
};

export type SavedSearchFilterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SavedSearchFilter'] = ResolversParentTypes['SavedSearchFilter']> = {
  accountIds?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>;
  authorEmails?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  kinds?: Resolver<Maybe<Array<ResolversTypes['DocumentKind']>>, ParentType, ContextType>;
  languages?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  pathPrefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  providerKeys?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  sourceIds?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>;
  updatedAfter?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedBefore?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SearchAnalyticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchAnalytics'] = ResolversParentTypes['SearchAnalytics']> = {
  isRecordingQueries?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  p95Ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  searchCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  topQueries?: Resolver<Array<ResolversTypes['QueryCount']>, ParentType, ContextType, RequireFields<SearchAnalyticsTopQueriesArgs, 'first'>>;
  withoutResultsCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SearchChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchChanged'] = ResolversParentTypes['SearchChanged']> = {
  change?: Resolver<ResolversTypes['SearchChangeKind'], ParentType, ContextType>;
  hit?: Resolver<Maybe<ResolversTypes['SearchHit']>, ParentType, ContextType>;
  hitId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SearchConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchConnection'] = ResolversParentTypes['SearchConnection']> = {
  degraded?: Resolver<Array<ResolversTypes['DegradedLeg']>, ParentType, ContextType>;
  edges?: Resolver<Array<ResolversTypes['SearchEdge']>, ParentType, ContextType>;
  facets?: Resolver<Array<ResolversTypes['SearchFacet']>, ParentType, ContextType, RequireFields<SearchConnectionFacetsArgs, 'fields' | 'first'>>;
  freshness?: Resolver<Array<ResolversTypes['SourceFreshness']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['SearchHit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  tookMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  totalEstimate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SearchEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchEdge'] = ResolversParentTypes['SearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SearchHit'], ParentType, ContextType>;
};

export type SearchFacetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchFacet'] = ResolversParentTypes['SearchFacet']> = {
  field?: Resolver<ResolversTypes['SearchFacetField'], ParentType, ContextType>;
  values?: Resolver<Array<ResolversTypes['SearchFacetValue']>, ParentType, ContextType>;
};

export type SearchFacetValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchFacetValue'] = ResolversParentTypes['SearchFacetValue']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SearchHitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchHit'] = ResolversParentTypes['SearchHit']> = {
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  duplicates?: Resolver<ResolversTypes['DuplicateDocuments'], ParentType, ContextType>;
  explanation?: Resolver<Maybe<ResolversTypes['RankingExplanation']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  passages?: Resolver<Array<ResolversTypes['Passage']>, ParentType, ContextType, RequireFields<SearchHitPassagesArgs, 'first'>>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type SearchIndexResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchIndex'] = ResolversParentTypes['SearchIndex']> = {
  chunkCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  documentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['EmbeddingModel']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  spaces?: Resolver<Array<ResolversTypes['IndexSpace']>, ParentType, ContextType>;
};

export type SearchSuggestionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchSuggestion'] = ResolversParentTypes['SearchSuggestion']> = {
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SearchSuggestionKind'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SetQueryRecordingPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetQueryRecordingPayload'] = ResolversParentTypes['SetQueryRecordingPayload']> = {
  isEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SourceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source'], FederationReferenceType extends FederationReferenceTypes['Source'] = FederationReferenceTypes['Source']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Source']> | FederationReferenceType, FederationReferenceType, ContextType>;
  freshness?: Resolver<Maybe<ResolversTypes['SourceFreshness']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  indexing?: Resolver<Maybe<ResolversTypes['IndexingProgress']>, ParentType, ContextType>;
};

export type SourceFreshnessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceFreshness'] = ResolversParentTypes['SourceFreshness']> = {
  certificate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  indexedThrough?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  missingEstimate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FreshnessStatus'], ParentType, ContextType>;
};

export type StartReindexPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartReindexPayload'] = ResolversParentTypes['StartReindexPayload']> = {
  space?: Resolver<ResolversTypes['IndexSpace'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  reindexProgress: SubscriptionResolver<Maybe<ResolversTypes['ReindexProgressed']>, "reindexProgress", ParentType, ContextType, Partial<SubscriptionReindexProgressArgs>>;
  searchChanged: SubscriptionResolver<Maybe<ResolversTypes['SearchChanged']>, "searchChanged", ParentType, ContextType, RequireFields<SubscriptionSearchChangedArgs, 'first' | 'mode' | 'query'>>;
};

export type SyncRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncRun'] = ResolversParentTypes['SyncRun'], FederationReferenceType extends FederationReferenceTypes['SyncRun'] = FederationReferenceTypes['SyncRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SyncRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  indexing?: Resolver<Maybe<ResolversTypes['IndexingProgress']>, ParentType, ContextType>;
};

export type TermContributionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TermContribution'] = ResolversParentTypes['TermContribution']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  term?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TextRangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TextRange'] = ResolversParentTypes['TextRange']> = {
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UpdateSavedSearchPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateSavedSearchPayload'] = ResolversParentTypes['UpdateSavedSearchPayload']> = {
  savedSearch?: Resolver<Maybe<ResolversTypes['SavedSearch']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Boost?: BoostResolvers<ContextType>;
  CancelReindexPayload?: CancelReindexPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DegradedLeg?: DegradedLegResolvers<ContextType>;
  DeleteSavedSearchPayload?: DeleteSavedSearchPayloadResolvers<ContextType>;
  Document?: DocumentResolvers<ContextType>;
  DocumentIndexing?: DocumentIndexingResolvers<ContextType>;
  DuplicateDocuments?: DuplicateDocumentsResolvers<ContextType>;
  EmbeddingModel?: EmbeddingModelResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  IndexSpace?: IndexSpaceResolvers<ContextType>;
  IndexingProgress?: IndexingProgressResolvers<ContextType>;
  LegRank?: LegRankResolvers<ContextType>;
  LimitReached?: LimitReachedResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Passage?: PassageResolvers<ContextType>;
  PassageLocation?: PassageLocationResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QueryCount?: QueryCountResolvers<ContextType>;
  RankingExplanation?: RankingExplanationResolvers<ContextType>;
  RecordSearchFeedbackPayload?: RecordSearchFeedbackPayloadResolvers<ContextType>;
  ReindexProgressed?: ReindexProgressedResolvers<ContextType>;
  RelatedDocument?: RelatedDocumentResolvers<ContextType>;
  SaveSearchPayload?: SaveSearchPayloadResolvers<ContextType>;
  SaveSearchResult?: SaveSearchResultResolvers<ContextType>;
  SavedSearch?: SavedSearchResolvers<ContextType>;
  SavedSearchConnection?: SavedSearchConnectionResolvers<ContextType>;
  SavedSearchEdge?: SavedSearchEdgeResolvers<ContextType>;
  SavedSearchFilter?: SavedSearchFilterResolvers<ContextType>;
  SearchAnalytics?: SearchAnalyticsResolvers<ContextType>;
  SearchChanged?: SearchChangedResolvers<ContextType>;
  SearchConnection?: SearchConnectionResolvers<ContextType>;
  SearchEdge?: SearchEdgeResolvers<ContextType>;
  SearchFacet?: SearchFacetResolvers<ContextType>;
  SearchFacetValue?: SearchFacetValueResolvers<ContextType>;
  SearchHit?: SearchHitResolvers<ContextType>;
  SearchIndex?: SearchIndexResolvers<ContextType>;
  SearchSuggestion?: SearchSuggestionResolvers<ContextType>;
  SetQueryRecordingPayload?: SetQueryRecordingPayloadResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  SourceFreshness?: SourceFreshnessResolvers<ContextType>;
  StartReindexPayload?: StartReindexPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SyncRun?: SyncRunResolvers<ContextType>;
  TermContribution?: TermContributionResolvers<ContextType>;
  TextRange?: TextRangeResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UpdateSavedSearchPayload?: UpdateSavedSearchPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

