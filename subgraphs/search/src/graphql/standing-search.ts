import type { Context } from '../context.ts';
import { type SearchChange, watchSearch } from '../standing/watch-search.ts';
import { filterOf } from './filter.ts';
import { isSelected } from './selected-fields.ts';
import type { SubscriptionResolvers, SubscriptionSearchChangedArgs } from './types.generated.ts';

export const searchChanged: SubscriptionResolvers['searchChanged'] = {
  subscribe: (
    _parent: unknown,
    { query, filter, mode, first, after }: SubscriptionSearchChangedArgs,
    context: Context,
    info: Parameters<typeof isSelected>[0],
  ) =>
    watchSearch(
      context,
      {
        query,
        filter: filterOf(filter),
        mode: mode ?? 'HYBRID',
        orderBy: 'RELEVANCE',
        first,
        isExplained: isSelected(info, 'explanation'),
      },
      after ?? null,
    ),
  resolve: (change: SearchChange) => change,
} as never;
