import type { Piece } from './chunk.ts';
import { linesOf } from './lines.ts';
import type { Size, Unit } from './pack.ts';
import { lineUnits, packEvenly, proseUnits } from './pack.ts';

const bare = (unit: Unit, header = ''): Piece => ({ start: unit.start, end: unit.end, headings: [], symbol: null, header });

/** By blank lines, then sentences, then words. */
export const prosePieces = (text: string, size: Size): Piece[] =>
  packEvenly(proseUnits(text, 0, text.length, size), size).map((unit) => bare(unit));

/** By lines; a line of any length is cut at white space, commas, at last anywhere. */
export const linePieces = (text: string, size: Size): Piece[] =>
  packEvenly(lineUnits(text, 0, text.length, size), size).map((unit) => bare(unit));

const headerLengthMax = 300;

/** Rows under the table's first line, which heads every chunk but the one that holds it. */
export function tablePieces(text: string, size: Size): Piece[] {
  const first = linesOf(text.slice(0, 10_000)).find((line) => text.slice(line.start, line.end).trim() !== '');
  const header = first === undefined ? '' : text.slice(first.start, first.end).trim();
  return packEvenly(lineUnits(text, 0, text.length, size), size).map((unit) =>
    bare(unit, first === undefined || unit.start <= first.start || header.length > headerLengthMax ? '' : header),
  );
}
