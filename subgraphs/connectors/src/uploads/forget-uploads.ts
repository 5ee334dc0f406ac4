import { idOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Services } from '../services.ts';
import { applyReferences, createReferenceChanges } from '../storage/blob-references.ts';
import { countUsage } from '../storage/usage.ts';
import { Upload } from './upload.entity.ts';

/** So long a completed upload answers, to who asks again, with the document it has become. */
const rememberedMs = 86_400_000;
const batchSize = 100;

/** What was announced and not completed in time goes, and with it its hold on the bytes: the collector of orphans takes them. */
export async function forgetUploads({ database, limits, clock }: Pick<Services, 'database' | 'limits' | 'clock'>): Promise<void> {
  const now = clock.now();
  const forget = (): Promise<number> =>
    database.system().transactional(async (transaction) => {
      const em = transaction as SqlEntityManager;
      const rows = await em.execute<{ id: string; organization_id: string; held: string | null }[]>(
        `select id, organization_id, case when document_id is null then content_hash end as held from connectors.uploads
          where expires_at <= ? and (document_id is null or expires_at <= ?)
          order by organization_id, id limit ${batchSize} for update skip locked`,
        [now, new Date(now.getTime() - rememberedMs)],
      );
      const held = Map.groupBy(
        rows.filter((row) => row.held !== null),
        (row) => row.organization_id,
      );
      for (const [organization, uploads] of held) {
        const organizationId = idOf('org', organization);
        const references = createReferenceChanges();
        for (const upload of uploads) references.remove(upload.held as string);
        const storageBytes = await applyReferences(em, organizationId, references);
        await countUsage(em, limits, organizationId, { documents: 0, storageBytes });
      }
      await em.nativeDelete(Upload, { id: { $in: rows.map(({ id }) => idOf('upl', id)) } });
      return rows.length;
    });
  while ((await forget()) === batchSize);
}
