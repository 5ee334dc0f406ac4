import { type BigIntStats } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { ConnectorError } from '../connector-error.ts';
import { errnoOf } from './errno.ts';

/** Inside, or the folder itself. Both are real paths. */
export const isWithin = (folder: string, path: string): boolean => path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** The roots as they really are now; those that are not there are left out. */
export async function realRoots(roots: readonly string[]): Promise<string[]> {
  const real = await Promise.all(roots.map((root) => realpath(resolve(root)).catch(() => null)));
  return [...new Set(real.filter((path) => path !== null))].sort();
}

/** The real path of a directory under a root. Throws CONTAINER_NOT_FOUND, the same for absent and forbidden. */
export async function locateFolder(roots: readonly string[], path: string): Promise<string> {
  const notFound = new ConnectorError(
    'CONTAINER_NOT_FOUND',
    'There is no such folder under the folders that ConHub may read (CONHUB_FOLDER_ROOTS)',
  );
  if (!path.startsWith('/') || path.includes('\0')) throw notFound;
  const real = await realpath(path).catch(() => null);
  if (real === null || real.includes('\uFFFD') || !(await realRoots(roots)).some((root) => isWithin(root, real))) throw notFound;
  const stats = await stat(real).catch(() => null);
  if (stats?.isDirectory() !== true) throw notFound;
  return real;
}

/** Inode and time of birth: the same directory as before, whatever is mounted now. */
export const identityOf = (stats: BigIntStats): string => `${stats.ino.toString(36)}.${stats.birthtimeNs.toString(36)}`;

/**
 * The identity of a source's directory. Throws ROOT_MISSING when it is not there as itself, CONTAINER_NOT_FOUND when it lies under no
 * root any more.
 */
export async function openRoot(roots: readonly string[], container: string): Promise<string> {
  const missing = (cause?: unknown) =>
    new ConnectorError(
      'ROOT_MISSING',
      `The folder ${basename(container) || container} is not there. Is its drive connected? Nothing was removed`,
      { cause },
    );
  let stats: BigIntStats;
  try {
    if ((await realpath(container)) !== container) throw missing();
    stats = await lstat(container, { bigint: true });
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    throw missing(errnoOf(error) === undefined ? error : undefined);
  }
  if (!stats.isDirectory()) throw missing();
  await refuseOutside(roots, container);
  return identityOf(stats);
}

/** Throws CONTAINER_NOT_FOUND when the real path lies under no root (any more). */
export async function refuseOutside(roots: readonly string[], container: string): Promise<void> {
  if ((await realRoots(roots)).some((root) => isWithin(root, container))) return;
  throw new ConnectorError('CONTAINER_NOT_FOUND', 'The folder lies under none of the folders that ConHub may read (CONHUB_FOLDER_ROOTS)');
}
