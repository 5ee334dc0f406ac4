import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '../../src/providers/connector.ts';
import type { FolderCursor } from '../../src/providers/folder/cursor.ts';
import { createFolderConnector, type FolderConfig } from '../../src/providers/folder/folder-connector.ts';
import { systemClock } from '../conformance/clocks.ts';
import { createMemorySnapshot } from '../conformance/memory-snapshot.ts';

let base: string;
let roots: string[];
let connector: Connector<FolderConfig, FolderCursor>;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const ctx = {
  config: {},
  rules: { include: [], exclude: [] },
  snapshot: createMemorySnapshot(),
  clock: systemClock,
  logger: silent,
  signal: new AbortController().signal,
};
const at = (path: string): string => join(base, path);

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'conhub-containers-')));
  for (const path of [
    'home/docs/inner',
    'home/code/.git',
    'home/.hidden',
    'home/node_modules',
    'home/empty',
    'other',
    'outside/secret',
    'home/own/data',
  ]) {
    await mkdir(at(path), { recursive: true });
  }
  await writeFile(at('home/file.md'), 'x');
  await symlink(at('outside'), at('home/way-out'));
  await symlink(at('home/docs'), at('home/way-in'));
  await symlink(at('other'), at('other-link'));
  roots = [at('home'), at('other-link'), at('not-there')];
  connector = createFolderConnector({ roots: () => roots, ownFolders: [at('home/own/data')] });
});
afterAll(() => rm(base, { recursive: true, force: true }));

const discovered = async (parent?: string) => {
  const found: (readonly [string, boolean])[] = [];
  for await (const { id, hasChildren, kind } of connector.discover(ctx, parent)) {
    expect(kind).toBe('FOLDER');
    found.push([id, hasChildren]);
  }
  return found;
};

describe('the folders a person can choose', () => {
  test('are the roots as they really are, then their directories, one level at a time', async () => {
    expect(await discovered()).toEqual([
      [at('home'), true],
      [at('other'), false],
    ]);
    expect(await discovered(at('home'))).toEqual([
      [at('home/code'), false],
      [at('home/docs'), true],
      [at('home/empty'), false],
      [at('home/own'), false],
    ]);
    expect(await discovered(at('home/docs'))).toEqual([[at('home/docs/inner'), false]]);
  });

  test('have one id under all their names', async () => {
    for (const name of ['home/docs', 'home/docs/', 'home/./docs', 'home/docs/inner/..', 'home/way-in', 'home//docs']) {
      expect(await connector.locate(ctx, `${base}/${name}`)).toMatchObject({
        id: at('home/docs'),
        name: 'docs',
        hasChildren: true,
        url: null,
      });
    }
  });

  test.each([
    'outside',
    'home/way-out',
    'home/way-out/secret',
    'home/../outside',
    '',
    'home/absent',
    'home/file.md',
    'homer',
    'not-there',
    'home/\0docs',
  ])('are never outside the roots, by whatever name: %j', async (name) => {
    await expect(connector.locate(ctx, `${base}/${name}`)).rejects.toMatchObject({ code: 'CONTAINER_NOT_FOUND' });
    await expect(discovered(`${base}/${name}`)).rejects.toMatchObject({ code: 'CONTAINER_NOT_FOUND' });
  });

  test('are absolute', async () => {
    await expect(connector.locate(ctx, 'home/docs')).rejects.toMatchObject({ code: 'CONTAINER_NOT_FOUND' });
  });

  test('cannot be read any more when their root is taken away', async () => {
    const cursor = await connector.open(ctx, at('home/docs'));
    roots = [at('other')];
    try {
      await expect(connector.open(ctx, at('home/docs'))).rejects.toMatchObject({ code: 'CONTAINER_NOT_FOUND' });
      await expect(connector.changes(ctx, at('home/docs'), cursor)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
        code: 'CONTAINER_NOT_FOUND',
      });
      await expect(connector.fetch(ctx, at('home/docs'), { id: 'x', path: 'a.md', rev: '' })).rejects.toMatchObject({
        code: 'CONTAINER_NOT_FOUND',
      });
    } finally {
      roots = [at('home'), at('other-link'), at('not-there')];
    }
  });

  test('report what they can do, and why not where there is no root', async () => {
    expect((await connector.check(ctx)).every(({ isAvailable }) => isAvailable)).toBe(true);
    const none = createFolderConnector({ roots: () => [at('not-there')] });
    expect(await none.check(ctx)).toContainEqual({
      capability: 'DELTA',
      isAvailable: false,
      message: expect.stringContaining('CONHUB_FOLDER_ROOTS'),
    });
  });

  test('a root that is renamed is gone, and its new name is not a root', async () => {
    await rename(at('other'), at('renamed'));
    expect((await discovered()).map(([id]) => id)).toEqual([at('home')]);
    await expect(connector.locate(ctx, at('renamed'))).rejects.toMatchObject({ code: 'CONTAINER_NOT_FOUND' });
  });
});
