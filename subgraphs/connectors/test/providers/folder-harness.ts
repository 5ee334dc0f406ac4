import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { FolderCursor } from '../../src/providers/folder/cursor.ts';
import { createFolderConnector, type FolderConfig } from '../../src/providers/folder/folder-connector.ts';
import type { FolderOptions } from '../../src/providers/folder/folder-options.ts';
import { systemClock } from '../conformance/clocks.ts';
import type { ConnectorHarness } from '../conformance/describe-connector.ts';

export interface FolderHarness extends ConnectorHarness<FolderConfig, FolderCursor> {
  readonly root: string;
}

/** A folder of its own under a root of its own. */
export async function makeFolderHarness(options: Partial<FolderOptions> = {}): Promise<FolderHarness> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'conhub-folder-')));
  const root = join(base, 'folder');
  await mkdir(root);
  const at = (path: string) => join(root, path);
  const quietly = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  };
  return {
    root,
    connector: createFolderConnector({ roots: () => [base], ...options }),
    config: {},
    containerId: root,
    clock: systemClock,
    async write(path, text) {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFile(at(path), text);
    },
    remove: (path) => rm(at(path), { force: true }),
    async move(from, to) {
      await mkdir(dirname(at(to)), { recursive: true });
      await rename(at(from), at(to)).catch(quietly);
    },
    async truth() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return new Map(
        await Promise.all(
          files.map(async (path): Promise<[string, string]> => [
            relative(root, path),
            createHash('sha256')
              .update(await readFile(path))
              .digest('hex'),
          ]),
        ),
      );
    },
    expireCursors: null,
    close: () => rm(base, { recursive: true, force: true }),
  };
}
