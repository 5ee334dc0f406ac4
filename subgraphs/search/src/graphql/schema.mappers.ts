import type { SearchAnalytics } from '../analytics/read-analytics.ts';
import type { SpaceReport } from '../spaces/space-report.ts';
import type { DocumentSummary, SearchAnswer, SearchHit, SearchQuery } from '../index/ranking/query.ts';
import type { SavedSearch } from '../saved-searches/saved-search.entity.ts';
import type { Checkpoint, SourceFreshness } from '../index/reports.ts';

/** An answer, with what its fields need to look further with the same eyes. */
export type SearchConnectionMapper = SearchAnswer & { readonly question: SearchQuery };
export type SavedSearchMapper = SavedSearch;
export type SearchAnalyticsMapper = SearchAnalytics;
export type SearchHitMapper = SearchHit;
export type DuplicateDocumentsMapper = readonly DocumentSummary[];
export type SourceFreshnessMapper = SourceFreshness;
/** `checkpoint` comes with a reference where `Source.freshness` asked for it. */
export type SourceMapper = { readonly id: string; readonly checkpoint?: Checkpoint | null };
/** `source` comes with a reference where `SyncRun.indexing` asked for it. */
export type SyncRunMapper = { readonly id: string; readonly source?: SourceMapper };
export type IndexSpaceMapper = SpaceReport;
