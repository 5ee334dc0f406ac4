import type { Organization } from '../index/organization.ts';
import { type CountedDocument, backToPending } from '../index/stage/back-to-pending.ts';
import { embeddingFailed, failEmbedding } from '../index/stage/complete.ts';
import { indexFull } from '../index/stage/room.ts';
import type { DocumentRow } from '../index/stage/document-row.ts';
import type { Sqlite } from '../index/store/sqlite.ts';

/**
 * Texts that the model of a space that is being filled fails on: they are not asked for again, by the next process neither. Only until it
 * serves: then their documents say it themselves.
 */
export const refusedTextsTable = `
  create table refused_texts (key blob not null, model text not null, primary key (key, model)) strict, without rowid;
`;

export const rememberRefused = (sqlite: Sqlite, key: Uint8Array, modelId: string): void => {
  sqlite.run('insert or ignore into refused_texts (key, model) values (?, ?)', key, modelId);
};

export const forgetRefused = (sqlite: Sqlite, modelId: string): void => {
  sqlite.run('delete from refused_texts where model = ?', modelId);
};

const holders = `select distinct d.* from refused_texts r join words.chunks c on c.key = r.key join documents d on d.slot = c.doc
  where r.model = ? and d.state not in ('REMOVED', 'INCOMPLETE')`;

/** Documents that hold one. */
export const refusedCount = ({ sqlite }: Organization, modelId: string): number =>
  sqlite.get<{ count: number }>(`select count(*) as count from (${holders})`, modelId)?.count ?? 0;

/** The model serves from here on: what it failed on is FAILED, as if it had been indexed with it. Within the caller's transaction. */
export function failRefused(organization: Organization, modelId: string): void {
  const { sqlite } = organization;
  const counted = sqlite.all<DocumentRow>(`${holders} and d.state in ('INDEXED', 'SKIPPED')`, modelId);
  backToPending(sqlite, counted);
  for (const row of counted) failEmbedding(organization, row);
  retryFailed(organization, modelId);
  forgetRefused(sqlite, modelId);
}

/** What another model failed on, or had no room for, is PENDING again, unless this one fails on it too. Within the caller's transaction. */
export function retryFailed({ sqlite, touched }: Organization, modelId: string): void {
  const rows = sqlite.all<CountedDocument>(
    `select d.slot, d.source_id, d.digest_term from documents d where d.state = 'FAILED' and d.problem_code in (?, ?) and not exists (
       select 1 from refused_texts r join words.chunks c on c.key = r.key where r.model = ? and c.doc = d.slot)`,
    embeddingFailed,
    indexFull,
    modelId,
  );
  backToPending(sqlite, rows);
  for (const { slot, source_id: sourceId } of rows) {
    sqlite.run('update documents set problem_code = null, problem_message = null where slot = ?', slot);
    touched.add(sourceId);
  }
}
