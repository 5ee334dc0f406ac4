import type { SubgraphRequest } from '@conhub/subgraph-kit';
import type { Embedder } from './scheduling/embedder.ts';

/** What resolvers and use cases of one request are given. There is no tenant data here, so no database and no loader. */
export interface Context extends SubgraphRequest {
  readonly embedder: Embedder;
}
