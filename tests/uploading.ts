import { createHash } from 'node:crypto';
import { type Served, serve } from './edge.ts';
import type { Asker, Data, TestGraph } from './graph.ts';

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Hands in files as a program does: announced, sent through the edge, completed. */
export interface Uploader {
  /** The address of the edge with a link's path. */
  at(link: string): URL;
  start(who: Asker, fileName: string, bytes: Uint8Array, over?: object): Promise<{ uploadId: string; uploadUrl: string }>;
  send(uploadUrl: string, bytes: Uint8Array): Promise<Response>;
  upload(who: Asker, fileName: string, bytes: Uint8Array, over?: object): Promise<Data>;
  stop(): Promise<void>;
}

export async function createUploader(graph: TestGraph): Promise<Uploader> {
  // A test uses more links in a minute than an address may.
  const served: Served = await serve(graph, { rates: { address: null } });
  const uploader: Uploader = {
    at: (link) => new URL(new URL(link).pathname, served.url),
    async start(who, fileName, bytes, over = {}) {
      const input = { fileName, mimeType: 'application/octet-stream', sizeBytes: bytes.byteLength, sha256: sha256(bytes), ...over };
      const { startUpload } = await graph.ask(
        who,
        'mutation ($input: StartUploadInput!) { startUpload(input: $input) { ... on StartUploadPayload { uploadId uploadUrl } ... on Failure { message } } }',
        { input },
      );
      return startUpload as { uploadId: string; uploadUrl: string };
    },
    send: (uploadUrl, bytes) => fetch(uploader.at(uploadUrl), { method: 'PUT', body: Uint8Array.from(bytes) }),
    async upload(who, fileName, bytes, over) {
      const { uploadId, uploadUrl } = await uploader.start(who, fileName, bytes, over);
      const sent = await uploader.send(uploadUrl, bytes);
      if (!sent.ok) throw new Error(`The bytes were refused: ${await sent.text()}`);
      const { completeUpload } = await graph.ask(
        who,
        'mutation ($id: ID!) { completeUpload(input: { uploadId: $id }) { document { id path state source { id visibility } } } }',
        { id: uploadId },
      );
      return completeUpload.document;
    },
    stop: () => served.stop(),
  };
  return uploader;
}
