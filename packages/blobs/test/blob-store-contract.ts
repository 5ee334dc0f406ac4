import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlobStore } from '../src/index.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const ann = 'org_01jd0000000000000000000000';
const bob = 'org_01jd0000000000000000000001';

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What every store of blobs guarantees. `makeStore` answers an empty one. */
export function describeBlobStore(name: string, makeStore: () => Promise<BlobStore>): void {
  describe(`blobs in ${name}`, () => {
    test('what is put comes back, byte for byte, under its SHA-256', async () => {
      const store = await makeStore();
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
          const stored = await store.put(ann, bytes);
          expect(stored).toEqual({ hash: sha256(bytes), size: bytes.byteLength });
          expect(await store.get(ann, stored.hash)).toEqual(Buffer.from(bytes));
        }),
        { numRuns: 40 },
      );
    });

    test('a stream is stored like its bytes, and read as a stream, whole or in part', async () => {
      const store = await makeStore();
      const bytes = Buffer.alloc(300_000, 'abcdefghij');
      async function* chunks() {
        for (let at = 0; at < bytes.length; at += 7_001) yield bytes.subarray(at, at + 7_001);
      }
      const stored = await store.put(ann, chunks());
      expect(stored.hash).toBe(sha256(bytes));
      const read = async (range?: { start?: number; end?: number }) =>
        Buffer.concat(await collect((await store.stream(ann, stored.hash, range))!));
      expect(await read()).toEqual(bytes);
      expect(await read({ start: 10, end: 15 })).toEqual(Buffer.from('abcde'));
      expect(await read({ start: 299_995 })).toEqual(Buffer.from('fghij'));
      expect(await read({ start: 5, end: 5 })).toEqual(Buffer.alloc(0));
    });

    test('a stream that fails stores nothing', async () => {
      const store = await makeStore();
      async function* broken() {
        yield Buffer.from('half');
        throw new Error('the provider hung up');
      }
      await expect(store.put(ann, broken())).rejects.toThrow('the provider hung up');
      expect(await collect(store.list(ann))).toEqual([]);
      expect(await store.has(ann, sha256(Buffer.from('half')))).toBe(false);
    });

    test('the same bytes are stored once, also when many put them at once', async () => {
      const store = await makeStore();
      const stored = await Promise.all(Array.from({ length: 40 }, (_, index) => store.put(ann, Buffer.from(`same ${index % 2}`))));
      expect(new Set(stored.map(({ hash }) => hash)).size).toBe(2);
      expect(await collect(store.list(ann))).toHaveLength(2);
    });

    test('many are stored in the order given, doubles included', async () => {
      const store = await makeStore();
      const texts = ['one', 'two', 'one', '', 'three'];
      const stored = await store.putAll(
        ann,
        texts.map((text) => Buffer.from(text)),
      );
      expect(stored.map(({ hash }) => hash)).toEqual(texts.map((text) => sha256(Buffer.from(text))));
      expect(await collect(store.list(ann))).toHaveLength(4);
    });

    test('organizations see nothing of one another', async () => {
      const store = await makeStore();
      const { hash } = await store.put(ann, Buffer.from('secret'));
      expect(await store.get(bob, hash)).toBeNull();
      expect(await store.stream(bob, hash)).toBeNull();
      expect(await store.has(bob, hash)).toBe(false);
      expect(await store.delete(bob, hash)).toBe(false);
      await store.put(bob, Buffer.from('secret'));
      await store.removeOrganization(ann);
      expect(await store.get(ann, hash)).toBeNull();
      expect(await store.get(bob, hash)).toEqual(Buffer.from('secret'));
      expect(await collect(store.organizations())).toEqual([bob]);
      await store.put(ann, Buffer.from('a new start'));
      expect(await collect(store.list(ann))).toHaveLength(1);
    });

    test('a deleted blob is gone, once', async () => {
      const store = await makeStore();
      const { hash } = await store.put(ann, Buffer.from('orphan'));
      expect(await store.delete(ann, hash)).toBe(true);
      expect(await store.delete(ann, hash)).toBe(false);
      expect(await store.get(ann, hash)).toBeNull();
    });

    test('a collector cannot take what was put after it began to look, even if the bytes were there before', async () => {
      const store = await makeStore();
      const { hash } = await store.put(ann, Buffer.from('used again'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      const lookingSince = new Date();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await store.put(ann, Buffer.from('used again'));
      expect(await store.delete(ann, hash, { unusedSince: lookingSince })).toBe(false);
      expect(await store.delete(ann, hash, { unusedSince: new Date(Date.now() + 1000) })).toBe(true);
    });

    test('puts and deletes of the same bytes at once: a put that has resolved without a later delete is there', async () => {
      const store = await makeStore();
      const bytes = Buffer.from('contended');
      for (let round = 0; round < 20; round += 1) {
        const since = new Date(Date.now() - 60_000);
        const { hash } = await store.put(ann, bytes);
        await Promise.all([
          store.delete(ann, hash, { unusedSince: since }),
          store.delete(ann, hash),
          store.put(ann, bytes),
          store.put(ann, bytes),
        ]);
        await store.put(ann, bytes);
        expect(await store.has(ann, hash)).toBe(true);
      }
    });

    test('the list is in order of the hash, with sizes', async () => {
      const store = await makeStore();
      await store.putAll(
        ann,
        Array.from({ length: 30 }, (_, index) => Buffer.alloc(index, 'x')),
      );
      const listed = await collect(store.list(ann));
      expect(listed.map(({ hash }) => hash)).toEqual(listed.map(({ hash }) => hash).sort());
      expect(listed.map(({ size }) => size).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index));
    });

    test('names that are not an organization or a hash never become a path', async () => {
      const store = await makeStore();
      for (const organization of ['..', '', 'a/b', '.incoming', 'ORG']) {
        await expect((async () => store.put(organization, Buffer.from('x')))()).rejects.toThrow(TypeError);
      }
      for (const hash of ['..', '', '../../etc/passwd', 'A'.repeat(64), 'a'.repeat(63)]) {
        await expect((async () => store.get(ann, hash))()).rejects.toThrow(TypeError);
      }
    });
  });
}
