import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { type AddModelInput, type AddModelProgress, createAddedModels } from '../src/hub/added-models.ts';
import { spdxOf } from '../src/hub/spdx.ts';
import { createOutbound } from '../src/outbound/outbound.ts';
import { createEmbedder } from '../src/scheduling/embedder.ts';
import { cosine, embedderOptions } from './factories.ts';
import { type HubDouble, type HubFile, type HubRepository, startHub } from './hub-double.ts';
import { tinyGraph, tokenizerFile } from './tiny-model.ts';

const commit = 'c0ffee'.padEnd(40, '0');
const asJson = (value: object): HubFile => ({ content: Buffer.from(JSON.stringify(value)) });
const graph = tinyGraph({ dimension: 12, seed: 7 });
const files: Record<string, HubFile> = {
  '.gitattributes': { content: Buffer.from('*.onnx filter=lfs') },
  'README.md': { content: Buffer.from('# Tiny') },
  'onnx/model.onnx': { content: graph, isLfs: true },
  'onnx/model_fp16.onnx': { content: Buffer.concat([graph, Buffer.from([0x80, 0x7d, 0x01])]), isLfs: true },
  'tokenizer.json': { content: tokenizerFile },
  'config.json': asJson({ model_type: 'bert', hidden_size: 12, max_position_embeddings: 512, pad_token_id: 0 }),
  'sentence_bert_config.json': asJson({ max_seq_length: 128 }),
  'config_sentence_transformers.json': asJson({ prompts: { query: 'query: ', passage: 'passage: ' } }),
  '1_Pooling/config.json': asJson({ pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }),
  LICENSE: { content: Buffer.from('MIT License') },
};
const tiny: HubRepository = { commit, license: 'mit', files };
const without = (...names: string[]): Record<string, HubFile> =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));

const cleaning: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function hubWith(repositories: Record<string, HubRepository> = { 'team/Tiny-Embed': tiny }): Promise<HubDouble> {
  const hub = await startHub(repositories);
  cleaning.push(() => hub.close());
  return hub;
}

function folderOfModels(): string {
  const folder = mkdtempSync(join(tmpdir(), 'conhub-added-'));
  cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function add(
  hub: HubDouble,
  folder: string,
  input: Partial<AddModelInput> = {},
  token: string | null = null,
  outbound = createOutbound(),
) {
  const progress: AddModelProgress[] = [];
  const models = createAddedModels({ folder, hub: { url: hub.url, token }, outbound });
  const model = await models.add(
    { repository: 'team/Tiny-Embed', ...input },
    (step) => void progress.push(step),
    new AbortController().signal,
  );
  return { model, progress, models };
}

describe('model add', () => {
  test('installs a model with its commit, checksums, licence, pooling, prefixes and token limit, and it answers', async () => {
    const [hub, folder] = [await hubWith(), folderOfModels()];
    const { model, progress } = await add(hub, folder);
    expect(progress[0]).toMatchObject({ t: 'planned', revision: commit, license: 'mit', name: 'tiny-embed', bytes: expect.any(Number) });
    expect(progress.filter(({ t }) => t === 'downloading').at(-1)).toMatchObject({ doneBytes: (progress[0] as { bytes: number }).bytes });
    expect(model.description).toMatchObject({
      name: 'team/Tiny-Embed',
      license: 'MIT',
      dimension: 12,
      maxTokens: 128,
      pooling: 'cls',
      poolingInGraph: false,
      queryPrefix: 'query: ',
      documentPrefix: 'passage: ',
      graph: 'onnx/model.onnx',
      source: { repository: 'team/Tiny-Embed', revision: commit },
    });
    expect(readdirSync(join(folder, 'tiny-embed')).sort()).toEqual([
      '1_Pooling',
      'LICENSE',
      'config.json',
      'config_sentence_transformers.json',
      'model.json',
      'onnx',
      'sentence_bert_config.json',
      'tokenizer.json',
    ]);
    const embedder = createEmbedder(embedderOptions({ addedModelsFolder: folder, model: 'tiny-embed' }));
    cleaning.push(() => embedder.stop());
    await embedder.start();
    expect(embedder.check()).toBeNull();
    const { vectors, dimension } = await embedder.embed(['rotate the tokens', 'rotate the tokens again'], 'DOCUMENT');
    expect([dimension, vectors.length]).toEqual([12, 24]);
    expect(cosine(vectors.subarray(0, 12), vectors.subarray(12))).toBeCloseTo(1, 4); // CLS: the first token decides
  });

  test('goes on where a broken connection ended, and reads nothing twice', async () => {
    const [hub, folder] = [await hubWith(), folderOfModels()];
    hub.breakAfter = [400_000, 300_000];
    const { model } = await add(hub, folder);
    expect(model.checksum).toMatch(/^[0-9a-f]{64}$/);
    const ranges = hub.requests.filter(({ host }) => host === 'cdn').map(({ range }) => range);
    expect(ranges).toHaveLength(3);
    expect(ranges[0]).toBeNull();
    const starts = ranges.slice(1).map((range) => Number(/\d+/.exec(range ?? '')?.[0]));
    expect(starts[0]).toBeGreaterThan(0);
    expect(starts[1]).toBeGreaterThan(starts[0] ?? Infinity);
  });

  test('killed in the middle leaves no model, and the same command goes on from what is there', async () => {
    const [hub, folder] = [await hubWith(), folderOfModels()];
    hub.pieceMs = 30;
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./adding-process.ts', import.meta.url)), folder, hub.url, 'team/Tiny-Embed'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    await expect.poll(() => partSize(folder), { timeout: 10_000, interval: 10 }).toBeGreaterThan(100_000);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const kept = partSize(folder);
    expect(kept).toBeLessThan(graph.byteLength);
    expect(existsSync(join(folder, 'tiny-embed'))).toBe(false);
    hub.pieceMs = 0;
    hub.requests.length = 0;
    const { model, models } = await add(hub, folder);
    expect(hub.requests.filter(({ host }) => host === 'cdn').map(({ range }) => range)).toEqual([`bytes=${kept}-`]);
    expect(model.description.files['onnx/model.onnx']?.bytes).toBe(graph.byteLength);
    expect(await models.unfinished()).toEqual([]);
  });

  test('asks for the revision it was given and pins the commit; a second time it reads nothing', async () => {
    const [hub, folder] = [await hubWith(), folderOfModels()];
    await add(hub, folder, { revision: commit });
    hub.requests.length = 0;
    await add(hub, folder, { revision: commit });
    expect(hub.requests.map(({ path }) => path)).toEqual([`/api/models/team/Tiny-Embed/revision/${commit}?blobs=true`]);
    await expect(add(hub, folder, { revision: 'v9' })).rejects.toThrow('team/Tiny-Embed@v9: there is no such revision');
  });

  test('never takes a file whose checksum is not the hub’s', async () => {
    const hub = await hubWith();
    const folder = folderOfModels();
    hub.damages.add('tokenizer.json');
    await expect(add(hub, folder)).rejects.toThrow(/tokenizer\.json came with another checksum than the hub says, twice/);
    hub.damages.clear();
    await add(hub, folder);
    expect(readdirSync(folder)).toEqual(['tiny-embed']);
  });

  test.each([
    ['is not there', {}, { repository: 'team/nothing' }, /team\/nothing is not at 127\.0\.0\.1:\d+, or it is private/],
    ['has no graph', { files: without('onnx/model.onnx', 'onnx/model_fp16.onnx') }, {}, /holds no ONNX graph/],
    ['has no tokenizer', { files: without('tokenizer.json') }, {}, /holds no tokenizer\.json/],
    ['is too large', {}, { bytesMax: 100_000 }, /has 0\.\d+ GB, and at most 0\.00 GB are taken\. Allow more with --max-size/],
    ['does not say how it pools', { files: without('1_Pooling/config.json') }, {}, /--pooling mean or --pooling cls/],
    [
      'pools in an unknown way',
      { files: { ...files, '1_Pooling/config.json': asJson({ pooling_mode_lasttoken: true }) } },
      {},
      /pools its tokens in a way that is not known here/,
    ],
    [
      'has a graph that is none',
      { files: { ...files, 'onnx/model.onnx': { content: Buffer.alloc(200_000, 1), isLfs: true } } },
      {},
      /onnxruntime does not run its graph/,
    ],
    [
      'has not the graph that is asked for',
      {},
      { file: 'onnx/model_q4.onnx' },
      /holds no onnx\/model_q4\.onnx\. Choose one with --file: onnx\/model\.onnx, onnx\/model_fp16\.onnx/,
    ],
    ['is gated', { token: 'hf_secret' }, {}, /accept its terms.*CONHUB_MODEL_HUB_TOKEN/],
    ['is named wrongly', {}, { repository: '../../etc/passwd' }, /OWNER\/NAME/],
  ] as [string, Partial<HubRepository>, Partial<AddModelInput>, RegExp][])(
    'refuses a repository that %s with a sentence, and installs nothing',
    async (_what, over, input, sentence) => {
      const [hub, folder] = [await hubWith({ 'team/Tiny-Embed': { ...tiny, ...over } }), folderOfModels()];
      await expect(add(hub, folder, input)).rejects.toThrow(sentence);
      expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([]);
    },
  );

  test('shows its token to the hub and never to the host of large files', async () => {
    const [hub, folder] = [await hubWith({ 'team/Tiny-Embed': { ...tiny, token: 'hf_secret' } }), folderOfModels()];
    await add(hub, folder, {}, 'hf_secret');
    const seen = (host: string) => new Set(hub.requests.filter((each) => each.host === host).map(({ authorization }) => authorization));
    expect([...seen('hub')]).toEqual(['Bearer hf_secret']);
    expect([...seen('cdn')]).toEqual([null]);
  });

  test('does not replace another model of the same name; with another name both are there; removed, it is gone', async () => {
    const hub = await hubWith({
      'team/Tiny-Embed': tiny,
      'others/tiny-embed': {
        ...tiny,
        commit: 'd'.repeat(40),
        files: { ...files, 'onnx/model.onnx': { content: tinyGraph({ seed: 3 }), isLfs: true } },
      },
    });
    const folder = folderOfModels();
    const { models } = await add(hub, folder);
    await expect(add(hub, folder, { repository: 'others/tiny-embed' })).rejects.toThrow(
      /There is a model called tiny-embed already \(team\/Tiny-Embed@c0ffee000000\)/,
    );
    await add(hub, folder, { repository: 'others/tiny-embed', name: 'others', withFp16: true });
    expect(readdirSync(folder).sort()).toEqual(['others', 'tiny-embed']);
    expect(await models.remove('others')).toBe(true);
    expect(await models.remove('others')).toBe(false);
    expect(readdirSync(folder)).toEqual(['tiny-embed']);
  });

  test('goes through the proxy that the machine names, except to hosts it excepts', async () => {
    const [hub, folder] = [await hubWith(), folderOfModels()];
    const asked: string[] = [];
    const proxy = createServer((incoming, response) => {
      asked.push(incoming.url ?? '');
      response.writeHead(502);
      response.end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    cleaning.push(() => new Promise<void>((resolve) => (proxy.closeAllConnections(), proxy.close(() => resolve()))));
    const httpProxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await expect(add(hub, folder, {}, null, createOutbound({ httpProxy }))).rejects.toThrow(/answered 502/);
    expect(asked).toEqual([`${hub.url}/api/models/team/Tiny-Embed/revision/main?blobs=true`]);
    await add(hub, folder, {}, null, createOutbound({ httpProxy, noProxy: '127.0.0.1' }));
    expect(asked).toHaveLength(1);
  });
});

function partSize(folder: string): number {
  const part = join(folder, '.adding-tiny-embed', 'onnx', 'model.onnx.part');
  return existsSync(part) ? statSync(part).size : 0;
}

test('a licence is written as SPDX writes it, and what nobody said is said so', () => {
  expect(['apache-2.0', 'mit', null, 'gemma terms'].map(spdxOf)).toEqual(['Apache-2.0', 'MIT', 'NOASSERTION', 'LicenseRef-gemma-terms']);
});
