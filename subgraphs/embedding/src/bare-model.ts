/** A tokenizer and a session without threads and queues around them: what measurements compare the embedder with. */
export { packBatch, rowsWithin } from './inference/batches.ts';
export { type Batch, type OpenModel, type OpenModelOptions, openModel } from './inference/open-model.ts';
export { type ModelFolder, readModelFolder, verifyModel } from './models/model-folder.ts';
