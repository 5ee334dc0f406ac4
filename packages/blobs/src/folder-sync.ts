import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface FolderSync {
  /** A new name in a folder survives a power failure only when the folder is synced. */
  syncFolder(path: string): Promise<void>;
  /** Makes a folder below `root`, and every new name on the way there durable. */
  makeFolder(path: string, root: string): Promise<void>;
}

export function createFolderSync(): FolderSync {
  /** Folders being made now: whoever needs one waits until it is durable. */
  const made = new Map<string, Promise<void>>();

  async function syncFolder(path: string): Promise<void> {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  function makeFolder(path: string, root: string): Promise<void> {
    const running = made.get(path);
    if (running !== undefined) return running;
    const making = (async () => {
      if (path !== root && path.startsWith(root)) await makeFolder(dirname(path), root);
      await mkdir(path, { recursive: true, mode: 0o700 });
      await syncFolder(dirname(path));
    })().finally(() => made.delete(path));
    made.set(path, making);
    return making;
  }

  return { syncFolder, makeFolder };
}
