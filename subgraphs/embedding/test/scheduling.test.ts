import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, describe, expect, test } from 'vitest';
import { type Embedder, createEmbedder } from '../src/scheduling/embedder.ts';
import type { EmbedderOptions } from '../src/scheduling/embedder-options.ts';
import { embedderOptions, modelName, modelsFolder, someTexts } from './factories.ts';

describe('scheduling', () => {
  const open: Embedder[] = [];
  const folders: string[] = [];
  const started = async (over: Partial<EmbedderOptions> = {}): Promise<Embedder> => {
    const embedder = createEmbedder(embedderOptions(over));
    open.push(embedder);
    await embedder.start();
    return embedder;
  };
  const crashing = (over: Partial<EmbedderOptions> = {}): Promise<Embedder> => {
    const folder = mkdtempSync(join(tmpdir(), 'conhub-embedding-'));
    folders.push(folder);
    symlinkSync(join(modelsFolder, modelName), join(folder, modelName));
    return started({ workerEntry: new URL('./crashing-worker.ts', import.meta.url), modelsFolder: folder, ...over });
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((embedder) => embedder.stop()));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  test('a query overtakes documents that were asked for before it', async () => {
    const embedder = await started();
    const documents = embedder.embed(someTexts(200), 'DOCUMENT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (let query = 0; query < 5; query++) await embedder.embed(['who may see this'], 'QUERY');
    expect(embedder.counters().queuedTexts).toBeGreaterThan(50);
    await documents;
  });

  test('the main thread stays free while documents are embedded', async () => {
    const embedder = await started({ documentWorkers: 2 });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await embedder.embed(someTexts(200), 'DOCUMENT');
    delay.disable();
    expect(delay.percentile(99) / 1e6).toBeLessThan(50);
  });

  test('documents beyond the queue wait for room, and all are answered', async () => {
    const embedder = await started({ documentTextsMax: 64 });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, embedder.counters().queuedTexts)), 1);
    const answers = await Promise.all(Array.from({ length: 12 }, () => embedder.embed(someTexts(30, 6), 'DOCUMENT')));
    clearInterval(watch);
    expect(answers).toHaveLength(12);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(64);
    expect(embedder.counters()).toMatchObject({ calls: 12, texts: 360, queuedTexts: 0 });
  });

  test('a query beyond the bound is refused with the time to come back, and the others are answered', async () => {
    const embedder = await started({ queryTextsMax: 20 });
    const results = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => embedder.embed([`query ${index}`], 'QUERY')));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(40);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'UNAVAILABLE', extensions: { retryAt: expect.any(String) } });
    await expect(embedder.embed(['later'], 'QUERY')).resolves.toBeDefined();
  });

  test('an aborted call ends at once and what is queued of it is not embedded', async () => {
    const embedder = await started();
    const abort = new AbortController();
    const dropped = embedder.embed(someTexts(600), 'DOCUMENT', abort.signal);
    const kept = embedder.embed(someTexts(20), 'DOCUMENT');
    setTimeout(() => abort.abort(new Error('nobody waits')), 60);
    await expect(dropped).rejects.toThrow('nobody waits');
    await kept;
    expect(embedder.counters().texts).toBeLessThan(400);
    expect(embedder.counters().queuedTexts).toBe(0);
    await expect(embedder.embed(['x'], 'DOCUMENT', abort.signal)).rejects.toThrow('nobody waits');
  });

  test('a call goes on when all that was in its way is aborted', async () => {
    const embedder = await started({ poolTexts: 64 });
    const abort = new AbortController();
    const dropped = embedder.embed(someTexts(600), 'DOCUMENT', abort.signal);
    const kept = embedder.embed(someTexts(200, 5), 'DOCUMENT');
    setTimeout(() => abort.abort(new Error('nobody waits')), 60);
    await expect(dropped).rejects.toThrow('nobody waits');
    await kept;
    expect(embedder.counters().queuedTexts).toBe(0);
  });

  test('a small call does not wait for a large one', async () => {
    const embedder = await started();
    const large = embedder.embed(someTexts(600), 'DOCUMENT');
    await embedder.embed(someTexts(5), 'DOCUMENT');
    expect(embedder.counters().texts).toBeLessThan(300);
    await large;
  });

  test.each([
    ['DOCUMENT', 'archipelago'],
    ['DOCUMENT', 'volcano'],
    ['QUERY', 'archipelago'],
    ['QUERY', 'volcano'],
  ] as const)('a thread that ends is started again and its texts (%s, %s) are tried once more', async (kind, word) => {
    const embedder = await crashing();
    const texts = [...someTexts(40, 8), word, ...someTexts(40, 8)];
    const { vectors } = await embedder.embed(texts, kind);
    for (let row = 0; row < texts.length; row++) expect(Math.hypot(...vectors.subarray(row * 384, (row + 1) * 384))).toBeCloseTo(1, 4);
    expect(embedder.check()).toBeNull();
  });

  test.each([
    ['DOCUMENT', 'monsoon'],
    ['DOCUMENT', 'glacier'],
    ['QUERY', 'monsoon'],
    ['QUERY', 'glacier'],
  ] as const)('a text that ends the thread twice (%s, %s) fails with a sentence, and only its call', async (kind, word) => {
    const embedder = await crashing();
    const others = Promise.all(Array.from({ length: 6 }, (_, index) => embedder.embed(someTexts(10 + index, 8), kind)));
    await expect(embedder.embed(['harmless', word], kind)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('Text 2 of 2'),
    });
    await expect(others).resolves.toHaveLength(6);
    await expect(embedder.embed(['harmless'], kind)).resolves.toBeDefined();
  });

  test('a stop refuses what is queued, waits for the call in the thread, and may be asked twice', async () => {
    const embedder = await started();
    const queued = embedder.embed(someTexts(500), 'DOCUMENT');
    queued.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([embedder.stop(), embedder.stop()]);
    await expect(queued).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(embedder.embed(['x'], 'QUERY')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(embedder.models()[0]?.isLoaded).toBe(false);
  });
});
