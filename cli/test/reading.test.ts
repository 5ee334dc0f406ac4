import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { conhub, spawnConhub } from './command.ts';
import { data, elsewhere, eventually, expectShape, from, json, lines, notes, place, run, type Json, useRunningHub } from './running-hub.ts';

useRunningHub();

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
