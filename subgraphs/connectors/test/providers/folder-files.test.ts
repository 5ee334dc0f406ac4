import { execFileSync } from 'node:child_process';
import { link, mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { useFolder } from './use-folder.ts';

const folder = useFolder();

describe('what lies in a folder', () => {
  test('links are not followed, neither out nor round in circles', async () => {
    await folder.world.write('real.md', 'real');
    await mkdir(folder.at('sub'));
    await symlink('/etc/passwd', folder.at('passwd'));
    await symlink('/etc', folder.at('etc'));
    await symlink('..', folder.at('sub/loop'));
    await symlink('real.md', folder.at('alias.md'));
    await symlink('nowhere', folder.at('dangling'));
    await folder.engine.sync();
    expect(folder.paths()).toEqual(['real.md']);
    expect(folder.keptOut()).toMatchObject({ SYMLINK: expect.any(Number) });
  });

  test('FIFOs and sockets are left alone and never waited for', async () => {
    execFileSync('mkfifo', [folder.at('pipe.md')]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(folder.at('socket.md'), resolve));
    await folder.world.write('a.md', 'a');
    await folder.engine.sync();
    await new Promise((resolve) => server.close(resolve));
    expect(folder.paths()).toEqual(['a.md']);
    expect(folder.keptOut()).toMatchObject({ SPECIAL_FILE: 2 });
  });

  test('hard links are files of their own', async () => {
    await folder.world.write('a.md', 'same');
    await link(folder.at('a.md'), folder.at('b.md'));
    await folder.engine.sync();
    expect(folder.paths()).toEqual(['a.md', 'b.md']);
    await link(folder.at('a.md'), folder.at('0.md'));
    await rm(folder.at('b.md'));
    const id = folder.idOf('a.md');
    await folder.engine.sync();
    expect(folder.paths()).toEqual(['0.md', 'a.md']);
    expect(folder.idOf('a.md')).toBe(id);
  });

  test.runIf(process.platform === 'linux')(
    'a name that is not UTF-8 is listed as PATH_NOT_UTF8, and leaves the list when it is renamed',
    async () => {
      const bad = Buffer.concat([Buffer.from(`${folder.world.root}/caf`), Buffer.from([0xe9]), Buffer.from('.md')]);
      const badFolder = Buffer.concat([Buffer.from(`${folder.world.root}/d`), Buffer.from([0xff])]);
      await writeFile(bad, 'latin-1 name');
      await mkdir(badFolder);
      await writeFile(Buffer.concat([badFolder, Buffer.from('/x.md')]), 'below');
      await folder.world.write('caf\\xE9.md', 'really called so');
      await folder.engine.sync();
      expect(folder.failures()).toEqual(['caf\\xE9.md PATH_NOT_UTF8', 'd\\xFF PATH_NOT_UTF8']);
      expect(folder.paths()).toEqual(['caf\\xE9.md']);
      folder.engine.log.pages.length = 0;
      await folder.engine.sync();
      expect(folder.engine.log.pages.flatMap(({ ops }) => ops)).toEqual([]);
      await rename(bad, folder.at('café.md'));
      await rm(badFolder, { recursive: true });
      await folder.engine.sync();
      expect(folder.failures()).toEqual([]);
      expect(folder.paths()).toEqual(['caf\\xE9.md', 'café.md']);
    },
  );

  test('names are compared by their bytes: composed and decomposed are two files', async () => {
    await folder.world.write('caf\u00e9.md', 'composed');
    await folder.world.write('cafe\u0301.md', 'decomposed');
    await folder.engine.sync();
    expect(folder.engine.documents.size).toBe(2);
    const id = folder.idOf('cafe\u0301.md');
    await rm(folder.at('caf\u00e9.md'));
    await folder.engine.sync();
    expect([...folder.engine.documents.keys()]).toEqual([id]);
  });

  test('a change of case alone is a rename', async () => {
    await folder.world.write('readme.md', 'hello');
    await folder.engine.sync();
    const id = folder.idOf('readme.md');
    folder.engine.log.fetches.length = 0;
    await folder.world.move('readme.md', 'README.md');
    await folder.engine.sync();
    expect(folder.paths()).toEqual(['README.md']);
    expect(folder.idOf('README.md')).toBe(id);
    expect(folder.engine.log.fetches).toEqual([]);
  });

  test('a sparse file of a gigabyte is DOCUMENT_TOO_LARGE without being read, and comes in when it shrinks', async () => {
    await folder.world.write('huge.txt', 'x');
    await truncate(folder.at('huge.txt'), 1_073_741_824);
    await folder.world.write('small.txt', 'y');
    const started = performance.now();
    await folder.engine.sync();
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(folder.failures()).toEqual(['huge.txt DOCUMENT_TOO_LARGE']);
    expect(folder.paths()).toEqual(['small.txt']);
    expect(folder.engine.log.fetches).toEqual(['small.txt']);
    await truncate(folder.at('huge.txt'), 1);
    await folder.engine.sync();
    expect(folder.failures()).toEqual([]);
    expect(folder.paths()).toEqual(['huge.txt', 'small.txt']);
    await truncate(folder.at('small.txt'), 100_000_000);
    await folder.engine.sync();
    expect(folder.failures()).toEqual(['small.txt DOCUMENT_TOO_LARGE']);
    expect(folder.paths()).toEqual(['huge.txt']);
  });

  test('names that are awkward elsewhere are ordinary here', async () => {
    const awkward = [
      'new\nline.md',
      ' leading and trailing ',
      'back\\slash.md',
      'quote\'".md',
      '%2e%2e.md',
      '-rf',
      '~',
      '…',
      '🧀/\u{1F600}.md',
      'a\u200Bb.md',
      '$HOME.md',
      '*?[x].md',
      'CON',
      'a'.repeat(255),
    ];
    for (const [index, name] of awkward.entries()) await folder.world.write(name === '~' ? 'tilde~x' : name, `${index}`);
    await folder.engine.sync();
    const { held, true: truth } = await folder.heldAndTrue();
    expect(held).toEqual(truth);
    folder.engine.log.pages.length = 0;
    await folder.engine.sync();
    expect(folder.engine.log.pages.flatMap(({ ops }) => ops)).toEqual([]);
  });

  test('pages come in the order of the bytes of whole paths', async () => {
    const names = ['a.md', 'a/b.md', 'a-b.md', 'a/b/c.md', 'a0.md', 'B.md', 'é.md', '\uFB01.md', '\u{1F600}.md', 'a b.md'];
    for (const name of names) if (name !== 'a/b.md') await folder.world.write(name, name);
    await folder.engine.sync();
    const found = folder.engine.log.pages.flatMap(({ ops }) => ops).flatMap((op) => (op.t === 'upsert' ? [op.path] : []));
    expect(found).toEqual([...found].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(found).toHaveLength(names.length - 1);
  });

  test('a deep tree is walked to its end', async () => {
    const deep = Array.from({ length: 120 }, (_, index) => `level-${index}`).join('/');
    await folder.world.write(`${deep}/bottom.md`, 'found');
    await folder.engine.sync();
    expect(folder.paths()).toEqual([`${deep}/bottom.md`]);
  });
});
