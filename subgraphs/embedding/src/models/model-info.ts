import type { ModelFolder } from './model-folder.ts';

/** GraphQL's `EmbeddingModel`. */
export interface ModelInfo {
  /** `model_…` */
  readonly id: string;
  readonly name: string;
  readonly dimension: number;
  readonly maxTokens: number;
  readonly pooling: 'MEAN' | 'CLS';
  readonly isNormalized: boolean;
  /** SHA-256 of the graph, in hexadecimal. */
  readonly checksum: string;
  /** SPDX identifier. */
  readonly license: string;
  readonly isLoaded: boolean;
}

export const modelInfo = ({ id, checksum, description }: ModelFolder, isLoaded: boolean): ModelInfo => ({
  id,
  name: description.name,
  dimension: description.dimension,
  maxTokens: description.maxTokens,
  pooling: description.pooling === 'mean' ? 'MEAN' : 'CLS',
  isNormalized: description.normaliseInGraph,
  checksum,
  license: description.license,
  isLoaded,
});
