import { createHash } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Viewer } from '@conhub/subgraph-kit';
import { requestInfo } from '@conhub/testkit';
import { expect } from 'vitest';
import type { World } from './world.ts';

/** The routes of connectors on loopback, for a world that may be opened again. */
export async function serveRoutes(world: () => World): Promise<{ readonly server: Server; url(link: string): URL; stop(): Promise<void> }> {
  const server = createServer((incoming, response) => {
    const route = world().connectors.routes?.find(
      ({ method, path }) => method === incoming.method && incoming.url?.startsWith(path.replace('*', '')),
    );
    if (route === undefined) return void response.writeHead(501).end();
    void route.handle(incoming, response, requestInfo());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server,
    url: (link) => new URL(new URL(link).pathname, `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface Started {
  readonly __typename: string;
  readonly uploadId: string;
  readonly uploadUrl: string;
  readonly expiresAt: string;
  readonly message?: string;
}

export interface Uploaded {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly kind: string;
  readonly state: string;
  readonly sizeBytes: number;
  readonly problem: { readonly code: string } | null;
  readonly text: { readonly content: string } | null;
  readonly download: { readonly url: string } | null;
  readonly revisions: { readonly nodes: readonly { readonly revision: string }[] };
  readonly source: { readonly id: string; readonly visibility: string; readonly account: { readonly id: string } };
}

export const uploadedFields =
  'id title path kind state sizeBytes mimeType problem { code } text { content } download { url } revisions { nodes { revision } } source { id name kind visibility account { id provider { key } } }';

export const START =
  'mutation ($input: StartUploadInput!) { startUpload(input: $input) { __typename ... on StartUploadPayload { uploadId uploadUrl headers expiresAt } ... on LimitReached { message } } }';
export const COMPLETE = `mutation ($id: ID!) { completeUpload(input: { uploadId: $id }) { document { ${uploadedFields} } } }`;

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export async function start(world: World, viewer: Viewer, fileName: string, bytes: Uint8Array, over: object = {}): Promise<Started> {
  const input = { fileName, mimeType: 'application/octet-stream', sizeBytes: bytes.byteLength, sha256: sha256(bytes), ...over };
  const { data, errors } = await world.run<{ startUpload: Started }>(viewer, START, { input });
  expect(errors).toEqual([]);
  return data.startUpload;
}

export async function complete(world: World, viewer: Viewer, id: string): Promise<Uploaded> {
  const { data, errors } = await world.run<{ completeUpload: { document: Uploaded } }>(viewer, COMPLETE, { id });
  expect(errors).toEqual([]);
  return data.completeUpload.document;
}

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);
