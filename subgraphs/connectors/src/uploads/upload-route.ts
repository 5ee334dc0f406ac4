import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError, type SubgraphRequest, type SubgraphRoute, endUnread } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { linkViewer } from '../downloads/link-viewer.ts';
import type { Services } from '../services.ts';
import { UploadRefused, absent, receiveUpload } from './receive-upload.ts';
import { uploadPath } from './start-upload.ts';

const statuses: Readonly<Record<string, number>> = { LIMIT_EXCEEDED: 403, STORAGE_FULL: 503 };

/** `PUT /files/upload/TOKEN`, the file as body. The signature says for which upload and from whom; whether they are a member is asked anew. */
export function uploadRoute(services: Services, contextOf: (request: SubgraphRequest) => Context): SubgraphRoute {
  return {
    method: 'PUT',
    path: `${uploadPath}*`,
    async handle(incoming, response, request) {
      const token = new URL(incoming.url ?? '/', 'http://localhost').pathname.slice(uploadPath.length);
      const claims = services.links.read(token, 'upload');
      try {
        if (claims === null) throw absent();
        const received = await receiveUpload(contextOf({ viewer: linkViewer(claims, 'documents:write'), request }), claims, incoming);
        answer(incoming, response, 200, { received });
      } catch (error) {
        if (error instanceof UploadRefused) return refuse(incoming, response, error.status, error.code, error.message);
        if (error instanceof DomainError) return refuse(incoming, response, statuses[error.code] ?? 400, error.code, error.message);
        // Who went away in the middle hears nothing, and nothing is left of what they sent.
        if (incoming.destroyed && !incoming.complete) return void response.destroy();
        services.log.error({ err: error, requestId: request.id }, 'An upload failed');
        refuse(incoming, response, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong here');
      }
    },
  };
}

const refuse = (incoming: IncomingMessage, response: ServerResponse, status: number, code: string, message: string): void =>
  answer(incoming, response, status, { error: { code, message } });

function answer(incoming: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': '30' } : {}),
  });
  endUnread(incoming, response, text);
}
