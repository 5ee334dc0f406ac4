import { isWeightsOf } from '../models/model-folder.ts';
import { HubProblem, type Repository, type RepositoryFile } from './hub-client.ts';

export interface FileChoice {
  /** The graph to take, where the repository has several. */
  readonly graph: string | null;
  /** Also the half-precision graph, for a GPU. */
  readonly withFp16: boolean;
  /** Of everything together. */
  readonly bytesMax: number;
}

export interface ChosenFiles {
  readonly graph: string;
  readonly graphFp16: string | null;
  readonly files: readonly RepositoryFile[];
  readonly bytes: number;
}

/** Full precision first: the usual int8 graphs give a text another vector with each batch it is in. */
const usualGraphs = ['onnx/model.onnx', 'model.onnx', 'onnx/model_quantized.onnx', 'model_quantized.onnx'];
const usualFp16 = ['onnx/model_fp16.onnx', 'model_fp16.onnx'];

/** What describes a model; all but the first two may be absent. */
const described = [
  'tokenizer.json',
  'config.json',
  'tokenizer_config.json',
  'modules.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
  '1_Pooling/config.json',
  'LICENSE',
  'LICENSE.txt',
  'LICENSE.md',
];

/** The files that this model needs here, and no other. @throws HubProblem */
export function chooseFiles({ id, files }: Repository, { graph: wanted, withFp16, bytesMax }: FileChoice): ChosenFiles {
  const at = (path: string): RepositoryFile | undefined => files.find((file) => file.path === path);
  const graphs = files.filter(({ path }) => path.endsWith('.onnx')).map(({ path }) => path);
  if (graphs.length === 0)
    throw new HubProblem(`${id} holds no ONNX graph. Look for an export of it (often onnx-community/… or Xenova/…).`);
  const graph = wanted ?? usualGraphs.find((path) => at(path) !== undefined) ?? (graphs.length === 1 ? graphs[0] : undefined);
  if (graph === undefined || at(graph) === undefined)
    throw new HubProblem(
      `${id} ${wanted === null ? 'holds several graphs' : `holds no ${wanted}`}. Choose one with --file: ${graphs.slice(0, 12).join(', ')}`,
    );
  for (const path of ['tokenizer.json', 'config.json'])
    if (at(path) === undefined) throw new HubProblem(`${id} holds no ${path}, without which its texts cannot be read as it was trained.`);
  const graphFp16 = withFp16 ? (usualFp16.find((path) => at(path) !== undefined) ?? null) : null;
  if (withFp16 && graphFp16 === null) throw new HubProblem(`${id} holds no half-precision graph (${usualFp16.join(', ')}).`);
  const chosenGraphs = graphFp16 === null ? [graph] : [graph, graphFp16];
  const chosen = files.filter(
    ({ path }) => described.includes(path) || chosenGraphs.includes(path) || chosenGraphs.some((each) => isWeightsOf(each, path)),
  );
  const unsafe = chosen.find(({ path }) => !/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/.test(path));
  if (unsafe !== undefined) throw new HubProblem(`${id} holds a file with a name that is not taken: ${unsafe.path}`);
  const bytes = chosen.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > bytesMax)
    throw new HubProblem(`${id} has ${gigabytes(bytes)}, and at most ${gigabytes(bytesMax)} are taken. Allow more with --max-size.`);
  return { graph, graphFp16, files: chosen, bytes };
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(bytes < 1e9 ? 2 : 1)} GB`;
