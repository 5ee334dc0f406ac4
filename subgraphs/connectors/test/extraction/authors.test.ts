import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openArchive } from '../../src/extraction/archive/zip.ts';
import { authorOf } from '../../src/extraction/authors.ts';
import { extractDocument } from '../../src/extraction/extract-document.ts';
import { makeZip } from './make-zip.ts';

const file = (name: string): Promise<Buffer> => readFile(new URL(`files/${name}`, import.meta.url));

async function authorIn(path: string, bytes: string | Uint8Array) {
  const extracted = await extractDocument({ path, bytes: Buffer.from(bytes as string), mimeType: null }, 1_000_000);
  if (extracted.state !== 'AVAILABLE') throw new Error(JSON.stringify(extracted));
  return extracted.author;
}

/** The file with this text of one of its parts replaced. */
async function changed(name: string, part: string, change: (xml: string) => string): Promise<Buffer> {
  const archive = openArchive(await file(name));
  return makeZip(
    archive.names.map((each) => ({
      name: each,
      content: each === part ? change(archive.xml(each) ?? '') : (archive.read(each) ?? Buffer.alloc(0)),
    })),
  );
}

test('formats that say who has written them are heard: properties, sender, metadata of a notebook', async () => {
  const ines = { name: 'Ines Holm', email: null };
  expect(await authorIn('tides.docx', await file('tides.docx'))).toEqual(ines);
  expect(await authorIn('tides.epub', await file('tides.epub'))).toEqual(ines);
  const pdf = (await file('survey.pdf')).toString('latin1').replaceAll('(anonymous)', '(Ines Holm)');
  expect(await authorIn('survey.pdf', Buffer.from(pdf, 'latin1'))).toEqual(ines);
  const slides = await changed('dredging.pptx', 'docProps/core.xml', (xml) =>
    xml.replace('<dc:creator/>', '<dc:creator>Ines Holm</dc:creator>'),
  );
  expect(await authorIn('dredging.pptx', slides)).toEqual(ines);
  const sheets = await changed('harbours.xlsx', 'docProps/core.xml', (xml) =>
    xml.replace(/(<dc:creator[^>]*>)[^<]*/, '$1Ines Holm &lt;ines@example.org&gt;'),
  );
  expect(await authorIn('harbours.xlsx', sheets)).toEqual({ name: 'Ines Holm', email: 'ines@example.org' });
  for (const name of ['tides.odt', 'pilotage.odp', 'buoys.ods']) {
    const said = '<meta:initial-creator>Ines Holm</meta:initial-creator><dc:creator>Somebody Later</dc:creator>';
    expect(await authorIn(name, await changed(name, 'meta.xml', (xml) => xml.replace(/<office:meta[^>]*>/, `$&${said}`)))).toEqual(ines);
  }
  expect(await authorIn('a.rtf', String.raw`{\rtf1\ansi{\info{\title T}{\author In\'e9s Holm}}\pard Text\par}`)).toEqual({
    name: 'Inés Holm',
    email: null,
  });
  const notebook = (authors: unknown) =>
    JSON.stringify({ nbformat: 4, metadata: { authors }, cells: [{ cell_type: 'markdown', source: 'x' }] });
  expect(await authorIn('a.ipynb', notebook([{ name: 'Ines Holm' }, { name: 'Second' }]))).toEqual(ines);
  const mail = (from: string): string => `From: ${from}\r\nTo: ben@example.org\r\nSubject: Tides\r\n\r\nHigh at noon.\r\n`;
  expect(await authorIn('a.eml', mail('"Holm, Ines" <Ines@Example.org>'))).toEqual({ name: 'Holm, Ines', email: 'Ines@Example.org' });
  expect(await authorIn('a.eml', mail('ines@example.org'))).toEqual({ name: null, email: 'ines@example.org' });
});

test('where nobody is named nobody is made up', async () => {
  expect(await authorIn('survey.pdf', await file('survey.pdf'))).toBeNull();
  expect(await authorIn('dredging.pptx', await file('dredging.pptx'))).toBeNull();
  expect(await authorIn('harbours.xlsx', await file('harbours.xlsx'))).toBeNull();
  expect(await authorIn('a.md', '# By Ines Holm\n')).toBeNull();
  expect(await authorIn('a.ipynb', JSON.stringify({ metadata: { authors: 'x' }, cells: [] }))).toBeNull();
  for (const name of ['', ' ', 'Administrator', 'Microsoft Office User', 'User', 'python-docx', 'unknown', null])
    expect(authorOf(name)).toBeNull();
  expect(authorOf('Ines Holm; Ben Roth')).toEqual({ name: 'Ines Holm', email: null });
});

test('whatever is written there: a name is one line of at most 300 characters, and an address has no spaces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (written) => {
      const author = authorOf(written);
      if (author === null) return;
      expect(author.name ?? author.email).not.toBeNull();
      expect(author.name === null || (/^\S(?:[^\r\n\0]*\S)?$/.test(author.name) && author.name.length <= 300)).toBe(true);
      expect(author.email === null || /^\S+@\S+$/.test(author.email)).toBe(true);
    }),
  );
});
