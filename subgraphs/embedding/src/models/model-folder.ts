import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { derivedId } from '@conhub/subgraph-kit';
import { z } from 'zod';
import { type LocalDescription, type RemoteDescription, parseDescription } from './description.ts';

/** A folder with a well-formed `model.json`. Whether its files are whole is known after `verifyModel`. */
export interface ModelFolder {
  readonly kind: 'local';
  /** Absolute. */
  readonly folder: string;
  /** `model_…`, from the checksum: the same model has the same id in every installation. */
  readonly id: string;
  /** SHA-256 of the graph, in hexadecimal, as `model.json` states it. */
  readonly checksum: string;
  readonly graphFile: string;
  readonly tokenizerFile: string;
  readonly description: LocalDescription;
}

/** A model behind an HTTP endpoint. */
export interface RemoteModel {
  readonly kind: 'remote';
  /** Null where the environment describes it. */
  readonly folder: string | null;
  /** `model_…`, from what makes the vectors and not from where: the endpoint may move. */
  readonly id: string;
  /** SHA-256 of the same. */
  readonly checksum: string;
  readonly description: RemoteDescription;
}

export type InstalledModel = ModelFolder | RemoteModel;

const tokenizerFile = 'tokenizer.json';

/** What stands in the way of using a model, as a sentence that says what to do. It names files, never the folder's full path. */
export class ModelProblem extends Error {}

function remedy(folder: string, description?: LocalDescription): string {
  const { repository, revision } = description?.source ?? {};
  return repository === undefined
    ? `Put the folder's original files back (in a clone: git checkout -- models/${basename(folder)}) and restart ConHub.`
    : `Add it again: conhub model add ${repository}@${revision}`;
}

/** A model that runs here. @throws ModelProblem when the folder, its `model.json`, or a file's checksum in it is missing. */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const model = await readInstalledModel(folder);
  if (model.kind === 'remote') throw new ModelProblem(`The embedding model ${basename(folder)} runs behind an endpoint, not here.`);
  return model;
}

/** @throws ModelProblem */
export async function readInstalledModel(folder: string): Promise<InstalledModel> {
  const name = basename(folder);
  const unusable = (what: string): ModelProblem =>
    new ModelProblem(`The embedding model ${name} cannot be used: ${what}. ${remedy(folder)}`);
  let description;
  try {
    description = parseDescription(JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')));
  } catch (error) {
    if (error instanceof z.ZodError) {
      const faults = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      throw unusable(`its model.json is not valid (${faults})`);
    }
    throw unusable(error instanceof SyntaxError ? 'its model.json is not JSON' : 'it has no readable model.json');
  }
  if ('endpoint' in description) return remoteModel(description, folder);
  const { files } = description;
  const graphFile = description.graph ?? Object.keys(files).find((file) => file.endsWith('.onnx') && file !== description.graphFp16);
  const graph = graphFile === undefined ? undefined : files[graphFile];
  if (graphFile === undefined || graph === undefined || files[tokenizerFile] === undefined)
    throw unusable(`its model.json lists no .onnx file or no ${tokenizerFile}`);
  return { kind: 'local', folder, id: derivedId('model', graph.sha256), checksum: graph.sha256, graphFile, tokenizerFile, description };
}

export function remoteModel(description: RemoteDescription, folder: string | null): RemoteModel {
  const { endpoint, dimension, queryPrefix, documentPrefix } = description;
  const checksum = createHash('sha256')
    .update(JSON.stringify(['endpoint', endpoint.model, dimension, queryPrefix, documentPrefix]))
    .digest('hex');
  return { kind: 'remote', folder, id: derivedId('model', checksum), checksum, description };
}

/** Every readable model of folders of models; of two with one id or one name the first. A folder that is absent holds none. */
export async function listModels(modelsFolders: readonly string[]): Promise<InstalledModel[]> {
  const found: InstalledModel[] = [];
  const names = new Set<string>();
  for (const modelsFolder of modelsFolders) {
    const entries = await readdir(modelsFolder, { withFileTypes: true }).catch(() => []);
    const folders = entries
      .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.') && !names.has(entry.name))
      .map(({ name }) => name)
      .sort();
    const read = await Promise.allSettled(folders.map((name) => readInstalledModel(join(modelsFolder, name))));
    for (const [index, result] of read.entries()) {
      if (result.status === 'rejected' || found.some(({ id }) => id === result.value.id)) continue;
      names.add(folders[index] ?? '');
      found.push(result.value);
    }
  }
  return found;
}

/** The files that loading reads: the tokenizer, the graph, and what large graphs keep beside themselves. */
export function filesToLoad({ graphFile, description: { files, graphFp16 } }: ModelFolder): string[] {
  const graphs = graphFp16 === undefined ? [graphFile] : [graphFile, graphFp16];
  return [tokenizerFile, ...graphs, ...Object.keys(files).filter((file) => graphs.some((graph) => isWeightsOf(graph, file)))];
}

/** Graphs above 2 GB keep their weights in files beside them. */
export const isWeightsOf = (graph: string, file: string): boolean =>
  file.startsWith(`${graph}_data`) || file.startsWith(`${graph}.data`) || file === graph.replace(/\.onnx$/, '.data');

/**
 * Compares the files that loading reads with the checksums of `model.json`, in pieces, so that the caller's thread is
 * never held (15 ms of hashing for 24 MB, in slices of 256 KB).
 * @throws ModelProblem naming the file, what was expected and what is there.
 */
export async function verifyModel(model: ModelFolder): Promise<void> {
  const { folder, description } = model;
  for (const file of filesToLoad(model)) {
    const expected = description.files[file];
    const found = await stat(join(folder, file)).catch(() => null);
    const damage =
      expected === undefined
        ? 'is not listed in model.json'
        : found === null
          ? 'is missing'
          : found.size !== expected.bytes
            ? `has ${found.size} bytes instead of ${expected.bytes}`
            : await compareChecksum(join(folder, file), expected.sha256);
    if (damage !== null)
      throw new ModelProblem(`The embedding model ${description.name} is damaged: ${file} ${damage}. ${remedy(folder, description)}`);
  }
}

async function compareChecksum(path: string, expected: string): Promise<string | null> {
  try {
    const actual = await checksumOf(path);
    return actual === expected ? null : `has SHA-256 ${actual} instead of ${expected}`;
  } catch {
    return 'cannot be read';
  }
}

/** SHA-256 in hexadecimal. */
export async function checksumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
