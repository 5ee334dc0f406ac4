import { StorageFullError } from '@conhub/subgraph-kit';
import { problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { RunStop } from './run-stop.ts';

/** So much is held in memory before it is stored: a page of a hundred large documents must not be. */
const bytesMax = 8 * 2 ** 20;
const fullRetryMs = 30_000;

/** Blobs of one page on their way to the store, many at once: the wait for the disk is then one. */
export interface BlobBatch {
  add(...blobs: readonly Uint8Array[]): Promise<void>;
  flush(): Promise<void>;
}

export function createBlobBatch({ blobs: store, clock }: Pick<Services, 'blobs' | 'clock'>, organizationId: string): BlobBatch {
  let waiting: Uint8Array[] = [];
  let bytes = 0;

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    bytes = 0;
    if (batch.length === 0) return;
    try {
      await store.putAll(organizationId, batch);
    } catch (error) {
      if (!(error instanceof StorageFullError)) throw error;
      throw new RunStop('WAITING', problem('STORAGE_FULL', null, new Date(clock.now().getTime() + fullRetryMs)));
    }
  }

  return {
    flush,
    async add(...blobs) {
      for (const blob of blobs) {
        waiting.push(blob);
        bytes += blob.byteLength;
      }
      if (bytes > bytesMax) await flush();
    },
  };
}
