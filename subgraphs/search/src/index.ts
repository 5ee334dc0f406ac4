export { type Search, type SearchEngines, type SearchEnv, createSearch } from './main.ts';
export { type Embedder } from './model-choice.ts';
export { definition } from './mikro-orm.config.ts';
