import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Exchange } from '../edge/exchange.ts';
import { graphiqlFiles } from './graphiql.ts';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Everything a browser may fetch here, by path. Small, so read at the first question and kept compressed. */
const paths: Readonly<Record<string, string>> = {
  '/': 'home.html',
  '/explorer': 'explorer.html',
  ...Object.fromEntries(
    [
      'home.css',
      'home.js',
      'forms.js',
      'graph.js',
      'operations.js',
      'page-state.js',
      'explorer.css',
      'explorer.js',
      'examples.js',
      'socket-stream.js',
      'icon.svg',
    ].map((name) => [`/assets/${name}`, name]),
  ),
};

interface Asset {
  readonly type: string;
  readonly zipped: Buffer;
  readonly tag: string;
}

const assets = new Map<string, Asset>();

async function assetAt(path: string): Promise<Asset | null> {
  const known = assets.get(path);
  if (known !== undefined) return known;
  const file = paths[path];
  const name = file ?? path.slice('/assets/'.length);
  const zipped =
    file === undefined
      ? ((await graphiqlFiles()).get(name) ?? null)
      : gzipSync(readFileSync(new URL(`./browser/${file}`, import.meta.url)));
  if (zipped === null) return null;
  const asset = {
    type: types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    zipped,
    tag: `"${createHash('sha256').update(zipped).digest('base64url').slice(0, 22)}"`,
  };
  assets.set(path, asset);
  return asset;
}

/** Nothing from elsewhere, nothing inline; GraphiQL's editor writes styles, so its page alone may. */
function securityPolicy(path: string, ownOrigin: string): string {
  const isExplorer = path === '/explorer';
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'${isExplorer ? ` 'unsafe-inline'` : ''}`,
    `img-src 'self'${isExplorer ? ' data:' : ''}`,
    // Not every browser counts a WebSocket of the same origin as 'self'.
    `connect-src 'self' ${ownOrigin.replace(/^http/, 'ws')}`,
    ...(isExplorer ? [`font-src 'self' data:`, `worker-src 'self'`] : [`frame-src 'self'`]),
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors ${isExplorer ? `'self'` : `'none'`}`,
  ].join('; ');
}

/** The page, the explorer and their files. Answers false for a path that is none of them. */
export async function answerPage({ incoming, response, url, sender }: Exchange): Promise<boolean> {
  const path = url.pathname;
  if (paths[path] === undefined && !/^\/assets\/graphiql[\w.-]*$/.test(path)) return false;
  const asset = await assetAt(path);
  if (asset === null) return false;
  const headers: Record<string, string> = {
    etag: asset.tag,
    'cache-control': 'no-cache',
    vary: 'Accept-Encoding',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'content-security-policy': securityPolicy(path, sender.ownOrigin),
  };
  if (incoming.headers['if-none-match']?.includes(asset.tag) === true) {
    response.writeHead(304, headers).end();
    return true;
  }
  headers['content-type'] = asset.type;
  const isZipped = /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? '');
  const body = isZipped ? asset.zipped : gunzipSync(asset.zipped);
  if (isZipped) headers['content-encoding'] = 'gzip';
  headers['content-length'] = String(body.length);
  response.writeHead(200, headers).end(incoming.method === 'HEAD' ? undefined : body);
  return true;
}
