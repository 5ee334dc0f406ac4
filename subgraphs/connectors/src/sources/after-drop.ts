import type { Services } from '../services.ts';
import { stopRun } from '../sync/cancel-sync.ts';
import type { SyncRun } from '../sync/sync-run.entity.ts';

/** What follows the commit that removed sources: their runs stop, the background work begins, nobody watches them any more. */
export async function afterDrop(services: Services, runs: readonly SyncRun[]): Promise<void> {
  for (const run of runs) await stopRun(services, run);
  services.queue.kick();
  void services.watchers.refresh();
}
