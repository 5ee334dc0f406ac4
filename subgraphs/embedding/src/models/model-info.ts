import type { InstalledModel } from './model-folder.ts';

/** GraphQL's `EmbeddingModel`. */
export interface ModelInfo {
  /** `model_…` */
  readonly id: string;
  readonly name: string;
  readonly dimension: number;
  readonly maxTokens: number;
  readonly pooling: 'MEAN' | 'CLS';
  /** Always: what comes with another length is brought to 1 here. */
  readonly isNormalized: boolean;
  /** SHA-256 of the graph, in hexadecimal; of a remote model, of what names it. */
  readonly checksum: string;
  /** SPDX identifier. */
  readonly license: string;
  readonly isLoaded: boolean;
}

export const modelInfo = ({ id, checksum, description }: InstalledModel, isLoaded: boolean): ModelInfo => ({
  id,
  name: description.name,
  dimension: description.dimension,
  maxTokens: description.maxTokens,
  pooling: description.pooling === 'mean' ? 'MEAN' : 'CLS',
  isNormalized: true,
  checksum,
  license: description.license,
  isLoaded,
});
