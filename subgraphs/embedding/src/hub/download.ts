import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutboundFailure } from '../outbound/outbound.ts';
import { type HubClient, HubProblem, type RepositoryFile } from './hub-client.ts';

export interface Download {
  readonly client: HubClient;
  readonly repository: string;
  readonly commit: string;
  readonly file: RepositoryFile;
  /** Absolute; beside it lies `<target>.part` until it is whole. */
  readonly target: string;
  readonly signal: AbortSignal;
  /** Bytes of this file that are on disk. */
  readonly onBytes: (bytes: number) => void;
}

/** Connections that break without one byte in a row. */
const triesMax = 5;
const firstPauseMs = 300;

/**
 * Downloads one file, going on where an earlier attempt ended: at a commit a file never changes, so a part of it stays good. The file has
 * its name only when its checksum is the hub's. Answers its SHA-256.
 * @throws HubProblem, or the signal's reason; what was read stays for the next time
 */
export async function download(options: Download): Promise<string> {
  const { file, target, onBytes, repository } = options;
  const part = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  const whole = await verified(target, file);
  if (whole !== null) {
    onBytes(file.bytes);
    return whole;
  }
  // The second time from the start: what lay there may have been damaged.
  for (const isLast of [false, true]) {
    await readAll(options, part);
    const sha256 = await verified(part, file);
    if (sha256 !== null) {
      await rename(part, target);
      return sha256;
    }
    await rm(part, { force: true });
    if (isLast) throw new HubProblem(`${repository}/${file.path} came with another checksum than the hub says, twice. Try again later.`);
  }
  throw new Error('unreachable');
}

async function readAll({ client, repository, commit, file, signal, onBytes }: Download, part: string): Promise<void> {
  let failures = 0;
  for (;;) {
    const before = await sizeOf(part);
    if (before >= file.bytes && before > 0) {
      if (before === file.bytes) return;
      await rm(part, { force: true });
      continue;
    }
    if (file.bytes === 0) {
      await (await open(part, 'w')).close();
      return;
    }
    try {
      const incoming = await client.read(repository, commit, file.path, before, signal);
      await append(incoming, part, before, file, onBytes);
      if ((await sizeOf(part)) === file.bytes) return;
      throw new OutboundFailure(`${file.path} ended early`);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof HubProblem) throw error;
      failures = (await sizeOf(part)) > before ? 1 : failures + 1;
      if (failures >= triesMax)
        throw new HubProblem(
          `${repository}/${file.path} could not be read: ${error instanceof Error ? error.message : String(error)}. What is there is kept: the same command goes on from it.`,
        );
      await sleep(firstPauseMs * 2 ** (failures - 1), undefined, { signal });
    }
  }
}

async function append(
  incoming: IncomingMessage,
  part: string,
  before: number,
  file: RepositoryFile,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const { statusCode: status, headers } = incoming;
  // Beyond the end, or not the range that was asked for: from the start.
  const continues = status === 206 && headers['content-range']?.startsWith(`bytes ${before}-`) === true;
  if (status === 416 || (status === 206 && !continues)) {
    incoming.resume();
    await rm(part, { force: true });
    throw new OutboundFailure(`${file.path} is read from the start`);
  }
  const handle: FileHandle = await open(part, continues ? 'a' : 'w');
  let size = continues ? before : 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > file.bytes) throw new HubProblem(`${file.path} is longer than the hub says`);
      await handle.write(chunk);
      onBytes(size);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** SHA-256 of the file if it is what the hub says, else null. */
async function verified(path: string, { bytes, sha256, gitSha1 }: RepositoryFile): Promise<string | null> {
  const size = await sizeOf(path, -1);
  if (size !== bytes) return null;
  const [own, git] = [createHash('sha256'), createHash('sha1').update(`blob ${bytes}\0`)];
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    own.update(piece as Buffer);
    if (gitSha1 !== null) git.update(piece as Buffer);
  }
  const found = own.digest('hex');
  if (sha256 !== null) return found === sha256 ? found : null;
  return gitSha1 === null || git.digest('hex') === gitSha1 ? found : null;
}

async function sizeOf(path: string, absent = 0): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? absent;
}
