import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conhub } from './command.ts';
import { data, eventually, expectShape, from, json, lines, place, run, type Json, useRunningHub } from './running-hub.ts';

useRunningHub();

const pathsFound = async (...given: string[]): Promise<string[]> =>
  (await json('search', ...given)).search.nodes.map(({ document }: Json) => document.path as string);
const isFound = (path: string, ...given: string[]): Promise<string[]> =>
  eventually(
    `${path} is found`,
    () => pathsFound(...given),
    (paths) => paths.includes(path),
    10_000,
  );

describe('what is near, counted and kept', { timeout: 60_000 }, () => {
  it('related prints what is near in meaning, never the document itself, and refuses one that is not there', async () => {
    const { search } = await json('search', 'refresh tokens month', '--first', '1');
    const { id } = search.nodes[0].document;
    const near = await json('related', id);
    expectShape(near, 'related');
    expect(near.document.title).toBe('Tokens');
    expect(near.document.related[0].document.path).toBe('rotate.ts');
    expect(near.document.related.map(({ document }: Json) => document.id)).not.toContain(id);
    const said = await run('related', id);
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout.split('\n')[0]).toMatch(/^\S.* {2}rotate\.ts · 0\.\d{3} · doc_\w+$/);
    const absent = await run('--json', 'related', 'doc_01jd0000000000000000000000');
    expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no such document') });
    expect(lines(absent)[0].errors[0].extensions.code).toBe('NOT_FOUND');
  });

  it('search --facets counts what was found, and does not without it', async () => {
    const { search } = await json('search', 'tokens', '--mode', 'lexical', '--facets');
    expectShape({ search }, 'search');
    const counts = Object.fromEntries(
      search.facets.map(({ field, values }: Json) => [field, values.map(({ label, count }: Json) => `${label} ${count}`)]),
    );
    expect(counts).toMatchObject({ SOURCE: ['notes 2'], LANGUAGE: expect.arrayContaining(['TypeScript 1']), KIND: expect.any(Array) });
    const { stdout } = await run('search', 'tokens', '--mode', 'lexical', '--facets');
    expect(stdout).toContain('source: notes 2\n');
    expect(stdout).toMatch(/^kind: (?:Code 1 · Text 1|Text 1 · Code 1)$/m);
    expect((await run('search', 'tokens', '--mode', 'lexical')).stdout).not.toContain('source: ');
    expect((await json('search', 'tokens', '--mode', 'lexical')).search.facets).toBeUndefined();
  });

  it('saved keeps, lists and deletes a search; what cannot be searched for cannot be kept', async () => {
    expect(await run('saved')).toMatchObject({ code: 0, stdout: 'No search is saved.\n' });
    const { saveSearch } = await json('saved', 'add', 'Rotation', 'rotate', 'ext:md', '--shared');
    expectShape({ saveSearch }, 'save-search');
    const { id } = saveSearch.savedSearch;
    const listed = await json('saved', 'list');
    expectShape(listed, 'saved-searches');
    expect(listed.organization.savedSearches.nodes).toMatchObject([{ id, name: 'Rotation', query: 'rotate ext:md', isShared: true }]);
    expect((await run('saved')).stdout).toMatch(new RegExp(`^Rotation +rotate ext:md +shared by \\S.* +${id}\n$`));
    expect(await run('saved', 'remove', id)).toMatchObject({ code: 0, stdout: 'Deleted.\n' });
    expect(await run('saved', 'remove', id)).toMatchObject({ code: 1, stderr: expect.stringContaining('no such') });
    const refused = await run('--json', 'saved', 'add', 'Then', 'plan after:2026-99');
    expect(refused.code).toBe(1);
    expect(lines(refused).at(-1).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect((await run('saved', 'add', 'Nothing')).code).toBe(2);
  });
});

describe('notes', { timeout: 60_000 }, () => {
  it('are written, found within seconds, changed and deleted', async () => {
    const { createNote } = await json('note', '# Door', 'The lock of the north gate sticks');
    expectShape({ createNote }, 'create-note');
    const { id, title } = createNote.document;
    expect(title).toBe('Door The lock of the north gate sticks');
    expect(createNote.document.source.visibility).toBe('OWNER');
    await isFound(`${title}.md`, 'gate', 'author:me', '--mode', 'lexical');
    expect(await run('note', 'It has been oiled.', '--title', 'Gate', '--edit', id)).toMatchObject({ code: 0, stdout: 'Changed Gate\n' });
    await isFound('Gate.md', 'oiled');
    expect((await json('show', id)).document.text.content).toBe('It has been oiled.');
    const { organization } = await json('members');
    const { displayName } = organization.members.nodes[0].user;
    expect((await run('show', id)).stdout.split('\n')[0]).toContain(`markdown · by ${displayName} · `);
    expect(await run('note', '--remove', id)).toMatchObject({ code: 0, stdout: 'Deleted.\n' });
    await eventually(
      'It is gone',
      () => pathsFound('oiled', '--mode', 'lexical'),
      (paths) => paths.length === 0,
      10_000,
    );
    expect(await run('note', '--remove', id)).toMatchObject({ code: 1 });
  });

  it('come from standard input too, under the first line that says something', async () => {
    const environment = { XDG_CONFIG_HOME: join(place.path, 'operator') };
    const write = (input: string, ...flags: string[]) => conhub(['--data', data, 'note', ...flags], { input, environment });
    const said = await write('\n---\n## Pilots\n\nPilots board at buoy seven.\n', '--organization-wide');
    expect(said).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Noted Pilots {2}doc_\w+\n$/) });
    await isFound('Pilots.md', 'buoy seven');
    expect(await write('   \n')).toMatchObject({ code: 2, stderr: expect.stringContaining('no text') });
    expect((await run('note', '--remove', 'doc_01jd0000000000000000000000', 'and more')).code).toBe(2);
    expect((await from(['note', 'nobody is signed in'])).code).toBe(3);
  });
});
