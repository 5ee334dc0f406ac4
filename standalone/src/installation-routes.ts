import { isAbsolute } from 'node:path';
import { DomainError, type SubgraphRoute } from '@conhub/subgraph-kit';
import type { OperatorRoute } from '@conhub/users';
import { z } from 'zod';
import type { DataFolder } from './data-folder/data-folder.ts';

export interface InstallationRoutesOptions {
  readonly data: DataFolder;
  readonly operatorRoute: OperatorRoute;
  readonly connectors: { readonly folderRoots: () => readonly string[]; rememberFolderRoot(folder: string): Promise<string> };
}

/**
 * What the operator of this machine asks beside the graph, with the token of the data folder and from this machine only:
 * where things lie, and a folder that may be connected from now on.
 */
export function installationRoutes({ data, operatorRoute, connectors }: InstallationRoutesOptions): readonly SubgraphRoute[] {
  return [
    operatorRoute('/operator/installation', {}, async () => ({ dataFolder: data.path, folderRoots: connectors.folderRoots() })),
    operatorRoute('/operator/folder-roots', { folder: z.string().max(4_096).optional() }, async ({ folder }) => {
      if (folder === undefined || !isAbsolute(folder)) throw new DomainError('BAD_USER_INPUT', 'folder is an absolute path');
      await connectors.rememberFolderRoot(folder);
      return { folderRoots: connectors.folderRoots() };
    }),
  ];
}
