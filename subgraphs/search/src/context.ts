import type { RequestInfo, Viewer } from '@conhub/subgraph-kit';
import type DataLoader from 'dataloader';
import type { DocumentIndexing } from './index/reports.ts';
import type { SearchIndex } from './index/search-index.ts';
import type { Reindexing } from './spaces/reindexing.ts';
import type { UsageCounter } from './usage/usage-counter.ts';

export interface Context {
  readonly viewer: Viewer;
  readonly request: RequestInfo;
  /** @throws DomainError UNAVAILABLE until the subgraph has started. */
  readonly index: SearchIndex;
  readonly usage: UsageCounter;
  readonly reindexing: Reindexing;
  /** By document id; null for what the viewer may not see. */
  readonly documentIndexing: DataLoader<string, DocumentIndexing | null>;
}
