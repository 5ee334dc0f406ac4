import type { Organization } from '../index/organization.ts';
import { createVectorTable, roomFor } from '../index/memory/vector-table.ts';
import { type CountedDocument, backToPending } from '../index/stage/back-to-pending.ts';
import { canServe, createFilling, documentChanged } from './filling.ts';
import { failRefused, forgetRefused, retryFailed } from './refused-texts.ts';
import { type SpaceRow, putSpace, spaceRows } from './space.ts';

/** Why a space cannot be begun or given up, as the caller tells it. */
export type SpaceRefusal = 'ALREADY_SERVING' | 'OTHER_FILLING' | 'NOT_FILLING' | 'NO_ROOM';

export interface StartSpace {
  readonly modelId: string;
  readonly dimension: number;
  readonly isFutureOnly: boolean;
}

/** Takes up what the store says: a space that was being filled when the process ended. Called once, when the organization is opened. */
export function resumeSpaces(organization: Organization): void {
  const filling = spaceRows(organization.sqlite).find(({ status }) => status === 'FILLING');
  if (filling !== undefined) beginFilling(organization, filling.model, filling.dimension);
  organization.hasRetired = spaceRows(organization.sqlite).some(({ status }) => status === 'RETIRED');
}

/** Begins a second space, or, for future documents only, lets it serve at once. Null: done, or on its way already. */
export function startSpace(organization: Organization, { modelId, dimension, isFutureOnly }: StartSpace): SpaceRefusal | null {
  const { sqlite } = organization;
  const rows = spaceRows(sqlite);
  const filling = rows.find(({ status }) => status === 'FILLING');
  if (filling !== undefined) return filling.model === modelId && !isFutureOnly ? null : 'OTHER_FILLING';
  const serving = rows.find(({ status }) => status === 'SERVING');
  if (modelId === organization.modelId) {
    if (serving?.is_future_only !== 1 || isFutureOnly) return 'ALREADY_SERVING';
    completeServing(organization, serving);
    return null;
  }
  if (isFutureOnly) {
    sqlite.durably(() => {
      sqlite.run(`update spaces set status = 'RETIRED' where status = 'SERVING'`);
      putSpace(sqlite, modelId, dimension, 'SERVING', true);
    });
    serve(organization, modelId, createVectorTable(dimension, organization.kernel));
    return null;
  }
  // For the moment of the switch both are in memory.
  if (roomFor(dimension, organization.kernel) < organization.vectors.liveRows) return 'NO_ROOM';
  sqlite.durably(() => putSpace(sqlite, modelId, dimension, 'FILLING'));
  beginFilling(organization, modelId, dimension);
  return null;
}

export const untoldSwitch = ({ sqlite }: Organization): boolean =>
  sqlite.get(`select 1 from spaces where status = 'SERVING' and is_told = 0`) !== undefined;

export const markTold = ({ sqlite }: Organization): void => {
  sqlite.run(`update spaces set is_told = 1 where status = 'SERVING'`);
};

/** Gives a space that is being filled up: its vectors go. */
export function cancelSpace(organization: Organization, modelId: string): SpaceRefusal | null {
  if (organization.filling?.modelId !== modelId) return 'NOT_FILLING';
  organization.sqlite.durably(() => {
    organization.sqlite.run(`update spaces set status = 'RETIRED' where model = ?`, modelId);
    forgetRefused(organization.sqlite, modelId);
  });
  organization.filling.table?.close();
  organization.filling = null;
  organization.vectors.onRemoved = null;
  organization.hasRetired = true;
  organization.droppedTo = 0;
  return null;
}

/** The filled space answers from here on, the other is retired: one transaction, and one assignment between two searches. True: it happened. */
export function switchSpace(organization: Organization): boolean {
  const { filling, sqlite } = organization;
  if (filling === null || filling.table === null || !canServe(organization, filling)) return false;
  sqlite.durably(() => {
    sqlite.run(`update spaces set status = 'RETIRED' where status = 'SERVING'`);
    putSpace(sqlite, filling.modelId, filling.dimension, 'SERVING');
    failRefused(organization, filling.modelId);
  });
  serve(organization, filling.modelId, filling.table);
  return true;
}

function beginFilling(organization: Organization, modelId: string, dimension: number): void {
  const filling = createFilling(organization, modelId, dimension);
  organization.filling = filling;
  organization.droppedTo = 0;
  organization.vectors.onRemoved = (slot) => documentChanged(filling, slot);
}

function serve(organization: Organization, modelId: string, table: Organization['vectors']): void {
  organization.filling = null;
  organization.vectors.onRemoved = null;
  organization.vectors.close();
  organization.modelId = modelId;
  organization.vectors = table;
  organization.roomSeen = -1;
  organization.hasRetired = true;
  organization.droppedTo = 0;
  // What waited for vectors of the old model waits for the new one's.
  organization.wanted.clear();
  organization.inFlight.clear();
  organization.awaiting.clear();
  organization.soon.clear();
  for (const { slot } of organization.sqlite.all<{ slot: number }>(`select slot from documents where state = 'PENDING'`))
    organization.toPrepare.add(slot);
}

/** Documents that the serving space left out are PENDING again, and get their vectors as any changed document does. */
function completeServing(organization: Organization, serving: SpaceRow): void {
  const { sqlite, toPrepare } = organization;
  sqlite.durably(() => {
    const left = sqlite.all<CountedDocument>(
      `select d.slot, d.source_id, d.digest_term from documents d where d.state = 'INDEXED' and exists (
         select 1 from words.chunks c where c.doc = d.slot and not exists (select 1 from vectors v where v.key = c.key and v.model = ?))`,
      serving.model,
    );
    backToPending(sqlite, left);
    retryFailed(organization, serving.model);
    for (const { slot } of sqlite.all<{ slot: number }>(`select slot from documents where state = 'PENDING'`)) toPrepare.add(slot);
    sqlite.run('update spaces set is_future_only = 0 where model = ?', serving.model);
  });
}
