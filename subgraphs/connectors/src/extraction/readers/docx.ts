import mammoth from 'mammoth';
import { packArchive } from '../archive/pack.ts';
import { refuseEntities } from '../archive/zip.ts';
import { mainPart, openPackage, packageAuthor, packageTitle } from '../archive/office-package.ts';
import { markdownOfHtml } from '../markup/markdown.ts';
import type { Reader } from '../reader.ts';
import { titleOf } from '../titles.ts';
import { empty } from '../unreadable.ts';

/** Pictures and fonts stay in their archive. */
const isText = (name: string): boolean => /\.(?:xml|rels)$/i.test(name);

/** A Word document by mammoth, which goes by the styles: headings, lists, tables, notes and links. */
export const readDocx: Reader = async (bytes) => {
  const archive = openPackage(bytes);
  mainPart(archive);
  const parts = archive.names.filter(isText).map((name) => {
    const content = archive.read(name) as Buffer;
    refuseEntities(content);
    return [name, content] as const;
  });
  const { value } = await mammoth.convertToHtml(
    { buffer: packArchive(parts) },
    { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), externalFileAccess: false },
  );
  const text = markdownOfHtml(value);
  if (text === '') throw empty('It holds no text');
  return { text, title: packageTitle(archive) ?? titleOf(text, 'markdown'), author: packageAuthor(archive), charset: 'utf-8' };
};
