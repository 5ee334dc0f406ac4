import type { RequestInfo, Viewer } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { TrailLoader } from './log/trail.ts';

export interface Context {
  readonly em: SqlEntityManager;
  readonly viewer: Viewer;
  readonly request: RequestInfo;
  /** The entries of many subjects or actors at once. */
  readonly trails: TrailLoader;
  /** Calls back after entries were added to an organization's log; a hint. */
  onRecorded(organizationId: string, listener: () => void): () => void;
  /** A fork of its own, for reads that outlive one fetch: a subscription's. */
  fork(): Context;
}
