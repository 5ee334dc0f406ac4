import { realpath, stat } from 'node:fs/promises';
import { ConflictError, BadUserInputError } from '@conhub/subgraph-kit';
import type { Database } from '@conhub/subgraph-kit/database';
import type { Env } from '../env.ts';
import { FolderRoot } from './blob-reference.entity.ts';

/** The folders under which sources may lie: those that are configured, or the home directory and those the operator has named. */
export interface FolderRoots {
  current(): readonly string[];
  /** Makes a folder a root from now on. Throws CONFLICT where the configuration alone says what the roots are. Answers its real path. */
  remember(path: string): Promise<string>;
  load(): Promise<void>;
}

export function createFolderRoots(database: Pick<Database, 'system'>, env: Pick<Env, 'folderRoots' | 'homeFolder'>): FolderRoots {
  const configured = env.folderRoots === 'unset' ? null : env.folderRoots;
  let remembered: readonly string[] = [];
  const load = async (): Promise<void> => {
    remembered = (await database.system().find(FolderRoot, {}, { orderBy: { path: 'asc' } })).map((row) => row.path);
  };
  return {
    load,
    current: () => configured ?? [...new Set([...(env.homeFolder === null ? [] : [env.homeFolder]), ...remembered])],
    async remember(path) {
      const real = await realpath(path).catch(() => null);
      if (real === null || !(await stat(real)).isDirectory())
        throw BadUserInputError.of(['path'], 'NOT_A_FOLDER', `There is no folder ${path}`);
      if (configured !== null) {
        const roots = await Promise.all(configured.map((root) => realpath(root).catch(() => root)));
        if (roots.some((root) => real === root || real.startsWith(root === '/' ? '/' : `${root}/`))) return real;
        throw new ConflictError('CONHUB_FOLDER_ROOTS says which folders may be read: add this one there');
      }
      const em = database.system();
      await em.upsert(FolderRoot, { path: real, addedAt: new Date() });
      await load();
      return real;
    },
  };
}
