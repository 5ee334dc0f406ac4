import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BadUserInputError,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  type SubgraphRequest,
  UnauthenticatedError,
  hasScope,
  organizationOf,
  parseId,
} from '@conhub/subgraph-kit';
import type { SearchIndex } from '../index/search-index.ts';
import type { Embedder } from '../model-choice.ts';
import type { SpaceRefusal } from './change-space.ts';
import type { SpaceReport } from './space-report.ts';

/** What an organization does to have another model, as its log keeps it. */
export type ReindexFact =
  | { readonly t: 'started'; readonly organizationId: string; readonly modelId: string; readonly isFutureOnly: boolean }
  | { readonly t: 'cancelled'; readonly organizationId: string; readonly modelId: string };

export interface Reindexing {
  readonly index: () => SearchIndex;
  readonly embedder: Embedder;
  record(fact: ReindexFact, by: SubgraphRequest): Promise<void>;
}

export interface ReindexProgressed {
  readonly position: string;
  readonly space: SpaceReport;
}

const pollMs = 400;

/** The organization the viewer may index anew: their own, with the scope `index:manage`. */
function managed({ viewer }: SubgraphRequest): string {
  if (viewer.kind === 'anonymous') throw new UnauthenticatedError();
  const organizationId = organizationOf(viewer);
  if (organizationId === null || !hasScope(viewer, 'index:manage')) throw new ForbiddenError('Indexing anew needs the scope index:manage');
  return organizationId;
}

const refusals: Readonly<Record<SpaceRefusal | 'NO_INDEX', string>> = {
  ALREADY_SERVING: 'The index is served with this model already',
  OTHER_FILLING: 'The index is being filled with another model: wait for it, or cancel it first',
  NOT_FILLING: 'The index is not being filled with this model',
  NO_ROOM:
    'There is no room in memory for a second space beside the one that serves: take documents or sources away, or begin with isFutureOnly',
  NO_INDEX: 'There is nothing to index yet: the first documents come with the default model',
};

/** Begins to fill a second space beside the serving one. @throws DomainError BAD_USER_INPUT for a model that is not installed, CONFLICT */
export async function startReindex(
  { index, embedder, record }: Reindexing,
  by: SubgraphRequest,
  input: { readonly modelId: string | null; readonly isFutureOnly: boolean },
): Promise<SpaceReport> {
  const organizationId = managed(by);
  const path = ['input', 'modelId'];
  const wanted = input.modelId === null ? null : parseId('model', input.modelId, path);
  const models = await (embedder.readModels?.() ?? embedder.models());
  const model = wanted === null ? models[0] : models.find(({ id }) => id === wanted);
  if (model === undefined) throw BadUserInputError.of(path, 'UNKNOWN_MODEL', 'input.modelId is not the id of an installed model');
  const { isFutureOnly } = input;
  const wasFilling = (await index().spaces(organizationId)).some(({ modelId, status }) => modelId === model.id && status === 'FILLING');
  const refusal = await index().startSpace(organizationId, { modelId: model.id, dimension: model.dimension, isFutureOnly });
  if (refusal !== null) throw new ConflictError(refusals[refusal]);
  if (!wasFilling) await record({ t: 'started', organizationId, modelId: model.id, isFutureOnly }, by);
  return reportOf(await index().spaces(organizationId), model.id);
}

/** Its vectors go; the serving space stays as it is. @throws DomainError NOT_FOUND when the index is not being filled with this model */
export async function cancelReindex({ index, record }: Reindexing, by: SubgraphRequest, given: string): Promise<SpaceReport> {
  const organizationId = managed(by);
  const modelId = parseId('model', given, ['input', 'modelId']);
  const refusal = await index().cancelSpace(organizationId, modelId);
  if (refusal !== null) throw new NotFoundError(refusals[refusal]);
  await record({ t: 'cancelled', organizationId, modelId }, by);
  return reportOf(await index().spaces(organizationId), modelId);
}

/**
 * The space that is being filled, now and whenever its progress has changed; its last state is SERVING, or RETIRED when it was cancelled.
 * Goes on with the next one. Ends only when it is closed.
 */
export async function* watchReindex({ index }: Reindexing, by: SubgraphRequest, after: string | null): AsyncGenerator<ReindexProgressed> {
  const organizationId = managed(by);
  const { signal } = by.request;
  let shown = after;
  let followed: string | null = null;
  while (signal?.aborted !== true) {
    const spaces = await index().spaces(organizationId);
    const filling = spaces.find(({ status }) => status === 'FILLING');
    const modelId: string | null = followed ?? filling?.modelId ?? null;
    if (modelId !== null) {
      const space = reportOf(spaces, modelId);
      const position = createHash('sha256')
        .update(JSON.stringify([space.modelId, space.status, space.pending, space.indexed, space.problem]))
        .digest('base64url')
        .slice(0, 22);
      if (position !== shown) yield { position, space };
      shown = position;
      followed = space.status === 'FILLING' ? modelId : null;
    }
    await sleep(pollMs, undefined, signal === null ? {} : { signal }).catch(() => {});
  }
}

/** One that is gone was retired. */
const reportOf = (spaces: readonly SpaceReport[], modelId: string): SpaceReport =>
  spaces.find((space) => space.modelId === modelId) ?? {
    modelId,
    status: 'RETIRED',
    pending: 0,
    indexed: 0,
    failed: 0,
    estimatedFinishAt: null,
    problem: null,
  };
