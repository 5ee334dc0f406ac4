import iconv from 'iconv-lite';
import { afterEach, describe, expect, test } from 'vitest';
import { createExtractor, type Extractor, type ExtractorOptions } from '../../src/extraction/extractor.ts';

describe('the extractor', () => {
  const extractors: Extractor[] = [];
  const make = (options?: Partial<ExtractorOptions>): Extractor => {
    const extractor = createExtractor(options);
    extractors.push(extractor);
    return extractor;
  };
  afterEach(() => Promise.all(extractors.splice(0).map((extractor) => extractor.stop())));
  const slow = iconv.encode('吾輩は猫である。名前はまだ無い。'.repeat(400_000), 'shift_jis');

  test('reads in a thread, in order of the questions, and leaves the given bytes alone', async () => {
    const extractor = make();
    const bytes = Buffer.from('# Title\n');
    const results = await Promise.all(Array.from({ length: 50 }, () => extractor.extract({ path: 'a.md', bytes, mimeType: null })));
    expect(results.every((result) => result.state === 'AVAILABLE' && result.title === 'Title')).toBe(true);
    expect(bytes.toString()).toBe('# Title\n');
  });

  test('the main thread stays responsive while a large document is read', async () => {
    const extractor = make();
    await extractor.extract({ path: 'a.md', bytes: Buffer.from('warm'), mimeType: null });
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);
    const result = await extractor.extract({ path: 'a.txt', bytes: slow, mimeType: null });
    clearInterval(timer);
    expect(result).toMatchObject({ state: 'AVAILABLE', charset: 'shift_jis' });
    expect(ticks).toBeGreaterThan(3);
  });

  test('a document that takes too long is EXTRACTION_TIMEOUT, and the next one is read', async () => {
    const extractor = make({ timeoutMs: 150 });
    const [first, second] = await Promise.all([
      extractor.extract({ path: 'a.txt', bytes: slow, mimeType: null }),
      extractor.extract({ path: 'b.md', bytes: Buffer.from('# B'), mimeType: null }),
    ]);
    expect(first).toMatchObject({ state: 'FAILED', code: 'EXTRACTION_TIMEOUT' });
    expect(second).toMatchObject({ state: 'AVAILABLE', title: 'B' });
  });

  test('a thread that runs out of memory costs its document, not the process nor the next document', async () => {
    const extractor = make({ heapMegabytesMax: 40, timeoutMs: 60_000, thread: new URL('./hungry-thread.ts', import.meta.url) });
    const [hungry, modest] = await Promise.all(
      ['hungry.md', 'modest.md'].map((path) => extractor.extract({ path, bytes: Buffer.from('# B'), mimeType: null })),
    );
    expect(hungry).toMatchObject({ state: 'FAILED', code: 'EXTRACTION_MEMORY' });
    expect(modest).toMatchObject({ title: 'B' });
  });

  test('a document above the limit is TOO_LARGE without being looked at', async () => {
    const extractor = make({ bytesMax: 100 });
    expect(await extractor.extract({ path: 'a.txt', bytes: Buffer.alloc(101, 'a'), mimeType: null })).toMatchObject({ state: 'TOO_LARGE' });
  });

  test('an aborted question is rejected with the reason, and the thread goes on with others', async () => {
    const extractor = make();
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const aborted = [1, 2, 3].map(() => extractor.extract({ path: 'a.txt', bytes: slow, mimeType: null, signal: controller.signal }));
    controller.abort(reason);
    for (const question of aborted) await expect(question).rejects.toBe(reason);
    expect(await extractor.extract({ path: 'b.md', bytes: Buffer.from('# B'), mimeType: null })).toMatchObject({ title: 'B' });
  });

  test('stopping rejects what is under way: it is not the document that failed', async () => {
    const extractor = make();
    const questions = [1, 2].map(() => extractor.extract({ path: 'a.txt', bytes: slow, mimeType: null }));
    const settled = Promise.allSettled(questions);
    await extractor.stop();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(extractor.extract({ path: 'b.md', bytes: Buffer.from('# B'), mimeType: null })).rejects.toThrow('stopped');
  });

  describe('a process for formats', () => {
    const hungry = new URL('./hungry-process.ts', import.meta.url);
    const ask = (extractor: Extractor, path: string) => extractor.extract({ path, bytes: Buffer.from('x'), mimeType: null });

    test.each(['array.pdf', 'table.pdf', 'buffers.pdf'])(
      'a library that takes all memory in one %s costs its document, not ConHub nor the next document',
      async (path) => {
        const extractor = make({ process: hungry, heapMegabytesMax: 200, processMegabytesMax: 400 });
        expect(await ask(extractor, path)).toMatchObject({ state: 'FAILED', code: 'EXTRACTION_MEMORY' });
        expect(await ask(extractor, 'modest.pdf')).toMatchObject({ message: '"nothing"' });
      },
    );

    test('has no environment, writes no file, starts no program', async () => {
      const extractor = make({ process: hungry });
      expect(await ask(extractor, 'environment.pdf')).toMatchObject({ message: '{}' });
      expect(await ask(extractor, 'write.pdf')).toMatchObject({ message: 'ERR_ACCESS_DENIED' });
      expect(await ask(extractor, 'program.pdf')).toMatchObject({ message: 'ERR_ACCESS_DENIED' });
    });

    test('is ended when it has had nothing to do, and started again for the next document', async () => {
      const extractor = make({ idleMs: 50 });
      const page = { path: 'a.html', bytes: Buffer.from('<h1>A</h1>'), mimeType: null };
      expect(await extractor.extract(page)).toMatchObject({ text: '# A' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await extractor.extract(page)).toMatchObject({ text: '# A' });
    });
  });
});
