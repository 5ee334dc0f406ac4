import { z } from 'zod';

/** A path inside the model's folder, with `/`; never out of it. */
const file = z.string().regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/, 'is a path inside the folder');

const common = {
  name: z.string().min(1).max(200),
  license: z.string().min(1).max(100),
  dimension: z.int().min(1).max(8_192),
  /** Written before what is asked and what is to be found; some models were trained so. */
  queryPrefix: z.string().max(1_000).default(''),
  documentPrefix: z.string().max(1_000).default(''),
};

const local = z.object({
  ...common,
  maxTokens: z.int().min(3).max(8_192),
  pooling: z.enum(['mean', 'cls']),
  /** The graph answers [batch, dimension] and not a vector for each token. */
  poolingInGraph: z.boolean(),
  /** Vectors come with length 1; else they are brought to it here. */
  normaliseInGraph: z.boolean(),
  special: z.object({ pad: z.int().min(0) }),
  /** The graph, where `files` holds several. */
  graph: file.optional(),
  /** Half precision, for a GPU. */
  graphFp16: file.optional(),
  files: z.record(file, z.object({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  /** Where `conhub model add` had it from; the revision is a commit. */
  source: z.object({ hub: z.string(), repository: z.string(), revision: z.string() }).optional(),
});

const endpoint = z.object({
  /** Up to and including `/v1`. */
  url: z.url({ protocol: /^https?$/, error: 'is an absolute http or https URL' }),
  /** What the endpoint calls the model. */
  model: z.string().min(1).max(200),
  /** A file in the model's folder that holds the key, so that it can be readable by ConHub alone. */
  apiKeyFile: file.optional(),
  /** Texts of one request. */
  batchTexts: z.int().min(1).max(2_048).default(32),
  /** Requests that are open at once. */
  requestsMax: z.int().min(1).max(64).default(4),
  timeoutMs: z.int().min(100).max(600_000).default(60_000),
  /** Ask for `dimension` numbers: for models that can shorten their vectors. */
  sendDimensions: z.boolean().default(false),
});

const remote = z.object({
  ...common,
  maxTokens: z.int().min(3).max(131_072).default(512),
  pooling: z.enum(['mean', 'cls']).default('mean'),
  endpoint,
});

/** `model.json` of a model that runs here. */
export type LocalDescription = z.infer<typeof local>;
/** `model.json` of a model that somebody else's server runs. */
export type RemoteDescription = z.infer<typeof remote>;
export type EndpointSettings = z.infer<typeof endpoint>;

/** @throws z.ZodError */
export function parseDescription(value: unknown): LocalDescription | RemoteDescription {
  return typeof value === 'object' && value !== null && 'endpoint' in value ? remote.parse(value) : local.parse(value);
}
