import { organizationOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import type { SearchFilter } from '../index/ranking/query.ts';
import { deleteSavedSearch, saveSearch, updateSavedSearch } from '../saved-searches/save-search.ts';
import { listSavedSearches } from '../saved-searches/list-saved-searches.ts';
import type { SavedSearch as SavedSearchEntity } from '../saved-searches/saved-search.entity.ts';
import { searchDocuments } from '../search-documents.ts';
import { filterOf, filterView } from './filter.ts';
import { isSelected } from './selected-fields.ts';
import type { MutationResolvers, OrganizationResolvers, SavedSearchResolvers } from './types.generated.ts';

export const SavedSearch: SavedSearchResolvers = {
  __resolveReference: ({ id }, { savedSearches }) => savedSearches.load(id),
  filter: ({ filter }) => filterView(filter),
  owner: ({ ownerId }) => ({ id: ownerId }),
  results: ({ query, filter, mode }: SavedSearchEntity, { first, after }, context: Context, info) =>
    searchDocuments(context, {
      query,
      filter: filter as SearchFilter,
      mode,
      orderBy: 'RELEVANCE',
      first,
      after,
      isExplained: isSelected(info, 'explanation'),
    }),
};

export const savedSearchesOf: NonNullable<OrganizationResolvers['savedSearches']> = ({ id }, args, context) =>
  organizationOf(context.viewer) === id ? (listSavedSearches(context, args) as never) : null;

export const savedSearchMutations: Pick<MutationResolvers, 'saveSearch' | 'updateSavedSearch' | 'deleteSavedSearch'> = {
  saveSearch: async (_parent, { input }, context) => {
    const { name, query, filter, mode, isShared } = input;
    const saved = await saveSearch(context, { name, query, filter: filterOf(filter), mode: mode ?? 'HYBRID', isShared: isShared ?? false });
    return '__typename' in saved ? saved : { __typename: 'SaveSearchPayload', savedSearch: saved };
  },
  updateSavedSearch: async (_parent, { input }, context) => {
    const { savedSearchId, name, query, filter, isShared } = input;
    return {
      savedSearch: await updateSavedSearch(context, {
        savedSearchId,
        name: name ?? null,
        query: query ?? null,
        filter: filter === null || filter === undefined ? null : filterOf(filter),
        isShared: isShared ?? null,
      }),
    };
  },
  deleteSavedSearch: async (_parent, { input }, context) => ({
    deletedSavedSearchId: await deleteSavedSearch(context, input.savedSearchId),
  }),
};
