import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Hint, Watch } from '../../src/providers/connector.ts';
import { watchFolder, type WatchTiming } from '../../src/providers/folder/watch.ts';
import { createMemorySnapshot } from '../conformance/memory-snapshot.ts';
import { type FolderHarness, makeFolderHarness } from './folder-harness.ts';

interface Watched {
  readonly world: FolderHarness;
  readonly watch: Watch;
  readonly hints: Hint[];
  /** Milliseconds from `change` to its hint. */
  hintAfter(change: () => Promise<void>): Promise<number>;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const open: Watched[] = [];
afterEach(async () => {
  for (const { watch, world } of open.splice(0)) {
    await watch.stop();
    await world.close();
  }
});

async function watched(files: readonly string[], timing: Partial<WatchTiming> = {}): Promise<Watched> {
  const world = await makeFolderHarness();
  for (const file of files) await world.write(file, file);
  const hints: Hint[] = [];
  const listeners = new Set<() => void>();
  const ctx = {
    config: {},
    rules: { include: [], exclude: ['excluded/'] },
    snapshot: createMemorySnapshot(),
    clock: world.clock,
    logger: silent,
    signal: new AbortController().signal,
  };
  const onHint = (hint: Hint): void => {
    hints.push(hint);
    for (const listener of listeners) listener();
  };
  const options = { roots: () => [join(world.root, '..')], ownFolders: [], fileBytesMax: 1_000_000 };
  const watch = await watchFolder(options, ctx, world.root, onHint, {
    delayMs: 150,
    spacingMs: 200,
    pollMs: 100,
    directoriesMax: 1_000,
    ...timing,
  });
  const it: Watched = {
    world,
    watch,
    hints,
    async hintAfter(change) {
      const next = new Promise<void>((resolve) => {
        const listener = () => {
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      });
      const started = performance.now();
      await change();
      await next;
      return performance.now() - started;
    },
  };
  open.push(it);
  return it;
}

describe('watching a folder', () => {
  test('an edit, a new file, a new folder, a move and a removal each give a hint soon', async () => {
    const { world, hintAfter, watch } = await watched(['a.md', 'sub/b.md']);
    expect(watch.mode()).toBe('native');
    const times = [
      await hintAfter(() => world.write('a.md', 'edited')),
      await hintAfter(() => world.write('c.md', 'new')),
      await hintAfter(() => world.write('new/deep/d.md', 'new')),
      await hintAfter(() => world.move('a.md', 'sub/a.md')),
      await hintAfter(() => world.remove('sub/b.md')),
      await hintAfter(() => world.write('new/deep/e.md', 'in a folder that is new')),
    ];
    for (const time of times) expect(time).toBeLessThan(2_000);
  });

  test('many changes at once are few hints', async () => {
    const { world, hints } = await watched([]);
    for (let index = 0; index < 200; index += 1) await world.write(`${index}.md`, `${index}`);
    await delay(700);
    expect(hints.length).toBeGreaterThan(0);
    expect(hints.length).toBeLessThan(8);
  });

  test('what is kept out gives no hint, and nor do links and pipes', async () => {
    const { world, hints } = await watched(['.gitignore', 'build/x', 'node_modules/m/x', 'excluded/x', '.cache/x']);
    await world.write('.gitignore', 'build/\n*.log\n');
    await delay(1_200);
    hints.length = 0;
    for (const path of ['build/y', 'node_modules/m/y', 'excluded/y', '.cache/y', 'a.log', '.env', 'a.md~']) await world.write(path, 'y');
    execFileSync('mkfifo', [join(world.root, 'pipe')]);
    await delay(600);
    expect(hints).toEqual([]);
    await world.write('.gitignore', '*.log\n');
    await delay(1_200);
    hints.length = 0;
    await world.write('build/z', 'no longer ignored');
    await delay(600);
    expect(hints.length).toBeGreaterThan(0);
  });

  test('a folder that goes away and comes back is still watched', async () => {
    const { world, hintAfter } = await watched(['a.md']);
    await hintAfter(() => rename(world.root, `${world.root}-away`));
    await delay(300);
    await hintAfter(() => rename(`${world.root}-away`, world.root));
    await delay(1_000);
    expect(await hintAfter(() => world.write('a.md', 'again'))).toBeLessThan(3_000);
  });

  test('too many folders are polled instead, and it says why', async () => {
    const { world, hints, watch } = await watched(
      Array.from({ length: 30 }, (_, index) => `d${index}/a.md`),
      { directoriesMax: 10 },
    );
    expect(watch.mode()).toBe('polling');
    expect(watch.message()).toContain('more than 10 folders');
    await delay(350);
    expect(hints.some(({ reason }) => reason === 'poll')).toBe(true);
    await rm(world.root, { recursive: true });
    await mkdir(world.root);
  });

  test('after stop no hint comes and no handle is left', async () => {
    const { world, hints, watch } = await watched(['a.md']);
    await world.write('a.md', 'edited');
    await watch.stop();
    hints.length = 0;
    await world.write('b.md', 'new');
    await delay(500);
    expect(hints).toEqual([]);
    expect(process.getActiveResourcesInfo().filter((resource) => resource === 'FSEventWrap')).toEqual([]);
  });
});
