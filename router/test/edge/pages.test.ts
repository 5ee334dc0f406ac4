import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startEdge } from './edge-server.ts';
import { rawRequest } from './raw-request.ts';

const browser = (name: string): string => new URL(`../../src/pages/browser/${name}`, import.meta.url).href;
const { readFragment, pageState, failureOf, asSentence } = await import(browser('page-state.js'));
const { examples } = (await import(browser('examples.js'))) as { examples: { query: string }[] };
const operations = (await import(browser('operations.js'))) as Record<string, string>;
const { socketStream } = await import(browser('socket-stream.js'));

const pages = ['/', '/explorer'];

/** The addresses that a page itself fetches, and what those fetch. */
async function reachable(url: URL): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const open = [...pages];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    const response = await fetch(new URL(path, url));
    expect([path, response.status]).toEqual([path, 200]);
    const text = await response.text();
    found.set(path, text);
    if (path.includes('graphiql')) continue;
    for (const [, attribute] of text.matchAll(/(?:src|href)="([^"#]+)"/g)) open.push(attribute!);
    for (const [, module] of text.matchAll(/from '\.\/([\w-]+\.js)'/g)) open.push(`/assets/${module}`);
  }
  return found;
}

describe('The page', () => {
  test('is complete: every file it names is served, and none comes from elsewhere', async () => {
    const { url } = await startEdge();
    const files = await reachable(url);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        '/assets/home.js',
        '/assets/home.css',
        '/assets/graphiql.js',
        '/assets/graphiql.css',
        '/assets/socket-stream.js',
      ]),
    );
    for (const [path, text] of files) {
      if (path.includes('graphiql')) continue;
      const addresses = [...text.matchAll(/(?:https?:)?\/\/[\w.-]+\.[a-z]{2,}[^\s'"`)]*/g)].map(([address]) => address);
      expect(addresses.filter((address) => !/^http:\/\/www\.w3\.org\/2000\/svg|github\.com\/enisdenjo\/graphql-ws/.test(address))).toEqual(
        [],
      );
    }
    for (const worker of ['editorWorkerService', 'json', 'graphql']) {
      expect((await fetch(new URL(`/assets/graphiql-worker-${worker}.js`, url))).status).toBe(200);
    }
  });

  test.each(pages)('%s is under a policy that allows nothing from elsewhere and no script of its own text', async (path) => {
    const { url } = await startEdge();
    const answer = await rawRequest(url, path, { headers: { host: 'localhost:4000' } });
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`script-src 'self';`);
    expect(policy).toContain(`connect-src 'self' ws://localhost:4000;`);
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    // What the policy would block: inline scripts, handlers, styles.
    expect(answer.body).not.toMatch(/<script(?![^>]*src=)|\son\w+=|<style|\sstyle=/);
    expect(answer.body).toContain('<html lang="en">');
  });

  test('the page itself may be framed by nobody, the explorer by our page alone', async () => {
    const { url } = await startEdge();
    expect((await rawRequest(url, '/')).headers['content-security-policy']).toContain(`frame-ancestors 'none'`);
    expect((await rawRequest(url, '/explorer')).headers['content-security-policy']).toContain(`frame-ancestors 'self'`);
  });

  test('files are compressed for who can read that, and not sent again to who has them', async () => {
    const { url } = await startEdge();
    const plain = await rawRequest(url, '/assets/graphiql.js');
    const zipped = await rawRequest(url, '/assets/graphiql.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(Number(plain.headers['content-length'])).toBeGreaterThan(5_000_000);
    expect(Number(zipped.headers['content-length'])).toBeLessThan(2_000_000);
    expect((await rawRequest(url, '/assets/graphiql.js', { headers: { 'if-none-match': String(plain.headers['etag']) } })).status).toBe(
      304,
    );
  });

  test('nothing beside its files can be fetched through it', async () => {
    const { url } = await startEdge();
    for (const path of [
      '/assets/../pages.ts',
      '/assets/%2e%2e/pages.ts',
      '/assets/home.html',
      '/assets/graphiql',
      '/assets/',
      '/assets/graphiql.js.map',
    ]) {
      expect([path, (await rawRequest(url, path)).status]).toEqual([path, 404]);
    }
    expect((await rawRequest(url, '/', { method: 'POST' })).status).toBe(404);
  });

  test('who types the endpoint into a browser comes to the page', async () => {
    const { url } = await startEdge();
    const answer = await rawRequest(url, '/graphql', { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/']);
  });

  test('every field of a form has a label, and what goes wrong is announced', async () => {
    const { url } = await startEdge();
    const html = await (await fetch(url)).text();
    for (const [form] of html.matchAll(/<form>[\s\S]*?<\/form>/g)) {
      const labelled = [...form.matchAll(/<label[\s\S]*?<\/label>/g)].join('');
      expect(form.match(/<input/g)?.length ?? 0).toBe(labelled.match(/<input/g)?.length ?? 0);
      expect(form).toContain('role="alert"');
    }
    expect(html).toContain('<noscript>');
  });
});

describe('What the page asks', () => {
  const schema = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'));

  test.each([...Object.entries(operations), ...examples.map(({ query }, index) => [`example ${index + 1}`, query] as const)])(
    '%s is valid in the published schema',
    (_name, text) => {
      expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
    },
  );
});

describe('What the page shows', () => {
  const options = { needsSetup: false, isRegistrationOpen: false };
  const viewer = { organization: {} };

  test.each([
    ['#setup=abc', { ...options, needsSetup: true }, null, 'setup'],
    ['', { ...options, needsSetup: true }, null, 'setup'],
    ['#setup=abc', options, null, 'sign-in'],
    ['', options, null, 'sign-in'],
    ['#link=abc', options, null, 'link'],
    ['#link=abc', options, viewer, 'link'],
    ['#invitation=abc', options, null, 'invited'],
    ['#invitation=abc', options, viewer, 'accept'],
    ['#register', options, null, 'sign-in'],
    ['#register', { ...options, isRegistrationOpen: true }, null, 'register'],
    ['', options, { organization: null }, 'no-organization'],
    ['', options, viewer, 'signed-in'],
    ['', null, null, 'sign-in'],
  ])('%s, %o, viewer %o: %s', (hash, given, who, state) => {
    expect(pageState(readFragment(hash), given, who)).toBe(state);
  });

  test('a token is taken from the fragment as it was written; what is none is ignored', () => {
    expect(readFragment('#link=a_b-c.1~%2D')).toEqual({ kind: 'link', token: 'a_b-c.1~-' });
    for (const hash of [
      '#link=',
      '#link=a b',
      '#link=%zz',
      '#other=abc',
      '#setup=<script>',
      '#setup=abc&link=x',
      `#link=${'a'.repeat(600)}`,
    ])
      expect(readFragment(hash)).toBeNull();
  });

  test('an error is a sentence, and a fault of a field is found at its field', () => {
    expect(failureOf({ errors: [{ message: 'Sign in first', extensions: { code: 'UNAUTHENTICATED' } }] })).toEqual({
      sentence: 'Sign in first.',
      code: 'UNAUTHENTICATED',
      fields: {},
    });
    const fields = [{ path: ['input', 'password'], code: 'COMMON', message: 'Too common' }];
    expect(failureOf({ errors: [{ message: 'x', extensions: { code: 'BAD_USER_INPUT', fields } }] }).fields).toEqual({
      password: 'Too common',
    });
    expect(failureOf({})).toBeNull();
    expect(asSentence('Really?')).toBe('Really?');
  });
});

describe('The explorer’s socket', () => {
  const results = async (stream: AsyncIterable<unknown>): Promise<unknown[]> => {
    const all: unknown[] = [];
    for await (const result of stream) all.push(result);
    return all;
  };

  test('streams a subscription from the edge, and its end', async () => {
    const { url } = await startEdge();
    const address = new URL('/graphql', url).href.replace('http', 'ws');
    const stream = socketStream(address, { authorization: 'Bearer ann' }, { query: 'subscription { ticks(to: 3) }' }, WebSocket);
    expect(await results(stream)).toEqual([1, 2, 3].map((ticks) => ({ data: { ticks } })));
  });

  test('shows a refusal and a closed socket as errors, and stops when told', async () => {
    const { url, engine } = await startEdge();
    const address = new URL('/graphql', url).href.replace('http', 'ws');
    expect(JSON.stringify(await results(socketStream(address, {}, { query: '{ nothing }' }, WebSocket)))).toContain(
      'GRAPHQL_VALIDATION_FAILED',
    );
    expect(await results(socketStream(address, { authorization: 'Bearer expired' }, { query: '{ me }' }, WebSocket))).toEqual([
      { errors: [{ message: 'The session has ended: sign in again' }] },
    ]);
    const stream = socketStream(address, {}, { query: 'subscription { whoAmI }' }, WebSocket);
    await stream.next();
    await stream.return();
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    await expect.poll(() => engine.open.streams).toBe(0);
  });
});
