import type { DatabaseOptions } from '@conhub/subgraph-kit/database';
import { QueryCount, QueryRecording, SearchCount } from './analytics/analytics.entities.ts';
import { EventRow, consumerTables } from './event-log.ts';
import { SearchFeedback } from './feedback/search-feedback.entity.ts';
import { migrations } from './migrations.ts';
import { SavedSearch } from './saved-searches/saved-search.entity.ts';
import { HourlyUsage } from './usage/hourly-usage.entity.ts';

export const definition: Pick<DatabaseOptions, 'subgraph' | 'entities' | 'migrations'> = {
  subgraph: 'search',
  entities: [EventRow, HourlyUsage, SavedSearch, SearchFeedback, SearchCount, QueryCount, QueryRecording, ...consumerTables],
  migrations,
};
