import { readXml } from '../markup/xml.ts';

/** How a cell's number is meant. */
export type NumberStyle = 'NUMBER' | 'DATE' | 'TIME' | 'DATE_TIME';

/** Formats that need no description in the file (ECMA-376, 18.8.30). */
const builtIn: Readonly<Record<number, NumberStyle>> = {
  14: 'DATE',
  15: 'DATE',
  16: 'DATE',
  17: 'DATE',
  18: 'TIME',
  19: 'TIME',
  20: 'TIME',
  21: 'TIME',
  22: 'DATE_TIME',
  27: 'DATE',
  28: 'DATE',
  29: 'DATE',
  30: 'DATE',
  31: 'DATE',
  32: 'TIME',
  33: 'TIME',
  34: 'TIME',
  35: 'TIME',
  36: 'DATE',
  45: 'TIME',
  46: 'TIME',
  47: 'TIME',
  50: 'DATE',
  51: 'DATE',
  52: 'DATE',
  53: 'DATE',
  54: 'DATE',
  55: 'DATE',
  56: 'DATE',
  57: 'DATE',
  58: 'DATE',
};

/** The style of each cell format, in the order in which cells name them. */
export function stylesOf(xml: string): NumberStyle[] {
  const own = new Map<number, NumberStyle>();
  const styles: NumberStyle[] = [];
  let isInCells = false;
  readXml(xml, {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), styleOfCode(attributes['formatCode'] ?? ''));
      else if (name === 'cellXfs') isInCells = true;
      else if (name === 'xf' && isInCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        styles.push(own.get(id) ?? builtIn[id] ?? 'NUMBER');
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return styles;
}

function styleOfCode(code: string): NumberStyle {
  // Texts, colours and locales in a format are no letters of a date.
  const letters = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  const hasDate = /[yd]/.test(letters) || (/m/.test(letters) && !/[hs]/.test(letters));
  const hasTime = /[hs]/.test(letters);
  return hasDate ? (hasTime ? 'DATE_TIME' : 'DATE') : hasTime ? 'TIME' : 'NUMBER';
}

export function isEpoch1904(workbook: string): boolean {
  let is1904 = false;
  readXml(workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
    },
  });
  return is1904;
}

const dayMs = 86_400_000;

/** Days since the end of 1899, with the 29th of February 1900 that never was, or since 1904; fractions are the time of day. */
export function dateOf(days: number, style: NumberStyle, from1904: boolean): string {
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const moment = new Date(epoch + Math.round(days * 86_400) * 1_000);
  if (days < 0 || days > 2_958_466 || Number.isNaN(moment.getTime())) return String(days);
  const text = moment.toISOString();
  const time = text.slice(11, 19).replace(/:00$/, '');
  if (style === 'TIME' || days < 1) return days < 1 ? time : `${Math.floor(days * 24)}:${text.slice(14, 16)}`;
  return style === 'DATE' || moment.getTime() % dayMs === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`;
}
