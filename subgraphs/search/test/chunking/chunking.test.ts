import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { ChunkStyle, ChunkedDocument } from '../../src/chunking/chunk.ts';
import { embeddingKey } from '../../src/chunking/embedding-key.ts';
import { chunkDocument, chunkStyle, chunksMax } from '../../src/chunking/chunk-document.ts';
import { createGrammars, knownLanguages } from '../../src/chunking/syntax/grammars.ts';
import { estimateTokens, prefixOfTokens } from '../../src/chunking/token-estimate.ts';

const grammars = createGrammars();
beforeAll(() => grammars.load(knownLanguages));

const cuts = ['markdown', 'notebook', 'prose', 'code', 'table', 'lines'] as const;
const anyStyle: fc.Arbitrary<ChunkStyle> = fc.record({
  cut: fc.constantFrom(...cuts),
  language: fc.constantFrom(null, ...knownLanguages),
  isPaged: fc.boolean(),
});
const cutAs = (text: string, cut: ChunkStyle['cut'], language: string | null = null): ChunkedDocument =>
  chunkDocument(text, { cut, language, isPaged: false }, grammars);

const line = fc.oneof(
  fc.constantFrom('', '', '# Title', '## Part', '---', '===', '```', '```ts', '| a | b |', '|---|---|', '| 1 | 2 |', '\f', '\fNext page'),
  fc.constantFrom(
    'class A {',
    '  run() {',
    '  }',
    '}',
    'def f(x):',
    '    return x',
    '\tx = 1',
    '"""doc',
    'a,b,c',
    '{"a": [',
    ']}',
    '- b: 1',
    '/*',
    '*/',
  ),
  fc.lorem({ maxCount: 30 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  // Halves of characters, as broken files hold them.
  fc.constantFrom('\ud800', 'x\udc00y', '\0\0', '\u2028'),
);
const anyText = fc
  .tuple(fc.array(line, { maxLength: 80 }), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([lines, lineBreak]) => lines.join(lineBreak));

const lineNumber = (content: string, offset: number): number => content.slice(0, offset).split(/\r\n|\n|\r/).length;

test('chunks hold every visible character once, in order, with the lines and the page they stand on', () => {
  fc.assert(
    fc.property(anyText, anyStyle, (content, style) => {
      const { chunks } = chunkDocument(content, style, grammars);
      let end = 0;
      let left = '';
      chunks.forEach((chunk, index) => {
        expect(chunk.ordinal).toBe(index + 1);
        expect(chunk.start).toBeGreaterThanOrEqual(end);
        left += content.slice(end, chunk.start);
        expect(content.slice(chunk.start, chunk.end).replaceAll('\f', '')).toBe(chunk.text);
        expect(chunk.text.trim()).not.toBe('');
        expect(chunk.startLine).toBe(lineNumber(content, chunk.start));
        expect(chunk.endLine).toBe(lineNumber(content, chunk.end - 1));
        expect(chunk.page).toBe(style.isPaged ? content.slice(0, chunk.start).split('\f').length : null);
        expect(chunk.embeddedText.endsWith(chunk.text)).toBe(true);
        end = chunk.end;
      });
      expect((left + content.slice(end)).trim()).toBe('');
    }),
    { numRuns: 400 },
  );
});

test('no chunk is longer than a model sees, and cutting twice cuts the same', () => {
  fc.assert(
    fc.property(anyText, anyStyle, (content, style) => {
      const { chunks, head } = chunkDocument(content, style, grammars);
      for (const chunk of chunks) expect(estimateTokens(chunk.text)).toBeLessThanOrEqual(250);
      expect(estimateTokens(head ?? '')).toBeLessThanOrEqual(chunks.length === 1 ? 300 : 256);
      expect(chunkDocument(content, style, grammars)).toEqual({ ...chunkDocument(content, style, grammars), head });
    }),
    { numRuns: 200 },
  );
});

test('a document of one chunk has that chunk as its head: it is embedded once', () => {
  const { head, chunks } = cutAs('# Title\n\nA short note.\n', 'markdown');
  expect(chunks).toHaveLength(1);
  expect(head).toBe(chunks[0]?.embeddedText);
});

test('empty texts have no chunks and nothing to embed', () => {
  for (const content of ['', ' \n\t\r\n ', '\f\f\n\f']) expect(cutAs(content, 'prose')).toMatchObject({ head: null, chunks: [] });
});

const length = 5_000_000;
const hostile: Readonly<Record<string, string>> = {
  'one line of one letter': 'x'.repeat(length),
  'one line of words': 'word, '.repeat(100_000),
  'one line of data': '{"a":[1,2,"東京"]},'.repeat(30_000),
  'ten thousand levels': `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  'ten thousand levels, a line each': `${'{\n'.repeat(10_000)}${'}\n'.repeat(10_000)}`,
  'ten thousand calls in another': `${'f('.repeat(10_000)}1${')'.repeat(10_000)};\n`,
  'opened and never closed': '"""\n/* `${ <a href="(\n'.repeat(4_000),
  'half characters': '\ud83d\n\udc00 \ud800'.repeat(20_000),
  zeros: '\0'.repeat(300_000),
  'blank lines': '\n \n'.repeat(300_000),
  'marks of headings and fences': '# \n```\n~~~\n|-|\n'.repeat(10_000),
  'pages without text': '\f'.repeat(500_000),
};

test.each(Object.entries(hostile))(
  '%s: cut in bounded time into a bounded number of chunks, as whatever it is taken for',
  (_name, content) => {
    for (const [cut, language] of [
      ['markdown', null],
      ['table', null],
      ['code', 'typescript'],
      ['code', 'kotlin'],
    ] as const) {
      const before = process.cpuUsage();
      const { chunks } = chunkDocument(content, { cut, language, isPaged: cut === 'table' }, grammars);
      // Of the processor: other tests run beside this one.
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(8_000);
      expect(chunks.length).toBeLessThanOrEqual(chunksMax);
    }
  },
  60_000,
);

test('a document’s kind and language say how it is cut', () => {
  const cut = (kind: string, path: string, language: string | null = null): string => chunkStyle({ kind, path, language }).cut;
  expect(cut('CODE', 'a.ts', 'typescript')).toBe('code');
  expect(cut('DATA', 'a.json', 'json')).toBe('code');
  expect(cut('TEXT', 'a.txt')).toBe('prose');
  expect(cut('TEXT', 'a.md', 'markdown')).toBe('markdown');
  expect(cut('PAGE', 'a.html', 'html')).toBe('markdown');
  expect(cut('NOTEBOOK', 'a.ipynb', 'python')).toBe('notebook');
  expect(cut('SHEET', 'a.xlsx')).toBe('table');
  expect(['PDF', 'SLIDES', 'SHEET', 'TEXT'].map((kind) => chunkStyle({ kind, path: 'a', language: null }).isPaged)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('the embedding key depends on the words and on nothing else: two models have the same key, and a vector each', () => {
  expect(embeddingKey('words')).toEqual(embeddingKey('words'));
  expect(embeddingKey('words')).not.toEqual(embeddingKey('other words'));
  // A format: another value would embed everything again.
  expect(Buffer.from(embeddingKey('words')).toString('hex').slice(0, 16)).toBe('b602879d2df10b62');
});

test('a prefix never has more tokens than asked for and never ends inside a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (content, max) => {
      const prefix = content.slice(0, prefixOfTokens(content, max));
      expect(estimateTokens(prefix)).toBeLessThanOrEqual(max);
      expect(prefix.isWellFormed() || !content.isWellFormed()).toBe(true);
    }),
  );
});
