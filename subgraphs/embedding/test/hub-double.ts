import { createHash } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubFile {
  readonly content: Buffer;
  /** Large files: stored by Git LFS, served by another host after a redirect. */
  readonly isLfs?: boolean;
}

export interface HubRepository {
  readonly commit: string;
  readonly license?: string;
  readonly files: Readonly<Record<string, HubFile>>;
  /** Given with this token only. */
  readonly token?: string;
}

export interface HubDouble {
  readonly url: string;
  readonly cdnUrl: string;
  /** `GET /path` of each, with the range and whether a token came along. */
  readonly requests: {
    readonly host: 'hub' | 'cdn';
    readonly path: string;
    readonly range: string | null;
    readonly authorization: string | null;
  }[];
  /** The connection of the next large file breaks after so many bytes. */
  breakAfter: number[];
  /** Files that are served with a byte changed. */
  readonly damages: Set<string>;
  /** Bytes a large file comes with, in pieces with a pause between: somebody may be killed meanwhile. */
  pieceMs: number;
  close(): Promise<void>;
}

/**
 * A hub of models on loopback as Hugging Face's answers: `/api/models/…/revision/…?blobs=true`, `/…/resolve/…` with ETags, `X-Repo-Commit`
 * and `X-Linked-*`, a redirect of large files to a second host that knows ranges, and its refusals.
 */
export async function startHub(repositories: Readonly<Record<string, HubRepository>>): Promise<HubDouble> {
  const requests: HubDouble['requests'] = [];
  const listen = async (handle: (incoming: IncomingMessage, response: ServerResponse) => void) => {
    const server = createServer(handle);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };
  const note = (host: 'hub' | 'cdn', { url, headers }: IncomingMessage): void => {
    requests.push({ host, path: url ?? '', range: headers.range ?? null, authorization: headers.authorization ?? null });
  };
  const cdn = await listen((incoming, response) => {
    note('cdn', incoming);
    const sha256 = new URL(incoming.url ?? '', 'http://cdn').pathname.slice(1);
    const content = Object.values(repositories)
      .flatMap(({ files }) => Object.values(files))
      .find((file) => sha256Of(file.content) === sha256)?.content;
    if (content === undefined) refuse(response, 404, 'EntryNotFound', 'Entry not found');
    else void serve(incoming, response, content, `"${sha256}"`);
  });
  const hub = await listen((incoming, response) => {
    note('hub', incoming);
    const path = new URL(incoming.url ?? '', 'http://hub').pathname;
    const [, api, resolveName] = /^\/(?:(api\/models)\/)?([\w.-]+\/[\w.-]+)\//.exec(path) ?? [];
    const repository = repositories[resolveName ?? ''];
    if (repository === undefined) return refuse(response, 401, 'RepoNotFound', 'Repository not found');
    if (repository.token !== undefined && incoming.headers.authorization !== `Bearer ${repository.token}`)
      return refuse(response, incoming.headers.authorization === undefined ? 401 : 403, 'GatedRepo', 'Access to this model is restricted');
    const [revision = '', ...rest] = path.split(api === undefined ? '/resolve/' : '/revision/')[1]?.split('/') ?? [];
    if (revision !== 'main' && revision !== repository.commit) return refuse(response, 404, 'RevisionNotFound', 'Invalid rev id');
    if (api !== undefined) return json(response, listing(resolveName ?? '', repository));
    const name = decodeURIComponent(rest.join('/'));
    const file = repository.files[name];
    if (file === undefined) return refuse(response, 404, 'EntryNotFound', 'Entry not found');
    response.setHeader('x-repo-commit', repository.commit);
    if (file.isLfs !== true)
      return void serve(
        incoming,
        response,
        double.damages.has(name) ? changed(file.content) : file.content,
        `"${gitSha1Of(file.content)}"`,
      );
    const sha256 = sha256Of(file.content);
    response.setHeader('x-linked-size', file.content.byteLength);
    response.setHeader('x-linked-etag', `"${sha256}"`);
    response.writeHead(302, { location: `${cdn.url}/${sha256}?signature=abc` });
    return response.end();
  });
  const double: HubDouble = {
    url: hub.url,
    cdnUrl: cdn.url,
    requests,
    breakAfter: [],
    damages: new Set(),
    pieceMs: 0,
    async close() {
      for (const { server } of [hub, cdn]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };

  async function serve(incoming: IncomingMessage, response: ServerResponse, content: Buffer, etag: string): Promise<void> {
    const from = Number(/^bytes=(\d+)-$/.exec(incoming.headers.range ?? '')?.[1] ?? 0);
    if (from >= content.byteLength && from > 0) {
      response.writeHead(416, { 'content-range': `bytes */${content.byteLength}` });
      response.end();
      return;
    }
    const rest = content.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      etag,
      'content-length': rest.byteLength,
      'accept-ranges': 'bytes',
      ...(from > 0 ? { 'content-range': `bytes ${from}-${content.byteLength - 1}/${content.byteLength}` } : {}),
    });
    const breakAt = content.byteLength > 100_000 ? double.breakAfter.shift() : undefined;
    const pieces = double.pieceMs > 0 || breakAt !== undefined ? 20 : 1;
    const size = Math.ceil(rest.byteLength / pieces);
    for (let start = 0; start < rest.byteLength && !response.destroyed; start += size) {
      if (breakAt !== undefined && start >= breakAt) {
        response.destroy();
        return;
      }
      response.write(rest.subarray(start, start + size));
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, double.pieceMs)));
    }
    response.end();
  }
  return double;
}

const changed = (content: Buffer): Buffer => Buffer.concat([Buffer.from([(content[0] ?? 0) ^ 1]), content.subarray(1)]);
const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const gitSha1Of = (content: Buffer): string => createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');

const listing = (id: string, { commit, license, files }: HubRepository): object => ({
  id,
  modelId: id,
  sha: commit,
  private: false,
  gated: false,
  tags: ['onnx', 'sentence-similarity', ...(license === undefined ? [] : [`license:${license}`])],
  ...(license === undefined ? {} : { cardData: { license } }),
  siblings: Object.entries(files).map(([rfilename, { content, isLfs }]) => ({
    rfilename,
    size: content.byteLength,
    blobId: gitSha1Of(content),
    ...(isLfs === true ? { lfs: { sha256: sha256Of(content), size: content.byteLength, pointerSize: 135 } } : {}),
  })),
});

function json(response: ServerResponse, body: object): ServerResponse {
  response.writeHead(200, { 'content-type': 'application/json' });
  return response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, code: string, message: string): ServerResponse {
  response.writeHead(status, { 'content-type': 'application/json', 'x-error-code': code, 'x-error-message': message });
  return response.end(JSON.stringify({ error: message }));
}
