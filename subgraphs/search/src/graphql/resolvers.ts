import { BadUserInputError, hasScope, isId, organizationOf, parseId, personOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import type { IndexProblem } from '../index/advice.ts';
import type { SourceProgress } from '../index/reports.ts';
import { passagesMax, searchDocuments } from '../search-documents.ts';
import { type ReindexProgressed, cancelReindex, startReindex, watchReindex } from '../spaces/reindexing.ts';
import { suggestSearches } from '../suggestions/suggest-searches.ts';
import { SearchAnalytics, analyticsMutations, searchAnalyticsOf } from './analytics.ts';
import { documentView } from './document-view.ts';
import { filterOf } from './filter.ts';
import { SavedSearch, savedSearchMutations, savedSearchesOf } from './saved-searches.ts';
import { isSelected } from './selected-fields.ts';
import { searchChanged } from './standing-search.ts';
import type { Resolvers } from './types.generated.ts';

const facetValuesMax = 100;
const relatedMax = 50;

const ownOrganization = ({ viewer }: Context): string | null => organizationOf(viewer);

const progressView = ({ pending, indexed, skipped, failed, estimatedFinishAt }: SourceProgress) => ({
  pending,
  indexed: indexed + skipped,
  failed,
  estimatedFinishAt: dateOf(estimatedFinishAt),
});

const dateOf = (time: number | null): Date | null => (time === null ? null : new Date(time));

const problems = {
  INDEX_REBUILDING: { action: 'Nothing: it is built anew by itself.' },
  EMBEDDING_UNAVAILABLE: { action: 'Ask the operator to look at the embedding model; `/ready` says what is wrong.' },
} as const;

const documentActions: Readonly<Record<string, string>> = {
  EMBEDDING_FAILED: 'Find it by its words; change the document, or index with another model (`startReindex`), and it is tried anew.',
  INDEX_FULL: 'Find it by its words; when documents or sources have been taken away, it is tried anew by itself.',
  TEXT_MISSING: 'Start a full sync of the source.',
  TEXT_UNREADABLE: 'Look at the disk, then start a full sync of the source.',
};

const indexActions: Readonly<Record<IndexProblem['code'], string>> = {
  INDEX_LARGE:
    'Leave out what nobody searches (`exclude` rules of the sources), or split the sources over several ConHubs; the operator can give it more memory.',
  INDEX_FULL: 'Take documents or sources away, or keep them out (`exclude` rules): what was left out is tried anew by itself.',
};
const indexProblem = (problem: IndexProblem | null) => (problem === null ? null : { ...problem, action: indexActions[problem.code] });

export const resolvers: Resolvers = {
  Query: {
    organization: (_parent, _arguments, context) => {
      const id = ownOrganization(context);
      return id === null ? null : { id };
    },
    search: (_parent, { query, filter, mode, orderBy, first, after }, context, info) =>
      searchDocuments(context, {
        query,
        filter: filterOf(filter),
        mode: mode ?? 'HYBRID',
        orderBy: orderBy ?? 'RELEVANCE',
        first,
        after,
        isExplained: isSelected(info, 'explanation'),
      }),
    searchSuggestions: async (_parent, { prefix, first }, context) =>
      (await suggestSearches(context, prefix, first)).map(({ document, ...suggestion }) => ({
        ...suggestion,
        document: document === null ? null : documentView(document),
      })),
    savedSearch: (_parent, { id }, context) => context.savedSearches.load(parseId('sav', id, ['id'])),
  },
  Mutation: {
    ...savedSearchMutations,
    ...analyticsMutations,
    startReindex: async (_parent, { input }, context) => ({
      space: await startReindex(context.reindexing, context, { modelId: input.modelId ?? null, isFutureOnly: input.isFutureOnly ?? false }),
    }),
    cancelReindex: async (_parent, { input }, context) => ({ space: await cancelReindex(context.reindexing, context, input.modelId) }),
  },
  Subscription: {
    searchChanged,
    reindexProgress: {
      subscribe: (_parent: unknown, { after }: { after?: string | null }, context: Context) =>
        watchReindex(context.reindexing, context, after ?? null),
      resolve: (progressed: ReindexProgressed) => progressed,
    } as never,
  },
  IndexSpace: {
    model: ({ modelId }) => ({ id: modelId }),
    problem: ({ problem }) => indexProblem(problem),
    progress: ({ pending, indexed, failed, estimatedFinishAt }) => ({
      pending,
      indexed,
      failed,
      estimatedFinishAt: dateOf(estimatedFinishAt),
    }),
  },
  SavedSearch,
  SearchAnalytics,
  SearchConnection: {
    edges: ({ hits }) => hits.map((node) => ({ cursor: node.cursor, node })),
    nodes: ({ hits }) => [...hits],
    pageInfo: ({ hits, hasNextPage, hasPreviousPage }) => ({
      hasNextPage,
      hasPreviousPage,
      startCursor: hits[0]?.cursor ?? null,
      endCursor: hits.at(-1)?.cursor ?? null,
    }),
    facets: async ({ question, matches }, { fields, first }, { index }) => {
      if (first < 1 || first > facetValuesMax)
        throw BadUserInputError.of(['first'], 'OUT_OF_RANGE', `first is between 1 and ${facetValuesMax}`);
      const facets = await index.facets({ query: question, matches, fields, first });
      return facets.map(({ field, values }) => ({
        field,
        values: values.map(({ document, ...each }) => ({
          ...each,
          source: field === 'SOURCE' ? { id: each.value } : null,
          document: document === undefined ? null : documentView(document),
        })),
      }));
    },
    freshness: ({ sourceIds }, _arguments, context) => {
      const organizationId = ownOrganization(context);
      return organizationId === null
        ? []
        : Promise.all(sourceIds.map((sourceId) => context.index.freshness(organizationId, sourceId, null)));
    },
    degraded: ({ degraded }) => degraded.map(({ leg, code, message }) => ({ leg, problem: { code, message, ...problems[code] } })),
  },
  SearchHit: {
    id: ({ documentId }) => documentId,
    document: documentView,
    duplicates: ({ copies }) => copies,
    passages: ({ passages }, { first }) => {
      if (first < 0 || first > passagesMax) throw BadUserInputError.of(['first'], 'OUT_OF_RANGE', `first is between 0 and ${passagesMax}`);
      return passages.slice(0, first).map(({ text, highlights, headings, symbol, startLine, endLine, page, score }) => ({
        text,
        highlights: [...highlights],
        location: { headings: [...headings], symbol, startLine, endLine, page },
        score,
      }));
    },
    explanation: ({ explanation }) =>
      explanation === null
        ? null
        : { ...explanation, terms: [...explanation.terms], legs: [...explanation.legs], boosts: [...explanation.boosts] },
  },
  DuplicateDocuments: {
    totalCount: (copies) => copies.length,
    nodes: (copies, { first }) => {
      if (first < 0 || first > 100) throw BadUserInputError.of(['first'], 'OUT_OF_RANGE', 'first is between 0 and 100');
      return copies.slice(0, first).map(documentView);
    },
  },
  SourceFreshness: {
    source: ({ sourceId }) => ({ id: sourceId }),
    indexedThrough: ({ indexedThrough }) => dateOf(indexedThrough),
  },
  Document: {
    __resolveReference: (reference) => reference,
    related: async ({ id }, { first }, context) => {
      if (first < 0 || first > relatedMax) throw BadUserInputError.of(['first'], 'OUT_OF_RANGE', `first is between 0 and ${relatedMax}`);
      const organizationId = ownOrganization(context);
      const found =
        organizationId === null || !hasScope(context.viewer, 'search:read')
          ? null
          : await context.index.related(organizationId, personOf(context.viewer), id, first);
      return found?.map(({ score, document }) => ({ score, document: documentView(document) })) ?? null;
    },
    indexing: async ({ id }, _arguments, context) => {
      const found = isId('doc', id) ? await context.documentIndexing.load(id) : null;
      if (found === null) return null;
      const { status, chunkCount, indexedAt, problem } = found;
      return {
        status,
        chunkCount,
        indexedAt: dateOf(indexedAt),
        problem: problem === null ? null : { ...problem, action: documentActions[problem.code] ?? null },
      };
    },
  },
  Source: {
    __resolveReference: (reference) => reference,
    indexing: async ({ id }, _arguments, context) => {
      const organizationId = ownOrganization(context);
      return organizationId === null ? null : progressView(await context.index.progress(organizationId, id));
    },
    freshness: ({ id, checkpoint }, _arguments, context) => {
      const organizationId = ownOrganization(context);
      return organizationId === null ? null : context.index.freshness(organizationId, id, checkpoint ?? null);
    },
  },
  SyncRun: {
    __resolveReference: (reference) => reference,
    indexing: async ({ source }, _arguments, context) => {
      const organizationId = ownOrganization(context);
      if (organizationId === null || source === undefined) return null;
      const progress = await context.index.progress(organizationId, source.id);
      if (progress.pending > 0) return progressView(progress);
      // What was read a moment ago may still be on its way here: then nothing is pending yet, and all is not done.
      const { status, missingEstimate } = await context.index.freshness(organizationId, source.id, source.checkpoint ?? null);
      return progressView(status === 'CATCHING_UP' ? { ...progress, pending: Math.max(1, missingEstimate) } : progress);
    },
  },
  Organization: {
    __resolveReference: ({ id }, context) => (ownOrganization(context) === id ? { id } : null),
    savedSearches: savedSearchesOf,
    searchAnalytics: searchAnalyticsOf,
    searchIndex: async ({ id }, _arguments, context) => {
      const [{ documentCount, chunkCount, sizeBytes, problem }, spaces] = await Promise.all([
        context.index.statistics(id),
        context.index.spaces(id),
      ]);
      const serving = spaces.find(({ status }) => status === 'SERVING');
      const model = serving === undefined ? null : { id: serving.modelId };
      return { documentCount, chunkCount, sizeBytes, model, spaces: [...spaces], problem: indexProblem(problem) };
    },
  },
};
