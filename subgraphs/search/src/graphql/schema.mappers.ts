import type { SearchAnswer, SearchHit } from '../index/ranking/query.ts';
import type { Checkpoint, SourceFreshness } from '../index/reports.ts';

export type SearchConnectionMapper = SearchAnswer;
export type SearchHitMapper = SearchHit;
export type SourceFreshnessMapper = SourceFreshness;
/** `checkpoint` comes with a reference where `Source.freshness` asked for it. */
export type SourceMapper = { readonly id: string; readonly checkpoint?: Checkpoint | null };
/** `source` comes with a reference where `SyncRun.indexing` asked for it. */
export type SyncRunMapper = { readonly id: string; readonly source?: SourceMapper };
