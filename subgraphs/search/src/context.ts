import type { RequestInfo, Viewer } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import type { AnalyticsCounter } from './analytics/analytics-counter.ts';
import type { DocumentIndexing } from './index/reports.ts';
import type { SearchIndex } from './index/search-index.ts';
import type { SavedSearch } from './saved-searches/saved-search.entity.ts';
import type { IndexChanges } from './standing/index-changes.ts';
import type { StandingSearches } from './standing/watch-search.ts';
import type { RecentSearches } from './suggestions/recent-searches.ts';
import type { Reindexing } from './spaces/reindexing.ts';
import type { UsageCounter } from './usage/usage-counter.ts';

export interface Context {
  readonly viewer: Viewer;
  readonly request: RequestInfo;
  /** @throws DomainError UNAVAILABLE until the subgraph has started. */
  readonly index: SearchIndex;
  readonly usage: UsageCounter;
  readonly reindexing: Reindexing;
  /** Made from the viewer: another organization's rows are as absent. */
  readonly em: SqlEntityManager;
  readonly analytics: AnalyticsCounter;
  readonly recent: RecentSearches;
  readonly standing: StandingSearches;
  readonly changes: IndexChanges;
  /** By id; null for what the viewer may not see. */
  readonly savedSearches: DataLoader<string, SavedSearch | null>;
  /** By document id; null for what the viewer may not see. */
  readonly documentIndexing: DataLoader<string, DocumentIndexing | null>;
}
