import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ChunkStyle } from '../../src/chunking/chunk.ts';
import { chunkDocument, chunksMax } from '../../src/chunking/chunk-document.ts';
import { embeddingKey } from '../../src/chunking/embedding-key.ts';
import { estimateTokens, prefixOfTokens } from '../../src/chunking/token-estimate.ts';

const styles: readonly ChunkStyle[] = ['markdown', 'prose', 'code', 'table', 'lines'];

const line = fc.oneof(
  fc.constantFrom(
    '',
    '',
    '# Title',
    '## Part',
    '---',
    '===',
    '```',
    'class A {',
    '  run() {',
    '  }',
    '}',
    'def f(x):',
    '    return x',
    '\tx = 1',
    '"""doc',
    'a,b,c',
  ),
  fc.lorem({ maxCount: 30 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const text = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([lines, lineBreak]) => lines.join(lineBreak));

const lineNumber = (content: string, offset: number): number => content.slice(0, offset).split(/\r\n|\n|\r/).length;

test('chunks hold every visible character once, in order, with the lines they stand on', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...styles), (content, style) => {
      const { chunks } = chunkDocument(content, style);
      let end = 0;
      let left = '';
      chunks.forEach((chunk, index) => {
        expect(chunk.ordinal).toBe(index + 1);
        expect(chunk.start).toBeGreaterThanOrEqual(end);
        left += content.slice(end, chunk.start);
        expect(content.slice(chunk.start, chunk.end)).toBe(chunk.text);
        expect(chunk.text.trim()).not.toBe('');
        expect(chunk.startLine).toBe(lineNumber(content, chunk.start));
        expect(chunk.endLine).toBe(lineNumber(content, chunk.end - 1));
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
    fc.property(text, fc.constantFrom(...styles), (content, style) => {
      const { chunks, head } = chunkDocument(content, style);
      for (const chunk of chunks) expect(estimateTokens(chunk.text)).toBeLessThanOrEqual(250);
      expect(estimateTokens(head ?? '')).toBeLessThanOrEqual(chunks.length === 1 ? 300 : 256);
      expect(chunkDocument(content, style)).toEqual({ ...chunkDocument(content, style), head });
    }),
    { numRuns: 200 },
  );
});

test('a document of one chunk has that chunk as its head: it is embedded once', () => {
  const { head, chunks } = chunkDocument('# Title\n\nA short note.\n', 'markdown');
  expect(chunks).toHaveLength(1);
  expect(head).toBe(chunks[0]?.embeddedText);
});

test('empty texts have no chunks and nothing to embed', () => {
  for (const content of ['', ' \n\t\r\n ']) expect(chunkDocument(content, 'prose')).toMatchObject({ head: null, chunks: [] });
});

test.each([
  ['markdown', 'x'.repeat(10_000_000)],
  ['prose', 'word, '.repeat(1_700_000)],
  ['code', 'x'.repeat(10_000_000)],
  ['lines', '{"a":[1,2,"東京"]},'.repeat(600_000)],
] as const)('ten megabytes on one line, as %s, are cut in bounded time into a bounded number of chunks', (style, content) => {
  const startedAt = performance.now();
  const { chunks, truncated } = chunkDocument(content, style);
  expect(performance.now() - startedAt).toBeLessThan(8_000);
  expect(chunks.length).toBeLessThanOrEqual(chunksMax);
  expect(truncated).toBe(true);
});

test('a chunk of Markdown tells the headings above it, and says only those in its header that it does not hold', () => {
  const paragraph = 'The session is refreshed by rotating its token. '.repeat(16);
  const { chunks } = chunkDocument(
    `# Handbook\n\n## Sessions\n\n${paragraph}\n\n### Rotation\n\n${paragraph}\n\n${paragraph}\n`,
    'markdown',
  );
  const rotation = chunks.filter((chunk) => chunk.headings.includes('Rotation'));
  expect(rotation[0]?.headings).toEqual(['Handbook', 'Sessions', 'Rotation']);
  expect(rotation[0]?.text.startsWith('### Rotation')).toBe(true);
  expect(rotation[0]?.header).toBe('Handbook > Sessions');
  expect(rotation.at(-1)?.header).toBe('Handbook > Sessions > Rotation');
});

test('what looks like a heading inside fenced code is none', () => {
  const { chunks } = chunkDocument('# Real\n\n```sh\n# not a heading\nls\n```\n', 'markdown');
  expect(chunks[0]?.headings).toEqual(['Real']);
});

test('code is cut at its definitions, each with its name and container', () => {
  const source = readFileSync(new URL('../../src/chunking/chunk-document.ts', import.meta.url), 'utf8');
  const { chunks, definitions } = chunkDocument(source, 'code');
  expect(definitions.map((definition) => definition.qualifiedName)).toEqual(
    expect.arrayContaining(['chunkStyle', 'piecesOf', 'chunkDocument']),
  );
  expect(chunks.map((chunk) => chunk.symbol)).toContain('chunkDocument');
});

test('definitions are found in the languages people write', () => {
  const found = (code: string): string[] => chunkDocument(code, 'code').definitions.map((definition) => definition.qualifiedName);
  expect(found('class A:\n    def run(self):\n        pass\n\nasync def go():\n    pass\n')).toEqual(['A', 'A.run', 'go']);
  expect(found('export class B {\n  async load(id: string) {\n    return call(id);\n  }\n}\nexport const make = () => 1;\n')).toEqual([
    'B',
    'B.load',
    'make',
  ]);
  expect(found('func (s *Server) Start(port int) error {\n\treturn nil\n}\ntype Server struct {\n}\n')).toEqual(['Start', 'Server']);
  expect(found('pub struct P;\nimpl P {\n    pub fn area(&self) -> f64 {\n        1.0\n    }\n}\n')).toEqual(['P', 'P', 'P.area']);
  expect(found('public class C {\n    public static int add(int a, int b) {\n        return a + b;\n    }\n}\n')).toEqual(['C', 'C.add']);
  expect(found('int main(int argc, char **argv) {\n    return run(argc);\n}\n')).toEqual(['main']);
  expect(
    found('export interface D {\n    read(path: string): Promise<void>;\n}\nexport declare function f(): void;\nexport type T = string;\n'),
  ).toEqual(['D', 'D.read', 'f', 'T']);
});

test('rows of a table stand under its header', () => {
  const rows = Array.from({ length: 200 }, (_, index) => `${index},name ${index},${index * 7}`).join('\n');
  const { chunks } = chunkDocument(`id,name,price\n${rows}\n`, 'table');
  expect(chunks.length).toBeGreaterThan(3);
  expect(chunks.slice(1).every((chunk) => chunk.embeddedText.startsWith('id,name,price\n'))).toBe(true);
});

test('the embedding key depends on the model and the words, on nothing else', () => {
  expect(embeddingKey('a', 'words')).toEqual(embeddingKey('a', 'words'));
  expect(embeddingKey('a', 'words')).not.toEqual(embeddingKey('b', 'words'));
  expect(embeddingKey('a', 'words')).not.toEqual(embeddingKey('a', 'other words'));
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
