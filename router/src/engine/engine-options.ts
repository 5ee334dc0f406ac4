import type { RequestInfo, Viewer } from '@conhub/subgraph-kit';
import type { Fetcher } from './execution.ts';
import type { SubgraphExecutor } from './fetching.ts';
import type { Limits } from './limits.ts';
import type { Planner } from './planning.ts';
import type { EngineReport } from './report.ts';
import type { Capability } from './requirements.ts';

export type Transport = 'GET' | 'POST' | 'SSE' | 'WS' | 'LOCAL';

export interface EngineRequest {
  readonly viewer: Viewer;
  readonly request: RequestInfo;
  readonly transport: Transport;
}

export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, SubgraphExecutor>;
  readonly limits?: Partial<Limits>;
  /** By SHA-256 in lower-case hexadecimal. */
  readonly trustedDocuments?: ReadonlyMap<string, string>;
  /** Also suggestions in validation errors. On unless said otherwise. */
  readonly introspection?: boolean;
  /** The viewer of a running subscription as they are now; null when their session or membership ended. */
  readonly reidentify?: (viewer: Viewer) => Promise<Viewer | null>;
  /** Calls back when some identity changed, so that running subscriptions ask again at once. Answers how to stop listening. */
  readonly onIdentityChanged?: (listener: () => void) => () => void;
  /** Which subgraph can say whether an entity exists, where the rule of `readOwners` does not find it. */
  readonly owners?: ReadonlyMap<string, string>;
  readonly report?: EngineReport;
}

/** What subscriptions share with queries. */
export interface EngineParts {
  readonly planner: Planner;
  readonly fetcher: Fetcher;
  readonly limits: Limits;
  readonly options: Omit<EngineOptions, 'supergraphSdl' | 'owners'>;
  readonly capabilityOf: (viewer: Viewer) => Capability;
}
