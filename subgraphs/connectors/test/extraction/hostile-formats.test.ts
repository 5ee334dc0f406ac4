import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createExtractor } from '../../src/extraction/extractor.ts';
import { docxWith, makeZip, openDocumentWith, pdfWith, wordBody } from './make-zip.ts';

const extractor = createExtractor({ processMegabytesMax: 450, formatTimeoutMs: 15_000 });
afterAll(() => extractor.stop());

const file = (name: string): Promise<Buffer> => readFile(new URL(`files/${name}`, import.meta.url));
const extract = (path: string, bytes: Uint8Array | string) =>
  extractor.extract({ path, bytes: Buffer.from(bytes as string), mimeType: null });

const entities = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, index) => `<!ENTITY ${'bcdefghij'[index]} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('')}]>`;

describe('a document that is locked', () => {
  test.each([
    ['locked.pdf', () => file('locked.pdf')],
    ['locked.docx', () => file('locked.docx')],
    ['locked.odt', async () => openDocumentWith('noise', '<manifest><file-entry><encryption-data/></file-entry></manifest>')],
    ['locked.xlsx', async () => makeZip([{ name: '_rels/.rels', content: 'x', flags: 1 }])],
    [
      'locked.epub',
      async () =>
        makeZip([
          { name: 'META-INF/container.xml', content: '<container><rootfile full-path="a.opf"/></container>' },
          {
            name: 'a.opf',
            content: '<package><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/><itemref idref="c"/></package>',
          },
          { name: 'META-INF/encryption.xml', content: '<encryption><CipherReference URI="c.xhtml"/></encryption>' },
          { name: 'c.xhtml', content: 'noise' },
        ]),
    ],
  ])('%s is DOCUMENT_ENCRYPTED', async (path, bytes) => {
    expect(await extract(path, await bytes())).toMatchObject({
      state: 'FAILED',
      code: 'DOCUMENT_ENCRYPTED',
      message: expect.stringMatching(/password/),
    });
  });
});

describe('a document that is damaged', () => {
  test.each([
    ['a picture called PDF', 'a.pdf', Buffer.from('\x89PNG\r\n\x1a\n and more', 'latin1')],
    ['text called docx', 'a.docx', 'just some text'],
    ['an archive without a document', 'a.docx', makeZip([{ name: 'x', content: 'x' }])],
    ['an archive in an archive', 'a.xlsx', makeZip([{ name: 'inner.zip', content: makeZip([{ name: 'x', content: 'x' }]) }])],
    ['an old Word document called docx', 'a.docx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000)])],
    ['no JSON', 'a.ipynb', '{ "cells": ['],
    ['JSON that is no notebook', 'a.ipynb', '[1]'],
    ['no message', 'a.eml', 'hello'],
    ['a message in a message in a message', 'a.eml', nested(200)],
    ['no RTF', 'a.rtf', 'hello'],
  ])('%s is DOCUMENT_DAMAGED', async (_what, path, bytes) => {
    expect(await extract(path, bytes)).toMatchObject({ state: 'FAILED', code: 'DOCUMENT_DAMAGED' });
  });

  test.each(['tides.docx', 'tides.odt', 'tides.epub', 'harbours.xlsx', 'dredging.pptx', 'buoys.ods'])(
    '%s cut off, or with a byte changed in a part, is DOCUMENT_DAMAGED',
    async (name) => {
      const bytes = await file(name);
      expect(await extract(name, bytes.subarray(0, bytes.length - 100))).toMatchObject({ code: 'DOCUMENT_DAMAGED' });
      expect(await extract(name, bytes.subarray(500))).toMatchObject({ code: 'DOCUMENT_DAMAGED' });
    },
  );

  test('whatever is done to a real document, the answer is a text or a reason, and the next document is read', async () => {
    const real = await Promise.all(
      ['tides.docx', 'survey.pdf', 'harbours.xlsx', 'tides.epub', 'pilotage.odp'].map(async (name) => ({ name, bytes: await file(name) })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...real),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(3),
        async ({ name, bytes }, changes, cut) => {
          const copy = Buffer.from(bytes);
          for (const [at, value] of changes) copy[at % copy.length] = value;
          const extracted = await extract(name, cut === 0 ? copy.subarray(0, (changes[0]?.[0] ?? 0) % copy.length) : copy);
          if (extracted.state === 'FAILED') expect(extracted.code).toMatch(/^DOCUMENT_/);
          else expect(['AVAILABLE', 'TOO_LARGE']).toContain(extracted.state);
        },
      ),
      { numRuns: 25 },
    );
    expect(await extract('survey.pdf', await file('survey.pdf'))).toMatchObject({ state: 'AVAILABLE' });
  }, 60_000);
});

describe('a document that holds nothing', () => {
  test.each([
    ['a scan', 'scan.pdf', () => file('scan.pdf')],
    ['a letter of no words', 'a.docx', async () => docxWith(wordBody('<w:p/>'))],
    ['slides without a word', 'a.odp', async () => openDocumentWith('<document/>')],
    ['an empty file', 'a.pdf', async () => Buffer.alloc(0)],
  ])('%s is DOCUMENT_EMPTY', async (_what, path, bytes) => {
    expect(await extract(path, await bytes())).toMatchObject({ state: 'FAILED', code: 'DOCUMENT_EMPTY' });
  });

  test.each(['a.html', 'a.ipynb', 'a.srt'])('an empty %s is an empty text', async (path) => {
    expect(await extract(path, '')).toMatchObject({ state: 'AVAILABLE', text: '' });
  });
});

describe('a document that is made to hurt', () => {
  test.each([
    ['a part that inflates to 100 MB', 'a.docx', () => docxWith(Buffer.alloc(100 * 2 ** 20, 32))],
    ['a part that is larger than its directory says', 'a.docx', () => docxWith(wordBody(' '.repeat(2 ** 20)), { size: 100 })],
    [
      'parts that lie upon each other',
      'a.xlsx',
      () =>
        makeZip([
          { name: 'a', content: 'x'.repeat(1000) },
          ...Array.from({ length: 50 }, (_, index) => ({ name: `b${index}`, content: 'x'.repeat(1000), isOverlapping: true })),
        ]),
    ],
    [
      'twenty thousand parts',
      'a.epub',
      () => makeZip(Array.from({ length: 20_000 }, (_, index) => ({ name: String(index), content: '' }))),
    ],
    ['entities of entities (Word)', 'a.docx', () => docxWith(entities + wordBody('<w:p><w:r><w:t>&j;</w:t></w:r></w:p>'))],
    ['entities of entities (OpenDocument)', 'a.odt', () => openDocumentWith(`${entities}<text><p>&j;</p></text>`)],
    ['elements a million deep', 'a.ods', () => openDocumentWith('<a>'.repeat(300_000))],
    ['groups a million deep', 'a.rtf', () => `{\\rtf1 ${'{'.repeat(1_000_000)}`],
  ])('%s is DOCUMENT_BOMB', async (_what, path, bytes) => {
    expect(await extract(path, bytes())).toMatchObject({ state: 'FAILED', code: 'DOCUMENT_BOMB' });
  });

  test('a sheet that repeats its rows and cells a billion times is TOO_LARGE', async () => {
    const row = '<table-row number-rows-repeated="1048576"><table-cell number-columns-repeated="16384"><p>x</p></table-cell></table-row>';
    expect(await extract('a.ods', openDocumentWith(`<table name="t">${row.repeat(10)}</table>`))).toMatchObject({ state: 'TOO_LARGE' });
  });

  test('a PDF whose page inflates to a gigabyte, twice packed, costs its process and is EXTRACTION_MEMORY or EXTRACTION_TIMEOUT', async () => {
    const stream = deflateSync(deflateSync(Buffer.alloc(1_000 * 2 ** 20, ' '), { level: 1 }));
    const extracted = await extract('bomb.pdf', pdfWith(stream, '[/FlateDecode /FlateDecode]'));
    expect(extracted.state === 'FAILED' ? extracted.code : extracted).toMatch(/^(?:EXTRACTION_(?:MEMORY|TIMEOUT)|DOCUMENT_EMPTY)$/);
    expect(await extract('survey.pdf', await file('survey.pdf'))).toMatchObject({ state: 'AVAILABLE' });
  }, 30_000);

  test.each([
    ['spaces', ' '.repeat(1_000_000)],
    ['line ends', '\n'.repeat(100_000)],
    ['angles', '<'.repeat(1_000_000)],
    ['open tags', '<a '.repeat(300_000)],
    ['ampersands', '&'.repeat(1_000_000)],
    ['backticks', '`'.repeat(300_000)],
    ['letters', 'a'.repeat(1_000_000)],
  ])(
    'many %s take no reader long',
    async (_what, content) => {
      const begin = performance.now();
      for (const path of ['a.html', 'a.srt', 'a.eml', 'a.rtf']) {
        const text =
          path === 'a.eml' ? `Subject: x\nContent-Type: text/html\n\n${content}` : path === 'a.rtf' ? `{\\rtf1 ${content}}` : content;
        expect(['AVAILABLE', 'FAILED']).toContain(
          (await extract(path, `x${text}y`.slice(path === 'a.rtf' || path === 'a.eml' ? 1 : 0))).state,
        );
      }
      expect(performance.now() - begin).toBeLessThan(10_000);
    },
    30_000,
  );
});

function nested(depth: number): string {
  const parts = Array.from({ length: depth }, (_, index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`);
  return `From: a@example.org\r\nSubject: x\r\n${parts.join('')}\r\n\r\nx`;
}
