import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LocalDescription } from '../models/description.ts';
import { HubProblem } from './hub-client.ts';
import { spdxOf } from './spdx.ts';

export interface DescribeOptions {
  readonly folder: string;
  readonly repository: string;
  readonly license: string | null;
  readonly graph: string;
  readonly graphFp16: string | null;
  readonly pooling: 'mean' | 'cls' | null;
  readonly queryPrefix: string | null;
  readonly documentPrefix: string | null;
  readonly maxTokens: number | null;
}

interface Graph {
  readonly unknown: readonly string[];
  readonly outputs: readonly { readonly name: string; readonly dims: readonly number[] }[];
}

const maxTokensMax = 8_192;

/** What `model.json` says, from the repository's own configuration, and from the graph what only it knows. @throws HubProblem */
export async function describeModel(options: DescribeOptions): Promise<Omit<LocalDescription, 'files' | 'source'>> {
  const { folder, repository, graph, graphFp16 } = options;
  const read = (file: string): Promise<Json> => readJson(join(folder, file));
  const [config, tokenizer, sentence, prompts, pooling] = await Promise.all([
    read('config.json'),
    read('tokenizer_config.json'),
    read('sentence_bert_config.json'),
    read('config_sentence_transformers.json'),
    read('1_Pooling/config.json'),
  ]);
  const { unknown, outputs } = await inspect(join(folder, graph), repository);
  if (unknown.length > 0)
    throw new HubProblem(`${repository} cannot be used: its graph asks for ${unknown.join(', ')}, as models that write text do.`);
  const pooled = outputs.find(({ name, dims }) => name === 'sentence_embedding' && dims.length === 2);
  const tokens = outputs.find(({ name }) => name === 'last_hidden_state' || name === 'token_embeddings') ?? outputs[0];
  const dimension = pooled?.dims[1] ?? (tokens?.dims.length === 3 ? tokens.dims[2] : undefined);
  if (dimension === undefined)
    throw new HubProblem(
      `${repository} cannot be used: its graph answers ${outputs.map(({ name, dims }) => `${name} [${dims.join(', ')}]`).join(', ')} and no vectors of tokens or texts.`,
    );
  return {
    name: repository,
    license: spdxOf(options.license),
    dimension,
    maxTokens: options.maxTokens ?? maxTokensOf(config, tokenizer, sentence),
    pooling: options.pooling ?? poolingOf(pooling, repository, pooled !== undefined),
    poolingInGraph: pooled !== undefined,
    normaliseInGraph: false,
    queryPrefix: options.queryPrefix ?? promptOf(prompts, ['query']),
    documentPrefix: options.documentPrefix ?? promptOf(prompts, ['document', 'passage']),
    special: { pad: numberOf(config['pad_token_id']) ?? 0 },
    graph,
    ...(graphFp16 === null ? {} : { graphFp16 }),
  };
}

type Json = Readonly<Record<string, unknown>>;

async function readJson(file: string): Promise<Json> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Json;
  } catch {
    return {};
  }
}

async function inspect(file: string, repository: string): Promise<Graph> {
  const worker = new Worker(new URL('./inspect-worker.ts', import.meta.url), { workerData: file });
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  try {
    const [graph] = (await once(worker, 'message')) as [Graph];
    return graph;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
    throw new HubProblem(`${repository} cannot be used: onnxruntime does not run its graph (${reason.slice(0, 200)})`);
  } finally {
    await exited;
  }
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null);

function maxTokensOf(config: Json, tokenizer: Json, sentence: Json): number {
  // The RoBERTa family counts positions from the padding's on.
  const offset = /roberta|camembert/.test(String(config['model_type'])) ? 2 : 0;
  const positions = numberOf(config['max_position_embeddings']);
  const said = [
    numberOf(sentence['max_seq_length']),
    numberOf(tokenizer['model_max_length']),
    positions === null ? null : positions - offset,
  ];
  const limits = said.filter((limit) => limit !== null && limit >= 3);
  return Math.min(...(limits as number[]), limits.length === 0 ? 512 : maxTokensMax);
}

function poolingOf(pooling: Json, repository: string, isInGraph: boolean): 'mean' | 'cls' {
  const mode = pooling['pooling_mode'];
  if (pooling['pooling_mode_mean_tokens'] === true || mode === 'mean') return 'mean';
  if (pooling['pooling_mode_cls_token'] === true || mode === 'cls') return 'cls';
  // Then it only describes what the graph has done.
  if (isInGraph) return 'mean';
  throw new HubProblem(
    Object.keys(pooling).length === 0
      ? `${repository} does not say how its tokens' vectors become one. Its model card does: add --pooling mean or --pooling cls.`
      : `${repository} cannot be used: it pools its tokens in a way that is not known here (only mean and cls are).`,
  );
}

function promptOf(prompts: Json, names: readonly string[]): string {
  const all = (prompts['prompts'] ?? {}) as Json;
  const found = names.map((name) => all[name]).find((prompt) => typeof prompt === 'string');
  return found ?? '';
}
