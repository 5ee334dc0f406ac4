import type { EmbeddingSubgraph } from '@conhub/embedding';
import { ConflictError, NotFoundError, type SubgraphRoute } from '@conhub/subgraph-kit';
import type { OperatorRoute } from '@conhub/users';
import { z } from 'zod';

export interface ModelRoutesOptions {
  readonly operatorRoute: OperatorRoute;
  readonly installation: EmbeddingSubgraph['installation'];
  /** Whether an organization's index holds vectors of it. */
  readonly isInUse: (modelId: string) => Promise<boolean>;
}

const text = z.string().max(1_000);

/** Which models this installation has is its operator's business: it takes their disk, and their network. */
export function modelRoutes({ operatorRoute, installation, isInUse }: ModelRoutesOptions): readonly SubgraphRoute[] {
  return [
    operatorRoute('/operator/models', {}, async () => ({ models: await installation.list() })),
    // Begins, or joins what has begun; how it goes is asked for with the answer's `addition`.
    operatorRoute(
      '/operator/models/add',
      {
        repository: text,
        revision: text.optional(),
        name: text.optional(),
        file: text.optional(),
        withFp16: z.boolean().optional(),
        bytesMax: z.int().positive().optional(),
        pooling: z.enum(['mean', 'cls']).optional(),
        queryPrefix: text.optional(),
        documentPrefix: text.optional(),
        maxTokens: z.int().min(3).max(8_192).optional(),
      },
      async ({ token: _token, ...input }: { token?: string } & Parameters<typeof installation.begin>[0]) => ({
        addition: installation.begin(input),
      }),
    ),
    operatorRoute('/operator/models/addition', { addition: text }, async ({ addition }) => {
      const steps = installation.progress(addition);
      if (steps === null) throw new NotFoundError('No such model is being added');
      return steps;
    }),
    operatorRoute('/operator/models/remove', { name: text }, async ({ name }) => {
      const model = (await installation.list()).find((each) => each.folder === name);
      if (model !== undefined && !model.isAdded) throw new ConflictError(`${name} came with the installation and stays`);
      if (model?.isDefault === true)
        throw new ConflictError(`${name} is the default model: choose another with CONHUB_EMBEDDING_MODEL first`);
      if (model !== undefined && (await isInUse(model.id)))
        throw new ConflictError(`${name} is used by an index: change that to another model first (conhub reindex --model)`);
      if (!(await installation.remove(name, model?.id ?? null))) throw new NotFoundError(`There is no added model called ${name}`);
      return { removed: name };
    }),
  ];
}
