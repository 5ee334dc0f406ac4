import { Buffer, isUtf8 } from 'node:buffer';
import { constants, existsSync, type BigIntStats } from 'node:fs';
import { type FileHandle, lstat, open, readdir, readlink, realpath, statfs } from 'node:fs/promises';
import { comparePaths } from '../snapshot.ts';
import { errnoOf, isVanished } from './errno.ts';

/** One name in a directory. `key` orders it among its siblings so that whole paths come in byte order. */
export interface DirectoryEntry {
  readonly key: string;
  /** As shown: bytes that are not UTF-8 are written `\xE9`. */
  readonly name: string;
  readonly isUtf8: boolean;
  readonly kind: 'file' | 'directory' | 'symlink' | 'special';
}

/** A directory that is held open, so that what is read through it is in it, whatever happens to the names above. */
export interface OpenDirectory {
  readonly device: bigint;
  entries(): Promise<DirectoryEntry[]>;
  /** Never follows a link. Null: gone. */
  stat(name: string): Promise<BigIntStats | null>;
  /** The text of a small regular file; null when there is none. */
  readSmall(name: string, bytesMax: number): Promise<string | null>;
  isPseudo(): Promise<boolean>;
}

/** Linux names a descriptor's files through it; elsewhere the real path is compared before and after. */
const descriptors = existsSync('/proc/self/fd') ? '/proc/self/fd' : null;

/** Where the descriptor really leads, as bytes; null where the system cannot say. */
async function realPathOf(handle: FileHandle): Promise<Buffer | null> {
  return descriptors === null ? null : readlink(`${descriptors}/${handle.fd}`, 'buffer');
}

/** True when the open file is the one that `path` names without any link on the way. */
export async function isReallyAt(handle: FileHandle, path: string): Promise<boolean> {
  const real = await realPathOf(handle);
  if (real !== null) return real.equals(Buffer.from(path));
  const [opened, named] = await Promise.all([handle.stat({ bigint: true }), lstat(path, { bigint: true })]);
  return (await realpath(path)) === path && opened.ino === named.ino && opened.dev === named.dev;
}

/**
 * Opens a directory and hands it to `work`. Null when it is not there, is no directory, or is reached through a link.
 * Throws what the system says when it may not be read.
 */
export async function withDirectory<T>(path: string, work: (directory: OpenDirectory) => Promise<T>): Promise<T | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isVanished(error)) return null;
    throw error;
  }
  try {
    if (!(await isReallyAt(handle, path))) return null;
    const result = await work(await openedDirectory(handle, path));
    return descriptors !== null || (await isReallyAt(handle, path)) ? result : null;
  } catch (error) {
    if (isVanished(error)) return null;
    throw error;
  } finally {
    await handle.close();
  }
}

async function openedDirectory(handle: FileHandle, path: string): Promise<OpenDirectory> {
  const base = descriptors === null ? path : `${descriptors}/${handle.fd}`;
  const { dev } = await handle.stat({ bigint: true });
  return {
    device: dev,
    async entries() {
      const found = (await readdir(base, { withFileTypes: true, encoding: 'buffer' })).map((entry): DirectoryEntry => {
        const bytes = entry.name;
        const valid = isUtf8(bytes);
        const name = valid ? bytes.toString() : escapeBytes(bytes);
        const kind = entry.isDirectory() ? 'directory' : entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'symlink' : 'special';
        // No real name can begin with a slash, so an escaped one never collides with a file that is really called so.
        return { key: valid ? (kind === 'directory' ? `${name}/` : name) : `/${name}`, name, isUtf8: valid, kind };
      });
      return found.sort((a, b) => comparePaths(a.key, b.key));
    },
    async stat(name) {
      try {
        return await lstat(`${base}/${name}`, { bigint: true });
      } catch (error) {
        if (isVanished(error)) return null;
        throw error;
      }
    },
    async readSmall(name, bytesMax) {
      let file: FileHandle;
      try {
        file = await open(`${base}/${name}`, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      } catch (error) {
        if (isVanished(error)) return null;
        throw error;
      }
      try {
        if (!(await file.stat()).isFile()) return null;
        const { buffer, bytesRead } = await file.read(Buffer.alloc(bytesMax), 0, bytesMax, 0);
        return buffer.toString('utf8', 0, bytesRead);
      } finally {
        await file.close();
      }
    },
    isPseudo: () => isPseudoFileSystem(base),
  };
}

/** `caf\xE9.txt`: readable, and different for different bytes. Valid characters stay, a backslash is doubled. */
function escapeBytes(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((count) => at + count <= bytes.length && isUtf8(bytes.subarray(at, at + count)));
    const piece = bytes.subarray(at, at + (length ?? 1));
    text += length === undefined ? `\\x${piece.toString('hex').toUpperCase()}` : piece.toString().replace('\\', '\\\\');
    at += length ?? 1;
  }
  return text;
}

/** proc, sysfs, devpts, cgroup, cgroup2, debugfs, tracefs, securityfs, bpf, pstore, configfs, nsfs (linux/magic.h). */
const pseudoFileSystems = new Set([
  0x9fa0, 0x62656572, 0x1cd1, 0x27e0eb, 0x63677270, 0x64626720, 0x74726163, 0x73636673, 0xcafe4a11, 0x6165676c, 0x62656570, 0x6e736673,
]);

async function isPseudoFileSystem(path: string): Promise<boolean> {
  if (descriptors === null) return false;
  try {
    return pseudoFileSystems.has((await statfs(path)).type);
  } catch (error) {
    if (errnoOf(error) === 'ENOSYS') return false;
    throw error;
  }
}
