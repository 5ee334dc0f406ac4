import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { StorageFullError } from '@conhub/subgraph-kit';
import { BlobDamagedError, type BlobStore, type ListedBlob, type StoredBlob } from './blob-store.ts';
import { createFolderSync } from './folder-sync.ts';
import { createKeyedLock } from './keyed-lock.ts';

/** A blob put again within this time may still be unknown to the disk under its name, if the process that put it died. */
const settledAfterMs = 60_000;
/** What a killed process left half-written is removed when it is this old. */
const abandonedAfterMs = 3_600_000;
const incoming = '.incoming';

interface Written extends StoredBlob {
  /** The file beside; null for bytes that seemed to be stored already, which are then kept in `content`. */
  temporary: string | null;
  readonly content: Uint8Array | null;
}

/**
 * Blobs as files: `<folder>/<organization>/<aa>/<sha256>`. A blob is written beside, synced, renamed into place, and the folder synced.
 * Safe against a kill at any moment and against concurrent puts. `delete` and `put` exclude each other within this object: one
 * process owns a data folder.
 */
export function createFolderBlobs(folder: string): BlobStore {
  const sync = createFolderSync();
  const lock = createKeyedLock();
  let prepared: Promise<void> | undefined;
  let preparedAtMs = 0;

  const pathOf = (organization: string, hash: string): string => {
    checkOrganization(organization);
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new TypeError('A blob is named by 64 lower-case hex digits');
    return join(folder, organization, hash.slice(0, 2), hash);
  };

  const prepare = (): Promise<void> => {
    // Again from time to time: what a process left that was killed just before this one began was too young to be removed then.
    if (Date.now() - preparedAtMs > abandonedAfterMs) {
      prepared = undefined;
      preparedAtMs = Date.now();
    }
    prepared ??= removeAbandoned(join(folder, incoming)).catch((error: unknown) => {
      prepared = undefined;
      throw error;
    });
    return prepared;
  };

  /** Makes the blob visible, or finds that it is. Answers the folder that must be synced, if any. */
  async function place(organization: string, written: Written): Promise<string | null> {
    const path = pathOf(organization, written.hash);
    const present = await statOrNull(path);
    if (present?.size === written.size) {
      if (written.temporary !== null) await unlink(written.temporary);
      const now = new Date();
      await utimes(path, now, now);
      return now.getTime() - present.mtimeMs < settledAfterMs ? dirname(path) : null;
    }
    // It was there a moment ago and has been collected since.
    if (written.content !== null) written.temporary = (await write(join(folder, incoming), written.content)).temporary;
    const temporary = written.temporary as string;
    try {
      await rename(temporary, path);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      await sync.makeFolder(dirname(path), folder);
      await rename(temporary, path);
    }
    return dirname(path);
  }

  async function prewrite(organization: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Written> {
    if (content instanceof Uint8Array) {
      const hash = createHash('sha256').update(content).digest('hex');
      const present = await statOrNull(pathOf(organization, hash));
      if (present?.size === content.byteLength) return { hash, size: content.byteLength, temporary: null, content };
    }
    return write(join(folder, incoming), content);
  }

  async function putAll(organization: string, contents: readonly (Uint8Array | AsyncIterable<Uint8Array>)[]): Promise<StoredBlob[]> {
    checkOrganization(organization);
    await prepare();
    const written: Written[] = [];
    try {
      const writes = await Promise.allSettled(contents.map((content) => prewrite(organization, content)));
      for (const result of writes) if (result.status === 'fulfilled') written.push(result.value);
      for (const result of writes) if (result.status === 'rejected') throw result.reason;
      const hashes = [...new Set(written.map(({ hash }) => hash))];
      await lock.hold(
        hashes.map((hash) => `${organization}/${hash}`),
        async () => {
          const folders = new Set<string>();
          for (const blob of written) {
            const changed = await place(organization, blob);
            if (changed !== null) folders.add(changed);
          }
          await Promise.all([...folders].map((path) => sync.syncFolder(path)));
        },
      );
    } catch (error) {
      await Promise.all(written.flatMap(({ temporary }) => (temporary === null ? [] : [rm(temporary, { force: true })])));
      throw codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT' ? new StorageFullError() : error;
    }
    return written.map(({ hash, size }) => ({ hash, size }));
  }

  return {
    putAll,
    async put(organization, content) {
      const [stored] = await putAll(organization, [content]);
      return stored as StoredBlob;
    },
    async get(organization, hash) {
      const bytes = await orNull(readFile(pathOf(organization, hash)));
      if (bytes !== null && createHash('sha256').update(bytes).digest('hex') !== hash) throw new BlobDamagedError(hash);
      return bytes;
    },
    async stream(organization, hash, range = {}) {
      const handle = await orNull(open(pathOf(organization, hash), 'r'));
      if (handle === null) return null;
      const start = range.start ?? 0;
      if (range.end !== undefined && range.end <= start) {
        await handle.close();
        return emptyStream();
      }
      return handle.createReadStream({ start, ...(range.end === undefined ? {} : { end: range.end - 1 }) });
    },
    async has(organization, hash) {
      return (await statOrNull(pathOf(organization, hash))) !== null;
    },
    delete(organization, hash, options = {}) {
      const path = pathOf(organization, hash);
      return lock.hold([`${organization}/${hash}`], async () => {
        const present = await statOrNull(path);
        if (present === null || (options.unusedSince !== undefined && present.mtimeMs >= options.unusedSince.getTime())) return false;
        await unlink(path);
        return true;
      });
    },
    async *list(organization): AsyncGenerator<ListedBlob> {
      checkOrganization(organization);
      const base = join(folder, organization);
      for (const prefix of ((await orNull(readdir(base))) ?? []).sort()) {
        if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
        for (const hash of ((await orNull(readdir(join(base, prefix)))) ?? []).sort()) {
          const present = /^[0-9a-f]{64}$/.test(hash) ? await statOrNull(join(base, prefix, hash)) : null;
          if (present !== null) yield { hash, size: present.size, lastPutAt: present.mtime };
        }
      }
    },
    async *organizations() {
      for (const name of ((await orNull(readdir(folder))) ?? []).sort()) if (isOrganization(name)) yield name;
    },
    async removeOrganization(organization) {
      checkOrganization(organization);
      await rm(join(folder, organization), { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function write(folder: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Written> {
  const temporary = join(folder, randomUUID());
  const handle = await open(temporary, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      hash.update(chunk);
      size += chunk.byteLength;
      await handle.writeFile(chunk);
    }
    await handle.datasync();
    return { hash: hash.digest('hex'), size, temporary, content: null };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const present = await statOrNull(join(folder, name));
    if (present !== null && Date.now() - present.mtimeMs > abandonedAfterMs) await rm(join(folder, name), { force: true });
  }
}

const isOrganization = (name: string): boolean => /^[a-z0-9][a-z0-9_-]{0,99}$/.test(name);

function checkOrganization(organization: string): void {
  if (!isOrganization(organization)) throw new TypeError('An organization is named by its id');
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;

async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

const statOrNull = (path: string) => orNull(stat(path));

const emptyStream = (): Readable => createReadStream('/dev/null');
