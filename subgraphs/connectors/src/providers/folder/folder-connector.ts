import { z } from 'zod';
import type { Connector } from '../connector.ts';
import { folderCursor, type FolderCursor } from './cursor.ts';
import { containerOf, discoverFolders } from './discover.ts';
import type { FolderOptions } from './folder-options.ts';
import { readPinned } from './read-file.ts';
import { locateFolder, openRoot, realRoots, refuseOutside } from './root.ts';
import { syncPages } from './sync-pages.ts';
import { watchFolder } from './watch.ts';

export const fileBytesMaxDefault = 16 * 1_048_576;

const folderConfig = z.strictObject({});
export type FolderConfig = z.infer<typeof folderConfig>;

/** Directories of this machine, under the roots. A container's id is the directory's real path. */
export function createFolderConnector(given: Pick<FolderOptions, 'roots'> & Partial<FolderOptions>): Connector<FolderConfig, FolderCursor> {
  const options: FolderOptions = { ownFolders: [], fileBytesMax: fileBytesMaxDefault, ...given };
  return {
    spec: {
      key: 'folder',
      displayName: 'Folder',
      category: 'FILES',
      capabilities: new Set(['DELTA', 'DELETES', 'RENAMES', 'WATCH']),
      authMethods: ['NONE'],
      config: folderConfig,
      cursor: folderCursor,
      cursorVersion: 1,
    },
    async check() {
      const hasRoots = (await realRoots(options.roots())).length > 0;
      const message = hasRoots ? null : 'None of the folders in CONHUB_FOLDER_ROOTS is there';
      return (['DELTA', 'DELETES', 'RENAMES', 'WATCH'] as const).map((capability) => ({ capability, isAvailable: hasRoots, message }));
    },
    discover: (ctx, parentId) => discoverFolders(options, ctx, parentId),
    locate: async (_ctx, containerId) => containerOf(options, await locateFolder(options.roots(), containerId)),
    open: async (_ctx, containerId) => ({ generation: 1, root: await openRoot(options.roots(), containerId), at: null }),
    enumerate: (ctx, containerId, at, resume) => syncPages(options, ctx, containerId, withPosition(resume ?? at, at.generation, true)),
    changes: (ctx, containerId, since) => syncPages(options, ctx, containerId, withPosition(since, since.generation + 1, false)),
    async fetch(ctx, containerId, ref) {
      await refuseOutside(options.roots(), containerId);
      try {
        return await readPinned(ctx, containerId, ref.path, options.fileBytesMax);
      } catch (error) {
        // Every file is gone when the folder itself is: that is the run's trouble, not the document's.
        await openRoot(options.roots(), containerId);
        throw error;
      }
    },
    watch: (ctx, containerId, onHint) => watchFolder(options, ctx, containerId, onHint),
  };
}

/** A cursor in the middle of a walk goes on with it. */
const withPosition = (cursor: FolderCursor, generation: number, isFull: boolean) =>
  cursor.at === null ? { ...cursor, generation, at: { after: null, isFull } } : { ...cursor, at: cursor.at };
