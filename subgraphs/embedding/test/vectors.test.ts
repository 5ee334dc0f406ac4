import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Embedder, createEmbedder } from '../src/scheduling/embedder.ts';
import { cosine, embedderOptions, median, reference, rowsOf, someTexts } from './factories.ts';

describe('vectors', () => {
  let embedder: Embedder;
  const embed = async (texts: readonly string[], kind: 'QUERY' | 'DOCUMENT' = 'DOCUMENT') => {
    const { vectors, dimension } = await embedder.embed(texts, kind);
    return rowsOf(vectors, dimension);
  };

  beforeAll(async () => {
    embedder = createEmbedder(embedderOptions({ documentWorkers: 2 }));
    await embedder.start();
  });
  afterAll(() => embedder.stop());

  test.each(['QUERY', 'DOCUMENT'] as const)('of the reference texts as %s lie within the stated tolerances', async (kind) => {
    const { items, tolerance } = reference;
    const { vectors, tokenCount, dimension, modelId } = await embedder.embed(
      items.map(({ text }) => text),
      kind,
    );
    const rows = rowsOf(vectors, dimension);
    const toOriginal = items.map(({ fp32 }, row) => cosine(rows[row] ?? [], fp32));
    const toInt8 = items.map(({ int8 }, row) => cosine(rows[row] ?? [], int8));
    expect(Math.min(...toOriginal)).toBeGreaterThanOrEqual(tolerance.int8VsFp32.minCosine);
    expect(median(toOriginal)).toBeGreaterThanOrEqual(tolerance.int8VsFp32.minMedianCosine);
    expect(Math.min(...toInt8)).toBeGreaterThanOrEqual(tolerance.int8VsInt8Reference.otherCpuOrRuntime.minCosine);
    expect(median(toInt8)).toBeGreaterThanOrEqual(tolerance.int8VsInt8Reference.otherCpuOrRuntime.minMedianCosine);
    for (const row of rows) expect(Math.abs(Math.hypot(...row) - 1)).toBeLessThanOrEqual(tolerance.norm.maxError);
    expect(tokenCount).toBe(items.reduce((sum, { ids }) => sum + ids.length, 0));
    expect(modelId).toBe(embedder.models()[0]?.id);
  });

  test('do not depend on what else is in the batch', async () => {
    const texts = reference.items.slice(5, 25).map(({ text }) => text);
    const together = await embed(texts);
    for (const [index, text] of texts.entries()) {
      const [alone = new Float32Array()] = await embed([text]);
      const apart = Math.max(...alone.map((value, at) => Math.abs(value - (together[index]?.[at] ?? NaN))));
      expect(apart).toBeLessThanOrEqual(reference.tolerance.aloneVsPaddedBatch.maxAbs);
    }
  });

  test('come in the order of the texts, whatever their lengths', async () => {
    const texts = someTexts(160);
    const rows = await embed(texts);
    const reversed = (await embed(texts.toReversed())).toReversed();
    for (const index of texts.keys()) expect(cosine(rows[index] ?? [], reversed[index] ?? [])).toBeGreaterThan(0.999_999);
    const repeated = await embed([texts[7] ?? ''], 'QUERY');
    const nearest = rows.map((row) => cosine(row, repeated[0] ?? []));
    expect(nearest.indexOf(Math.max(...nearest))).toBe(7);
  });

  test('of calls made at once are not mixed up', async () => {
    const texts = someTexts(60, 12);
    const alone = await embed(texts);
    const parts = await Promise.all(texts.map((text, index) => embed([text], index % 3 === 0 ? 'QUERY' : 'DOCUMENT')));
    for (const [index, part] of parts.entries()) expect(cosine(part[0] ?? [], alone[index] ?? [])).toBeGreaterThan(0.999_999);
  });

  test('of an empty text, a lone surrogate and a text of 1 MB are valid', async () => {
    for (const row of await embed(['', '\ud800', 'knowledge '.repeat(100_000), '\0'])) expect(Math.hypot(...row)).toBeCloseTo(1, 4);
  });

  test('of no text are none', async () => {
    expect(await embedder.embed([], 'QUERY')).toMatchObject({ vectors: new Float32Array(), tokenCount: 0 });
  });
});
