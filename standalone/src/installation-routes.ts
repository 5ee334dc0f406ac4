import { timingSafeEqual, createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAbsolute } from 'node:path';
import { DomainError, type SubgraphRoute } from '@conhub/subgraph-kit';
import { z } from 'zod';
import type { DataFolder } from './data-folder/data-folder.ts';

export interface InstallationRoutesOptions {
  readonly data: DataFolder;
  readonly operatorToken: string;
  readonly connectors: { readonly folderRoots: () => readonly string[]; rememberFolderRoot(folder: string): Promise<string> };
}

const body = z.object({ token: z.string(), folder: z.string().max(4_096).optional() });
const bodyBytesMax = 16_384;

/**
 * What the operator of this machine asks beside the graph, with the token of the data folder and from this machine only:
 * where things lie, and a folder that may be connected from now on.
 */
export function installationRoutes({ data, operatorToken, connectors }: InstallationRoutesOptions): readonly SubgraphRoute[] {
  const route = (path: string, act: (input: z.infer<typeof body>) => Promise<object>): SubgraphRoute => ({
    method: 'POST',
    path,
    async handle(incoming, response) {
      try {
        const input = await read(incoming);
        if (!isLoopback(incoming) || !isEqual(input.token, operatorToken))
          return answer(response, 401, {
            error: { code: 'UNAUTHENTICATED', message: 'This is for whoever can read the data folder, on this machine' },
          });
        return answer(response, 200, await act(input));
      } catch (error) {
        if (error instanceof DomainError) return answer(response, 400, { error: { code: error.code, message: error.message } });
        if (error instanceof z.ZodError || error instanceof SyntaxError)
          return answer(response, 400, { error: { code: 'BAD_USER_INPUT', message: 'The body is not what this route takes' } });
        throw error;
      }
    },
  });
  return [
    route('/operator/installation', async () => ({ dataFolder: data.path, folderRoots: connectors.folderRoots() })),
    route('/operator/folder-roots', async ({ folder }) => {
      if (folder === undefined || !isAbsolute(folder)) throw new DomainError('BAD_USER_INPUT', 'folder is an absolute path');
      await connectors.rememberFolderRoot(folder);
      return { folderRoots: connectors.folderRoots() };
    }),
  ];
}

async function read(incoming: IncomingMessage): Promise<z.infer<typeof body>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > bodyBytesMax) throw new SyntaxError('too large');
    chunks.push(chunk);
  }
  return body.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}

function isLoopback({ socket }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? '';
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** In constant time, also for tokens of different lengths. */
const isEqual = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

function answer(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}
