import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { countLines, extractDocument } from '../../src/extraction/extract-document.ts';

const extract = (path: string, content: string | Uint8Array) =>
  extractDocument({ path, bytes: typeof content === 'string' ? Buffer.from(content) : content, mimeType: null }, 1_000_000);
const textOf = async (path: string, content: string | Uint8Array) => {
  const result = await extract(path, content);
  return result.state === 'AVAILABLE' ? { text: result.text, charset: result.charset } : result;
};

describe('the text of a document', () => {
  test('any UTF-8 text without NUL comes back unchanged, never normalised', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (text) => {
        fc.pre(
          !/[\0-\x1f]/.test(text) &&
            !text.startsWith('\uFEFF') &&
            !text.startsWith('%PDF-') &&
            !text.startsWith('{\\rtf') &&
            !/^(PK|BZh|GIF8|SQL)/.test(text),
        );
        expect(await textOf('a.txt', text)).toEqual({ text, charset: 'utf-8' });
      }),
    );
    const decomposed = 'Cafe\u0301 \u212B \uFB01';
    expect(await textOf('a.txt', decomposed)).toMatchObject({ text: decomposed });
  });

  test('line ends stay as they are', async () => {
    expect(await textOf('a.txt', 'a\r\nb\rc\nd')).toMatchObject({ text: 'a\r\nb\rc\nd' });
  });

  test.each([
    ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
    ['utf-16le', Buffer.from([0xff, 0xfe])],
    ['utf-16be', Buffer.from([0xfe, 0xff])],
    ['utf-32le', Buffer.from([0xff, 0xfe, 0, 0])],
    ['utf-32be', Buffer.from([0, 0, 0xfe, 0xff])],
  ])('a byte-order mark decides and is dropped: %s', async (charset, mark) => {
    const text = 'Grüße, 世界 and 🌍\n';
    expect(await textOf('a.md', Buffer.concat([mark, iconv.encode(text, charset)]))).toEqual({ text, charset });
  });

  test.each(['utf-16le', 'utf-16be'])('%s without a mark is recognised', async (charset) => {
    const text = 'A note that Windows wrote without saying how.\r\n';
    expect(await textOf('a.txt', iconv.encode(text, charset))).toEqual({ text, charset });
  });

  const samples: readonly (readonly [string, string])[] = [
    ['windows-1252', 'Die Größe der Änderung überrascht: “zweifellos” – ein Müßiggänger zahlt 5 € für Käse.'],
    ['windows-1252', 'café'],
    ['windows-1252', 'El niño comió una manzana; mañana volverá. ¿Qué pasó?'],
    ['windows-1251', 'Съешь же ещё этих мягких французских булок, да выпей чаю. Это обычный русский текст для проверки.'],
    ['koi8-r', 'Съешь же ещё этих мягких французских булок, да выпей чаю. Это обычный русский текст для проверки.'],
    ['shift_jis', '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。'],
    ['euc-jp', '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。'],
    ['gb18030', '这是一个用来测试编码识别的中文句子，希望它能够被正确地识别出来。我们在这里写了很多常用的汉字。'],
    ['big5', '這是一個用來測試編碼識別的中文句子，希望它能夠被正確地識別出來。我們在這裡寫了很多常用的漢字。'],
    ['euc-kr', '이것은 인코딩 감지를 시험하기 위한 한국어 문장입니다. 올바르게 인식되기를 바랍니다.'],
    ['iso-2022-jp', '吾輩は猫である。名前はまだ無い。'],
  ];
  test.each(samples)('%s is recognised: %s', async (charset, text) => {
    const encoded =
      charset === 'iso-2022-jp' ? Buffer.from('\x1b$B8cGZ$OG-$G$"$k!#L>A0$O$^$@L5$$!#\x1b(B', 'latin1') : iconv.encode(text, charset);
    if (charset === 'iso-2022-jp') expect((await extract('a.txt', encoded)).state).not.toBe('FAILED');
    else expect(await textOf('a.txt', encoded)).toMatchObject({ text });
  });

  test('whatever the bytes, the answer is a text or a clear reason, and never holds a NUL or half a character', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const result = await extract('a.txt', bytes);
        if (result.state === 'AVAILABLE') {
          expect(result.text.includes('\0')).toBe(false);
          expect(result.text.isWellFormed()).toBe(true);
        } else expect(result.state).toBe('UNSUPPORTED');
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['an image called text', 'a.txt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['a program', 'a', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(100, 1)])],
    ['zeros', 'a.log', Buffer.alloc(5000)],
    ['text with a NUL in it', 'a.txt', Buffer.from('looks like text\0but is not')],
    [
      'an MPEG stream called TypeScript',
      'a.ts',
      Buffer.concat(Array.from({ length: 20 }, () => Buffer.from([0x47, 0x40, 0, 0x10, 0, 1, 2, 3, 0x91, 0x8d]))),
    ],
    ['a PDF without its name', 'report', Buffer.from('%PDF-1.4\n1 0 obj\n<<>>')],
    ['noise', 'a.txt', Buffer.from(Array.from({ length: 4000 }, (_, index) => ((index * 7919 * 104729 + (index >> 3)) % 255) | 1))],
  ])('%s is UNSUPPORTED by its content', async (_what, path, bytes) => {
    expect(await extract(path, bytes)).toMatchObject({ state: 'UNSUPPORTED', message: expect.stringMatching(/is not read/) });
  });

  test.each([
    ['a.doc', 'PAGE'],
    ['a.xls', 'SHEET'],
    ['a.ppt', 'SLIDES'],
    ['a.msg', 'EMAIL'],
    ['a.PNG', 'OTHER'],
    ['a.zip', 'OTHER'],
  ])('%s is UNSUPPORTED, of kind %s', async (path, kind) => {
    expect(await extract(path, 'whatever')).toMatchObject({ state: 'UNSUPPORTED', kind });
  });

  test('a text that is too long is TOO_LARGE', async () => {
    expect(await extractDocument({ path: 'a.txt', bytes: Buffer.alloc(1001, 'a'), mimeType: null }, 1000)).toMatchObject({
      state: 'TOO_LARGE',
    });
  });

  test('an empty file is an empty text of one line', async () => {
    expect(await extract('a.txt', '')).toMatchObject({ state: 'AVAILABLE', text: '', lineCount: 1, title: null });
  });

  test('lines end with LF, CRLF and CR', async () => {
    expect(['', 'a', 'a\n', 'a\nb', 'a\r\nb\rc\n', '\n\n', '\r\r\n'].map(countLines)).toEqual([1, 1, 1, 2, 3, 2, 2]);
  });
});

describe('what a document is', () => {
  test.each([
    ['src/main.ts', 'CODE', 'typescript'],
    ['App.tsx', 'CODE', 'tsx'],
    ['a/b.PY', 'CODE', 'python'],
    ['x.rs', 'CODE', 'rust'],
    ['x.h', 'CODE', 'c'],
    ['x.cpp', 'CODE', 'c++'],
    ['x.cs', 'CODE', 'c#'],
    ['types.d.ts', 'CODE', 'typescript'],
    ['Makefile', 'CODE', 'makefile'],
    ['Dockerfile', 'CODE', 'dockerfile'],
    ['Dockerfile.dev', 'CODE', 'dockerfile'],
    ['CMakeLists.txt', 'CODE', 'cmake'],
    ['go.mod', 'CODE', 'go module'],
    ['q.sql', 'CODE', 'sql'],
    ['README.md', 'TEXT', 'markdown'],
    ['README', 'TEXT', null],
    ['notes.txt', 'TEXT', null],
    ['what.ever', 'TEXT', null],
    ['js', 'TEXT', null],
    ['doc.rst', 'TEXT', 'restructuredtext'],
    ['index.html', 'PAGE', 'html'],
    ['package.json', 'DATA', 'json'],
    ['events.jsonl', 'DATA', 'json'],
    ['a.yml', 'DATA', 'yaml'],
    ['a.yaml', 'DATA', 'yaml'],
    ['Cargo.toml', 'DATA', 'toml'],
    ['a.xml', 'DATA', 'xml'],
    ['a.csv', 'SHEET', 'csv'],
    ['a.tsv', 'SHEET', 'tsv'],
  ])('%s is %s, in %s', async (path, kind, language) => {
    expect(await extract(path, 'x')).toMatchObject({ state: 'AVAILABLE', kind, language });
  });

  test.each([
    ['#!/usr/bin/env python3\nprint(1)', 'python'],
    ['#!/bin/bash\necho', 'shell'],
    ['#!/usr/bin/env -S node --test\n', 'javascript'],
    ['#!/usr/local/bin/ruby2.7\n', 'ruby'],
  ])('a script without an ending says its language: %j', async (text, language) => {
    expect(await extract('bin/tool', text)).toMatchObject({ kind: 'CODE', language });
  });

  test.each([
    ['a.md', 'intro\n\n# The `title` of **it** {#anchor}\n\ntext', 'The title of it'],
    ['a.md', '```sh\n# not a title\n```\n## A [link](http://x) here ##\n', 'A link here'],
    ['a.md', 'Set apart\n=========\n', 'Set apart'],
    ['a.md', '---\ntitle: "From the front"\ntags: [x]\n---\n# Not this\n', 'From the front'],
    ['a.md', 'no heading at all', null],
    ['a.html', '<html><head><title>\n A &amp; B </title></head><h1>Not this</h1>', 'A & B'],
    ['a.html', '<h1 class="x">Only <em>this</em></h1>', 'Only this'],
    ['a.rst', '=====\nTitle\n=====\n\ntext', 'Title'],
    ['a.py', '# a comment', null],
  ])('the title of %s %j is %j', async (path, text, title) => {
    expect(await extract(path, text)).toMatchObject({ title });
  });
});
