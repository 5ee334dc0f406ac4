import { elementText, firstText, openPackage } from '../archive/office-package.ts';
import { type Author, authorOf } from '../authors.ts';
import type { Archive } from '../archive/zip.ts';
import { tidied } from '../markup/markdown.ts';
import { sheetPage } from '../markup/table.ts';
import { type Reader, createText, joinPages } from '../reader.ts';
import { titleOf } from '../titles.ts';
import { damaged, empty, encrypted } from '../unreadable.ts';
import { readDrawPages, readSheets, readText } from './open-document-content.ts';

/** An OpenDocument text (ODF 1.3) as Markdown. */
export const readOpenText: Reader = (bytes, { charactersMax }) => {
  const { archive, content } = opened(bytes);
  const builder = createText(charactersMax);
  for (const block of readText(content)) builder.add(`${block}\n`);
  const text = tidied(builder.toString());
  if (text === '') throw empty('It holds no text');
  return { text, title: ownTitle(archive) ?? titleOf(text, 'markdown'), author: ownAuthor(archive), charset: 'utf-8' };
};

/** An OpenDocument presentation, a page a slide. */
export const readOpenSlides: Reader = (bytes, { charactersMax }) => {
  const { archive, content } = opened(bytes);
  const size = createText(charactersMax);
  const pages = readDrawPages(content);
  for (const page of pages) size.add(page);
  if (size.length === 0) throw empty('Its slides hold no text');
  return { text: joinPages(pages), title: ownTitle(archive), author: ownAuthor(archive), charset: 'utf-8' };
};

/** An OpenDocument spreadsheet, a page a sheet. */
export const readOpenSheets: Reader = (bytes, { charactersMax }) => {
  const { archive, content } = opened(bytes);
  const size = createText(charactersMax);
  const sheets = readSheets(content, (row) => size.add(row));
  if (size.length === 0) throw empty('Its sheets are empty');
  return {
    text: joinPages(sheets.map(({ name, rows }) => sheetPage(name, rows))),
    title: ownTitle(archive),
    author: ownAuthor(archive),
    charset: 'utf-8',
  };
};

function opened(bytes: Uint8Array): { archive: Archive; content: string } {
  const archive = openPackage(bytes);
  if (archive.xml('META-INF/manifest.xml')?.includes('encryption-data') === true) throw encrypted();
  const content = archive.xml('content.xml');
  if (content === null) throw damaged('It is not what its name says');
  return { archive, content };
}

function ownTitle(archive: Archive): string | null {
  const meta = archive.xml('meta.xml');
  return meta === null ? null : elementText(meta, 'title');
}

/** Who began it; `dc:creator` is who saved it last. */
function ownAuthor(archive: Archive): Author | null {
  const meta = archive.xml('meta.xml');
  return meta === null ? null : (authorOf(firstText(meta, 'initial-creator')) ?? authorOf(firstText(meta, 'creator')));
}
