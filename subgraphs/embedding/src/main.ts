import type { Subgraph, SubgraphRequest } from '@conhub/subgraph-kit';
import { buildSubgraph } from '@conhub/subgraph-kit/graphql';
import type { Context } from './context.ts';
import { type EmbeddingEnv, modelHubUrl } from './env.ts';
import { type ModelInstallation, createInstallation } from './installation.ts';
import { resolvers } from './graphql/resolvers.ts';
import { createOutbound } from './outbound/outbound.ts';
import { type Embedder, createEmbedder } from './scheduling/embedder.ts';
import type { EmbedderLog } from './scheduling/embedder-options.ts';

export interface EmbeddingEngines {
  readonly log?: EmbedderLog;
  /** One made elsewhere, to share it; else this subgraph makes its own. */
  readonly embedder?: Embedder;
}

export interface EmbeddingSubgraph extends Subgraph {
  /** For search in the same process: the same model without GraphQL in between. */
  readonly embedder: Embedder;
  readonly installation: ModelInstallation;
}

export async function createEmbedding(env: EmbeddingEnv, { log, embedder: given }: EmbeddingEngines = {}): Promise<EmbeddingSubgraph> {
  const outbound = createOutbound(env.proxy);
  const embedder = given ?? createEmbedder({ ...env, outbound, ...(log === undefined ? {} : { log }) });
  const installation = createInstallation(embedder, {
    folder: env.addedModelsFolder ?? env.modelsFolder,
    hub: env.hub ?? { url: modelHubUrl, token: null },
    outbound,
    onUnexpected: (error) =>
      log?.error(`A model could not be added: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  return {
    name: 'embedding',
    embedder,
    installation,
    schema: buildSubgraph({ schemaFile: new URL('../schema.graphql', import.meta.url), resolvers }),
    createContext: ({ viewer, request }: SubgraphRequest): Context => ({ viewer, request, embedder }),
    async start() {
      // Not awaited: the rest of ConHub is ready before the model is; `embed` waits for it.
      void embedder.start();
    },
    async stop() {
      await installation.stop();
      await embedder.stop();
    },
    check: async () => embedder.check(),
  };
}
