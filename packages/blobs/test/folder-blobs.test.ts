import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BlobDamagedError, createFolderBlobs } from '../src/index.ts';
import { collect, describeBlobStore } from './blob-store-contract.ts';

const organization = 'org_01jd0000000000000000000000';
let base: string;
let made = 0;
const newFolder = () => join(base, `store-${(made += 1)}`);

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'conhub-blobs-'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

describeBlobStore('a folder', async () => createFolderBlobs(newFolder()));

describe('blobs in a folder', () => {
  test('lie at <organization>/<aa>/<sha256>', async () => {
    const folder = newFolder();
    await createFolderBlobs(folder).put(organization, Buffer.from('abc'));
    expect(await readdir(join(folder, organization, 'ba'))).toEqual(['ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad']);
  });

  test('bytes that rot are an error, never a wrong answer', async () => {
    const folder = newFolder();
    const store = createFolderBlobs(folder);
    const { hash } = await store.put(organization, Buffer.from('good bytes'));
    await writeFile(join(folder, organization, hash.slice(0, 2), hash), 'evil bytes');
    await expect(store.get(organization, hash)).rejects.toThrow(BlobDamagedError);
  });

  test('what a killed process left half-written is removed later, and never listed', async () => {
    const folder = newFolder();
    await createFolderBlobs(folder).put(organization, Buffer.from('whole'));
    const old = join(folder, '.incoming', 'abandoned');
    const fresh = join(folder, '.incoming', 'in-progress');
    await writeFile(old, 'ha');
    await writeFile(fresh, 'ha');
    await utimes(old, new Date(0), new Date(0));
    const again = createFolderBlobs(folder);
    await again.put(organization, Buffer.from('more'));
    expect(await readdir(join(folder, '.incoming'))).toEqual(['in-progress']);
    expect(await collect(again.list(organization))).toHaveLength(2);
    expect(await collect(again.organizations())).toEqual([organization]);
  });

  test('kill -9 while putting: every acknowledged blob is whole, nothing half is visible', async () => {
    const folder = newFolder();
    const program = `
      import { createFolderBlobs } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)};
      const store = createFolderBlobs(${JSON.stringify(folder)});
      for (let i = 0; ; i += 1) {
        const stored = await store.putAll('${organization}', Array.from({ length: 5 }, (_, k) => Buffer.alloc(20_000, i + '/' + k)));
        process.stdout.write(stored.map(({ hash }) => hash + '\\n').join(''));
      }`;
    for (const lives of [120, 190, 260]) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      const firstLine = Promise.withResolvers<void>();
      child.stdout.on('data', (data) => {
        output += String(data);
        firstLine.resolve();
      });
      await firstLine.promise;
      await new Promise((resolve) => setTimeout(resolve, lives));
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
      const acknowledged = output.split('\n').filter((line) => line.length === 64);
      expect(acknowledged.length).toBeGreaterThan(0);
      const store = createFolderBlobs(folder);
      for (const hash of acknowledged) expect(await store.get(organization, hash)).not.toBeNull();
      for await (const { hash, size } of store.list(organization)) {
        expect(size).toBe(20_000);
        expect(await store.get(organization, hash)).not.toBeNull();
      }
    }
  });
});
