import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runtimeFolder } from '../env.ts';
import { StartFault } from '../fault.ts';
import { lockDataFolder, startTimeOf } from './lock.ts';

/** The layout of the folder; a higher one is refused. */
const version = 1;
/** Below this ConHub does not start, and refuses writes: PostgreSQL without room for its log panics and stays down. */
export const freeBytesMin = 512 * 2 ** 20;

export interface DataFolder {
  readonly path: string;
  readonly postgres: string;
  readonly binaries: string;
  readonly blobs: string;
  readonly index: string;
  readonly mail: string;
  /** 0700, short, outside the data folder. */
  readonly socket: string;
  /** New at each start; who can read it is this hub's operator. */
  readonly operatorToken: string;
  announce(url: URL): void;
  release(): void;
}

/** Makes or opens the data folder and takes its lock. @throws StartFault */
export function openDataFolder(path: string): DataFolder {
  const isNew = !existsSync(path);
  try {
    makeFolder(path);
    const probe = join(path, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new StartFault(
      'DATA_DIR_UNWRITABLE',
      `The data folder ${path} cannot be ${isNew ? 'made' : 'written'} (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Choose another with --data, or give this user the right to write it.`,
    );
  }
  requireOwn(path);
  requireRoom(path);
  const unlock = lockDataFolder(path);
  try {
    requireVersion(path);
    const operatorToken = randomBytes(32).toString('base64url');
    writeSecret(join(path, 'operator.token'), operatorToken);
    return {
      path,
      postgres: join(path, 'postgres'),
      binaries: join(path, 'bin'),
      blobs: join(path, 'blobs'),
      index: join(path, 'index'),
      mail: join(path, 'mail'),
      socket: socketFolder(path),
      operatorToken,
      announce: (url) =>
        writeSecret(join(path, 'run.json'), JSON.stringify({ pid: process.pid, startedAt: startTimeOf(process.pid), url: url.href })),
      release() {
        for (const name of ['run.json', 'operator.token']) rmSync(join(path, name), { force: true });
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Folder by folder: Node's own `recursive` never returns where a file system makes no folders at all (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    // Others may traverse it, not list it: PostgreSQL runs as `nobody` when ConHub is started as root.
    mkdirSync(path, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  } catch (error) {
    // Another start was faster; it becomes clear at the lock who goes on.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(path)) throw error;
  }
}

/** What a start that was killed before it wrote VERSION leaves, and what a freshly made disk holds. */
const beforeVersion = /^(lock.*|VERSION\.partial|\.probe-\d+|lost\+found)$/;

/** A folder with files of somebody else is not taken: parts of it would be written over. @throws StartFault DATA_DIR_FOREIGN */
function requireOwn(path: string): void {
  const names = readdirSync(path);
  const foreign = names.find((name) => !beforeVersion.test(name));
  if (names.includes('VERSION') || foreign === undefined) return;
  throw new StartFault(
    'DATA_DIR_FOREIGN',
    `${path} holds other files (${foreign}) and is no data folder of ConHub. Choose an empty folder, or one that is not there yet, with --data.`,
  );
}

function requireVersion(path: string): void {
  const file = join(path, 'VERSION');
  if (!existsSync(file)) {
    writeSecret(file, `${version}\n`);
    return;
  }
  const found = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (!Number.isInteger(found))
    throw new StartFault('DATA_DIR_DAMAGED', `${file} does not hold a version. Is ${path} a data folder of ConHub?`);
  if (found > version) {
    throw new StartFault(
      'DATA_DIR_TOO_NEW',
      `The data folder ${path} was written by a newer ConHub (version ${found} of the folder, this one knows ${version}). Start the newer ConHub, or restore a copy made before the upgrade.`,
    );
  }
}

/** @throws StartFault DISK_FULL */
export function requireRoom(path: string): void {
  const free = freeBytes(path);
  if (free < freeBytesMin) {
    throw new StartFault(
      'DISK_FULL',
      `Only ${Math.floor(free / 2 ** 20)} MB are free where ${path} lies; ConHub needs 512 MB. Make room, or choose another disk with --data.`,
    );
  }
}

export function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

function socketFolder(path: string): string {
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
  const runtime = runtimeFolder();
  // As root the socket's folder belongs to `nobody`, who may not enter a user's runtime folder.
  if (runtime !== null && process.getuid?.() !== 0 && existsSync(runtime)) return join(runtime, `conhub-${hash}`);
  return join(tmpdir(), `conhub-${process.getuid?.() ?? 0}-${hash}`);
}

/** Mode 0600, on disk before it has its name: never a half-written file after a crash. */
export function writeSecret(file: string, content: string): void {
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  const descriptor = openSync(partial, 'wx', 0o600);
  writeSync(descriptor, content);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(partial, file);
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
