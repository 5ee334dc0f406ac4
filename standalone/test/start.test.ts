import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findHub, operations } from '@conhub/cli';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type HubProcess, type HubProcessOptions, newPlace, startHub } from './hub-process.ts';

const place = newPlace();
const running = new Set<HubProcess>();

function start(options: HubProcessOptions): HubProcess {
  const hub = startHub(options);
  running.add(hub);
  void hub.ended.then(() => running.delete(hub));
  return hub;
}
afterEach(async () => {
  for (const hub of running) {
    hub.kill('SIGKILL');
    await hub.ended;
  }
});
afterAll(() => place.remove());

const at = (name: string): string => join(place.path, name);
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
  } catch {
    return false;
  }
};
const postmasterOf = (data: string): number => Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** The graph as the machine's operator reads it. */
const operatorOf = (data: string) =>
  findHub(
    { data },
    { url: null, dataFolder: data, apiKey: null, organization: null, configFolder: join(data, 'no-sessions'), hasColour: false },
    () => {},
  );

async function eventually(what: string, holds: () => boolean, timeoutMs: number): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; !holds(); await sleep(20))
    if (Date.now() > deadline) throw new Error(`${what}: not in ${timeoutMs} ms`);
}

/** It serves before the embedding model is loaded; until then /ready says so. */
async function untilWell(url: URL): Promise<void> {
  for (const deadline = Date.now() + 30_000; ; await sleep(50)) {
    const reply = await fetch(new URL('/ready', url));
    if (reply.status === 200) return;
    if (Date.now() > deadline) throw new Error(`Not well: ${await reply.text()}`);
  }
}

describe('a hub', { timeout: 120_000 }, () => {
  const data = at('data');

  it('starts in a folder that is not there, says where it is and how to go on, and answers', async () => {
    const hub = start({ arguments: ['--data', data, '--port', '0'] });
    const { url, afterMs } = await hub.ready;
    process.stdout.write(`first start: ready in ${(afterMs / 1000).toFixed(1)} s (10 s on a machine that does nothing else)\n`);
    expect(afterMs).toBeLessThan(20_000);
    await eventually('all is said', () => hub.stdout().includes('The data lie in'), 5_000);
    const link = /(http:\S+#setup=\S+)/.exec(hub.stdout())?.[1];
    expect(link).toBeDefined();
    expect(hub.stdout()).toContain('search(query:');
    expect(hub.stdout()).toContain(`The data lie in ${data}.`);

    const query = async (text: string): Promise<unknown> =>
      (
        await fetch(new URL('/graphql', url), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: text }),
        })
      ).json();
    expect(await query('{ signInOptions { needsSetup } }')).toEqual({ data: { signInOptions: { needsSetup: true } } });
    for (const path of ['/health', '/.well-known/jwks.json', '/']) expect((await fetch(new URL(path, url))).status, path).toBe(200);
    await untilWell(url);
    const setupToken = link?.split('#setup=')[1];
    const input = { setupToken, displayName: 'Ann', email: 'ann@example.org', password: 'correct horse battery', organizationName: 'Acme' };
    const complete = `mutation { completeSetup(input: ${JSON.stringify(input).replaceAll(/"(\w+)":/g, '$1:')}) { __typename } }`;
    expect(await query(complete)).toEqual({ data: { completeSetup: { __typename: 'SignInPayload' } } });
    expect(await query('{ signInOptions { needsSetup } }')).toEqual({ data: { signInOptions: { needsSetup: false } } });

    // One owner at a time: the second is told whom to stop, and the first goes on.
    const second = start({ arguments: ['--data', data, '--port', '0'] });
    expect((await second.ended).code).not.toBe(0);
    expect(second.stderr()).toMatch(/^DATA_DIR_LOCKED: /);
    expect(second.stderr()).toContain(`process ${hub.pid}`);
    expect(second.stderr()).not.toMatch(/\n\s+at /);
    expect((await fetch(new URL('/health', url))).status).toBe(200);

    const postmaster = postmasterOf(data);
    const stoppedAt = performance.now();
    hub.kill('SIGTERM');
    expect(await hub.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - stoppedAt).toBeLessThan(12_000);
    expect(isAlive(postmaster)).toBe(false);
    // One JSON object a line.
    for (const line of hub.stderr().trim().split('\n').filter(Boolean)) expect(() => JSON.parse(line) as unknown, line).not.toThrow();
  });

  it.each(['SIGINT', 'SIGHUP'] as const)(
    'starts again on what it has, faster and without asking for a set-up, and ends at %s',
    async (signal) => {
      const hub = start({ arguments: ['--data', data, '--port', '0'] });
      const { url, afterMs } = await hub.ready;
      process.stdout.write(`later start: ready in ${(afterMs / 1000).toFixed(1)} s (4 s on a machine that does nothing else)\n`);
      expect(afterMs).toBeLessThan(12_000);
      expect(hub.stdout()).not.toContain('#setup=');
      await untilWell(url);
      const stoppedAt = performance.now();
      hub.kill(signal);
      expect(await hub.ended).toEqual({ code: 0, signal: null });
      expect(performance.now() - stoppedAt).toBeLessThan(12_000);
    },
  );
});

describe('a hub killed while it reads a folder', { timeout: 240_000 }, () => {
  const data = at('killed');
  const folder = at('files');
  const fileCount = 300;

  it('leaves no process behind, and the next start goes on to exactly the same documents, adding the folder only once', async () => {
    mkdirSync(folder);
    for (let nth = 0; nth < fileCount; nth += 1)
      writeFileSync(join(folder, `file-${nth}.md`), `# File ${nth}\n\n${`Words of file ${nth}. `.repeat(40)}\n`);
    const first = start({ arguments: [folder, '--data', data, '--port', '0'] });
    await first.ready;
    const { client } = operatorOf(data);
    // In the middle: some documents are there, not all.
    for (const deadline = Date.now() + 60_000; ; await sleep(10)) {
      const { organization } = await client.execute(operations.SourcesDocument, { first: 10 });
      const [source] = organization?.sources?.nodes ?? [];
      if ((source?.checkpoint.documentCount ?? 0) > 0 || (source?.currentSync?.counts.fetched ?? 0) > 0) break;
      if (Date.now() > deadline) throw new Error('The sync did not begin');
    }
    const postmaster = postmasterOf(data);
    first.kill('SIGKILL');
    await first.ended;
    await eventually('PostgreSQL ends', () => !isAlive(postmaster), 15_000);

    const second = start({ arguments: [folder, '--data', data, '--port', '0'] });
    await second.ready;
    const operator = operatorOf(data);
    for (const deadline = Date.now() + 120_000; ; await sleep(100)) {
      const { organization } = await operator.client.execute(operations.SourcesDocument, { first: 10 });
      const sources = organization?.sources?.nodes ?? [];
      expect(sources).toHaveLength(1);
      const [source] = sources;
      if (source?.freshness?.status === 'COMPLETE' && source.currentSync === null && source.lastSync?.status === 'SUCCEEDED') {
        expect(source).toMatchObject({ path: folder, checkpoint: { documentCount: fileCount }, indexing: { pending: 0, failed: 0 } });
        break;
      }
      if (Date.now() > deadline) throw new Error(`Not searchable in time: ${JSON.stringify(source)}`);
    }
    const { organization } = await operator.client.execute(operations.StatusDocument, { first: 10 });
    expect(organization?.searchIndex?.documentCount).toBe(fileCount);
    const { search } = await operator.client.execute(operations.SearchDocument, { query: '"file 217"', mode: 'LEXICAL', first: 1 });
    expect(search?.nodes[0]?.document?.path).toBe('file-217.md');
    await eventually('The folder is said', () => second.stdout().includes(folder), 10_000);
    second.kill('SIGTERM');
    expect(await second.ended).toEqual({ code: 0, signal: null });
  });
});

describe('a start that cannot be', { timeout: 60_000 }, () => {
  /** One sentence or a list of them, no stack, an exit code that is not 0. */
  async function refusal(code: string, options: HubProcessOptions): Promise<string> {
    const hub = start(options);
    expect((await hub.ended).code).toBe(['USAGE', 'CONFIGURATION_INVALID'].includes(code) ? 2 : 1);
    expect(hub.stderr()).toMatch(new RegExp(`^${code}: `));
    expect(hub.stderr()).not.toMatch(/\n\s+at |Error:/);
    expect(hub.stdout()).toBe('');
    return hub.stderr();
  }

  it('names the port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await refusal('PORT_TAKEN', { arguments: ['--data', at('port'), '--port', String(port)] })).toContain(`Port ${port} is taken`);
    await new Promise((resolve) => server.close(resolve));
  });

  it('names the folder that cannot be written', async () => {
    writeFileSync(at('a-file'), '');
    expect(await refusal('DATA_DIR_UNWRITABLE', { arguments: ['--data', join(at('a-file'), 'data')] })).toContain(
      join(at('a-file'), 'data'),
    );
  });

  it('names the folder that is not there, or is none', async () => {
    expect(await refusal('FOLDER_MISSING', { arguments: [at('nowhere'), '--data', at('missing')] })).toContain(at('nowhere'));
    writeFileSync(at('just-a-file'), '');
    expect(await refusal('FOLDER_MISSING', { arguments: [at('just-a-file'), '--data', at('missing')] })).toContain('is not a folder');
    expect(existsSync(at('missing'))).toBe(false);
  });

  it('names all wrong settings at once, unknown ones and those of running as services among them', async () => {
    const said = await refusal('CONFIGURATION_INVALID', {
      arguments: ['--data', at('settings'), '--port', '99999'],
      environment: {
        CONHUB_LOG_LEVEL: 'loud',
        CONHUB_REGISTRATION: 'maybe',
        CONHUB_PUBLIC_URL: 'nowhere',
        CONHUB_LIMIT_MEMBERS: 'many',
        CONHUB_FOLDRE_ROOTS: '/srv',
        CONHUB_DATABASE_URL: 'postgres://localhost/conhub',
      },
    });
    for (const name of [
      '--port',
      'CONHUB_LOG_LEVEL',
      'CONHUB_REGISTRATION',
      'CONHUB_PUBLIC_URL',
      'CONHUB_LIMIT_MEMBERS',
      'CONHUB_FOLDRE_ROOTS',
      'CONHUB_DATABASE_URL',
    ]) {
      expect(said).toMatch(new RegExp(`- ${name} `));
    }
    expect(existsSync(at('settings'))).toBe(false);
  });

  it('refuses a wrong setting of the model with the others', async () => {
    const said = await refusal('CONFIGURATION_INVALID', {
      arguments: ['--data', at('model')],
      environment: { CONHUB_EMBEDDING_THREADS: 'four', CONHUB_LOG_LEVEL: 'loud' },
    });
    expect(said).toContain('CONHUB_EMBEDDING_THREADS');
    expect(said).toContain('CONHUB_LOG_LEVEL');
  });

  it('refuses CONHUB_DATABASE_URL with what to do instead', async () => {
    expect(
      await refusal('CONFIGURATION_INVALID', {
        arguments: ['--data', at('url')],
        environment: { CONHUB_DATABASE_URL: 'postgres://localhost/conhub' },
      }),
    ).toMatch(/CONHUB_DATABASE_URL .*unset it/);
  });

  it('refuses a data folder of a newer ConHub, and one that is none', async () => {
    mkdirSync(at('newer'));
    writeFileSync(join(at('newer'), 'VERSION'), '99\n');
    expect(await refusal('DATA_DIR_TOO_NEW', { arguments: ['--data', at('newer')] })).toContain('newer ConHub');
    writeFileSync(join(at('newer'), 'VERSION'), 'hello\n');
    expect(await refusal('DATA_DIR_DAMAGED', { arguments: ['--data', at('newer')] })).toContain('VERSION');
    expect(existsSync(join(at('newer'), 'lock'))).toBe(false);
  });

  it('says how it is called when an option is unknown', async () => {
    expect(await refusal('USAGE', { arguments: ['--dataa', at('x')] })).toContain('Usage:');
  });
});

it('prints its help and exits 0', async () => {
  const hub = start({ arguments: ['--help'] });
  expect((await hub.ended).code).toBe(0);
  expect(hub.stdout()).toContain('--data DIR');
});
