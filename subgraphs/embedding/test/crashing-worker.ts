import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession } from 'onnxruntime-node';
import type { WorkerSettings } from '../src/inference/messages.ts';

/**
 * The real worker, which ends while it tokenises "monsoon" or runs "glacier" (one token each); at "archipelago" and
 * "volcano" too, but only the first time, which a file beside the model's folder remembers.
 */
const marker = join((workerData as WorkerSettings).model.folder, '..', 'crashed');
const end = (isOnce: boolean): void => {
  if (isOnce && existsSync(marker)) return;
  if (isOnce) writeFileSync(marker, '');
  process.exit(3);
};

const { encode } = Tokenizer.prototype;
Tokenizer.prototype.encode = function (this: Tokenizer, text: string, ...rest: []) {
  if (text.includes('monsoon') || text.includes('archipelago')) end(text.includes('archipelago'));
  return encode.call(this, text, ...rest);
} as typeof encode;

const create = InferenceSession.create.bind(InferenceSession);
InferenceSession.create = (async (...given: Parameters<typeof create>) => {
  const session = await create(...given);
  const run = session.run.bind(session);
  session.run = ((feeds: Parameters<typeof run>[0]) => {
    const ids = feeds['input_ids']?.data as BigInt64Array;
    if (ids.includes(10_046n) || ids.includes(12_779n)) end(ids.includes(12_779n));
    return run(feeds);
  }) as typeof session.run;
  return session;
}) as typeof create;

await import('../src/inference/worker.ts');
