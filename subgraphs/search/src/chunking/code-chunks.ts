import type { Piece } from './chunk.ts';
import { packStable } from './pack-stable.ts';
import type { Size, Unit } from './pack.ts';
import { crumbTokens, lineUnits } from './pack.ts';
import type { Cut, Outline } from './syntax/outline.ts';
import type { PlacedSymbol } from './syntax/symbol.ts';
import { qualifiedName } from './syntax/symbol.ts';
import type { TokenScale } from './token-scale.ts';
import { tokenScale } from './token-scale.ts';

/** A definition from this size on begins a chunk, unless next to nothing stands before it; smaller ones share one. */
const ownChunkTokens = 60;
/** Deeper nesting than this is cut by lines. */
const levelsMax = 48;

interface Code {
  readonly text: string;
  readonly size: Size;
  readonly scale: TokenScale;
  readonly outline: Outline;
}

/**
 * cAST (Y. Zhang et al. 2025, "cAST: Enhancing Code Retrieval-Augmented Generation with Structural Chunking via Abstract Syntax Tree"):
 * a node that is too large is split into its children, small siblings are merged, always between lines. Changed from the paper: siblings
 * are not merged greedily from the first on, but around definitions and by content, so that an edit moves only the boundaries near it.
 */
export function codePieces(text: string, from: number, to: number, outline: Outline, size: Size): Piece[] {
  const code: Code = { text, size, scale: tokenScale(text), outline };
  return split(code, from, to, 0).map((unit) => pieceOf(text, unit, outline.symbols));
}

/** Index of the first entry at or after the offset. */
function firstFrom<T>(entries: readonly T[], offsetOf: (entry: T) => number, offset: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsetOf(entries[middle] as T) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const cutOffset = (cut: Cut): number => cut.offset;
const symbolStart = (symbol: PlacedSymbol): number => symbol.start;

function defines({ outline: { symbols } }: Code, unit: Unit): boolean {
  return (symbols[firstFrom(symbols, symbolStart, unit.start)]?.start ?? Infinity) < unit.end;
}

function split(code: Code, start: number, end: number, level: number): Unit[] {
  const { text, size, scale, outline } = code;
  const tokens = scale.between(start, end);
  if (tokens <= size.max) return [{ start, end, tokens }];
  const edges = level > levelsMax ? [] : siblings(outline.cuts, start, end);
  if (edges.length === 0) return packStable(text, lineUnits(text, start, end, size), size);
  const parts = [start, ...edges].map((edge, index): Unit => {
    const next = edges[index] ?? end;
    return { start: edge, end: next, tokens: scale.between(edge, next) };
  });
  const done: Unit[] = [];
  let run: Unit[] = [];
  let runTokens = 0;
  const packRun = (): void => {
    done.push(...packStable(text, run, size));
    run = [];
    runTokens = 0;
  };
  for (const part of parts) {
    if (part.tokens > size.max) {
      packRun();
      done.push(...split(code, part.start, part.end, level + 1));
    } else {
      if (runTokens >= ownChunkTokens && part.tokens >= ownChunkTokens && defines(code, part)) packRun();
      run.push(part);
      runTokens += part.tokens;
    }
  }
  packRun();
  return joinCrumbs(code, done);
}

/** The outermost cuts inside a range. */
function siblings(cuts: readonly Cut[], start: number, end: number): number[] {
  const from = firstFrom(cuts, cutOffset, start + 1);
  let least = Infinity;
  for (let index = from; (cuts[index]?.offset ?? end) < end; index++) least = Math.min(least, (cuts[index] as Cut).depth);
  const found: number[] = [];
  for (let index = from; (cuts[index]?.offset ?? end) < end; index++) {
    const cut = cuts[index] as Cut;
    if (cut.depth === least) found.push(cut.offset);
  }
  return found;
}

/** A head of a few words goes with what follows, an end that defines nothing with what was before. */
function joinCrumbs(code: Code, units: readonly Unit[]): Unit[] {
  const joined: Unit[] = [];
  let head: Unit | null = null;
  for (const unit of units) {
    const before: Unit | undefined = joined.at(-1);
    if (head !== null) {
      if (head.tokens + unit.tokens <= code.size.max) {
        joined.push({ start: head.start, end: unit.end, tokens: head.tokens + unit.tokens });
        head = null;
        continue;
      }
      joined.push(head);
      head = null;
    }
    if (unit.tokens > crumbTokens) joined.push(unit);
    else if (before !== undefined && !defines(code, unit) && before.tokens + unit.tokens <= code.size.max + crumbTokens)
      joined[joined.length - 1] = { start: before.start, end: unit.end, tokens: before.tokens + unit.tokens };
    else head = unit;
  }
  if (head !== null) joined.push(head);
  return joined;
}

function pieceOf(text: string, unit: Unit, symbols: readonly PlacedSymbol[]): Piece {
  const begin = unit.start + Math.max(0, text.slice(unit.start, unit.end).search(/\S/));
  const from = firstFrom(symbols, symbolStart, unit.start);
  const next = symbols[from];
  const first = next !== undefined && next.start < unit.end ? next : null;
  // The innermost one still open: symbols before the piece, the nearest first.
  const enclosing = enclosingSymbol(symbols, from, begin);
  const own = first !== null && (enclosing === null || startsWith(text, begin, first)) ? first : (enclosing ?? first);
  const header = own === null ? '' : own === first ? own.containers.slice(-3).join('.') : qualifiedName(own);
  return {
    start: unit.start,
    end: unit.end,
    headings: [],
    symbol: own === null ? null : qualifiedName(own),
    symbolKind: own?.kind ?? null,
    header,
  };
}

const lookedBackMax = 2_000;

function enclosingSymbol(symbols: readonly PlacedSymbol[], from: number, offset: number): PlacedSymbol | null {
  for (let index = from - 1; index >= Math.max(0, from - lookedBackMax); index--) {
    const symbol = symbols[index] as PlacedSymbol;
    if (symbol.end > offset) return symbol;
  }
  return null;
}

const attached = /^(?:\/\/|\/?\*|#|--|@|\[|$)/;

/** Nothing but comments and decorators stands before the symbol; both are short. */
const startsWith = (text: string, begin: number, symbol: PlacedSymbol): boolean =>
  symbol.start <= begin ||
  (symbol.start - begin < 8_000 &&
    text
      .slice(begin, symbol.start)
      .split(/\r\n|\n|\r/)
      .every((line) => attached.test(line.trim())));
