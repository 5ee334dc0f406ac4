import { byType, mainPart, openPackage, packageAuthor, packageTitle, relationshipsOf } from '../archive/office-package.ts';
import { csvRow, sheetPage } from '../markup/table.ts';
import { prefixed, readXml } from '../markup/xml.ts';
import { type Reader, createText, joinPages } from '../reader.ts';
import { empty } from '../unreadable.ts';
import { type NumberStyle, dateOf, isEpoch1904, stylesOf } from './workbook-dates.ts';

/** A workbook (Office Open XML), a page a sheet: values as they were last calculated, dates by ISO 8601. */
export const readWorkbook: Reader = (bytes, { charactersMax }) => {
  const archive = openPackage(bytes);
  const main = mainPart(archive);
  const relationships = relationshipsOf(archive, main);
  const xml = archive.xml(main) ?? '';
  const part = (type: string): string | null => {
    const target = byType(relationships, type);
    return target === null ? null : archive.xml(target);
  };
  const strings = sharedStrings(part('sharedStrings') ?? '');
  const styles = stylesOf(part('styles') ?? '');
  const from1904 = isEpoch1904(xml);
  const size = createText(charactersMax);
  const pages: string[] = [];
  let rowCount = 0;
  for (const { name, id } of sheetsOf(xml)) {
    const target = relationships.get(id)?.target;
    const sheet = target === undefined ? null : archive.xml(target);
    const rows: string[] = [];
    if (sheet !== null) {
      readRows(sheet, { strings, styles, from1904 }, (row) => {
        size.add(row);
        rows.push(row);
      });
    }
    rowCount += rows.length;
    pages.push(sheetPage(name, rows));
  }
  if (rowCount === 0) throw empty('Its sheets are empty');
  return { text: joinPages(pages), title: packageTitle(archive), author: packageAuthor(archive), charset: 'utf-8' };
};

function sheetsOf(xml: string): { name: string; id: string }[] {
  const sheets: { name: string; id: string }[] = [];
  readXml(xml, {
    open(name, attributes) {
      if (name === 'sheet') sheets.push({ name: attributes['name'] ?? '', id: prefixed(attributes, 'id') ?? '' });
    },
  });
  return sheets;
}

/** Texts are kept once for the whole workbook; how they are read aloud (`rPh`) is no part of them. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let isReading = false;
  readXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isReading = true;
      else if (name === 't') isText = !isReading;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isReading = false;
      else if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

interface Lookup {
  readonly strings: readonly string[];
  readonly styles: readonly NumberStyle[];
  readonly from1904: boolean;
}

/** Columns beyond this are of a sheet that nobody reads. */
const columnsMax = 1_000;

function readRows(xml: string, lookup: Lookup, onRow: (row: string) => void): void {
  let cells: string[] = [];
  let column = 0;
  let type = 'n';
  let style: NumberStyle = 'NUMBER';
  let value = '';
  let isValue = false;
  readXml(xml, {
    open(name, attributes) {
      if (name === 'row') {
        cells = [];
        column = 0;
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        type = attributes['t'] ?? 'n';
        style = lookup.styles[Number(attributes['s'] ?? -1)] ?? 'NUMBER';
        value = '';
      } else if (name === 'v' || name === 't') isValue = true;
    },
    text(piece) {
      if (isValue) value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c' && value !== '' && column <= columnsMax) {
        while (cells.length < column) cells.push('');
        cells[column - 1] = shown(value, type, style, lookup);
      } else if (name === 'row') {
        const row = csvRow(cells);
        if (row !== '') onRow(row);
      }
    },
  });
}

function shown(value: string, type: string, style: NumberStyle, { strings, from1904 }: Lookup): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'n': {
      const number = Number(value);
      if (style !== 'NUMBER' && Number.isFinite(number)) return dateOf(number, style, from1904);
      // 0.1 + 0.2 is written with 17 digits; people see 15.
      return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value;
    }
    default:
      return value;
  }
}

/** `C7` is the third column. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  return letters === undefined ? null : Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
