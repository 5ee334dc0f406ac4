import { ForbiddenError, UnauthenticatedError, hasScope } from '@conhub/subgraph-kit';
import { embedTexts } from '../scheduling/embed-texts.ts';
import type { Resolvers } from './types.generated.ts';

export const resolvers: Resolvers = {
  Query: {
    async embed(_, { input }, { embedder, viewer, request }) {
      const { embedded, model } = await embedTexts({ embedder, viewer, signal: request.signal }, input);
      const { vectors, dimension, tokenCount } = embedded;
      return { vectors: input.texts.map((_text, row) => vectors.subarray(row * dimension, (row + 1) * dimension)), model, tokenCount };
    },
    async embeddingModels(_, _arguments, { embedder, viewer }) {
      if (viewer.kind === 'anonymous') throw new UnauthenticatedError();
      return [...(await embedder.readModels())];
    },
    embeddingRuntime(_, _arguments, { embedder, viewer }) {
      if (viewer.kind === 'anonymous') throw new UnauthenticatedError();
      if (!hasScope(viewer, 'operations:read')) throw new ForbiddenError('How models run is for holders of operations:read');
      return embedder.runtime();
    },
  },
  EmbeddingModel: {
    __resolveReference: ({ id }, { embedder, viewer }) =>
      viewer.kind === 'anonymous' ? null : (embedder.models().find((model) => model.id === id) ?? null),
  },
  Node: { __resolveType: () => 'EmbeddingModel' },
};
