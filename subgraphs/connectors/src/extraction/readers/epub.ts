import { elementText, firstText, resolvePart } from '../archive/office-package.ts';
import { authorOf } from '../authors.ts';
import { type Archive, openArchive } from '../archive/zip.ts';
import { markdownOfHtml } from '../markup/markdown.ts';
import { attribute, readXml } from '../markup/xml.ts';
import { type Reader, createText } from '../reader.ts';
import { titleOf } from '../titles.ts';
import { damaged, empty, encrypted } from '../unreadable.ts';

/** A book's chapters in the order of its spine (EPUB 3.3, OCF and Package Document). */
export const readEpub: Reader = (bytes, { charactersMax }) => {
  const archive = openArchive(bytes);
  const packagePart = rootOf(archive);
  const xml = archive.xml(packagePart);
  if (xml === null) throw damaged('Its table of contents is not there');
  const locked = encryptedParts(archive);
  const text = createText(charactersMax);
  for (const part of spineOf(xml, packagePart.slice(0, packagePart.lastIndexOf('/') + 1))) {
    if (locked.has(part)) throw encrypted();
    const content = archive.read(part);
    if (content === null) continue;
    const chapter = markdownOfHtml(
      new TextDecoder(content[0] === 0xff ? 'utf-16le' : content[0] === 0xfe ? 'utf-16be' : 'utf-8').decode(content),
    );
    if (chapter !== '') text.add(text.length === 0 ? chapter : `\n\n${chapter}`);
  }
  if (text.length === 0) throw empty('It holds no text');
  const whole = text.toString();
  return {
    text: whole,
    title: elementText(xml, 'title') ?? titleOf(whole, 'markdown'),
    author: authorOf(firstText(xml, 'creator')),
    charset: 'utf-8',
  };
};

function rootOf(archive: Archive): string {
  const container = archive.xml('META-INF/container.xml');
  if (container === null) throw damaged('It is not what its name says');
  let path: string | undefined;
  readXml(container, {
    open(name, attributes) {
      if (name === 'rootfile') path ??= attribute(attributes, 'full-path');
    },
  });
  if (path === undefined) throw damaged('Its table of contents is not there');
  return path;
}

function spineOf(xml: string, folder: string): string[] {
  const parts = new Map<string, string>();
  const order: string[] = [];
  readXml(xml, {
    open(name, attributes) {
      const { id, href, idref } = attributes;
      const type = attributes['media-type'] ?? '';
      if (name === 'item' && id !== undefined && href !== undefined && /html/i.test(type) && attributes['properties'] !== 'nav')
        parts.set(id, resolvePart(folder, decoded(href)));
      if (name === 'itemref' && idref !== undefined) order.push(idref);
    },
  });
  return order.flatMap((id) => parts.get(id) ?? []);
}

/** Parts that only their seller's program opens; scrambled fonts are no matter. */
function encryptedParts(archive: Archive): Set<string> {
  const parts = new Set<string>();
  const xml = archive.xml('META-INF/encryption.xml');
  if (xml === null) return parts;
  readXml(xml, {
    open(name, attributes) {
      const uri = attribute(attributes, 'URI');
      if (name === 'CipherReference' && uri !== undefined) parts.add(resolvePart('', decoded(uri)));
    },
  });
  return parts;
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
