import { uuidOf } from '@conhub/subgraph-kit';
import type { Services } from '../services.ts';

/**
 * Deletes blobs that nothing names. A blob is stored before the row that names it, so the time is taken before looking for references:
 * what is put from then on stays. Answers how many went.
 */
export async function collectOrphans(
  { blobs, database, clock, log }: Pick<Services, 'blobs' | 'database' | 'clock' | 'log'>,
  graceMs = 3_600_000,
): Promise<number> {
  let collected = 0;
  for await (const organizationId of blobs.organizations()) {
    const unusedSince = new Date(clock.now().getTime() - graceMs);
    let batch: string[] = [];
    const sweep = async (): Promise<void> => {
      if (batch.length === 0) return;
      const named = new Set(
        (
          await database
            .system()
            .execute<{ hash: string }[]>(
              'select hash from connectors.blob_references where organization_id = ? and hash in (select jsonb_array_elements_text(?::jsonb))',
              [uuidOf(organizationId), JSON.stringify(batch)],
            )
        ).map(({ hash }) => hash),
      );
      for (const hash of batch) if (!named.has(hash) && (await blobs.delete(organizationId, hash, { unusedSince }))) collected += 1;
      batch = [];
    };
    for await (const { hash, lastPutAt } of blobs.list(organizationId)) {
      if (lastPutAt >= unusedSince) continue;
      batch.push(hash);
      if (batch.length === 500) await sweep();
    }
    await sweep();
  }
  if (collected > 0) log.info({ collected }, 'Blobs that nothing named were deleted');
  return collected;
}
