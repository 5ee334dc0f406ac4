export { type EmbeddingEngines, type EmbeddingSubgraph, createEmbedding } from './main.ts';
export { type EmbeddingEnv, embeddingSettings, readEmbeddingEnv, refineEndpoint } from './env.ts';
export { type Embedded, type Embedder, type EmbedderCounters, createEmbedder } from './scheduling/embedder.ts';
export type { EmbedderLog, EmbedderOptions } from './scheduling/embedder-options.ts';
export type { ModelInfo } from './models/model-info.ts';
export type { TextKind } from './inference/open-model.ts';
