import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { halfToFloat, normalise, poolTokens } from '../src/inference/pooling.ts';
import { chooseAccelerator } from '../src/scheduling/accelerator.ts';
import { createEmbedder } from '../src/scheduling/embedder.ts';
import { createThroughput } from '../src/scheduling/throughput.ts';
import { cosine, embedderOptions, modelName, modelsFolder } from './factories.ts';

const cleaning: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

/** A folder with the shipped model under another name and with another description. */
function addedModel(name: string, change: (description: Record<string, unknown>) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'conhub-added-'));
  cleaning.push(() => rmSync(folder, { recursive: true }));
  cpSync(join(modelsFolder, modelName), join(folder, name), { recursive: true });
  const file = join(folder, name, 'model.json');
  const description = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  change(description);
  writeFileSync(file, JSON.stringify(description));
  return folder;
}

/** The graph's checksum is the model's id: a byte in the unread end of the file makes another model of it. */
function asAnotherModel(folder: string, name: string): void {
  const graph = join(folder, name, 'model.int8.onnx');
  // An unknown field of protobuf (number 2000, a varint) is skipped by every reader.
  const bytes = Buffer.concat([readFileSync(graph), Buffer.from([0x80, 0x7d, 0x01])]);
  writeFileSync(graph, bytes);
  const file = join(folder, name, 'model.json');
  const description = JSON.parse(readFileSync(file, 'utf8')) as { files: Record<string, { bytes: number; sha256: string }> };
  const hash = createHash('sha256').update(bytes).digest('hex');
  description.files['model.int8.onnx'] = { bytes: bytes.byteLength, sha256: hash };
  writeFileSync(file, JSON.stringify(description));
}

describe('several models', () => {
  test('stand side by side, the default first; another is loaded when it is first asked, and answers with its own prefix', async () => {
    const added = addedModel('another', (description) => Object.assign(description, { name: 'Another', queryPrefix: 'query: ' }));
    asAnotherModel(added, 'another');
    const embedder = createEmbedder(embedderOptions({ addedModelsFolder: added }));
    cleaning.push(() => embedder.stop());
    await embedder.start();
    const [first, second] = embedder.models();
    expect([first, second]).toMatchObject([
      { name: 'all-MiniLM-L6-v2', isLoaded: true },
      { name: 'Another', isLoaded: false },
    ]);
    const own = await embedder.embed(['tokens'], 'QUERY', undefined, second?.id);
    expect(own.modelId).toBe(second?.id);
    expect(embedder.models()[1]).toMatchObject({ isLoaded: true });
    const prefixed = await embedder.embed(['query: tokens'], 'DOCUMENT');
    expect(cosine(own.vectors, prefixed.vectors)).toBeCloseTo(1, 4);
    await expect(embedder.embed(['a'], 'QUERY', undefined, 'model_01h455vb4pex5vsknk084sn02q')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('not installed'),
    });
  });

  test('are found without a restart when they are added, and one that is damaged costs only itself', async () => {
    const added = mkdtempSync(join(tmpdir(), 'conhub-added-'));
    cleaning.push(() => rmSync(added, { recursive: true }));
    const embedder = createEmbedder(embedderOptions({ addedModelsFolder: added }));
    cleaning.push(() => embedder.stop());
    await embedder.start();
    const later = addedModel('later', (description) => {
      (description['files'] as Record<string, { sha256: string }>)['model.int8.onnx'] = {
        bytes: 23512415,
        sha256: 'f'.repeat(64),
      } as never;
      Object.assign(description, { source: { hub: 'https://hub.example', repository: 'team/later', revision: 'abc' } });
    });
    cpSync(join(later, 'later'), join(added, 'later'), { recursive: true });
    const damaged = (await embedder.readModels())[1];
    await expect(embedder.embed(['a'], 'QUERY', undefined, damaged?.id)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(/instead of f{64}.*conhub model add team\/later@abc/),
    });
    expect(embedder.check()).toBeNull();
    expect((await embedder.embed(['a'], 'QUERY')).dimension).toBe(384);
  });

  test('the configuration chooses the default among the shipped and the added ones', async () => {
    const added = addedModel('chosen', (description) => Object.assign(description, { name: 'Chosen' }));
    asAnotherModel(added, 'chosen');
    const embedder = createEmbedder(embedderOptions({ addedModelsFolder: added, model: 'chosen' }));
    cleaning.push(() => embedder.stop());
    await embedder.start();
    expect(embedder.models().map(({ name }) => name)).toEqual(['Chosen', 'all-MiniLM-L6-v2']);
    expect(embedder.check()).toBeNull();
  });

  test('a description cannot name files outside its folder', async () => {
    const added = addedModel('outside', (description) => Object.assign(description, { graph: '../elsewhere/model.onnx' }));
    const embedder = createEmbedder(embedderOptions({ addedModelsFolder: added }));
    cleaning.push(() => embedder.stop());
    await embedder.start();
    expect(embedder.models()).toHaveLength(1);
  });
});

describe('pooling', () => {
  // Two rows of up to three tokens of two numbers; the second row has one token and padding.
  const numbers = Float32Array.of(1, 2, 3, 4, 5, 9, 7, 8, 100, 100, 100, 100);
  const shape = { rows: 2, length: 3, dimension: 2, lengths: Uint16Array.of(3, 1) };

  test('MEAN is the mean of the tokens without the padding, CLS the first token', () => {
    expect([...poolTokens(numbers, { ...shape, pooling: 'mean' })]).toEqual([3, 5, 7, 8]);
    expect([...poolTokens(numbers, { ...shape, pooling: 'cls' })]).toEqual([1, 2, 7, 8]);
  });

  test('normalised rows have length 1, and zeros stay zeros', () => {
    const vectors = Float32Array.of(3, 4, 0, 0);
    normalise(vectors, 2);
    expect([...vectors]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0]);
  });

  test('half precision is read exactly: normal, subnormal, negative, infinite', () => {
    expect([...halfToFloat(Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001, 0x7c00, 0x0000, 0x8000))]).toEqual([
      1,
      -2,
      0.333251953125,
      2 ** -24,
      Infinity,
      0,
      -0,
    ]);
  });
});

describe('the device', () => {
  const gpu = { platform: 'linux-x64', hasNvidiaDevice: true, hasCudaProvider: true };

  test('is the CPU without a word where nobody asked for a GPU and none is there', () => {
    expect(chooseAccelerator('auto', { ...gpu, hasNvidiaDevice: false })).toEqual({ executionProvider: 'CPU', fallbackReason: null });
    expect(chooseAccelerator('cpu', gpu)).toEqual({ executionProvider: 'CPU', fallbackReason: null });
  });

  test('is the GPU where one can be used, and else the CPU with the reason', () => {
    expect(chooseAccelerator('auto', gpu)).toEqual({ executionProvider: 'CUDA', fallbackReason: null });
    expect(chooseAccelerator('auto', { ...gpu, hasCudaProvider: false }).fallbackReason).toContain('libonnxruntime_providers_cuda.so');
    expect(chooseAccelerator('cuda', { ...gpu, hasNvidiaDevice: false }).fallbackReason).toContain('no NVIDIA device');
    expect(chooseAccelerator('cuda', { ...gpu, platform: 'darwin-arm64' }).fallbackReason).toContain('darwin-arm64');
  });

  test('falls back to the CPU with one warning when CUDA cannot be started, and answers', async () => {
    const warnings: string[] = [];
    const log = { info: () => {}, warn: (message: string) => void warnings.push(message), error: () => {} };
    // The machine says it has what CUDA needs; the runtime here has not.
    const embedder = createEmbedder(embedderOptions({ device: 'cuda', machine: gpu, log }));
    cleaning.push(() => embedder.stop());
    await embedder.start();
    expect(embedder.check()).toBeNull();
    expect((await embedder.embed(['a', 'b'], 'DOCUMENT')).dimension).toBe(384);
    expect(warnings).toEqual([expect.stringMatching(/runs on the CPU and not on a GPU: CUDA could not be started: .+/)]);
    expect(embedder.runtime()).toMatchObject({
      executionProvider: 'CPU',
      queuedTexts: 0,
      fallbackReason: expect.stringContaining('CUDA could not be started'),
    });
    expect(embedder.runtime().tokensPerSecond).toBeGreaterThan(0);
  });
});

test('throughput counts the time in which it worked only, and forgets after half a minute', () => {
  let at = 0;
  const throughput = createThroughput(() => at);
  expect(throughput.tokensPerSecond()).toBe(0);
  throughput.began();
  at = 1_000;
  throughput.began();
  at = 2_000;
  throughput.ended(500);
  throughput.ended(500);
  at = 20_000;
  expect(throughput.tokensPerSecond()).toBe(500);
  at = 60_000;
  expect(throughput.tokensPerSecond()).toBe(0);
});
