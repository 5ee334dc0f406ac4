import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DocumentNode, type OperationDefinitionNode, type SelectionSetNode, Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubProcess, newPlace, startHub } from '../../standalone/test/hub-process.ts';
import { type CommandOptions, type Said, conhub, spawnConhub } from './command.ts';

const place = newPlace();
const data = join(place.path, 'data');
const notes = join(place.path, 'notes');
const elsewhere = { XDG_CONFIG_HOME: join(place.path, 'config'), CONHUB_DATA_DIR: join(place.path, 'no-hub') };
let hub: HubProcess;
let url: string;

/** As the operator of the machine. */
const run = (...given: string[]): Promise<Said> =>
  conhub(['--data', data, ...given], { environment: { XDG_CONFIG_HOME: join(place.path, 'operator') } });
/** From a machine that has nothing but the address. */
const from = (given: readonly string[], options: CommandOptions = {}): Promise<Said> =>
  conhub(['--url', url, ...given], { ...options, environment: { ...elsewhere, ...options.environment } });

// oxlint-disable-next-line typescript/no-explicit-any -- what a command prints is what the test says it is
type Json = any;
const lines = ({ stdout }: Said): Json[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);

async function json(...given: string[]): Promise<Json> {
  const said = await run('--json', ...given);
  expect(said, given.join(' ')).toMatchObject({ code: 0, stderr: '' });
  const values = lines(said);
  expect(values, 'one JSON value').toHaveLength(1);
  return values[0];
}

/** What is printed has the shape of the operation's `data`: every key is one that the operation asks for. */
function expectShape(printed: Json, operation: string): void {
  const document: DocumentNode = parse(readFileSync(new URL(`../../schema/operations/${operation}.graphql`, import.meta.url), 'utf8'));
  const check = (value: Json, set: SelectionSetNode): void => {
    if (value === null) return;
    if (Array.isArray(value)) return value.forEach((each) => check(each, set));
    const fields = new Map<string, SelectionSetNode | undefined>();
    const gather = (selections: SelectionSetNode): void => {
      for (const selection of selections.selections) {
        if (selection.kind === Kind.FIELD) fields.set((selection.alias ?? selection.name).value, selection.selectionSet);
        else if (selection.kind === Kind.INLINE_FRAGMENT) gather(selection.selectionSet);
      }
    };
    gather(set);
    for (const [key, inner] of Object.entries(value as Record<string, Json>)) {
      expect([...fields.keys()], operation).toContain(key);
      const selection = fields.get(key);
      if (selection !== undefined) check(inner, selection);
    }
  };
  const root = (document.definitions[0] as OperationDefinitionNode).selectionSet;
  check(printed, root);
  expect(Object.keys(printed as object).length).toBeGreaterThan(0);
}

async function eventually<Value>(
  what: string,
  look: () => Promise<Value>,
  isDone: (value: Value) => boolean,
  timeoutMs: number,
): Promise<Value> {
  for (const deadline = Date.now() + timeoutMs; ; await sleep(30)) {
    const value = await look();
    if (isDone(value)) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not in ${timeoutMs} ms: ${JSON.stringify(value)}`);
  }
}

async function ask(query: string, variables: object, bearer?: string): Promise<Json> {
  const headers = { 'content-type': 'application/json', ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) };
  const reply = await fetch(new URL('/graphql', url), { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return reply.json();
}

beforeAll(async () => {
  mkdirSync(notes);
  writeFileSync(join(notes, 'tokens.md'), '# Tokens\n\nHow we rotate refresh tokens every month.\n');
  writeFileSync(join(notes, 'rotate.ts'), 'export function rotateRefreshTokens(): void {}\n');
  writeFileSync(join(notes, 'cats.md'), '# Cats\n\nCats sleep.\n');
  hub = startHub({ arguments: [notes, '--data', data, '--port', '0'] });
  url = (await hub.ready).url.href;
  await eventually(
    'The folder is searchable',
    async () => (await run('--json', 'sources')).stdout,
    (stdout) => stdout.includes('"COMPLETE"') && stdout.includes('"documentCount":3'),
    90_000,
  );
}, 120_000);
afterAll(async () => {
  hub.kill('SIGTERM');
  await hub.ended;
  place.remove();
}, 30_000);

describe('how it is called', { timeout: 60_000 }, () => {
  it('helps: for all commands, for each, and exits 0; called with nothing it helps and exits 2', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    const commands = [
      'sign-in',
      'sign-out',
      'reset-password',
      'add',
      'sources',
      'remove',
      'sync',
      'cancel',
      'retry',
      'confirm',
      'search',
      'show',
      'share',
      'invite',
      'members',
      'key',
      'audit',
      'status',
    ];
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(stdout).toContain('Exit codes: 0 done, 1 refused, 2 usage, 3 not signed in, 4 not reachable');
    const helps = await Promise.all(['search', 'sync', 'key create'].map((command) => run(...command.split(' '), '--help')));
    for (const help of helps) expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('Options:') });
    expect((await conhub([])).code).toBe(2);
  });

  it.each([
    [['nonsense']],
    [['search']],
    [['sources', '--nonsense']],
    [['search', 'x', '--mode', 'psychic']],
    [['search', 'x', '--first', '101']],
    [['share', 'notes']],
    [['key', 'create', 'x']],
    [['cancel', 'notes']],
    [['confirm', 'notes']],
  ])('exits 2 for wrong usage: %j', async (given) => {
    const said = await run(...given);
    expect(said.code).toBe(2);
    expect(said.stderr).not.toMatch(/\n\s+at /);
    expect(said.stderr.trim().length).toBeGreaterThan(10);
  });

  it('exits 4 where no hub answers, and 3 where one answers and nobody is signed in', async () => {
    for (const given of [
      ['--data', join(place.path, 'empty'), 'sources'],
      ['--url', 'http://127.0.0.1:9', 'sign-in', '--email', 'x@example.org'],
    ]) {
      expect(await conhub(given, { environment: elsewhere, input: 'password\n' })).toMatchObject({
        code: 4,
        stdout: '',
        stderr: expect.stringContaining('start'),
      });
    }
    const said = await from(['--json', 'sources']);
    expect(said).toMatchObject({ code: 3, stderr: expect.stringContaining('conhub sign-in --url') });
    expect(lines(said)).toEqual([{ errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] }]);
  });
});

describe('what it reads', { timeout: 60_000 }, () => {
  it.each([
    [['search', 'rotate refresh tokens'], 'search', 'tokens.md'],
    [['sources'], 'sources', '3 documents'],
    [['members'], 'list-members', 'owner'],
    [['audit'], 'audit-events', 'connectors.source.added'],
    [['key', 'list'], 'api-keys', ''],
  ] as const)(
    '%j prints for people without colour when piped, and as the operation’s data with --json',
    async (given, operation, shown) => {
      const said = await run(...given);
      expect(said.code).toBe(0);
      expect(said.stdout).toContain(shown);
      expect(said.stdout + said.stderr).not.toContain('\u001b');
      expectShape(await json(...given), operation);
    },
  );

  it('finds by word and by meaning, only in what is asked for, page after page', async () => {
    const first = await json('search', 'refresh', 'tokens', '--mode', 'lexical', '--first', '1');
    expect(first.search).toMatchObject({ pageInfo: { hasNextPage: true }, nodes: [{ document: { source: { name: 'notes' } } }] });
    const second = await json(
      'search',
      'refresh',
      'tokens',
      '--mode',
      'lexical',
      '--first',
      '1',
      '--after',
      first.search.pageInfo.endCursor,
    );
    const paths = [first, second].map(({ search }) => search.nodes[0].document.path as string).toSorted();
    expect(paths).toEqual(['rotate.ts', 'tokens.md']);
    const meant = await json('search', 'when are credentials renewed', '--mode', 'semantic', '--first', '1');
    expect(meant.search.nodes[0].document.path).toBe('tokens.md');
    const code = await json('search', 'tokens', '--language', 'TypeScript', '--kind', 'code', '--source', notes);
    expect(code.search.nodes.map(({ document }: Json) => document.path)).toEqual(['rotate.ts']);
  });

  it('shows a document, and refuses one that is not there with its code and exit 1', async () => {
    const found = await json('search', 'refresh tokens month', '--first', '1');
    const { id } = found.search.nodes[0].document;
    const shown = await json('show', id, '--lines', '3-3');
    expectShape(shown, 'show-document');
    expect(shown.document.text.content.trim()).toBe('How we rotate refresh tokens every month.');
    expect((await run('show', id)).stdout).toContain('# Tokens');
    const absent = await run('--json', 'show', 'doc_01jd0000000000000000000000');
    expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no such document') });
    expect(lines(absent)[0].errors[0].extensions.code).toBe('NOT_FOUND');
    expect((await run('show', 'nonsense')).code).toBe(1);
  });

  it('says how everything stands, with what only the machine knows', async () => {
    const { installation, ...status } = await json('status');
    expectShape(status, 'status');
    expect(installation).toMatchObject({ dataFolder: data, folderRoots: expect.arrayContaining([notes]), freeBytes: expect.any(Number) });
    const { stdout } = await run('status');
    for (const part of ['Index: 3 documents', 'Sources: 1', 'Folder roots:', `Data: ${data}`]) expect(stdout).toContain(part);
  });
});

describe('sources', { timeout: 90_000 }, () => {
  it('sync prints its states as NDJSON until all is searchable, and a bar’s last line when piped', async () => {
    const said = await run('--json', 'sync', 'notes');
    expect(said.code).toBe(0);
    const [started, ...states] = lines(said);
    expectShape(started, 'start-sync');
    expect(states.length).toBeGreaterThan(0);
    for (const state of states) expectShape(state, 'sync-progress');
    expect(states.at(-1)?.syncProgress.syncRun).toMatchObject({ status: 'SUCCEEDED', indexing: { pending: 0 } });
    const piped = await run('sync', 'notes', '--full');
    expect(piped).toMatchObject({ code: 0, stdout: expect.stringContaining('✓ notes') });
    expect(piped.stdout).not.toMatch(/[\u001b\r]/);
  });

  it('a change in a watched folder is found within seconds', async () => {
    const key = await json('key', 'create', 'watcher', '--scope', 'search:read');
    const search = async (): Promise<number> => {
      const { data: found } = await ask('{ search(query: "xylophone", mode: LEXICAL) { totalEstimate } }', {}, key.createApiKey.secret);
      return found.search.totalEstimate as number;
    };
    expect(await search()).toBe(0);
    const startedAt = performance.now();
    writeFileSync(join(notes, 'music.md'), '# Music\n\nA xylophone.\n');
    await eventually('The change is found', search, (count) => count === 1, 6_000);
    process.stdout.write(
      `a change is searchable after ${((performance.now() - startedAt) / 1000).toFixed(1)} s (3 s on a machine that does nothing else)\n`,
    );
  });

  it('are added once, wait when many files are gone until somebody confirms, and are removed', async () => {
    const folder = join(place.path, 'many');
    mkdirSync(folder);
    for (let nth = 0; nth < 40; nth += 1) writeFileSync(join(folder, `m-${nth}.md`), `marmot ${nth}`);
    const added = await run('--json', 'add', folder);
    expect(added.code).toBe(0);
    expectShape(lines(added)[0], 'add-source');
    expect(await run('add', folder)).toMatchObject({ code: 0, stdout: expect.stringContaining('is a source already') });
    expect((await json('sources')).organization.sources.nodes).toHaveLength(2);

    for (let nth = 0; nth < 30; nth += 1) rmSync(join(folder, `m-${nth}.md`));
    await run('sync', 'many', '--full');
    const waiting = (await json('sources')).organization.sources.nodes.find(({ name }: Json) => name === 'many');
    expect(waiting).toMatchObject({ problem: { code: 'DELETIONS_PENDING' }, pendingDeletions: { count: 30 } });
    expect(await run('confirm', 'many')).toMatchObject({ code: 0, stdout: expect.stringContaining('Deleted 30 documents') });
    const retried = await json('retry', 'many');
    expectShape(retried, 'retry-documents');
    await eventually(
      'The deleted are gone',
      () => json('search', 'marmot', '--mode', 'lexical', '--first', '100'),
      ({ search }) => search.nodes.length === 10,
      10_000,
    );

    expectShape(await json('remove', 'many'), 'remove-source');
    expect(await run('remove', 'many')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no source many') });
    await eventually(
      'The removed is gone',
      () => json('search', 'marmot', '--mode', 'lexical'),
      ({ search }) => search.nodes.length === 0,
      10_000,
    );
  });

  it('refuses a folder that is not there', async () => {
    expect(await run('add', join(place.path, 'nowhere'))).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no folder') });
  });
});

describe('people', { timeout: 90_000 }, () => {
  const email = 'ben@example.org';
  const password = 'a long enough password';

  it('are invited, register by the link, sign in with a password from a pipe, see what is shared with them, and sign out', async () => {
    const invited = await json('invite', email, '--role', 'member');
    expectShape(invited, 'invite-member');
    const invitationToken = new URL(invited.inviteMember.acceptUrl as string).hash.split('=')[1];
    const registered = await ask('mutation ($input: RegisterInput!) { register(input: $input) { __typename } }', {
      input: { displayName: 'Ben', email, password, invitationToken },
    });
    expect(registered).toEqual({ data: { register: { __typename: 'RegisterPayload' } } });

    expect(await from(['sign-in', '--email', email], { input: 'a wrong password\n' })).toMatchObject({ code: 3, stdout: '' });
    const signedIn = await from(['--json', 'sign-in'], { input: `${email}\n${password}\n` });
    expect(signedIn).toMatchObject({ code: 0, stderr: '' });
    expect(lines(signedIn)).toEqual([
      {
        signIn: {
          __typename: 'SignInPayload',
          viewer: { user: expect.objectContaining({ displayName: 'Ben', email }), organization: expect.any(Object) },
        },
      },
    ]);
    expect(signedIn.stdout).not.toMatch(/[tT]oken"/);

    const found = async (): Promise<string[]> =>
      lines(await from(['--json', 'search', 'refresh tokens', '--mode', 'lexical']))[0].search.nodes.map(
        ({ document }: Json) => document.path,
      );
    expect(await found()).toEqual([]);
    expect(await run('share', 'notes', '--with', email)).toMatchObject({ code: 0, stdout: expect.stringContaining(email) });
    await eventually('The shared is found', found, (paths) => paths.length === 2, 5_000);
    expectShape(await json('share', 'notes', '--private'), 'share-source');
    await eventually('The unshared is not found', found, (paths) => paths.length === 0, 5_000);
    expect((await from(['remove', 'notes'])).code).toBe(1);
    expect(await run('share', 'notes', '--with', 'nobody@example.org')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not a member'),
    });

    expect(await from(['sign-out'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Signed out') });
    expect((await from(['sources'])).code).toBe(3);
    expect((await from(['sign-out'])).code).toBe(3);
  });

  it('get a new password, or a one-time link, from the operator of the machine', async () => {
    const { password: renewed } = await json('reset-password', email);
    expect(await from(['sign-in', '--email', email], { input: `${renewed}\n` })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('as Ben of'),
    });
    expect(await from(['reset-password', email])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('on the machine ConHub runs on'),
    });
    expect(await run('sign-in', '--browser')).toMatchObject({ code: 0, stdout: expect.stringMatching(/http:\S+#/) });
    expect((await run('--as', email, '--json', 'sources')).stdout).toContain('"totalCount":0');
  });
});

describe('keys and the audit log', { timeout: 60_000 }, () => {
  it('a key searches from anywhere until it is revoked, and does no more than it may', async () => {
    const { createApiKey } = await json('key', 'create', 'ci', '--scope', 'search:read', 'documents:read', '--days', '1');
    const environment = { CONHUB_API_KEY: createApiKey.secret as string };
    const said = await from(['--json', 'search', 'cats'], { environment });
    expect(said.code).toBe(0);
    expect(lines(said)[0].search.nodes[0].document.path).toBe('cats.md');
    const refused = await from(['--json', 'invite', 'x@example.org'], { environment });
    expect(refused.code).toBe(1);
    expect(lines(refused).at(-1).errors[0].extensions.code).toBe('FORBIDDEN');
    expectShape(await json('key', 'revoke', createApiKey.apiKey.id), 'revoke-api-key');
    expect((await from(['search', 'cats'], { environment })).code).toBe(3);
  });

  it('audit --follow prints what is recorded as it comes, one JSON value a line, and ends with Ctrl-C', async () => {
    const { child, said, stdout } = spawnConhub(['--data', data, '--json', 'audit', '--follow', '--action', 'users.api_key.created'], {
      environment: { XDG_CONFIG_HOME: join(place.path, 'operator') },
    });
    // It listens some time after it has started.
    await eventually(
      'The entry is printed',
      async () => {
        if (stdout() === '') await json('key', 'create', 'seen', '--scope', 'search:read');
        await sleep(300);
        return stdout();
      },
      (text) => text.includes('\n'),
      30_000,
    );
    child.kill('SIGINT');
    const ended = await said;
    expect(ended.code).toBe(0);
    for (const line of lines(ended)) {
      expectShape(line, 'audit-tail');
      expect(line.auditEventRecorded.event.action).toBe('users.api_key.created');
    }
  });
});
