import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestInfo, SubgraphRequest, SubgraphRoute } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Member } from '../access/access-set.entity.ts';
import type { Context } from '../context.ts';
import type { Document } from '../documents/document.entity.ts';
import { emit } from '../event-log.ts';
import { DocumentDownloaded } from '../events.ts';
import type { Services } from '../services.ts';
import { downloadPath } from './create-download.ts';
import { contentDisposition, safeFileName } from './file-name.ts';
import { linkViewer } from './link-viewer.ts';
import type { LinkClaims } from './signed-link.ts';

/**
 * `GET /files/download/TOKEN`. The signature says who asked for what; whether they may have it is decided anew each time, as it is now. A link
 * that is over or not ours, and a document that is hidden or gone, are answered alike: 404.
 */
export function downloadRoute(services: Services, contextOf: ContextOf): SubgraphRoute {
  return {
    method: 'GET',
    path: `${downloadPath}*`,
    async handle(incoming, response, request) {
      const token = new URL(incoming.url ?? '/', 'http://localhost').pathname.slice(downloadPath.length);
      const claims = services.links.verify(token, 'download', services.clock.now());
      try {
        const found = claims === null ? null : await find(contextOf, claims, request);
        if (found === null) return absent(response);
        await send(services, found, response);
      } catch (error) {
        // Who went away meanwhile wants nothing any more.
        if (response.destroyed || response.headersSent) return void response.destroy();
        services.log.error({ err: error, requestId: request.id }, 'A download failed');
        refuse(response, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong here');
      }
    },
  };
}

type ContextOf = (request: SubgraphRequest) => Context;

interface Found {
  readonly context: Context;
  readonly document: Document;
}

/** The document, if the person of the link is a member and may see it now. */
async function find(contextOf: ContextOf, claims: LinkClaims, request: RequestInfo): Promise<Found | null> {
  const { id, organizationId, userId } = claims;
  const context = contextOf({ viewer: linkViewer(claims, 'documents:read'), request });
  if ((await context.em.findOne(Member, { organizationId, userId })) === null) return null;
  const document = await context.documents.load(id);
  return document === null || !(document.originalHash || document.state === 'AVAILABLE') ? null : { context, document };
}

async function send(services: Services, { context, document }: Found, response: ServerResponse): Promise<void> {
  const { organizationId, textHash, sizeBytes, path, mimeType } = document;
  const hash = document.originalHash ?? document.contentHash;
  const original = hash ? await services.blobs.stream(organizationId, hash) : null;
  const text = original === null && textHash ? await services.blobs.get(organizationId, textHash) : null;
  if (original === null && text === null) return absent(response);
  await record(context, document);
  const name = safeFileName(path);
  const size = original === null ? text?.byteLength : sizeBytes;
  response.writeHead(200, {
    'content-type': original === null ? 'text/plain; charset=utf-8' : safeType(mimeType ?? null),
    'content-disposition': contentDisposition(original === null ? `${name}.txt` : name),
    ...(typeof size === 'number' ? { 'content-length': size } : {}),
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    // Should a program show it all the same: it may run nothing and reach nothing.
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
  await pipeline(original ?? Readable.from([text]), response);
}

const record = ({ em, viewer, request }: Context, { id, sourceId }: Document): Promise<void> =>
  em.transactional(async (transaction) => {
    emit({ em: transaction as SqlEntityManager, viewer, request }, DocumentDownloaded, { documentId: id, sourceId });
  });

const safeType = (mimeType: string | null): string =>
  mimeType !== null && /^[a-z]+\/[\w.+-]{1,100}$/i.test(mimeType) ? mimeType : 'application/octet-stream';

const absent = (response: ServerResponse): void => refuse(response, 404, 'NOT_FOUND', 'There is no such file, or the link is over');

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error: { code, message } }));
}
