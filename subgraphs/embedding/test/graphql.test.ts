import { type Viewer, anonymous } from '@conhub/subgraph-kit';
import { requestInfo, serviceViewer, userViewer } from '@conhub/testkit';
import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddingSubgraph, createEmbedding } from '../src/main.ts';
import { cosine, embedderOptions, reference } from './factories.ts';

const embed = `query ($input: EmbedInput!) { embed(input: $input) { vectors tokenCount model { id name dimension isLoaded } } }`;
const models = `{ embeddingModels { id name dimension maxTokens pooling isNormalized checksum license isLoaded } }`;
const entities = `query ($id: ID!) { _entities(representations: [{ __typename: "EmbeddingModel", id: $id }]) { ... on EmbeddingModel { id name __typename } } }`;

interface Answer {
  readonly embed: { readonly vectors: readonly string[] } | null;
}

describe('the embedding subgraph', () => {
  let subgraph: EmbeddingSubgraph;
  const execute = async (source: string, variableValues: Record<string, unknown> = {}, viewer: Viewer = serviceViewer('search')) => {
    const result = await graphql({
      schema: subgraph.schema,
      source,
      variableValues,
      contextValue: subgraph.createContext({ viewer, request: requestInfo() }),
    });
    return {
      data: result.data as unknown as Answer,
      code: (result.errors?.[0]?.originalError as { code?: string } | undefined)?.code,
      errors: result.errors,
    };
  };

  beforeAll(async () => {
    subgraph = await createEmbedding(embedderOptions());
    await subgraph.start();
  });
  afterAll(() => subgraph.stop());

  test('embed answers nobody without the scope embedding:run', async () => {
    const input = { texts: ['a'], kind: 'QUERY' };
    expect(await execute(embed, { input }, anonymous)).toMatchObject({ data: { embed: null }, code: 'UNAUTHENTICATED' });
    expect(await execute(embed, { input }, userViewer({}, 'MEMBER'))).toMatchObject({ data: { embed: null }, code: 'FORBIDDEN' });
    expect((await execute(embed, { input }, userViewer({}, 'OWNER'))).errors).toBeUndefined();
  });

  test('embed answers base64 of little-endian 32-bit floats, one for each text in their order', async () => {
    const items = reference.items.slice(0, 5);
    const { data } = await execute(embed, { input: { texts: items.map(({ text }) => text), kind: 'DOCUMENT' } });
    const vectors = (data.embed?.vectors ?? []).map((vector) => {
      const bytes = Buffer.from(vector, 'base64');
      return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
    });
    expect(vectors).toHaveLength(5);
    for (const [index, vector] of vectors.entries()) expect(cosine(vector, items[index]?.fp32 ?? [])).toBeGreaterThan(0.99);
    expect(data.embed).toMatchObject({
      tokenCount: items.reduce((sum, { ids }) => sum + ids.length, 0),
      model: { name: 'all-MiniLM-L6-v2', isLoaded: true },
    });
  });

  test.each([
    ['no text', { texts: [] }, 'OUT_OF_RANGE'],
    ['257 texts', { texts: Array.from({ length: 257 }, () => 'a') }, 'OUT_OF_RANGE'],
    ['more than a mebibyte of characters', { texts: ['x'.repeat(1_048_577)] }, 'TOO_LONG'],
    ['a malformed model id', { texts: ['a'], modelId: 'model_1' }, 'INVALID_ID'],
    ['the id of something else', { texts: ['a'], modelId: 'usr_01h455vb4pex5vsknk084sn02q' }, 'INVALID_ID'],
    ['a model that is not installed', { texts: ['a'], modelId: 'model_01h455vb4pex5vsknk084sn02q' }, 'UNKNOWN_MODEL'],
  ])('embed refuses %s as BAD_USER_INPUT', async (_name, input, code) => {
    const { data, errors, code: kind } = await execute(embed, { input: { kind: 'QUERY', ...input } });
    expect(data).toEqual({ embed: null });
    expect(kind).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.originalError).toMatchObject({ extensions: { fields: [{ code }] } });
  });

  test('embeddingModels lists the installed model to whoever is signed in, and to nobody else', async () => {
    expect(await execute(models, {}, anonymous)).toMatchObject({ data: { embeddingModels: null }, code: 'UNAUTHENTICATED' });
    expect((await execute(models, {}, userViewer({}, 'VIEWER'))).data).toMatchObject({
      embeddingModels: [
        {
          id: expect.stringMatching(/^model_[0-7][0-9a-z]{25}$/),
          name: 'all-MiniLM-L6-v2',
          dimension: 384,
          maxTokens: 256,
          pooling: 'MEAN',
          isNormalized: true,
          checksum: '50635d93d2d2018bd2c39fc04afa0c61a2b5e0c6c942f9f8a6b36211e7aa383c',
          license: 'Apache-2.0',
        },
      ],
    });
  });

  test('embeddingRuntime tells holders of operations:read what the model runs on, and nobody else', async () => {
    const runtime = `{ embeddingRuntime { executionProvider device queuedTexts tokensPerSecond fallbackReason } }`;
    expect(await execute(runtime, {}, anonymous)).toMatchObject({ data: { embeddingRuntime: null }, code: 'UNAUTHENTICATED' });
    expect(await execute(runtime, {}, userViewer({}, 'MEMBER'))).toMatchObject({ data: { embeddingRuntime: null }, code: 'FORBIDDEN' });
    expect((await execute(runtime, {}, userViewer({}, 'ADMIN'))).data).toMatchObject({
      embeddingRuntime: { executionProvider: 'CPU', device: expect.stringContaining('cores'), queuedTexts: 0, fallbackReason: null },
    });
  });

  test('a model is found again by its id; an unknown one and one asked for by nobody are null', async () => {
    const id = subgraph.embedder.models()[0]?.id ?? '';
    expect((await execute(entities, { id })).data).toMatchObject({ _entities: [{ id, __typename: 'EmbeddingModel' }] });
    expect((await execute(entities, { id: 'model_01h455vb4pex5vsknk084sn02q' })).data).toMatchObject({ _entities: [null] });
    expect((await execute(entities, { id }, anonymous)).data).toMatchObject({ _entities: [null] });
  });
});
