import type { RequestInfo, SubgraphRequest, Viewer } from '@conhub/subgraph-kit';
import { loader } from '@conhub/subgraph-kit/graphql';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type Visibility, loadVisibility } from './access/visibility.ts';
import { Document, DocumentFailure } from './documents/document.entity.ts';
import type { Services } from './services.ts';
import type { VisibleSource } from './sources/source.policy.ts';
import { liveRunsOf, newestRunsOf } from './sync/find-runs.ts';
import { SyncRun } from './sync/sync-run.entity.ts';

/** A run as its viewer sees it. */
export interface VisibleRun {
  readonly run: SyncRun;
  readonly source: VisibleSource;
}

/** One per fetch: everything in it is made from the viewer, so that what is hidden is as absent. */
export interface Context extends SubgraphRequest {
  readonly em: SqlEntityManager;
  readonly services: Services;
  readonly viewer: Viewer;
  readonly request: RequestInfo;
  visibility(): Promise<Visibility>;
  /** Forgets what was seen before a change. */
  forgetVisibility(): void;
  readonly documents: ReturnType<typeof documentLoader>;
  readonly failures: ReturnType<typeof failureLoader>;
  readonly runs: ReturnType<typeof runLoader>;
  readonly newestRuns: ReturnType<typeof runLoader>;
  readonly liveRuns: ReturnType<typeof runLoader>;
}

type Seen = Pick<Context, 'em' | 'visibility'>;

const documentLoader = ({ em, visibility }: Seen) =>
  loader(
    async (ids) => em.find(Document, { id: { $in: [...ids] }, sourceId: { $in: [...(await visibility()).readable] } }),
    (document) => document.id,
  );

/** By `source/providerId`; asked only for documents that the viewer may see. */
const failureLoader = ({ em }: Seen) =>
  loader(
    (keys) =>
      em.find(DocumentFailure, {
        $or: keys.map((key) => ({ sourceId: key.slice(0, key.indexOf('/')), providerId: key.slice(key.indexOf('/') + 1) })),
      }),
    (failure) => `${failure.sourceId}/${failure.providerId}`,
  );

const runLoader = ({ visibility }: Seen, find: (ids: readonly string[]) => Promise<SyncRun[]>, keyOf: (run: SyncRun) => string) =>
  loader(
    async (ids): Promise<VisibleRun[]> => {
      const { sources } = await visibility();
      return (await find(ids)).flatMap((run) => {
        const source = sources.get(run.sourceId);
        return source === undefined ? [] : [{ run, source }];
      });
    },
    ({ run }) => keyOf(run),
  );

export function createContext(services: Services, { viewer, request }: SubgraphRequest): Context {
  const em = services.database.fork(viewer);
  let seen: Promise<Visibility> | null = null;
  const visibility = (): Promise<Visibility> => (seen ??= loadVisibility(em, viewer));
  const base: Seen = { em, visibility };
  const bySource = (run: SyncRun): string => run.sourceId;
  return {
    ...base,
    services,
    viewer,
    request,
    forgetVisibility: () => {
      seen = null;
    },
    documents: documentLoader(base),
    failures: failureLoader(base),
    runs: runLoader(
      base,
      (ids) => em.find(SyncRun, { id: { $in: [...ids] } }),
      (run) => run.id,
    ),
    newestRuns: runLoader(base, (ids) => newestRunsOf(em, ids), bySource),
    liveRuns: runLoader(base, (ids) => liveRunsOf(em, ids), bySource),
  };
}
