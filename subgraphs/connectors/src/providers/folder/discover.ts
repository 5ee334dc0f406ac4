import { readdir, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ConnectorContext, Container } from '../connector.ts';
import { comparePaths } from '../snapshot.ts';
import { keptOutByName } from './default-rules.ts';
import type { FolderOptions } from './folder-options.ts';
import { locateFolder, realRoots } from './root.ts';

export async function* discoverFolders(options: FolderOptions, ctx: ConnectorContext, parentId?: string): AsyncGenerator<Container> {
  const parent = parentId === undefined ? null : await locateFolder(options.roots(), parentId);
  const paths = parent === null ? await realRoots(options.roots()) : await childFolders(options, parent);
  for (const path of paths) {
    ctx.signal.throwIfAborted();
    if ((await stat(path).catch(() => null))?.isDirectory() === true) yield await containerOf(options, path);
  }
}

export async function containerOf(options: FolderOptions, path: string): Promise<Container> {
  const hasChildren = (await childFolders(options, path)).length > 0;
  return { id: path, kind: 'FOLDER', name: basename(path) || path, path, url: null, hasChildren };
}

/** What a person would choose: no links, nothing that is kept out by default, nothing that cannot be read. */
async function childFolders(options: FolderOptions, path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.includes('\uFFFD') && keptOutByName(entry.name, true) === null)
    .map((entry) => `${path === '/' ? '' : path}/${entry.name}`)
    .filter((child) => !options.ownFolders.includes(child))
    .sort(comparePaths);
}
