import type { BlobStore } from '@conhub/blobs';
import type { Broadcast } from '@conhub/events';
import type { PlanLimits } from '@conhub/subgraph-kit';
import type { Database } from '@conhub/subgraph-kit/database';
import type { Log } from '@conhub/subgraph-kit/log';
import type { LinkSigner } from './downloads/signed-link.ts';
import type { Env } from './env.ts';
import type { Extractor } from './extraction/extractor.ts';
import type { Clock, Connector } from './providers/connector.ts';
import type { ActiveRuns } from './sync/execute-run.ts';
import type { Progress } from './sync/progress.ts';
import type { RunQueue } from './sync/run-queue.ts';
import type { Watchers } from './sync/watchers.ts';

/** What the use cases, the sync engine and the subscribers are made of; put together in `main.ts`. */
export interface Services {
  readonly database: Database;
  readonly blobs: BlobStore;
  /** By key. */
  readonly providers: ReadonlyMap<string, Connector>;
  /** The folders under which folder sources may lie, now. */
  readonly folderRoots: () => readonly string[];
  readonly extractor: Extractor;
  readonly watchers: Watchers;
  readonly active: ActiveRuns;
  readonly queue: RunQueue;
  readonly progress: Progress;
  readonly broadcast: Broadcast;
  readonly limits: PlanLimits;
  readonly clock: Clock;
  readonly links: LinkSigner;
  readonly log: Log;
  readonly env: Env;
}
