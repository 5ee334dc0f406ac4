import { z } from 'zod';

/** search → embedding, as a service. The same operation as `Query.embed`, without the detour over base64. */
export const embedRequest = z.object({
  texts: z.array(z.string()),
  kind: z.enum(['QUERY', 'DOCUMENT']),
});

export type EmbedRequest = z.infer<typeof embedRequest>;

export interface EmbedReply {
  /** One unit vector after another, `dimension` numbers each. */
  readonly vectors: Float32Array;
  readonly dimension: number;
  /** `model_…` */
  readonly modelId: string;
  readonly tokenCount: number;
}

/** @throws DomainError UNAVAILABLE while no model is loaded or the queue is full. */
export type Embed = (request: EmbedRequest, signal?: AbortSignal) => Promise<EmbedReply>;
