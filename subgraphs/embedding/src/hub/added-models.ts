import { existsSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startInferenceThread } from '../inference/inference-thread.ts';
import { type ModelFolder, readModelFolder, verifyModel } from '../models/model-folder.ts';
import type { Outbound } from '../outbound/outbound.ts';
import { chooseFiles } from './choose-files.ts';
import { describeModel } from './describe-model.ts';
import { download } from './download.ts';
import { HubProblem, createHubClient } from './hub-client.ts';

export interface AddModelInput {
  /** `OWNER/NAME` */
  readonly repository: string;
  /** A branch, a tag or a commit; `main` when left out. */
  readonly revision?: string | undefined;
  /** The folder's name; the repository's when left out. */
  readonly name?: string | undefined;
  readonly file?: string | undefined;
  readonly withFp16?: boolean | undefined;
  readonly bytesMax?: number | undefined;
  readonly pooling?: 'mean' | 'cls' | undefined;
  readonly queryPrefix?: string | undefined;
  readonly documentPrefix?: string | undefined;
  readonly maxTokens?: number | undefined;
}

export type AddModelProgress =
  | {
      readonly t: 'planned';
      readonly repository: string;
      readonly revision: string;
      readonly license: string | null;
      readonly bytes: number;
      readonly files: readonly string[];
      readonly name: string;
    }
  | { readonly t: 'downloading'; readonly file: string; readonly doneBytes: number; readonly bytes: number }
  | { readonly t: 'checking' };

export interface AddedModelsOptions {
  /** The folder of added models; made when the first one comes. */
  readonly folder: string;
  readonly hub: { readonly url: string; readonly token: string | null };
  readonly outbound: Outbound;
}

const bytesMaxDefault = 4_000_000_000;
/** So much stays free: a full disk stops more than a download. */
const freeBytesMin = 1_000_000_000;
const repositoryPattern = /^[\w.-]{1,96}\/[\w.-]{1,96}$/;
const namePattern = /^[\w-][\w.-]{0,95}$/;

/** The name of the folder that a model gets. */
export const folderNameOf = ({ name, repository }: AddModelInput): string => name ?? (repository.split('/')[1] ?? '').toLowerCase();

/** Adds models from a hub to the data folder, each whole or not at all: a killed download goes on with the same command. */
export function createAddedModels({ folder, hub, outbound }: AddedModelsOptions) {
  const client = createHubClient(hub, outbound);
  const working = new Set<string>();

  /** @throws HubProblem, or the signal's reason */
  async function add(input: AddModelInput, onProgress: (progress: AddModelProgress) => void, signal: AbortSignal): Promise<ModelFolder> {
    const { repository, revision = 'main' } = input;
    if (!repositoryPattern.test(repository))
      throw new HubProblem('A repository is written OWNER/NAME, with @REVISION behind it if need be');
    const name = folderNameOf(input);
    if (!namePattern.test(name)) throw new HubProblem(`${name} is no name of a folder: choose one with --name`);
    if (working.has(name)) throw new HubProblem(`${name} is being added already`);
    working.add(name);
    try {
      const described = await client.describe(repository, revision);
      const target = join(folder, name);
      const known = await readModelFolder(target).catch(() => null);
      if (
        known?.description.source?.repository === repository &&
        known.description.source.revision === described.commit &&
        (await isWhole(known))
      )
        return known;
      if (known !== null && known.description.source?.revision !== described.commit)
        throw new HubProblem(
          `There is a model called ${name} already (${sourceOf(known)}). Choose another name with --name, or remove it first.`,
        );
      const chosen = chooseFiles(described, {
        graph: input.file ?? null,
        withFp16: input.withFp16 === true,
        bytesMax: input.bytesMax ?? bytesMaxDefault,
      });
      const files = chosen.files.map(({ path }) => path);
      onProgress({ t: 'planned', repository, revision: described.commit, license: described.license, bytes: chosen.bytes, files, name });
      await requireRoom(chosen.bytes);
      const adding = await openPartial(name, { hub: hub.url, repository, revision: described.commit });
      let before = 0;
      const checksums: Record<string, { bytes: number; sha256: string }> = {};
      for (const file of chosen.files) {
        const sha256 = await download({
          client,
          repository,
          commit: described.commit,
          file,
          target: join(adding, file.path),
          signal,
          onBytes: (bytes) => onProgress({ t: 'downloading', file: file.path, doneBytes: before + bytes, bytes: chosen.bytes }),
        });
        before += file.bytes;
        checksums[file.path] = { bytes: file.bytes, sha256 };
      }
      onProgress({ t: 'checking' });
      const description = await describeModel({
        folder: adding,
        repository,
        license: described.license,
        graph: chosen.graph,
        graphFp16: chosen.graphFp16,
        pooling: input.pooling ?? null,
        queryPrefix: input.queryPrefix ?? null,
        documentPrefix: input.documentPrefix ?? null,
        maxTokens: input.maxTokens ?? null,
      });
      const source = { hub: hub.url, repository, revision: described.commit };
      await writeDurably(join(adding, 'model.json'), `${JSON.stringify({ ...description, files: checksums, source }, null, 2)}\n`);
      await requireAnswers(await readModelFolder(adding), repository);
      signal.throwIfAborted();
      await rm(join(adding, 'pin.json'), { force: true });
      await rm(target, { recursive: true, force: true });
      await rename(adding, target);
      return await readModelFolder(target);
    } finally {
      working.delete(name);
    }
  }

  /** A folder that keeps what was read of this very commit; of another it begins anew. */
  async function openPartial(name: string, pin: { hub: string; repository: string; revision: string }): Promise<string> {
    const partial = join(folder, `.adding-${name}`);
    const text = JSON.stringify(pin);
    const found = await readFile(join(partial, 'pin.json'), 'utf8').catch(() => null);
    if (found !== text) {
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial, { recursive: true });
      await writeDurably(join(partial, 'pin.json'), text);
    }
    return partial;
  }

  async function requireRoom(bytes: number): Promise<void> {
    await mkdir(folder, { recursive: true });
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < bytes + freeBytesMin)
      throw new HubProblem(
        `Only ${Math.floor((bavail * bsize) / 1e6)} MB are free for ${Math.ceil(bytes / 1e6)} MB of model. Make room first.`,
      );
  }

  return {
    add,
    /** Also what is left of a download that was given up. False: there is no such added model. */
    async remove(name: string): Promise<boolean> {
      if (!namePattern.test(name)) return false;
      if (working.has(name)) throw new HubProblem(`${name} is being added: end that first`);
      const places = [join(folder, name), join(folder, `.adding-${name}`)].filter((place) => existsSync(place));
      for (const place of places) {
        // First out of sight, then away: a kill in between leaves no model with half its files.
        const leaving = join(folder, `.leaving-${name}`);
        await rm(leaving, { recursive: true, force: true });
        await rename(place, leaving);
        await rm(leaving, { recursive: true, force: true });
      }
      return places.length > 0;
    },
    /** Names of downloads that were begun and not ended. */
    async unfinished(): Promise<string[]> {
      const entries = await readdir(folder).catch(() => []);
      return entries.filter((entry) => entry.startsWith('.adding-')).map((entry) => entry.slice('.adding-'.length));
    },
  };
}

const sourceOf = ({ description }: ModelFolder): string =>
  description.source === undefined ? description.name : `${description.source.repository}@${description.source.revision.slice(0, 12)}`;

async function isWhole(model: ModelFolder): Promise<boolean> {
  return verifyModel(model).then(
    () => true,
    () => false,
  );
}

/** Runs a text through it as ConHub will: what does not answer here is not installed. */
async function requireAnswers(model: ModelFolder, repository: string): Promise<void> {
  const thread = startInferenceThread({ name: 'embedding-check', settings: { model, threads: 1, executionProvider: 'CPU', niceness: 10 } });
  try {
    const { vectors } = await thread.ask<'embed'>({ kind: 'embed', texts: ['ConHub'], textKind: 'DOCUMENT', tokenBudget: 1_024 });
    const length = Math.hypot(...vectors);
    if (Math.abs(length - 1) > 0.01) throw new Error(`its vector has length ${length}`);
  } catch (error) {
    throw new HubProblem(`${repository} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await thread.stop();
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const partial = `${file}.partial`;
  await writeFile(partial, text);
  const handle = await open(partial, 'r');
  await handle.sync();
  await handle.close();
  await rename(partial, file);
  const parent = await open(dirname(file), 'r');
  await parent.sync();
  await parent.close();
}
