import { execFileSync } from 'node:child_process';
import { mkdir, open, readdir, rename, rm, symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { useFolder } from './use-folder.ts';

const folder = useFolder();

describe('reading', () => {
  test('a write between listing and reading gives the new content whole, under its own revision', async () => {
    await folder.world.write('a.md', 'old');
    let isDone = false;
    await folder.engine.sync({
      onFetch: async () => {
        if (!isDone) await folder.world.write('a.md', 'new and longer');
        isDone = true;
      },
    });
    expect([...folder.engine.documents.values()].map(({ hash }) => hash)).toEqual([...(await folder.world.truth()).values()]);
    folder.engine.log.fetches.length = 0;
    await folder.engine.sync();
    expect(folder.engine.log.fetches).toEqual([]);
  });

  test('under constant writing every read is one version, or DOCUMENT_CHANGING, never a mixture', async () => {
    const size = 200_000;
    await folder.world.write('log.txt', 'a'.repeat(size));
    const controller = new AbortController();
    const writer = (async () => {
      for (let turn = 0; !controller.signal.aborted; turn += 1) {
        const handle = await open(folder.at('log.txt'), 'r+');
        await handle.write(Buffer.alloc(size, 'abcdef'[turn % 6]), 0, size, 0);
        await handle.close();
        await new Promise((resolve) => setTimeout(resolve, turn % 5));
      }
    })();
    const ctx = folder.context();
    for (let round = 0; round < 12; round += 1) {
      const content = await folder.world.connector
        .fetch(ctx, folder.world.containerId, { id: 'x', path: 'log.txt', rev: '' })
        .catch((error: { code: string }) => error.code);
      if (typeof content === 'string') expect(content).toBe('DOCUMENT_CHANGING');
      else expect(new Set(content.bytes).size).toBe(1);
    }
    controller.abort();
    await writer;
  });

  test('what has become a folder, a link out, a FIFO, or nothing, has its own code', async () => {
    const ctx = folder.context();
    const codeOf = (path: string) =>
      folder.world.connector.fetch(ctx, folder.world.containerId, { id: 'x', path, rev: '' }).then(
        () => 'read',
        (error: { code: string }) => error.code,
      );
    await mkdir(folder.at('folder.md'));
    await symlink('/etc/hostname', folder.at('link.md'));
    await symlink('/etc', folder.at('etc'));
    await mkdir(folder.at('inside'));
    await folder.world.write('inside/a.md', 'a');
    await symlink('inside', folder.at('alias'));
    execFileSync('mkfifo', [folder.at('pipe.md')]);
    expect(await codeOf('folder.md')).toBe('DOCUMENT_NOT_A_FILE');
    expect(await codeOf('link.md')).toBe('DOCUMENT_NOT_A_FILE');
    expect(await codeOf('pipe.md')).toBe('DOCUMENT_NOT_A_FILE');
    expect(await codeOf('etc/hostname')).toBe('PATH_OUTSIDE_ROOT');
    expect(await codeOf('../../../../../../etc/hostname')).toBe('PATH_OUTSIDE_ROOT');
    expect(await codeOf('alias/a.md')).toBe('DOCUMENT_GONE');
    expect(await codeOf('gone.md')).toBe('DOCUMENT_GONE');
    expect(await codeOf('inside/a.md')).toBe('read');
  });

  test('a file that vanishes between listing and reading fails alone, and the next sync takes it off the list', async () => {
    for (const name of ['a', 'b', 'c']) await folder.world.write(`${name}.md`, name);
    await folder.engine.sync({ onFetch: () => rm(folder.at('b.md'), { force: true }) });
    await folder.engine.sync();
    expect(folder.paths()).toEqual(['a.md', 'c.md']);
    expect(folder.failures()).toEqual([]);
  });
});

describe('the folder itself', () => {
  test('is ROOT_MISSING when it is gone, and nothing is deleted', async () => {
    await folder.world.write('a.md', 'a');
    await folder.engine.sync();
    await rename(folder.world.root, `${folder.world.root}-away`);
    await expect(folder.engine.sync()).rejects.toMatchObject({ code: 'ROOT_MISSING' });
    expect(folder.paths()).toEqual(['a.md']);
    await rename(`${folder.world.root}-away`, folder.world.root);
    await folder.engine.sync();
    expect(folder.paths()).toEqual(['a.md']);
  });

  test('is ROOT_MISSING when another, empty one is in its place, as after unmounting', async () => {
    await folder.world.write('a.md', 'a');
    await folder.engine.sync();
    await rename(folder.world.root, `${folder.world.root}-away`);
    await mkdir(folder.world.root);
    await expect(folder.engine.sync()).rejects.toMatchObject({ code: 'ROOT_MISSING' });
    expect(folder.paths()).toEqual(['a.md']);
  });

  test('is ROOT_MISSING when a link to it is in its place', async () => {
    await folder.world.write('a.md', 'a');
    await folder.engine.sync();
    await rename(folder.world.root, `${folder.world.root}-away`);
    await symlink(`${folder.world.root}-away`, folder.world.root);
    await expect(folder.engine.sync()).rejects.toMatchObject({ code: 'ROOT_MISSING' });
  });

  test('is ROOT_MISSING when it goes away in the middle of the walk or of the reading, and nothing is deleted', async () => {
    for (let index = 0; index < 120; index += 1) await folder.world.write(`${index}.md`, `${index}`);
    await folder.engine.sync();
    for (let index = 0; index < 120; index += 1) await folder.world.write(`new-${index}.md`, `${index}`);
    await expect(folder.engine.sync({ onPage: () => rename(folder.world.root, `${folder.world.root}-away`) })).rejects.toMatchObject({
      code: 'ROOT_MISSING',
    });
    await rename(`${folder.world.root}-away`, folder.world.root);
    await folder.engine.sync();
    expect(folder.engine.documents.size).toBe(240);
    for (let index = 0; index < 40; index += 1) await folder.world.write(`newer-${index}.md`, `${index}`);
    let isAway = false;
    const sync = folder.engine.sync({
      onFetch: async () => {
        if (isAway) return;
        isAway = true;
        await rename(folder.world.root, `${folder.world.root}-away`);
      },
    });
    await expect(sync).rejects.toMatchObject({ code: 'ROOT_MISSING' });
    expect(folder.engine.documents.size).toBe(240);
  });

  test('emptied on purpose, all its documents are deleted with the evidence of a complete walk', async () => {
    for (const name of ['a', 'b']) await folder.world.write(`${name}.md`, name);
    await folder.engine.sync();
    for (const name of await readdir(folder.world.root)) await rm(folder.at(name));
    folder.engine.log.pages.length = 0;
    await folder.engine.sync();
    expect(folder.engine.log.pages.flatMap(({ ops }) => ops)).toMatchObject([
      { t: 'delete', path: 'a.md', evidence: 'enumeration' },
      { t: 'delete', path: 'b.md', evidence: 'enumeration' },
    ]);
    expect(folder.engine.documents.size).toBe(0);
  });
});
