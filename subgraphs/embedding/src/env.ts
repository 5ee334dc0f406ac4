import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type RemoteDescription, parseDescription } from './models/description.ts';
import type { ProxySettings } from './outbound/outbound.ts';
import type { DeviceChoice } from './scheduling/accelerator.ts';

const threads = z.coerce.number().int().min(1).max(64);

/** What the environment may say about models; whoever starts the process checks it with the other settings. */
export const embeddingSettings = {
  /** Folder of model folders. */
  CONHUB_MODELS_DIR: z.string().min(1).optional(),
  /** Name of the default model's folder. */
  CONHUB_EMBEDDING_MODEL: z
    .string()
    .regex(/^[\w.-]+$/, 'is the name of a folder')
    .optional(),
  /** `auto` takes a GPU where one can be used. */
  CONHUB_EMBEDDING_DEVICE: z.enum(['auto', 'cpu', 'cuda'], { error: 'is auto, cpu or cuda' }).optional(),
  /** Threads for documents; chosen from the number of cores when left out. */
  CONHUB_EMBEDDING_WORKERS: threads.optional(),
  /** Threads of one inference call. */
  CONHUB_EMBEDDING_THREADS: threads.optional(),
  /** An OpenAI-compatible endpoint up to `/v1`: its model is the default then. */
  CONHUB_EMBEDDING_ENDPOINT_URL: z.url({ protocol: /^https?$/, error: 'is an absolute http or https URL' }).optional(),
  CONHUB_EMBEDDING_ENDPOINT_MODEL: z.string().min(1).max(200).optional(),
  CONHUB_EMBEDDING_ENDPOINT_DIMENSION: z.coerce.number().int().min(1).max(8_192).optional(),
  CONHUB_EMBEDDING_ENDPOINT_API_KEY: z.string().min(1).optional(),
  /** Where `model add` downloads from. */
  CONHUB_MODEL_HUB_URL: z.url({ protocol: /^https?$/, error: 'is an absolute http or https URL' }).optional(),
  /** For repositories that ask who reads them. */
  CONHUB_MODEL_HUB_TOKEN: z.string().min(1).optional(),
};

export interface EmbeddingEnv {
  readonly modelsFolder: string;
  /** Of models that were added to the installation. */
  readonly addedModelsFolder?: string;
  readonly model: string;
  readonly device?: DeviceChoice;
  readonly documentWorkers?: number;
  readonly threadsPerWorker?: number;
  readonly endpoint?: { readonly description: RemoteDescription; readonly apiKey: string | null };
  /** Where models are downloaded from. */
  readonly hub?: { readonly url: string; readonly token: string | null };
  readonly proxy?: ProxySettings;
}

/** Where published models are. */
export const modelHubUrl = 'https://huggingface.co';

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws z.ZodError with all faults at once */
export function readEmbeddingEnv(source: Environment = process.env): EmbeddingEnv {
  const env = z.object(embeddingSettings).superRefine(refineEndpoint).parse(source);
  const endpoint = endpointOf(env);
  return {
    modelsFolder: env.CONHUB_MODELS_DIR ?? fileURLToPath(new URL('../../../models', import.meta.url)),
    model: env.CONHUB_EMBEDDING_MODEL ?? 'all-minilm-l6-v2',
    device: env.CONHUB_EMBEDDING_DEVICE ?? 'auto',
    ...(env.CONHUB_EMBEDDING_WORKERS === undefined ? {} : { documentWorkers: env.CONHUB_EMBEDDING_WORKERS }),
    ...(env.CONHUB_EMBEDDING_THREADS === undefined ? {} : { threadsPerWorker: env.CONHUB_EMBEDDING_THREADS }),
    ...(endpoint === null ? {} : { endpoint }),
    hub: { url: env.CONHUB_MODEL_HUB_URL ?? modelHubUrl, token: env.CONHUB_MODEL_HUB_TOKEN ?? null },
    proxy: proxyOf(source),
  };
}

interface EndpointVariables {
  readonly CONHUB_EMBEDDING_ENDPOINT_URL?: string | undefined;
  readonly CONHUB_EMBEDDING_ENDPOINT_MODEL?: string | undefined;
  readonly CONHUB_EMBEDDING_ENDPOINT_DIMENSION?: number | undefined;
  readonly CONHUB_EMBEDDING_ENDPOINT_API_KEY?: string | undefined;
}

/** An endpoint is described whole or not at all. */
export function refineEndpoint(
  env: EndpointVariables,
  context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void {
  const named = (['URL', 'MODEL', 'DIMENSION'] as const).map((part) => `CONHUB_EMBEDDING_ENDPOINT_${part}` as const);
  if (Object.entries(env).every(([name, value]) => !name.startsWith('CONHUB_EMBEDDING_ENDPOINT_') || value === undefined)) return;
  for (const name of named)
    if (env[name] === undefined)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'belongs to the other CONHUB_EMBEDDING_ENDPOINT_… settings and is not set',
      });
}

function endpointOf(env: EndpointVariables): { description: RemoteDescription; apiKey: string | null } | null {
  const {
    CONHUB_EMBEDDING_ENDPOINT_URL: url,
    CONHUB_EMBEDDING_ENDPOINT_MODEL: model,
    CONHUB_EMBEDDING_ENDPOINT_DIMENSION: dimension,
  } = env;
  if (url === undefined || model === undefined || dimension === undefined) return null;
  const description = parseDescription({ name: model, license: 'NOASSERTION', dimension, endpoint: { url, model } }) as RemoteDescription;
  return { description, apiKey: env.CONHUB_EMBEDDING_ENDPOINT_API_KEY ?? null };
}

/** The machine's own, in both spellings that are usual: of all programs, not of ConHub. */
function proxyOf(source: Environment): ProxySettings {
  const read = (name: string): string | undefined => source[name.toLowerCase()] || source[name] || undefined;
  const [httpProxy, httpsProxy, noProxy] = [read('HTTP_PROXY'), read('HTTPS_PROXY'), read('NO_PROXY')];
  return {
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    ...(noProxy === undefined ? {} : { noProxy }),
  };
}
