import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { SourceRules } from '../../src/providers/connector.ts';
import type { FolderOptions } from '../../src/providers/folder/folder-options.ts';
import { createReferenceEngine, type ReferenceEngine } from '../conformance/reference-engine.ts';
import { type FolderHarness, makeFolderHarness } from './folder-harness.ts';

const worlds: FolderHarness[] = [];
afterEach(() => Promise.all(worlds.splice(0).map((world) => world.close())));

async function worldWith(files: readonly string[], options: Partial<FolderOptions> = {}): Promise<FolderHarness> {
  const world = await makeFolderHarness(options);
  worlds.push(world);
  for (const file of files) await world.write(file, file);
  return world;
}
const pathsOf = (engine: ReferenceEngine): string[] => [...engine.documents.values()].map(({ path }) => path).sort();

async function read(world: FolderHarness, rules: Partial<SourceRules> = {}): Promise<{ paths: string[]; keptOut: Record<string, number> }> {
  const engine = createReferenceEngine(world.connector, { ...world, rules: { include: [], exclude: [], ...rules } });
  await engine.sync();
  const keptOut: Record<string, number> = {};
  const first = engine.log.pages.slice(0, engine.log.pages.findIndex(({ complete }) => complete === true) + 1);
  for (const page of first)
    for (const [reason, count] of Object.entries(page.keptOut ?? {})) keptOut[reason] = (keptOut[reason] ?? 0) + count;
  return { paths: pathsOf(engine), keptOut };
}

describe('what is kept out of a folder source', () => {
  test('by default: version control, dependencies, hidden folders, secrets, editors’ leftovers; each is counted', async () => {
    const world = await worldWith([
      'a.md',
      '.git/config',
      'node_modules/x/index.js',
      'deep/node_modules/y/index.js',
      '.cache/z',
      '.env',
      '.env.local',
      'deep/.envrc',
      'server.pem',
      'id_rsa',
      'id_dsa',
      'id_ecdsa',
      'id_ed25519',
      'store.p12',
      'a.jks',
      'vault.kdbx',
      'TLS.KEY',
      '.netrc',
      'a.md~',
      '.a.md.swp',
      '.editorconfig',
      'id_rsa.pub',
    ]);
    expect(await read(world)).toEqual({
      paths: ['.editorconfig', 'a.md', 'id_rsa.pub'],
      keptOut: { VERSION_CONTROL: 1, DEPENDENCIES: 2, HIDDEN: 1, SECRET: 13, TEMPORARY: 2 },
    });
  });

  test('by .gitignore, as git does it: nested, anchored, folders, negation, the last line wins', async () => {
    const world = await worldWith([
      'a.log',
      'keep.log',
      'build/x',
      'sub/build/y',
      'sub/a.log',
      'sub/deep/keep.txt',
      'sub/deep/b.txt',
      'top/only.md',
      'sub/top/only.md',
      'A.LOG',
    ]);
    await world.write('.gitignore', '*.log\n!keep.log\n/build/\n/top\n');
    await world.write('sub/.gitignore', '!a.log\ndeep/*\n!deep/keep.txt\n');
    expect((await read(world)).paths).toEqual(
      ['.gitignore', 'A.LOG', 'keep.log', 'sub/.gitignore', 'sub/a.log', 'sub/build/y', 'sub/deep/keep.txt', 'sub/top/only.md'].sort(),
    );
  });

  test('.conhubignore says it last: it can bring back what .gitignore leaves out', async () => {
    const world = await worldWith(['dist/a.js', 'dist/readme.md', 'notes.md', 'private/x.md']);
    await world.write('.gitignore', 'dist/*\n');
    await world.write('.conhubignore', '!dist/readme.md\nprivate/\n');
    expect((await read(world)).paths).toEqual(['.conhubignore', '.gitignore', 'dist/readme.md', 'notes.md']);
  });

  test('by the source’s exclude rules; include rules leave only what they match', async () => {
    const world = await worldWith(['a.md', 'b.ts', 'docs/c.md', 'docs/draft/d.md', 'e.txt']);
    expect((await read(world, { exclude: ['*.ts', 'docs/draft/'] })).paths).toEqual(['a.md', 'docs/c.md', 'e.txt']);
    expect((await read(world, { include: ['**/*.md'] })).paths).toEqual(['a.md', 'docs/c.md', 'docs/draft/d.md']);
    expect((await read(world, { include: ['docs/'], exclude: ['draft'] })).paths).toEqual(['docs/c.md']);
  });

  test('what is kept out by default comes in only by a pattern that names it', async () => {
    const world = await worldWith([
      'a.md',
      '.github/workflows/ci.yml',
      '.cache/x.md',
      '.env.example',
      '.env',
      'node_modules/x/readme.md',
      'node_modules/y/readme.md',
      'node_modules/x/a.js',
    ]);
    expect((await read(world, { include: ['**'] })).paths).toEqual(['a.md']);
    expect((await read(world, { include: ['**/*'] })).paths).toEqual(['a.md']);
    expect((await read(world, { include: ['*.md', '.github/**'] })).paths).toEqual(['.github/workflows/ci.yml', 'a.md']);
    expect((await read(world, { include: ['**', '.env.example'] })).paths).toEqual(['.env.example', 'a.md']);
    expect((await read(world, { include: ['**', 'node_modules/x/*.md'] })).paths).toEqual(['a.md', 'node_modules/x/readme.md']);
    expect((await read(world, { include: ['**', '.github/**'], exclude: ['workflows'] })).paths).toEqual(['a.md']);
  });

  test('a new rule takes documents out, and taking it back brings them in', async () => {
    const world = await worldWith(['a.md', 'tmp/b.md']);
    const engine = createReferenceEngine(world.connector, world);
    await engine.sync();
    await world.write('.gitignore', 'tmp\n');
    await engine.sync();
    expect(pathsOf(engine)).toEqual(['.gitignore', 'a.md']);
    await rm(join(world.root, '.gitignore'));
    await engine.sync();
    expect(pathsOf(engine)).toEqual(['a.md', 'tmp/b.md']);
  });

  test('ConHub’s own data', async () => {
    const own: string[] = [];
    const world = await worldWith(['a.md', 'data/conhub/blobs/x'], { ownFolders: own });
    own.push(join(world.root, 'data/conhub'));
    expect(await read(world)).toEqual({ paths: ['a.md'], keptOut: { OWN_DATA: 1 } });
  });

  test.runIf(process.platform === 'linux')('/proc, wherever a walk meets it', async () => {
    const world = await makeFolderHarness({ roots: () => ['/proc'] });
    worlds.push(world);
    expect(await read({ ...world, containerId: '/proc' })).toEqual({ paths: [], keptOut: { SYSTEM: 1 } });
  });
});

describe('a folder that cannot be listed', () => {
  // Root may read everything: a name that is too long for the system makes a listing fail for everybody.
  test('is a listed failure, and nothing in it is deleted', async () => {
    const world = await worldWith(['a.md', 'locked/in.md', 'z.md']);
    const engine = createReferenceEngine(world.connector, world);
    await engine.sync();
    const before = pathsOf(engine);
    const locked = join(world.root, 'locked');
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await makeUnlistable(world.root);
    else await chmod(locked, 0);
    await rm(join(world.root, 'z.md'));
    await engine.sync();
    const inside = isRoot ? 'long/' : 'locked/';
    expect([...engine.failures.values()]).toContainEqual({ path: expect.stringContaining(inside), code: 'DOCUMENT_UNREADABLE' });
    expect(pathsOf(engine)).toEqual(before.filter((path) => path !== 'z.md'));
    engine.log.pages.length = 0;
    await engine.sync();
    expect(engine.log.pages.flatMap(({ ops }) => ops)).toEqual([]);
    // Node removes by whole paths and fails as the walk did; the system's tool goes down step by step.
    if (isRoot) execFileSync('rm', ['-rf', join(world.root, 'long')]);
    else await chmod(locked, 0o755);
    await engine.sync();
    expect([...engine.failures.values()]).toEqual([]);
  });

  /** A tree whose innermost path is longer than the system takes (ENAMETOOLONG), built by renaming it into itself from inside out. */
  async function makeUnlistable(root: string): Promise<void> {
    const name = 'n'.repeat(250);
    let inner = join(root, 'tip');
    await mkdir(inner);
    for (let depth = 0; depth < 18; depth += 1) {
      const outer = join(root, `outer-${depth}`);
      await mkdir(outer);
      await rename(inner, join(outer, name));
      inner = outer;
    }
    await rename(inner, join(root, 'long'));
  }
});
