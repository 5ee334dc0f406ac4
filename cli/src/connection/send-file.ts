import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliFailure } from '../failure.ts';
import { unreachable } from './client.ts';

/** Where a hub takes files: by the address under which it was reached, which may not be the one it gives to others. */
const hubPath = '/files/';
const triesMax = 5;
const waitMaxS = 60;

export interface FileToSend {
  readonly path: string;
  /** As the hub answered: `uploadUrl` and `headers`. */
  readonly link: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly hub: URL;
  /** Bytes of it that have been read so far. */
  readonly onProgress: (bytes: number) => void;
}

/** Sends a file's bytes as they are read; waits where the hub asks for patience. @throws CliFailure */
export async function sendFile({ path, link, headers, hub, onProgress }: FileToSend): Promise<void> {
  const given = new URL(link);
  const url = given.pathname.startsWith(hubPath) ? new URL(given.pathname + given.search, hub) : given;
  for (let nth = 1; ; nth += 1) {
    const reply = await fetch(url, { method: 'PUT', headers, body: counted(path, onProgress), duplex: 'half' } as RequestInit).catch(
      (error: unknown) => {
        throw fileTrouble(error) ?? unreachable(url);
      },
    );
    if (reply.ok) {
      await reply.body?.cancel();
      return;
    }
    const answer = (await reply.json().catch(() => null)) as { error?: { code: string; message: string }; errors?: Refused[] } | null;
    const wait = Number(reply.headers.get('retry-after') ?? Number.NaN);
    if ((reply.status === 429 || reply.status === 503) && wait <= waitMaxS && nth < triesMax) {
      await sleep(wait * 1_000);
      continue;
    }
    const code = answer?.error?.code ?? answer?.errors?.[0]?.extensions?.code ?? 'REFUSED';
    const message = answer?.error?.message ?? answer?.errors?.[0]?.message ?? `The hub answered ${reply.status}`;
    throw new CliFailure(1, code, message);
  }
}

interface Refused {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

async function* counted(path: string, onProgress: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of createReadStream(path)) {
    sent += (chunk as Uint8Array).byteLength;
    yield chunk as Uint8Array;
    onProgress(sent);
  }
}

/** What is the matter with a file of this machine, as a sentence; null where the error is not about one. */
export function fileTrouble(error: unknown): CliFailure | null {
  const code = [error, (error as Error | null)?.cause].map((each) => (each as NodeJS.ErrnoException | null)?.code).find(Boolean);
  const message = { ENOENT: 'there is no such file', EACCES: 'it may not be read', EISDIR: 'it is a folder' }[code ?? ''];
  return message === undefined ? null : new CliFailure(1, 'FILE_UNREADABLE', message);
}
