import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conhub } from './command.ts';
import { ask, data, eventually, expectShape, from, json, lines, notes, place, run, type Json, useRunningHub } from './running-hub.ts';

useRunningHub();

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

describe('notes', { timeout: 60_000 }, () => {
  it('are written from words or a pipe, found within seconds, changed and deleted', async () => {
    const { createNote } = await json('note', 'The', 'door', 'code', 'is', 'quokka');
    expectShape({ createNote }, 'create-note');
    expect(createNote.document.title).toBe('The door code is quokka');
    const hits = async (word: string): Promise<string[]> =>
      (await json('search', word, '--mode', 'lexical')).search.nodes.map(({ id }: Json) => id as string);
    await eventually(
      'The note is found',
      () => hits('quokka'),
      (ids) => ids.includes(createNote.document.id as string),
      10_000,
    );
    const piped = await conhub(['--data', data, 'note', '--title', 'Piped'], { input: '# From a pipe\n\nnumbat\n' });
    expect(piped).toMatchObject({ code: 0, stdout: expect.stringContaining('Noted Piped') });
    expectShape(await json('note', '--edit', createNote.document.id as string, 'It is wombat now'), 'update-note');
    await eventually(
      'The change is found',
      () => hits('wombat'),
      (ids) => ids.includes(createNote.document.id as string),
      10_000,
    );
    expectShape(await json('note', '--remove', createNote.document.id as string), 'delete-note');
    expect(await run('note', '--remove', createNote.document.id as string)).toMatchObject({ code: 1 });
    // A source that nobody syncs is left out.
    expect(await run('sync')).toMatchObject({ code: 0, stderr: '' });
  });
});
