import type { RequestInfo, SubgraphRequest, Viewer } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type Loaders, createLoaders } from './loaders.ts';
import type { Services } from './services.ts';

/** One per fetch. Viewer, EntityManager and loaders belong together and change together, when somebody signs in. */
export interface Context {
  readonly viewer: Viewer;
  /** Under row-level security and the organization filter of the viewer. */
  readonly em: SqlEntityManager;
  readonly loaders: Loaders;
  readonly request: RequestInfo;
  readonly services: Services;
  /** From here on the request is this viewer's: what it selects after signing in is answered with the eyes of who has signed in. */
  become(viewer: Viewer): void;
}

export function createContext(services: Services, { viewer, request }: SubgraphRequest): Context {
  const as = (viewer: Viewer) => {
    const em = services.database.fork(viewer);
    return { viewer, em, loaders: createLoaders(em, viewer, services.now) };
  };
  let current = as(viewer);
  return {
    request,
    services,
    get viewer() {
      return current.viewer;
    },
    get em() {
      return current.em;
    },
    get loaders() {
      return current.loaders;
    },
    become(viewer) {
      current = as(viewer);
    },
  };
}
