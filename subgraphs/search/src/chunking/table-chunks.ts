import type { Piece } from './chunk.ts';
import { linesWithin } from './lines.ts';
import { packStable } from './pack-stable.ts';
import type { Size, Unit } from './pack.ts';
import { lineUnits, unitOf } from './pack.ts';
import { bare } from './prose-chunks.ts';

const headerLengthMax = 300;
const sheetHeading = /^#{1,6}[ \t]+(.+?)[ \t]*#*$/;
/** The line below the names of a Markdown table's columns. */
export const tableRule = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Rows under their column names: those stand before the embedded text of each chunk that does not hold them. */
export function rowPieces(text: string, start: number, end: number, size: Size, headings: readonly string[] = [], above = ''): Piece[] {
  const first = linesWithin(text, start, Math.min(end, start + 20_000)).find((line) => text.slice(line.start, line.end).trim() !== '');
  const names = first === undefined ? '' : text.slice(first.start, first.end).trim();
  const header = first === undefined || names.length > headerLengthMax ? '' : names;
  return packStable(text, rowUnits(text, start, end, size), size).map((unit) => {
    const holdsNames = first === undefined || unit.start <= first.start;
    return bare(unit, [above, holdsNames ? '' : header].filter((part) => part !== '').join('\n'), headings);
  });
}

/** Lines are rows: packed whole, never evened out by words unless one row alone is too long. */
function rowUnits(text: string, start: number, end: number, size: Size): Unit[] {
  const rows: Unit[] = [];
  const lines = linesWithin(text, start, end);
  lines.forEach((line, index) => {
    const from = index === 0 ? start : line.start;
    const to = lines[index + 1]?.start ?? end;
    const unit = unitOf(text, from, to);
    if (unit.tokens <= size.max) rows.push(unit);
    else rows.push(...lineUnits(text, from, to, size));
  });
  return rows;
}

/** A workbook: its sheets stand under headings, each a table with its column names. */
export function tablePieces(text: string, start: number, end: number, size: Size): Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  let sheet: string | null = null;
  const flush = (to: number): void => {
    if (to > from) pieces.push(...sheetPieces(text, from, to, size, sheet));
    from = to;
  };
  for (const line of linesWithin(text, start, end)) {
    const begin = text.charCodeAt(line.start) === 12 ? line.start + 1 : line.start;
    if (text.charCodeAt(begin) !== 35 || line.end - begin > 200) continue;
    const title = sheetHeading.exec(text.slice(begin, line.end))?.[1];
    if (title === undefined) continue;
    flush(line.start);
    sheet = title;
  }
  flush(end);
  return pieces;
}

function sheetPieces(text: string, start: number, end: number, size: Size, sheet: string | null): Piece[] {
  if (sheet === null) return rowPieces(text, start, end, size);
  // The heading stands before the column names: rows begin below it.
  const [heading, ...rest] = linesWithin(text, start, end);
  const first = rest.find((line) => text.slice(line.start, line.end).trim() !== '');
  if (heading === undefined || first === undefined) return [bare(unitOf(text, start, end), '', [sheet])];
  const [top, ...others] = rowPieces(text, first.start, end, size, [sheet], sheet);
  return top === undefined ? [] : [{ ...top, start, header: '' }, ...others];
}
