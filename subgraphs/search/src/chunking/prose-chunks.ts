import type { Piece } from './chunk.ts';
import { packStable } from './pack-stable.ts';
import type { Size, Unit } from './pack.ts';
import { lineUnits, proseUnits } from './pack.ts';

export const bare = (unit: Unit, header = '', headings: readonly string[] = []): Piece => ({
  start: unit.start,
  end: unit.end,
  headings,
  symbol: null,
  symbolKind: null,
  header,
});

/** By blank lines, then sentences, then words. */
export const prosePieces = (text: string, from: number, to: number, size: Size): Piece[] =>
  packStable(text, proseUnits(text, from, to, size), size).map((unit) => bare(unit));

/** By lines; a line of any length is cut at white space, commas, at last anywhere. */
export const linePieces = (text: string, from: number, to: number, size: Size): Piece[] =>
  packStable(text, lineUnits(text, from, to, size), size).map((unit) => bare(unit));
