import { limits } from '../limits.ts';
import { csvRow, markdownTable } from '../markup/table.ts';
import { type Attributes, attribute, readXml } from '../markup/xml.ts';

/** What an OpenDocument's content says, as events of its own. */
interface Writer {
  heading?(text: string, level: number): void;
  /** `depth`: of the list it stands in; 0: in none. */
  paragraph(text: string, depth: number): void;
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
}

/** Remarks, changes that were not accepted, and what stands in every page are no part of the text. */
const apart = new Set([
  'annotation',
  'tracked-changes',
  'forms',
  'scripts',
  'font-face-decls',
  'automatic-styles',
  'desc',
  'note-citation',
]);

function walk(xml: string, writer: Writer): void {
  const open: { text: string; level: number | null }[] = [];
  let skipped = 0;
  let depth = 0;
  const write = (text: string): void => {
    const paragraph = open.at(-1);
    if (paragraph !== undefined) paragraph.text += text;
  };
  readXml(xml, {
    open(name, attributes) {
      if (skipped > 0 || apart.has(name)) {
        skipped += 1;
        return;
      }
      if (name === 'p') open.push({ text: '', level: null });
      else if (name === 'h')
        open.push({ text: '', level: Math.min(6, Math.max(1, Number(attribute(attributes, 'outline-level') ?? 1) || 1)) });
      else if (name === 'list') depth += 1;
      else if (name === 's') write(' '.repeat(Math.min(limits.repeatMax, Number(attribute(attributes, 'c') ?? 1) || 1)));
      else if (name === 'tab' || name === 'line-break') write(' ');
      writer.open?.(name, attributes);
    },
    text(text) {
      if (skipped === 0) write(text);
    },
    close(name) {
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      if (name === 'list') depth -= 1;
      else if (name === 'p' || name === 'h') {
        const paragraph = open.pop();
        const text = (paragraph?.text ?? '').replace(/\s+/g, ' ').trim();
        if (text !== '') {
          if (paragraph?.level != null && writer.heading !== undefined) writer.heading(text, paragraph.level);
          else writer.paragraph(text, depth);
        }
      }
      writer.close?.(name);
    },
  });
}

/** Blocks of Markdown with the empty lines between them. */
export function readText(xml: string): string[] {
  const blocks: string[] = [];
  const tables: { rows: string[][]; cell: string[] }[] = [];
  let wasInList = false;
  const add = (block: string, isInList = false): void => {
    if (!(isInList && wasInList)) blocks.push('');
    blocks.push(block);
    wasInList = isInList;
  };
  walk(xml, {
    heading(text, level) {
      const table = tables.at(-1);
      if (table === undefined) add(`${'#'.repeat(level)} ${text}`);
      else table.cell.push(text);
    },
    paragraph(text, depth) {
      const table = tables.at(-1);
      if (table !== undefined) table.cell.push(text);
      else if (depth > 0) add(`${'  '.repeat(Math.min(depth, 8) - 1)}- ${text}`, true);
      else add(text);
    },
    open(name) {
      if (name === 'table') tables.push({ rows: [], cell: [] });
      else if (name === 'table-row') tables.at(-1)?.rows.push([]);
      else if (name === 'table-cell') tables.at(-1)?.cell.splice(0);
    },
    close(name) {
      const table = tables.at(-1);
      if (table === undefined) return;
      if (name === 'table-cell') table.rows.at(-1)?.push(table.cell.join(' '));
      if (name !== 'table') return;
      tables.pop();
      const outer = tables.at(-1);
      if (outer !== undefined) outer.cell.push(table.rows.flat().join(' '));
      else add(markdownTable(table.rows));
    },
  });
  return blocks;
}

/** A page a slide: its title as a heading, then its texts and notes. */
export function readDrawPages(xml: string): string[] {
  const pages: { title: string | null; lines: string[]; notes: string[] }[] = [];
  let isTitle = false;
  let isNotes = false;
  walk(xml, {
    paragraph(text, depth) {
      const page = pages.at(-1);
      if (page === undefined) return;
      if (isNotes) page.notes.push(text);
      else if (isTitle) page.title = page.title === null ? text : `${page.title} ${text}`;
      else page.lines.push(depth > 1 ? `${'  '.repeat(Math.min(depth, 8) - 2)}- ${text}` : text);
    },
    open(name, attributes) {
      if (name === 'page') pages.push({ title: null, lines: [], notes: [] });
      else if (name === 'frame') isTitle = attribute(attributes, 'class') === 'title';
      else if (name === 'notes') isNotes = true;
    },
    close(name) {
      if (name === 'frame') isTitle = false;
      else if (name === 'notes') isNotes = false;
    },
  });
  return pages.map(({ title, lines, notes }) =>
    [title === null ? '' : `## ${title}`, lines.join('\n'), notes.length === 0 ? '' : `Notes: ${notes.join(' ')}`]
      .filter((block) => block !== '')
      .join('\n\n'),
  );
}

/** Rows that say how often they stand there are written so often, within reason; empty ones, which fill a sheet to its end, not at all. */
export function readSheets(xml: string, onRow: (row: string) => void): { name: string; rows: string[] }[] {
  const sheets: { name: string; rows: string[] }[] = [];
  let cells: string[] = [];
  let cell: string[] = [];
  let value = '';
  let cellTimes = 1;
  let rowTimes = 1;
  let depth = 0;
  const times = (attributes: Attributes, name: string): number =>
    Math.max(1, Math.min(limits.repeatMax, Number(attribute(attributes, name) ?? 1) || 1));
  walk(xml, {
    paragraph: (text) => void cell.push(text),
    open(name, attributes) {
      if (name === 'table') {
        depth += 1;
        if (depth === 1) sheets.push({ name: attribute(attributes, 'name') ?? '', rows: [] });
      } else if (name === 'table-row') {
        cells = [];
        rowTimes = times(attributes, 'number-rows-repeated');
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        cell = [];
        cellTimes = times(attributes, 'number-columns-repeated');
        const date = attribute(attributes, 'date-value');
        value = date === undefined ? '' : date.replace('T', ' ').replace(/ 00:00:00$/, '');
      }
    },
    close(name) {
      if (name === 'table') depth -= 1;
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        const text = value === '' ? cell.join(' ') : value;
        for (let index = 0; index < cellTimes && cells.length < limits.repeatMax; index += 1) cells.push(text);
      } else if (name === 'table-row') {
        const row = csvRow(cells);
        for (let index = 0; row !== '' && index < rowTimes; index += 1) {
          onRow(row);
          sheets.at(-1)?.rows.push(row);
        }
      }
    },
  });
  return sheets;
}
