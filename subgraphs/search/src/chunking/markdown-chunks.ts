import type { Piece } from './chunk.ts';
import { codePieces } from './code-chunks.ts';
import { linesOf } from './lines.ts';
import type { Block } from './markdown-blocks.ts';
import { blocksOf, insideFence, unitsOf } from './markdown-blocks.ts';
import type { Heading } from './markdown-headings.ts';
import { headingsOf } from './markdown-headings.ts';
import { packStable } from './pack-stable.ts';
import type { Size, Unit } from './pack.ts';
import { codeSize, proseSize, unitOf } from './pack.ts';
import { linePieces } from './prose-chunks.ts';
import type { Grammars } from './syntax/grammars.ts';
import { languageOfFence } from './syntax/grammars.ts';
import type { Outline } from './syntax/outline.ts';
import { rowPieces } from './table-chunks.ts';

interface Section {
  readonly unit: Unit;
  /** Outermost first, the section's own heading last; empty before the first heading. */
  readonly path: readonly Heading[];
}

function sectionsOf(text: string): Section[] {
  const headings = headingsOf(text, linesOf(text));
  const sections: Section[] = [];
  let path: Heading[] = [];
  const first = headings[0]?.start ?? text.length;
  if (first > 0) sections.push({ unit: unitOf(text, 0, first), path: [] });
  headings.forEach((heading, index) => {
    path = [...path.filter((above) => above.level < heading.level), heading];
    sections.push({ unit: unitOf(text, heading.start, headings[index + 1]?.start ?? text.length), path });
  });
  return sections;
}

const isUnder = (section: Section, parent: readonly Heading[]): boolean =>
  parent.every((heading, index) => section.path[index] === heading);

const loneHeadingTokens = 30;

/** A heading with next to nothing under it goes with a long first section below it instead of being a chunk alone. */
function withLoneHeading(sections: readonly Section[], index: number): Section {
  const section = sections[index] as Section;
  const next = sections[index + 1];
  if (next === undefined || section.unit.tokens > loneHeadingTokens || next.unit.tokens <= proseSize.target || !isUnder(next, section.path))
    return section;
  return { unit: { start: section.unit.start, end: next.unit.end, tokens: section.unit.tokens + next.unit.tokens }, path: next.path };
}

/** By headings: small neighbouring sections under one parent are joined, long ones cut by blocks, then paragraphs and sentences. */
export function markdownPieces(text: string, size: Size, grammars: Grammars): Piece[] {
  const sections = sectionsOf(text);
  const pieces: Piece[] = [];
  let index = 0;
  while (index < sections.length) {
    const first = withLoneHeading(sections, index);
    if (first.unit.tokens > size.max) {
      pieces.push(...longSection(text, first, size, grammars));
      index += first.path === sections[index]?.path ? 1 : 2;
      continue;
    }
    // A chunk may take in what follows as long as it stays under its first section's parent.
    const parent = first.path.slice(0, -1);
    let { end, tokens } = first.unit;
    let common: readonly Heading[] = first.path;
    for (index++; index < sections.length; index++) {
      const next = sections[index] as Section;
      if (tokens + next.unit.tokens > size.target || !isUnder(next, parent) || next.path.length < first.path.length) break;
      end = next.unit.end;
      tokens += next.unit.tokens;
      if (!isUnder(next, common)) common = parent;
    }
    pieces.push(pieceOf({ start: first.unit.start, end, tokens }, common));
  }
  return pieces;
}

/** Blocks are packed whole; a fence or a table that is larger than a chunk is cut as what it is. */
function longSection(text: string, { unit, path }: Section, size: Size, grammars: Grammars): Piece[] {
  const pieces: Piece[] = [];
  let run: Unit[] = [];
  const packRun = (): void => {
    pieces.push(...packStable(text, run, size).map((packed) => pieceOf(packed, path)));
    run = [];
  };
  for (const block of blocksOf(text, unit.start, unit.end)) {
    if (block.kind === 'prose' || block.unit.tokens <= size.max) run.push(...unitsOf(text, block, size));
    else {
      packRun();
      pieces.push(...largeBlock(text, block, path, grammars));
    }
  }
  packRun();
  return pieces;
}

function largeBlock(text: string, block: Block, path: readonly Heading[], grammars: Grammars): Piece[] {
  const { start, end } = block.unit;
  const above = pieceOf(block.unit, path);
  if (block.kind === 'table') {
    return rowPieces(text, start, end, codeSize, above.headings, above.header);
  }
  const outline = fenceOutline(text, block, grammars);
  const inner = outline === null ? linePieces(text, start, end, codeSize) : codePieces(text, start, end, outline, codeSize);
  return inner.map((piece) => ({
    ...piece,
    headings: above.headings,
    header: [above.header, piece.header].filter((part) => part !== '').join('\n'),
  }));
}

/** What the code in a fence consists of, with offsets in the whole text; null without a grammar. */
export function fenceOutline(text: string, block: Block, grammars: Grammars): Outline | null {
  if (block.kind !== 'fence' || block.language === null) return null;
  const { start, end } = insideFence(text, block);
  const outline = grammars.outline(text.slice(start, end), languageOfFence(block.language));
  if (outline === null) return null;
  return {
    cuts: outline.cuts.map((cut) => ({ ...cut, offset: cut.offset + start })),
    symbols: outline.symbols.map((symbol) => ({ ...symbol, start: symbol.start + start, end: symbol.end + start })),
  };
}

function pieceOf(unit: Unit, path: readonly Heading[]): Piece {
  const named = path.filter((heading) => heading.title !== '');
  const above = named.filter((heading) => heading.start < unit.start);
  return {
    start: unit.start,
    end: unit.end,
    headings: named.map((heading) => heading.title),
    symbol: null,
    symbolKind: null,
    header: above.map((heading) => heading.title).join(' > '),
  };
}
