import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createEmbedder } from '../src/scheduling/embedder.ts';
import { embedderOptions, modelName, modelsFolder } from './factories.ts';

describe('a model that is not whole', () => {
  const folders: string[] = [];
  const damaged = (damage: (folder: string) => void): string => {
    const copy = mkdtempSync(join(tmpdir(), 'conhub-models-'));
    folders.push(copy);
    cpSync(join(modelsFolder, modelName), join(copy, modelName), { recursive: true });
    damage(join(copy, modelName));
    return copy;
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  const flip = (file: string): void => {
    const bytes = readFileSync(file);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(file, bytes);
  };

  test.each([
    [
      'one bit of the graph is flipped',
      (folder: string) => flip(join(folder, 'model.int8.onnx')),
      /model\.int8\.onnx has SHA-256 [0-9a-f]{64} instead of 50635d93/,
    ],
    [
      'the graph is cut',
      (folder: string) => truncateSync(join(folder, 'model.int8.onnx'), 1000),
      /model\.int8\.onnx has 1000 bytes instead of 23512415/,
    ],
    ['the tokenizer is changed', (folder: string) => flip(join(folder, 'tokenizer.json')), /tokenizer\.json has SHA-256/],
    ['the tokenizer is missing', (folder: string) => rmSync(join(folder, 'tokenizer.json')), /tokenizer\.json is missing/],
  ])('is listed and not loaded when %s', async (_name, damage, sentence) => {
    const embedder = createEmbedder(embedderOptions({ modelsFolder: damaged(damage) }));
    await embedder.start();
    expect(embedder.check()).toMatch(sentence);
    expect(embedder.check()).toContain('Put the folder');
    expect(embedder.models()).toMatchObject([{ name: 'all-MiniLM-L6-v2', dimension: 384, isLoaded: false }]);
    await expect(embedder.embed(['a'], 'QUERY')).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringMatching(sentence) });
    await embedder.stop();
  });

  test.each([
    ['its folder is missing', (folder: string) => rmSync(folder, { recursive: true }), /no readable model\.json/],
    ['its model.json is not JSON', (folder: string) => writeFileSync(join(folder, 'model.json'), '{'), /not JSON/],
    ['its model.json lacks fields', (folder: string) => writeFileSync(join(folder, 'model.json'), '{"name":"x"}'), /dimension/],
  ])('is not listed when %s', async (_name, damage, sentence) => {
    const embedder = createEmbedder(embedderOptions({ modelsFolder: damaged(damage) }));
    await embedder.start();
    expect(embedder.check()).toMatch(sentence);
    expect(embedder.models()).toEqual([]);
    await expect(embedder.embed(['a'], 'DOCUMENT')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await embedder.stop();
  });

  test('answers UNAVAILABLE when its checksums hold and the runtime cannot read it', async () => {
    const embedder = createEmbedder(
      embedderOptions({
        modelsFolder: damaged((folder) => {
          const description = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as { files: Record<string, object> };
          writeFileSync(join(folder, 'model.int8.onnx'), 'not a graph');
          description.files['model.int8.onnx'] = { bytes: 11, sha256: '895e68762bdb5ab0ea5d47bb1e70087dc75c721be8bf957051796f004e80ba23' };
          writeFileSync(join(folder, 'model.json'), JSON.stringify(description));
        }),
      }),
    );
    await embedder.start();
    expect(embedder.check()).not.toBeNull();
    await expect(embedder.embed(['a'], 'QUERY')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await embedder.stop();
  });

  test('is not looked for before the start', async () => {
    const embedder = createEmbedder(embedderOptions());
    expect(embedder.models()).toEqual([]);
    await expect(embedder.embed(['a'], 'QUERY')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await embedder.stop();
  });
});
