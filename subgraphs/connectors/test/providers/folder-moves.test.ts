import { rename, rm, utimes } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { useFolder } from './use-folder.ts';

const folder = useFolder();

describe('moves', () => {
  test('a moved folder moves its documents, and one that was edited on the way is read', async () => {
    for (const name of ['one', 'two', 'three']) await folder.world.write(`old/in/${name}.md`, name);
    await folder.engine.sync();
    const ids = ['one', 'two', 'three'].map((name) => folder.idOf(`old/in/${name}.md`));
    folder.engine.log.fetches.length = 0;
    await folder.world.move('old', 'new');
    await folder.world.write('new/in/two.md', 'two, edited');
    await folder.engine.sync();
    expect(['one', 'two', 'three'].map((name) => folder.idOf(`new/in/${name}.md`))).toEqual(ids);
    expect(folder.engine.log.fetches).toEqual(['new/in/two.md']);
  });

  test('an editor that saves by renaming a new file over the old one edits the document', async () => {
    await folder.world.write('doc.md', 'first');
    await folder.engine.sync();
    const id = folder.idOf('doc.md');
    await folder.world.write('doc.md.new', 'second');
    await rename(folder.at('doc.md.new'), folder.at('doc.md'));
    await folder.engine.sync();
    expect([...folder.engine.documents.keys()]).toEqual([id]);
  });

  test('an editor that leaves the old file as a backup edits the document; the backup is another one', async () => {
    await folder.world.write('doc.md', 'first');
    await folder.engine.sync();
    const id = folder.idOf('doc.md');
    await rename(folder.at('doc.md'), folder.at('doc.md.bak'));
    await folder.world.write('doc.md', 'second');
    await folder.engine.sync();
    expect(folder.idOf('doc.md')).toBe(id);
    expect(folder.idOf('doc.md.bak')).not.toBe(id);
    await rename(folder.at('doc.md.bak'), folder.at('0doc.md'));
    await folder.engine.sync();
    expect(folder.paths()).toEqual(['0doc.md', 'doc.md']);
  });

  test('a deleted file whose inode is used again is not a move', async () => {
    for (let round = 0; round < 5; round += 1) {
      await folder.world.write(`victim-${round}.md`, `same size ${round}`);
      await utimes(folder.at(`victim-${round}.md`), 1_700_000_000, 1_700_000_000);
    }
    await folder.engine.sync();
    const before = new Set(folder.engine.documents.keys());
    for (let round = 0; round < 5; round += 1) {
      await rm(folder.at(`victim-${round}.md`));
      await folder.world.write(`another-${round}.md`, `Same Size ${round}`);
      await utimes(folder.at(`another-${round}.md`), 1_700_000_000, 1_700_000_000);
    }
    await folder.engine.sync();
    expect([...folder.engine.documents.keys()].some((id) => before.has(id))).toBe(false);
    const { held, true: truth } = await folder.heldAndTrue();
    expect(held).toEqual(truth);
  });

  test('a file replaced by another of the same size and time is read again', async () => {
    await folder.world.write('a.md', 'version 1');
    await utimes(folder.at('a.md'), 1_700_000_000, 1_700_000_000);
    await folder.engine.sync();
    await rm(folder.at('a.md'));
    await folder.world.write('a.md', 'version 2');
    await utimes(folder.at('a.md'), 1_700_000_000, 1_700_000_000);
    await folder.engine.sync();
    expect([...folder.engine.documents.values()].map(({ hash }) => hash)).toEqual([...(await folder.world.truth()).values()]);
  });

  test('a file becomes a folder and a folder a file', async () => {
    await folder.world.write('x', 'file');
    await folder.world.write('y/inner.md', 'inner');
    await folder.engine.sync();
    await rm(folder.at('x'));
    await rm(folder.at('y'), { recursive: true });
    await folder.world.write('x/inner.md', 'now a folder');
    await folder.world.write('y', 'now a file');
    await folder.engine.sync();
    expect(folder.paths()).toEqual(['x/inner.md', 'y']);
  });
});
