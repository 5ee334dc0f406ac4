import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const schema = z.object({
  /** Folder of model folders. */
  CONHUB_MODELS_DIR: z.string().min(1).optional(),
  /** Name of the default model's folder. */
  CONHUB_EMBEDDING_MODEL: z
    .string()
    .regex(/^[\w.-]+$/, 'is the name of a folder')
    .default('all-minilm-l6-v2'),
  /** Threads for documents; chosen from the number of cores when left out. */
  CONHUB_EMBEDDING_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  /** Threads of one inference call. */
  CONHUB_EMBEDDING_THREADS: z.coerce.number().int().min(1).max(64).optional(),
});

export interface EmbeddingEnv {
  readonly modelsFolder: string;
  readonly model: string;
  readonly documentWorkers?: number;
  readonly threadsPerWorker?: number;
}

/** @throws z.ZodError with all faults at once */
export function readEmbeddingEnv(source: Readonly<Record<string, string | undefined>> = process.env): EmbeddingEnv {
  const env = schema.parse(source);
  return {
    modelsFolder: env.CONHUB_MODELS_DIR ?? fileURLToPath(new URL('../../../models', import.meta.url)),
    model: env.CONHUB_EMBEDDING_MODEL,
    ...(env.CONHUB_EMBEDDING_WORKERS === undefined ? {} : { documentWorkers: env.CONHUB_EMBEDDING_WORKERS }),
    ...(env.CONHUB_EMBEDDING_THREADS === undefined ? {} : { threadsPerWorker: env.CONHUB_EMBEDDING_THREADS }),
  };
}
