import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { link, mkdir, open, readdir, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createReferenceEngine, type ReferenceEngine } from '../conformance/reference-engine.ts';
import { type FolderHarness, makeFolderHarness } from './folder-harness.ts';

let world: FolderHarness;
let engine: ReferenceEngine;
const at = (path: string): string => join(world.root, path);
const paths = (): string[] => [...engine.documents.values()].map(({ path }) => path).sort();
const failures = (): string[] => [...engine.failures.values()].map(({ path, code }) => `${path} ${code}`).sort();
const idOf = (path: string): string | undefined => [...engine.documents].find(([, document]) => document.path === path)?.[0];
const keptOut = (): Record<string, number> => {
  const counts: Record<string, number> = {};
  const firstWalk = engine.log.pages.slice(0, engine.log.pages.findIndex(({ complete }) => complete === true) + 1);
  for (const page of firstWalk)
    for (const [reason, count] of Object.entries(page.keptOut ?? {})) counts[reason] = (counts[reason] ?? 0) + count;
  return counts;
};

beforeEach(async () => {
  world = await makeFolderHarness({ fileBytesMax: 1_000_000 });
  engine = createReferenceEngine(world.connector, world);
});
afterEach(() => world.close());

describe('what lies in a folder', () => {
  test('links are not followed, neither out nor round in circles', async () => {
    await world.write('real.md', 'real');
    await mkdir(at('sub'));
    await symlink('/etc/passwd', at('passwd'));
    await symlink('/etc', at('etc'));
    await symlink('..', at('sub/loop'));
    await symlink('real.md', at('alias.md'));
    await symlink('nowhere', at('dangling'));
    await engine.sync();
    expect(paths()).toEqual(['real.md']);
    expect(keptOut()).toMatchObject({ SYMLINK: expect.any(Number) });
  });

  test('FIFOs and sockets are left alone and never waited for', async () => {
    execFileSync('mkfifo', [at('pipe.md')]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(at('socket.md'), resolve));
    await world.write('a.md', 'a');
    await engine.sync();
    await new Promise((resolve) => server.close(resolve));
    expect(paths()).toEqual(['a.md']);
    expect(keptOut()).toMatchObject({ SPECIAL_FILE: 2 });
  });

  test('hard links are files of their own', async () => {
    await world.write('a.md', 'same');
    await link(at('a.md'), at('b.md'));
    await engine.sync();
    expect(paths()).toEqual(['a.md', 'b.md']);
    await link(at('a.md'), at('0.md'));
    await rm(at('b.md'));
    const id = idOf('a.md');
    await engine.sync();
    expect(paths()).toEqual(['0.md', 'a.md']);
    expect(idOf('a.md')).toBe(id);
  });

  test.runIf(process.platform === 'linux')(
    'a name that is not UTF-8 is listed as PATH_NOT_UTF8, and leaves the list when it is renamed',
    async () => {
      const bad = Buffer.concat([Buffer.from(`${world.root}/caf`), Buffer.from([0xe9]), Buffer.from('.md')]);
      const badFolder = Buffer.concat([Buffer.from(`${world.root}/d`), Buffer.from([0xff])]);
      await writeFile(bad, 'latin-1 name');
      await mkdir(badFolder);
      await writeFile(Buffer.concat([badFolder, Buffer.from('/x.md')]), 'below');
      await world.write('caf\\xE9.md', 'really called so');
      await engine.sync();
      expect(failures()).toEqual(['caf\\xE9.md PATH_NOT_UTF8', 'd\\xFF PATH_NOT_UTF8']);
      expect(paths()).toEqual(['caf\\xE9.md']);
      engine.log.pages.length = 0;
      await engine.sync();
      expect(engine.log.pages.flatMap(({ ops }) => ops)).toEqual([]);
      await rename(bad, at('café.md'));
      await rm(badFolder, { recursive: true });
      await engine.sync();
      expect(failures()).toEqual([]);
      expect(paths()).toEqual(['caf\\xE9.md', 'café.md']);
    },
  );

  test('names are compared by their bytes: composed and decomposed are two files', async () => {
    await world.write('caf\u00e9.md', 'composed');
    await world.write('cafe\u0301.md', 'decomposed');
    await engine.sync();
    expect(engine.documents.size).toBe(2);
    const id = idOf('cafe\u0301.md');
    await rm(at('caf\u00e9.md'));
    await engine.sync();
    expect([...engine.documents.keys()]).toEqual([id]);
  });

  test('a change of case alone is a rename', async () => {
    await world.write('readme.md', 'hello');
    await engine.sync();
    const id = idOf('readme.md');
    engine.log.fetches.length = 0;
    await world.move('readme.md', 'README.md');
    await engine.sync();
    expect(paths()).toEqual(['README.md']);
    expect(idOf('README.md')).toBe(id);
    expect(engine.log.fetches).toEqual([]);
  });

  test('a sparse file of a gigabyte is DOCUMENT_TOO_LARGE without being read, and comes in when it shrinks', async () => {
    await world.write('huge.txt', 'x');
    await truncate(at('huge.txt'), 1_073_741_824);
    await world.write('small.txt', 'y');
    const started = performance.now();
    await engine.sync();
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(failures()).toEqual(['huge.txt DOCUMENT_TOO_LARGE']);
    expect(paths()).toEqual(['small.txt']);
    expect(engine.log.fetches).toEqual(['small.txt']);
    await truncate(at('huge.txt'), 1);
    await engine.sync();
    expect(failures()).toEqual([]);
    expect(paths()).toEqual(['huge.txt', 'small.txt']);
    await truncate(at('small.txt'), 100_000_000);
    await engine.sync();
    expect(failures()).toEqual(['small.txt DOCUMENT_TOO_LARGE']);
    expect(paths()).toEqual(['huge.txt']);
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
    for (const [index, name] of awkward.entries()) await world.write(name === '~' ? 'tilde~x' : name, `${index}`);
    await engine.sync();
    expect([...engine.documents.values()].map(({ path, hash }) => [path, hash]).sort()).toEqual([...(await world.truth())].sort());
    engine.log.pages.length = 0;
    await engine.sync();
    expect(engine.log.pages.flatMap(({ ops }) => ops)).toEqual([]);
  });

  test('pages come in the order of the bytes of whole paths', async () => {
    const names = ['a.md', 'a/b.md', 'a-b.md', 'a/b/c.md', 'a0.md', 'B.md', 'é.md', '\uFB01.md', '\u{1F600}.md', 'a b.md'];
    for (const name of names) if (name !== 'a/b.md') await world.write(name, name);
    await engine.sync();
    const found = engine.log.pages.flatMap(({ ops }) => ops).flatMap((op) => (op.t === 'upsert' ? [op.path] : []));
    expect(found).toEqual([...found].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(found).toHaveLength(names.length - 1);
  });

  test('a deep tree is walked to its end', async () => {
    const deep = Array.from({ length: 120 }, (_, index) => `level-${index}`).join('/');
    await world.write(`${deep}/bottom.md`, 'found');
    await engine.sync();
    expect(paths()).toEqual([`${deep}/bottom.md`]);
  });
});

describe('moves', () => {
  test('a moved folder moves its documents, and one that was edited on the way is read', async () => {
    for (const name of ['one', 'two', 'three']) await world.write(`old/in/${name}.md`, name);
    await engine.sync();
    const ids = ['one', 'two', 'three'].map((name) => idOf(`old/in/${name}.md`));
    engine.log.fetches.length = 0;
    await world.move('old', 'new');
    await world.write('new/in/two.md', 'two, edited');
    await engine.sync();
    expect(['one', 'two', 'three'].map((name) => idOf(`new/in/${name}.md`))).toEqual(ids);
    expect(engine.log.fetches).toEqual(['new/in/two.md']);
  });

  test('an editor that saves by renaming a new file over the old one edits the document', async () => {
    await world.write('doc.md', 'first');
    await engine.sync();
    const id = idOf('doc.md');
    await world.write('doc.md.new', 'second');
    await rename(at('doc.md.new'), at('doc.md'));
    await engine.sync();
    expect([...engine.documents.keys()]).toEqual([id]);
  });

  test('an editor that leaves the old file as a backup edits the document; the backup is another one', async () => {
    await world.write('doc.md', 'first');
    await engine.sync();
    const id = idOf('doc.md');
    await rename(at('doc.md'), at('doc.md.bak'));
    await world.write('doc.md', 'second');
    await engine.sync();
    expect(idOf('doc.md')).toBe(id);
    expect(idOf('doc.md.bak')).not.toBe(id);
    await rename(at('doc.md.bak'), at('0doc.md'));
    await engine.sync();
    expect(paths()).toEqual(['0doc.md', 'doc.md']);
  });

  test('a deleted file whose inode is used again is not a move', async () => {
    for (let round = 0; round < 5; round += 1) {
      await world.write(`victim-${round}.md`, `same size ${round}`);
      await utimes(at(`victim-${round}.md`), 1_700_000_000, 1_700_000_000);
    }
    await engine.sync();
    const before = new Set(engine.documents.keys());
    for (let round = 0; round < 5; round += 1) {
      await rm(at(`victim-${round}.md`));
      await world.write(`another-${round}.md`, `Same Size ${round}`);
      await utimes(at(`another-${round}.md`), 1_700_000_000, 1_700_000_000);
    }
    await engine.sync();
    expect([...engine.documents.keys()].some((id) => before.has(id))).toBe(false);
    expect([...engine.documents.values()].map(({ path, hash }) => [path, hash]).sort()).toEqual([...(await world.truth())].sort());
  });

  test('a file replaced by another of the same size and time is read again', async () => {
    await world.write('a.md', 'version 1');
    await utimes(at('a.md'), 1_700_000_000, 1_700_000_000);
    await engine.sync();
    await rm(at('a.md'));
    await world.write('a.md', 'version 2');
    await utimes(at('a.md'), 1_700_000_000, 1_700_000_000);
    await engine.sync();
    expect([...engine.documents.values()].map(({ hash }) => hash)).toEqual([...(await world.truth()).values()]);
  });

  test('a file becomes a folder and a folder a file', async () => {
    await world.write('x', 'file');
    await world.write('y/inner.md', 'inner');
    await engine.sync();
    await rm(at('x'));
    await rm(at('y'), { recursive: true });
    await world.write('x/inner.md', 'now a folder');
    await world.write('y', 'now a file');
    await engine.sync();
    expect(paths()).toEqual(['x/inner.md', 'y']);
  });
});

describe('reading', () => {
  test('a write between listing and reading gives the new content whole, under its own revision', async () => {
    await world.write('a.md', 'old');
    let isDone = false;
    await engine.sync({
      onFetch: async () => {
        if (!isDone) await world.write('a.md', 'new and longer');
        isDone = true;
      },
    });
    expect([...engine.documents.values()].map(({ hash }) => hash)).toEqual([...(await world.truth()).values()]);
    engine.log.fetches.length = 0;
    await engine.sync();
    expect(engine.log.fetches).toEqual([]);
  });

  test('under constant writing every read is one version, or DOCUMENT_CHANGING, never a mixture', async () => {
    const size = 200_000;
    await world.write('log.txt', 'a'.repeat(size));
    const controller = new AbortController();
    const writer = (async () => {
      for (let turn = 0; !controller.signal.aborted; turn += 1) {
        const handle = await open(at('log.txt'), 'r+');
        await handle.write(Buffer.alloc(size, 'abcdef'[turn % 6]), 0, size, 0);
        await handle.close();
        await new Promise((resolve) => setTimeout(resolve, turn % 5));
      }
    })();
    const ctx = {
      config: {},
      rules: { include: [], exclude: [] },
      snapshot: engine.snapshot,
      clock: world.clock,
      logger: console,
      signal: new AbortController().signal,
    };
    for (let round = 0; round < 12; round += 1) {
      const content = await world.connector
        .fetch(ctx, world.containerId, { id: 'x', path: 'log.txt', rev: '' })
        .catch((error: { code: string }) => error.code);
      if (typeof content === 'string') expect(content).toBe('DOCUMENT_CHANGING');
      else expect(new Set(content.bytes).size).toBe(1);
    }
    controller.abort();
    await writer;
  });

  test('what has become a folder, a link out, a FIFO, or nothing, has its own code', async () => {
    const ctx = {
      config: {},
      rules: { include: [], exclude: [] },
      snapshot: engine.snapshot,
      clock: world.clock,
      logger: console,
      signal: new AbortController().signal,
    };
    const codeOf = (path: string) =>
      world.connector.fetch(ctx, world.containerId, { id: 'x', path, rev: '' }).then(
        () => 'read',
        (error: { code: string }) => error.code,
      );
    await mkdir(at('folder.md'));
    await symlink('/etc/hostname', at('link.md'));
    await symlink('/etc', at('etc'));
    await mkdir(at('inside'));
    await world.write('inside/a.md', 'a');
    await symlink('inside', at('alias'));
    execFileSync('mkfifo', [at('pipe.md')]);
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
    for (const name of ['a', 'b', 'c']) await world.write(`${name}.md`, name);
    await engine.sync({ onFetch: () => rm(at('b.md'), { force: true }) });
    await engine.sync();
    expect(paths()).toEqual(['a.md', 'c.md']);
    expect(failures()).toEqual([]);
  });
});

describe('the folder itself', () => {
  test('is ROOT_MISSING when it is gone, and nothing is deleted', async () => {
    await world.write('a.md', 'a');
    await engine.sync();
    await rename(world.root, `${world.root}-away`);
    await expect(engine.sync()).rejects.toMatchObject({ code: 'ROOT_MISSING' });
    expect(paths()).toEqual(['a.md']);
    await rename(`${world.root}-away`, world.root);
    await engine.sync();
    expect(paths()).toEqual(['a.md']);
  });

  test('is ROOT_MISSING when another, empty one is in its place, as after unmounting', async () => {
    await world.write('a.md', 'a');
    await engine.sync();
    await rename(world.root, `${world.root}-away`);
    await mkdir(world.root);
    await expect(engine.sync()).rejects.toMatchObject({ code: 'ROOT_MISSING' });
    expect(paths()).toEqual(['a.md']);
  });

  test('is ROOT_MISSING when a link to it is in its place', async () => {
    await world.write('a.md', 'a');
    await engine.sync();
    await rename(world.root, `${world.root}-away`);
    await symlink(`${world.root}-away`, world.root);
    await expect(engine.sync()).rejects.toMatchObject({ code: 'ROOT_MISSING' });
  });

  test('is ROOT_MISSING when it goes away in the middle of the walk or of the reading, and nothing is deleted', async () => {
    for (let index = 0; index < 120; index += 1) await world.write(`${index}.md`, `${index}`);
    await engine.sync();
    for (let index = 0; index < 120; index += 1) await world.write(`new-${index}.md`, `${index}`);
    await expect(engine.sync({ onPage: () => rename(world.root, `${world.root}-away`) })).rejects.toMatchObject({ code: 'ROOT_MISSING' });
    await rename(`${world.root}-away`, world.root);
    await engine.sync();
    expect(engine.documents.size).toBe(240);
    for (let index = 0; index < 40; index += 1) await world.write(`newer-${index}.md`, `${index}`);
    let isAway = false;
    const sync = engine.sync({
      onFetch: async () => {
        if (isAway) return;
        isAway = true;
        await rename(world.root, `${world.root}-away`);
      },
    });
    await expect(sync).rejects.toMatchObject({ code: 'ROOT_MISSING' });
    expect(engine.documents.size).toBe(240);
  });

  test('emptied on purpose, all its documents are deleted with the evidence of a complete walk', async () => {
    for (const name of ['a', 'b']) await world.write(`${name}.md`, name);
    await engine.sync();
    for (const name of await readdir(world.root)) await rm(at(name));
    engine.log.pages.length = 0;
    await engine.sync();
    expect(engine.log.pages.flatMap(({ ops }) => ops)).toMatchObject([
      { t: 'delete', path: 'a.md', evidence: 'enumeration' },
      { t: 'delete', path: 'b.md', evidence: 'enumeration' },
    ]);
    expect(engine.documents.size).toBe(0);
  });
});
