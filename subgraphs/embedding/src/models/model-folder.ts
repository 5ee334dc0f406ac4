import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { derivedId } from '@conhub/subgraph-kit';
import { z } from 'zod';

const description = z.object({
  name: z.string().min(1),
  license: z.string().min(1),
  dimension: z.int().min(1).max(8192),
  maxTokens: z.int().min(3).max(8192),
  pooling: z.enum(['mean', 'cls']),
  poolingInGraph: z.literal(true),
  normaliseInGraph: z.literal(true),
  queryPrefix: z.string(),
  documentPrefix: z.string(),
  special: z.object({ pad: z.int().min(0) }),
  files: z.record(z.string(), z.object({ bytes: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

/** A model's `model.json`. Pooling and normalisation are inside the graph: one output, [batch, dimension], unit vectors. */
export type ModelDescription = z.infer<typeof description>;

/** A folder with a well-formed `model.json`. Whether its files are whole is known after `verifyModel`. */
export interface ModelFolder {
  /** Absolute. */
  readonly folder: string;
  /** `model_…`, from the checksum: the same model has the same id in every installation. */
  readonly id: string;
  /** SHA-256 of the graph, in hexadecimal, as `model.json` states it. */
  readonly checksum: string;
  readonly graphFile: string;
  readonly tokenizerFile: string;
  readonly description: ModelDescription;
}

const tokenizerFile = 'tokenizer.json';

/** What stands in the way of using a model, as a sentence that says what to do. It names files, never the folder's full path. */
export class ModelProblem extends Error {}

const remedy = (folder: string): string =>
  `Put the folder's original files back (in a clone: git checkout -- models/${basename(folder)}) and restart ConHub.`;

/** @throws ModelProblem when the folder, its `model.json`, or a file's checksum in it is missing. */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const name = basename(folder);
  let parsed;
  try {
    parsed = description.safeParse(JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')));
  } catch (error) {
    const what = error instanceof SyntaxError ? 'its model.json is not JSON' : 'it has no readable model.json';
    throw new ModelProblem(`The embedding model ${name} cannot be used: ${what}. ${remedy(folder)}`);
  }
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new ModelProblem(`The embedding model ${name} cannot be used: its model.json is not valid (${faults}). ${remedy(folder)}`);
  }
  const graphFile = Object.keys(parsed.data.files).find((file) => file.endsWith('.onnx'));
  const graph = graphFile === undefined ? undefined : parsed.data.files[graphFile];
  if (graphFile === undefined || graph === undefined || parsed.data.files[tokenizerFile] === undefined) {
    throw new ModelProblem(
      `The embedding model ${name} cannot be used: its model.json lists no .onnx file or no ${tokenizerFile}. ${remedy(folder)}`,
    );
  }
  return { folder, id: derivedId('model', graph.sha256), checksum: graph.sha256, graphFile, tokenizerFile, description: parsed.data };
}

/** Every readable model of a folder of models. A folder that is absent holds none. */
export async function listModelFolders(modelsFolder: string): Promise<ModelFolder[]> {
  const entries = await readdir(modelsFolder, { withFileTypes: true }).catch(() => []);
  const read = await Promise.allSettled(
    entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => readModelFolder(join(modelsFolder, entry.name))),
  );
  return read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])).sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/**
 * Compares the files that loading reads with the checksums of `model.json`, in pieces, so that the caller's thread is
 * never held (15 ms of hashing for 24 MB, in slices of 256 KB).
 * @throws ModelProblem naming the file, what was expected and what is there.
 */
export async function verifyModel({ folder, graphFile, description: { name, files } }: ModelFolder): Promise<void> {
  for (const file of [tokenizerFile, graphFile]) {
    const expected = files[file];
    const found = await stat(join(folder, file)).catch(() => null);
    const damage =
      expected === undefined
        ? 'is not listed in model.json'
        : found === null
          ? 'is missing'
          : found.size !== expected.bytes
            ? `has ${found.size} bytes instead of ${expected.bytes}`
            : await compareChecksum(join(folder, file), expected.sha256);
    if (damage !== null) throw new ModelProblem(`The embedding model ${name} is damaged: ${file} ${damage}. ${remedy(folder)}`);
  }
}

async function compareChecksum(path: string, expected: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) hash.update(piece as Buffer);
  } catch {
    return 'cannot be read';
  }
  const actual = hash.digest('hex');
  return actual === expected ? null : `has SHA-256 ${actual} instead of ${expected}`;
}
