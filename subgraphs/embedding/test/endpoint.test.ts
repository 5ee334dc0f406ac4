import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readEmbeddingEnv } from '../src/env.ts';
import { type Embedder, createEmbedder } from '../src/scheduling/embedder.ts';
import { cosine, embedderOptions, rowsOf } from './factories.ts';
import { type DoubleOptions, type EndpointDouble, numbersOf, send, startEndpoint } from './openai-double.ts';

const texts = ['how are tokens rotated', 'a', 'the second paragraph, which is longer than the others'];
const secret = 'sk-very-secret-0123456789';

describe('a model behind an endpoint', () => {
  const cleaning: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const clean of cleaning.splice(0).reverse()) await clean();
  });

  async function started(
    options: DoubleOptions,
    endpoint: Record<string, unknown> = {},
    model: Record<string, unknown> = {},
  ): Promise<{ double: EndpointDouble; embedder: Embedder; said: string[] }> {
    const double = await startEndpoint(options);
    const folder = mkdtempSync(join(tmpdir(), 'conhub-endpoint-'));
    mkdirSync(join(folder, 'remote'));
    writeFileSync(join(folder, 'remote', 'key'), `${secret}\n`);
    writeFileSync(
      join(folder, 'remote', 'model.json'),
      JSON.stringify({
        name: 'Remote',
        license: 'MIT',
        dimension: 8,
        ...model,
        endpoint: { url: double.url, model: 'bge-m3', ...endpoint },
      }),
    );
    const said: string[] = [];
    const log = {
      info: (message: string) => void said.push(message),
      warn: (message: string) => void said.push(message),
      error: (message: string) => void said.push(message),
    };
    const embedder = createEmbedder(embedderOptions({ addedModelsFolder: folder, model: 'remote', log }));
    cleaning.push(
      () => double.close(),
      () => rmSync(folder, { recursive: true }),
      () => embedder.stop(),
    );
    await embedder.start();
    // The first request is the embedder's own.
    await expect.poll(() => double.requests.length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { double, embedder, said };
  }

  test.each(['openai', 'tei', 'vllm', 'ollama'] as const)(
    'answers the vectors of %s in the order of the texts, of length 1',
    async (dialect) => {
      const { embedder, double } = await started({ dialect });
      const { vectors, dimension, tokenCount, modelId } = await embedder.embed(texts, 'DOCUMENT');
      expect(dimension).toBe(8);
      expect(tokenCount).toBe(texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0));
      expect(modelId).toBe(embedder.models()[0]?.id);
      for (const [index, row] of rowsOf(vectors, 8).entries()) {
        expect(cosine(row, numbersOf(texts[index] ?? '', 8))).toBeCloseTo(1, 5);
        expect(Math.hypot(...row)).toBeCloseTo(1, 5);
      }
      expect(double.requests.at(-1)).toMatchObject({ model: 'bge-m3', encoding: 'base64', authorization: '' });
      expect(embedder.models()[0]).toMatchObject({ name: 'Remote', isLoaded: true, dimension: 8, license: 'MIT' });
    },
  );

  test('gets its prefixes, its key from its own file, and no more texts at once than it is configured for', async () => {
    const { embedder, double } = await started(
      { dialect: 'tei', apiKey: secret },
      { apiKeyFile: 'key', batchTexts: 2 },
      { queryPrefix: 'query: ', documentPrefix: 'passage: ' },
    );
    await embedder.embed(texts, 'DOCUMENT');
    expect(double.requests.slice(1).map(({ input }) => input)).toEqual([[`passage: ${texts[0]}`, 'passage: a'], [`passage: ${texts[2]}`]]);
    expect(double.requests.every(({ authorization }) => authorization === `Bearer ${secret}`)).toBe(true);
    await embedder.embed(['a'], 'QUERY');
    expect(double.requests.at(-1)?.input).toEqual(['query: a']);
  });

  test('is asked with smaller batches and shorter texts when it says that these are too large, and the batch is remembered', async () => {
    const { embedder, double } = await started({ dialect: 'tei', batchMax: 4, charactersMax: 300 });
    const many = Array.from({ length: 10 }, (_, index) => `text ${index}`);
    const { vectors } = await embedder.embed([...many, 'long '.repeat(200)], 'DOCUMENT');
    expect(rowsOf(vectors, 8).every((row) => Math.abs(Math.hypot(...row) - 1) < 1e-5)).toBe(true);
    expect(cosine(rowsOf(vectors, 8)[9] ?? [], numbersOf('text 9', 8))).toBeCloseTo(1, 5);
    const before = double.requests.length;
    await embedder.embed(many, 'DOCUMENT');
    expect(double.requests.slice(before).every(({ input }) => input.length <= 4)).toBe(true);
  });

  test('is asked for numbers when it knows no base64', async () => {
    const { embedder, double } = await started({ dialect: 'vllm' });
    double.instead.push((response) =>
      send(response, 400, { object: 'error', message: 'encoding_format: base64 is not supported', code: 400 }),
    );
    await embedder.embed(texts, 'DOCUMENT');
    expect(double.requests.slice(-2).map(({ encoding }) => encoding)).toEqual(['base64', 'float']);
  });

  test('that is overloaded is asked again after what it says, and the failure is over with the next answer', async () => {
    const { embedder, double } = await started({ dialect: 'tei' });
    double.instead.push((response) =>
      send(response, 429, { error: 'Model is overloaded', error_type: 'Overloaded' }, { 'retry-after': '0.2' }),
    );
    double.instead.push((response) => send(response, 503, 'upstream connect error'));
    const startedAt = performance.now();
    await embedder.embed(['a'], 'DOCUMENT');
    expect(performance.now() - startedAt).toBeGreaterThan(195);
    expect(embedder.check()).toBeNull();
  });

  test('that asks for a long pause is UNAVAILABLE with the time it said', async () => {
    const { embedder, double } = await started({ dialect: 'openai' });
    double.instead.push((response) => send(response, 429, { error: { message: 'Rate limit reached' } }, { 'retry-after': '50' }));
    await expect(embedder.embed(['a'], 'QUERY')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('429: Rate limit reached'),
    });
    expect(embedder.check()).toContain('Rate limit reached');
  });

  test('that answers vectors of another length, too few, or no JSON is refused with a sentence', async () => {
    const { embedder, double } = await started({ dialect: 'openai' });
    const cases: [object | string, RegExp][] = [
      [{ data: [{ index: 0, embedding: [1, 2, 3] }] }, /vectors have 3 numbers and the configuration says 8/],
      [{ data: [] }, /0 vectors for 1 texts/],
      ['<html>', /not JSON/],
      [{ data: [{ index: 4, embedding: [1, 2, 3, 4, 5, 6, 7, 8] }] }, /numbered wrongly/],
      [{ data: [{ index: 0, embedding: [1, 2, 3, 4, 5, 6, 7, null] }] }, /hold what is no number/],
    ];
    for (const [body, sentence] of cases) {
      double.instead.push((response) => send(response, 200, body));
      await expect(embedder.embed(['a'], 'DOCUMENT')).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringMatching(sentence),
      });
    }
  });

  test('never brings its key into a message or the log', async () => {
    const { embedder, double, said } = await started({ dialect: 'openai', apiKey: 'another' }, { apiKeyFile: 'key' });
    const failure = await embedder.embed(['a'], 'DOCUMENT').catch((error: Error) => error);
    expect((failure as Error).message).toContain('Incorrect API key provided: …');
    expect(double.requests[0]?.authorization).toBe(`Bearer ${secret}`);
    expect([...said, (failure as Error).message, embedder.check(), JSON.stringify(embedder.runtime())].join('\n')).not.toContain(secret);
  });

  test('is not followed to where it redirects', async () => {
    const elsewhere = await startEndpoint({ dialect: 'openai' });
    cleaning.push(() => elsewhere.close());
    const { embedder, double } = await started({ dialect: 'openai' });
    double.instead.push((response) => send(response, 307, '', { location: `${elsewhere.url}/embeddings` }));
    await expect(embedder.embed(['a'], 'DOCUMENT')).rejects.toMatchObject({ message: expect.stringContaining('it redirects') });
    expect(elsewhere.requests).toEqual([]);
  });

  test('that is silent is UNAVAILABLE after its time-out; one that is gone is said in /ready, and found again when it is back', async () => {
    const { embedder, double } = await started({ dialect: 'openai', delayMs: 400 }, { timeoutMs: 150 });
    await expect(embedder.embed(['a'], 'QUERY')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('did not answer within 0.15 s'),
    });
    await double.close();
    await expect(embedder.embed(['a'], 'QUERY')).rejects.toMatchObject({ message: expect.stringContaining('ECONNREFUSED') });
    expect(embedder.check()).toContain('ECONNREFUSED');
    expect(embedder.models()[0]?.isLoaded).toBe(false);
  });

  test('keeps its id when it moves to another address, and has another with another model or dimension', async () => {
    const [first, moved, other] = [
      await started({ dialect: 'tei' }),
      await started({ dialect: 'vllm' }),
      await started({ dialect: 'tei', dimension: 4 }, {}, { dimension: 4 }),
    ].map(({ embedder }) => embedder.models()[0]?.id);
    expect(moved).toBe(first);
    expect(other).not.toBe(first);
  });

  test('is described by the environment, whole or not at all, and is the default then', async () => {
    const double = await startEndpoint({ dialect: 'openai', apiKey: secret });
    cleaning.push(() => double.close());
    const described = {
      CONHUB_EMBEDDING_ENDPOINT_URL: double.url,
      CONHUB_EMBEDDING_ENDPOINT_MODEL: 'text-embedding-3-small',
      CONHUB_EMBEDDING_ENDPOINT_DIMENSION: '8',
    };
    expect(() => readEmbeddingEnv({ CONHUB_EMBEDDING_ENDPOINT_URL: double.url })).toThrow(/CONHUB_EMBEDDING_ENDPOINT_MODEL/);
    const { endpoint } = readEmbeddingEnv({ ...described, CONHUB_EMBEDDING_ENDPOINT_API_KEY: secret });
    const embedder = createEmbedder(embedderOptions(endpoint === undefined ? {} : { endpoint }));
    cleaning.push(() => embedder.stop());
    await embedder.start();
    expect((await embedder.embed(['a'], 'QUERY')).dimension).toBe(8);
    expect(embedder.models().map(({ name }) => name)).toEqual(['text-embedding-3-small', 'all-MiniLM-L6-v2']);
  });
});
