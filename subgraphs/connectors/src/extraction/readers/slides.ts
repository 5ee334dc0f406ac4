import { mainPart, openPackage, packageAuthor, packageTitle, byType, relationshipsOf } from '../archive/office-package.ts';
import type { Archive } from '../archive/zip.ts';
import { markdownTable } from '../markup/table.ts';
import { attribute, prefixed, readXml } from '../markup/xml.ts';
import { type Reader, createText, joinPages } from '../reader.ts';
import { empty } from '../unreadable.ts';

/** A presentation (Office Open XML), a page a slide: its title as a heading, its texts and tables, then its notes. */
export const readSlides: Reader = (bytes, { charactersMax }) => {
  const archive = openPackage(bytes);
  const main = mainPart(archive);
  const relationships = relationshipsOf(archive, main);
  const size = createText(charactersMax);
  const pages: string[] = [];
  let title: string | null = null;
  for (const id of slideIds(archive.xml(main) ?? '')) {
    const part = relationships.get(id)?.target;
    const xml = part === undefined ? null : archive.xml(part);
    if (part === undefined || xml === null) continue;
    const slide = slideOf(xml);
    title ??= slide.title;
    const notes = notesOf(archive, part);
    const page = [slide.title === null ? '' : `## ${slide.title}`, ...slide.blocks, notes === '' ? '' : `Notes: ${notes}`]
      .filter((block) => block !== '')
      .join('\n\n');
    size.add(page);
    pages.push(page);
  }
  if (size.length === 0) throw empty('Its slides hold no text');
  return { text: joinPages(pages), title: packageTitle(archive) ?? title, author: packageAuthor(archive), charset: 'utf-8' };
};

function slideIds(xml: string): string[] {
  const ids: string[] = [];
  readXml(xml, {
    open(name, attributes) {
      if (name !== 'sldId') return;
      const id = prefixed(attributes, 'id');
      if (id !== undefined) ids.push(id);
    },
  });
  return ids;
}

function notesOf(archive: Archive, slide: string): string {
  const part = byType(relationshipsOf(archive, slide), 'notesSlide');
  const xml = part === null ? null : archive.xml(part);
  return xml === null ? '' : slideOf(xml).blocks.join(' ').replace(/\s+/g, ' ').trim();
}

interface Slide {
  readonly title: string | null;
  readonly blocks: readonly string[];
}

/** What stands on every slide says nothing about this one. */
const furniture = new Set(['dt', 'ftr', 'sldNum', 'hdr', 'sldImg']);

function slideOf(xml: string): Slide {
  const blocks: string[] = [];
  let title: string | null = null;
  let placeholder = '';
  let lines: string[] = [];
  let line: string | null = null;
  let level = 0;
  let isText = false;
  let rows: string[][] | null = null;
  let cell: string[] = [];

  readXml(xml, {
    open(name, attributes) {
      switch (name) {
        case 'sp':
          placeholder = '';
          lines = [];
          break;
        case 'ph':
          placeholder = attribute(attributes, 'type') ?? 'body';
          break;
        case 'tbl':
          rows = [];
          break;
        case 'tr':
          rows?.push([]);
          break;
        case 'tc':
          cell = [];
          break;
        case 'p':
          line = '';
          level = 0;
          break;
        case 'pPr':
          level = Number(attributes['lvl'] ?? 0);
          break;
        case 'br':
          if (line !== null) line += ' ';
          break;
        case 't':
          isText = true;
          break;
      }
    },
    text(text) {
      if (isText && line !== null) line += text;
    },
    close(name) {
      switch (name) {
        case 't':
          isText = false;
          break;
        case 'p': {
          const text = (line ?? '').replace(/\s+/g, ' ').trim();
          line = null;
          if (text === '') break;
          if (rows !== null) cell.push(text);
          else lines.push(level > 0 ? `${'  '.repeat(Math.min(level, 8) - 1)}- ${text}` : text);
          break;
        }
        case 'tc':
          rows?.at(-1)?.push(cell.join(' '));
          break;
        case 'tbl':
          if (rows !== null) blocks.push(markdownTable(rows));
          rows = null;
          break;
        case 'sp':
          if (furniture.has(placeholder)) break;
          if ((placeholder === 'title' || placeholder === 'ctrTitle') && title === null && lines.length > 0) title = lines.join(' ');
          else if (lines.length > 0) blocks.push(lines.join('\n'));
          break;
      }
    },
  });
  return { title, blocks };
}
