import { type Author, authorOf } from '../authors.ts';
import { damaged, encrypted } from '../unreadable.ts';
import { readXml } from '../markup/xml.ts';
import { type Archive, openArchive } from './zip.ts';

export interface Relationship {
  readonly type: string;
  /** The name of the part, from the archive's root. */
  readonly target: string;
}

const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** An Office Open XML or OpenDocument file. With a password Word, Excel and PowerPoint write a compound file around it (MS-OFFCRYPTO). */
export function openPackage(bytes: Uint8Array): Archive {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, 8).equals(compoundFile)) {
    if (buffer.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw encrypted();
    throw damaged('It is of an older format than its name says');
  }
  return openArchive(bytes);
}

/** A part's relationships, by id. */
export function relationshipsOf(archive: Archive, part: string): Map<string, Relationship> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const found = new Map<string, Relationship>();
  const xml = archive.xml(`${folder}_rels/${part.slice(slash + 1)}.rels`);
  if (xml === null) return found;
  readXml(xml, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const { Id: id, Type: type = '', Target: target } = attributes;
      if (id !== undefined && target !== undefined) found.set(id, { type, target: resolvePart(folder, target) });
    },
  });
  return found;
}

export const byType = (relationships: ReadonlyMap<string, Relationship>, ending: string): string | null =>
  [...relationships.values()].find(({ type }) => type.endsWith(`/${ending}`))?.target ?? null;

/** The part that the whole package is about. */
export function mainPart(archive: Archive): string {
  const part = byType(relationshipsOf(archive, ''), 'officeDocument');
  if (part === null || !archive.has(part)) throw damaged('It is not what its name says');
  return part;
}

/** `dc:title` of the package's properties; null where there is none, or what a program wrote there by itself. */
export function packageTitle(archive: Archive): string | null {
  const part = byType(relationshipsOf(archive, ''), 'core-properties');
  const xml = part === null ? null : archive.xml(part);
  return xml === null ? null : elementText(xml, 'title');
}

/** `dc:creator` of the package's properties. */
export function packageAuthor(archive: Archive): Author | null {
  const part = byType(relationshipsOf(archive, ''), 'core-properties');
  const xml = part === null ? null : archive.xml(part);
  return xml === null ? null : authorOf(firstText(xml, 'creator'));
}

/** A title: the text of the first element of that name. */
export const elementText = (xml: string, wanted: string): string | null => usableTitle(firstText(xml, wanted));

/** The text of the first element of that name; empty where there is none. */
export function firstText(xml: string, wanted: string): string {
  let isIn = false;
  let isDone = false;
  let text = '';
  readXml(xml, {
    open(name) {
      if (name === wanted && !isDone) isIn = true;
    },
    text(piece) {
      if (isIn) text += piece;
    },
    close(name) {
      if (name !== wanted || !isIn) return;
      isIn = false;
      isDone = true;
    },
  });
  return text;
}

/** Null for what programs put into a title field when nobody did. */
export function usableTitle(title: string | null | undefined): string | null {
  const text = (title ?? '').slice(0, 1_000).replace(/\s+/g, ' ').trim();
  const isNoise =
    text === '' ||
    /^(?:untitled|unbenannt|sans titre|document ?\d*|presentation ?\d*|microsoft word - .*|powerpoint presentation|slide 1)$/i.test(text) ||
    /^\S+\.(?:docx?|pptx?|xlsx?|dvi|tex|indd|pdf|odt|rtf)$/i.test(text);
  return isNoise ? null : text.length <= 200 ? text : `${text.slice(0, 199).toWellFormed().trimEnd()}…`;
}

/** A reference as OPC resolves it: from the root, or from the folder of the part that names it. */
export function resolvePart(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
