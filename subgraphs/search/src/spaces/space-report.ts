import type { Organization } from '../index/organization.ts';
import type { IndexProblem } from '../index/advice.ts';
import { indexFull } from '../index/stage/room.ts';
import { isOutOfRoom, leftToFill } from './filling.ts';
import { refusedCount } from './refused-texts.ts';
import { type SpaceStatus, spaceRows } from './space.ts';

export interface SpaceReport {
  /** `model_…` */
  readonly modelId: string;
  readonly status: SpaceStatus;
  /** In documents. */
  readonly pending: number;
  readonly indexed: number;
  readonly failed: number;
  /** Epoch milliseconds. */
  readonly estimatedFinishAt: number | null;
  /** Why it cannot go on. */
  readonly problem: IndexProblem | null;
}

const noRoom: IndexProblem = {
  code: indexFull,
  message: 'There is no room in memory for this space beside the one that serves, which goes on; it is tried again when there is',
};

/** The organization's spaces, the serving one first. */
export function spacesOf(organization: Organization): SpaceReport[] {
  const { sqlite, filling, documents } = organization;
  const count = (state: string): number =>
    sqlite.get<{ count: number }>('select count(*) as count from documents where state = ?', state)?.count ?? 0;
  return spaceRows(sqlite).map(({ model, status, is_future_only: isFutureOnly }): SpaceReport => {
    const common = { modelId: model, status, failed: 0, estimatedFinishAt: null, problem: null };
    if (status === 'RETIRED') return { ...common, pending: 0, indexed: 0 };
    if (status === 'SERVING') {
      const left = isFutureOnly === 1 ? withoutVectors(organization) : 0;
      return { ...common, pending: count('PENDING') + left, indexed: count('INDEXED') + count('SKIPPED') - left, failed: count('FAILED') };
    }
    if (filling === null) return { ...common, pending: documents.liveCount, indexed: 0 };
    const pending = Math.min(documents.liveCount, leftToFill(filling));
    const failed = refusedCount(organization, model);
    const perDocumentMs = filling.filled === 0 ? null : (Date.now() - filling.startedAt) / filling.filled;
    return {
      ...common,
      pending,
      indexed: Math.max(0, documents.liveCount - pending - failed),
      failed,
      problem: isOutOfRoom(filling) ? noRoom : null,
      estimatedFinishAt: pending === 0 || perDocumentMs === null ? null : Math.round(Date.now() + pending * perDocumentMs),
    };
  });
}

const withoutVectors = ({ sqlite, modelId }: Organization): number =>
  sqlite.get<{ count: number }>(
    `select count(*) as count from documents d where d.state = 'INDEXED' and exists (
       select 1 from words.chunks c where c.doc = d.slot and not exists (select 1 from vectors v where v.key = c.key and v.model = ?))`,
    modelId,
  )?.count ?? 0;

/** Models whose vectors are kept, or on their way. */
export const modelsUsed = ({ sqlite }: Organization): string[] =>
  spaceRows(sqlite)
    .filter(({ status }) => status !== 'RETIRED')
    .map(({ model }) => model);
