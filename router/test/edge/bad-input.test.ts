import { request } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bodyOf, codeOf, startEdge, type RunningEdge } from './edge-server.ts';
import { rawRequest } from './raw-request.ts';

const megabyte = 1024 * 1024;

/** Sends until the server answers or `bytes` are out; answers what came back and how much was sent. */
function pour(
  { url }: RunningEdge,
  bytes: number,
  headers: Record<string, string>,
): Promise<{ status: number; code: string; sent: number }> {
  return new Promise((resolve, reject) => {
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    let sent = 0;
    let isAnswered = false;
    const outgoing = request(
      new URL('/graphql', url),
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (incoming) => {
        isAnswered = true;
        let body = '';
        incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, code: JSON.parse(body).errors[0].extensions.code, sent }));
      },
    );
    outgoing.on('error', (error) => (isAnswered ? undefined : reject(error)));
    const write = (): void => {
      while (!isAnswered && sent < bytes) {
        sent += chunk.length;
        if (!outgoing.write(chunk)) return void outgoing.once('drain', write);
      }
    };
    write();
  });
}

describe('Bad input', () => {
  test.each([
    ['announced by content-length', { 'content-length': String(100 * megabyte) }],
    ['sent in chunks', { 'transfer-encoding': 'chunked' }],
  ])('a body of 100 MB %s is answered with 413 JSON without being held', async (_name, headers) => {
    const edge = await startEdge();
    const before = process.memoryUsage.rss();
    const answer = await pour(edge, 100 * megabyte, headers);
    expect(answer).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    expect(answer.sent).toBeLessThan(20 * megabyte);
    expect(process.memoryUsage.rss() - before).toBeLessThan(60 * megabyte);
    expect((await edge.graphql({ query: '{ hello }' })).status).toBe(200);
  });

  test('a large body that is asked for first (Expect: 100-continue) is refused before it is sent', async () => {
    const { url } = await startEdge();
    const isContinued = await new Promise<boolean>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': 5 * megabyte, expect: '100-continue' };
      const outgoing = request(new URL('/graphql', url), { method: 'POST', headers });
      outgoing.on('continue', () => resolve(true)).on('response', (incoming) => resolve(incoming.statusCode !== 413));
      outgoing.on('error', reject).flushHeaders();
    });
    expect(isContinued).toBe(false);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('%s: a small body is read, a bomb is 413 at the decompressed limit, quickly', async (encoding, compress) => {
    const { graphql } = await startEdge();
    const headers = { 'content-encoding': encoding };
    const small = await graphql(compress(JSON.stringify({ query: '{ hello }' })), headers);
    expect(await bodyOf(small)).toEqual({ data: { hello: 'hello world' } });
    const bomb = compress(Buffer.alloc(40 * megabyte));
    expect(bomb.length).toBeLessThan(megabyte);
    const startedAt = performance.now();
    const response = await graphql(bomb, headers);
    expect([response.status, await codeOf(response)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test('a damaged or unknown encoding is refused', async () => {
    const { graphql } = await startEdge();
    expect((await graphql('{"query":"{ hello }"}', { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await graphql('{"query":"{ hello }"}', { 'content-encoding': 'zstd' })).status).toBe(415);
  });

  test.each([
    ['malformed JSON', '{"query":', 400, 'BAD_REQUEST'],
    ['JSON that is no object', '"x"', 400, 'BAD_REQUEST'],
    ['an empty body', '', 400, 'BAD_REQUEST'],
    ['half a million brackets', `{"query":"{ hello }","variables":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, 400, 'BAD_REQUEST'],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from('{"query":"{ hello(name: \\"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('\\") }"}')]),
      400,
      'BAD_USER_INPUT',
    ],
  ])('%s is a JSON error with its code', async (_name, body, status, code) => {
    const { graphql } = await startEdge();
    const response = await graphql(body);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });

  test('what a page could send without a preflight is refused, unless it says that it knows', async () => {
    const { url } = await startEdge();
    const simple = [
      fetch(new URL('/graphql', url), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'query={hello}',
      }),
      fetch(new URL('/graphql', url), { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{hello}"}' }),
      fetch(new URL('/graphql?query={hello}', url)),
    ];
    for (const response of await Promise.all(simple)) expect([response.status, await codeOf(response)]).toEqual([400, 'CSRF_PREVENTION']);
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'apollo-require-preflight': '1' };
    expect((await fetch(new URL('/graphql', url), { method: 'POST', headers: form, body: 'query={hello}' })).status).toBe(415);
    expect((await fetch(new URL('/graphql?query={hello}', url), { headers: { 'x-apollo-operation-name': 'Hello' } })).status).toBe(200);
  });

  test('a request that a browser calls same-origin needs no preflight, one that it calls cross-site does', async () => {
    const { url } = await startEdge();
    expect((await rawRequest(url, '/graphql?query={hello}', { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
    expect((await rawRequest(url, '/graphql?query={hello}', { headers: { 'sec-fetch-site': 'same-site' } })).status).toBe(400);
  });

  test('a body that does not arrive in time is 408, and the connection is closed', async () => {
    const edge = await startEdge({ limits: { requestTimeoutMs: 100 } });
    const socket = connect(Number(edge.url.port), '127.0.0.1');
    socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toContain('HTTP/1.1 408');
    expect(answer).toContain('BODY_TOO_SLOW');
  });

  test('a body that is cut off leaves no request behind', async () => {
    const edge = await startEdge();
    const socket = connect(Number(edge.url.port), '127.0.0.1');
    socket.write(`POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"query`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await expect.poll(() => edge.lines.some(({ code }) => code === 'CLIENT_CLOSED' || code === 'BAD_REQUEST')).toBe(true);
    expect(edge.engine.seen).toEqual([]);
  });
});
