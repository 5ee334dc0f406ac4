import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink } from 'node:fs/promises';
import type { Content, ConnectorContext } from '../connector.ts';
import { DocumentError } from '../connector-error.ts';
import { isReallyAt } from './directory.ts';
import { errnoOf, isVanished } from './errno.ts';
import { revisionOf, stateOf } from './revision.ts';
import { isWithin } from './root.ts';

const attemptsMax = 5;
/** Two writes within one tick of the kernel's clock leave the same time of change; file systems that keep whole seconds tick every 2 s at worst. */
const tickMs = 15;
const coarseTickMs = 2_000;

/**
 * Reads a file of a source as one revision: its state is the same before and after, and old enough that a later write must show in it.
 * So the bytes are those of the revision that is answered, never a mixture. Throws DocumentError.
 */
export async function readPinned(
  ctx: Pick<ConnectorContext, 'clock' | 'signal'>,
  root: string,
  path: string,
  bytesMax: number,
): Promise<Content> {
  const absolute = `${root === '/' ? '' : root}/${path}`;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    ctx.signal.throwIfAborted();
    const content = await readOnce(root, absolute, bytesMax, ctx.clock.now().getTime());
    if (content === null) continue;
    if ('bytes' in content) return content;
    await ctx.clock.sleep(content.waitMs, ctx.signal);
  }
  throw new DocumentError('DOCUMENT_CHANGING', 'It is being written to all the time; it is read again later', { isRetryable: true });
}

/** Null: it changed while it was read. */
async function readOnce(root: string, absolute: string, bytesMax: number, nowMs: number): Promise<Content | { waitMs: number } | null> {
  let handle: FileHandle;
  try {
    // Opening a device can do things (rewind a tape), opening a FIFO can wait: look first, and never wait.
    if (!(await lstat(absolute)).isFile()) throw new DocumentError('DOCUMENT_NOT_A_FILE', 'It is no longer a regular file');
    handle = await open(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    throw documentError(error);
  }
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw new DocumentError('DOCUMENT_NOT_A_FILE', 'It is no longer a regular file');
    if (!(await isReallyAt(handle, absolute))) throw await displaced(handle, root);
    if (before.size > BigInt(bytesMax)) throw tooLarge(before.size, bytesMax);
    const age = Math.abs(nowMs - Number(before.mtimeNs / 1_000_000n));
    const tick = before.mtimeNs % 1_000_000_000n === 0n ? coarseTickMs : tickMs;
    if (age < tick) return { waitMs: tick - age };
    const bytes = await readWhole(handle, Number(before.size));
    const rev = revisionOf(stateOf(before));
    const after = await handle.stat({ bigint: true });
    return bytes !== null && revisionOf(stateOf(after)) === rev ? { bytes, rev } : null;
  } catch (error) {
    throw documentError(error);
  } finally {
    await handle.close();
  }
}

/** Null when the file is not exactly as long as it was. */
async function readWhole(handle: FileHandle, size: number): Promise<Uint8Array | null> {
  // One byte more than there should be, so that a file that has grown shows itself.
  const buffer = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (bytesRead === 0 || length === buffer.length) break;
  }
  return length === size ? buffer.subarray(0, size) : null;
}

/** The open file is not at its path: it was removed meanwhile, or a folder on the way has become a link. */
async function displaced(handle: FileHandle, root: string): Promise<DocumentError> {
  const real = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => '');
  if (real !== '' && !real.endsWith(' (deleted)') && !isWithin(root, real)) {
    return new DocumentError('PATH_OUTSIDE_ROOT', 'Its path leads out of the folder');
  }
  return new DocumentError('DOCUMENT_GONE', 'It is no longer there');
}

export function tooLarge(size: bigint, bytesMax: number): DocumentError {
  const megabytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1_048_576)).toLocaleString('en')} MB`;
  return new DocumentError('DOCUMENT_TOO_LARGE', `It has ${megabytes(Number(size))}; files up to ${megabytes(bytesMax)} are read`);
}

function documentError(error: unknown): Error {
  if (error instanceof DocumentError) return error;
  if (isVanished(error)) return new DocumentError('DOCUMENT_GONE', 'It is no longer there', { cause: error });
  const code = errnoOf(error);
  if (code === undefined || code === 'EMFILE' || code === 'ENFILE') return error as Error;
  const message = code === 'EACCES' || code === 'EPERM' ? 'ConHub may not read it' : `It cannot be read (${code})`;
  return new DocumentError('DOCUMENT_UNREADABLE', message, { isRetryable: true, cause: error });
}
