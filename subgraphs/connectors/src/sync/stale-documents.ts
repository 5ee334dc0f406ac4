import { idOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Document, DocumentFailure } from '../documents/document.entity.ts';
import { currentExtractions } from '../extraction/extraction-versions.ts';
import type { Op } from '../providers/connector.ts';
import type { Services } from '../services.ts';
import { Source } from '../sources/source.entity.ts';
import { metaOf } from './document-names.ts';
import { requestRun } from './request-run.ts';

const pageSize = 100;

/**
 * Pages of what was read in a way that is no longer current, as if the connector had named it: each document once, then what failed.
 * Nothing is fetched whose bytes are in the blob store.
 */
export async function* staleOperations(services: Services, sourceId: string): AsyncGenerator<Op[]> {
  const isStale = { $or: [{ extraction: null }, { extraction: { $nin: [...currentExtractions] } }] };
  for (let after = ''; ;) {
    const rows = await services.database
      .system()
      .find(
        Document,
        { sourceId, state: { $in: ['AVAILABLE', 'UNSUPPORTED'] }, providerId: { $gt: after }, ...isStale },
        { limit: pageSize, orderBy: { providerId: 'asc' } },
      );
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.providerId;
    yield rows.map((row): Op => ({
      t: 'upsert',
      id: row.providerId,
      rev: row.revision,
      path: row.path,
      meta: {
        sizeBytes: row.sizeBytes ?? null,
        mimeType: null,
        createdAt: null,
        updatedAt: row.updatedAt,
        author: null,
        url: row.url ?? null,
      },
    }));
  }
  for (let after = ''; ;) {
    const rows = await services.database
      .system()
      .find(
        DocumentFailure,
        { sourceId, revision: { $ne: null }, providerId: { $gt: after }, extraction: { $ne: null, $nin: [...currentExtractions] } },
        { limit: pageSize, orderBy: { providerId: 'asc' } },
      );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.providerId;
    yield rows.map((row): Op => ({
      t: 'upsert',
      id: row.providerId,
      rev: row.revision as string,
      path: row.path,
      meta: metaOf(row.meta ?? null),
    }));
  }
}

/** After an upgrade: a run for each source that has something to be read anew. */
export async function beginRereads(services: Services): Promise<void> {
  const { database, queue } = services;
  const current = JSON.stringify(currentExtractions);
  const rows = await database.system().execute<{ id: string }[]>(
    `with current as (select jsonb_array_elements_text(?::jsonb) as extraction)
     select s.id from connectors.sources s
      where s.status = 'ACTIVE' and s.provider_key <> 'note' and (
        exists (select from connectors.documents d where d.source_id = s.id and d.state in ('AVAILABLE', 'UNSUPPORTED')
                   and (d.extraction is null or d.extraction not in (select extraction from current)))
        or exists (select from connectors.document_failures f where f.source_id = s.id and f.revision is not null
                   and f.extraction not in (select extraction from current)))`,
    [current],
  );
  for (const { id } of rows) {
    await database.system().transactional(async (transaction) => {
      const em = transaction as SqlEntityManager;
      const source = await em.findOne(Source, { id: idOf('src', id), status: 'ACTIVE' });
      if (source === null) return;
      await requestRun(em, services, source, {
        trigger: 'SCHEDULE',
        startedBy: { kind: 'service', name: 'connectors.upgrade' },
        cause: null,
      });
    });
  }
  if (rows.length > 0) queue.kick();
}
