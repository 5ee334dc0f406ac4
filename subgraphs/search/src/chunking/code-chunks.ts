import type { Piece } from './chunk.ts';
import type { PlacedDefinition } from './definitions.ts';
import type { Line } from './lines.ts';
import { indentOf, isBlank } from './lines.ts';
import type { Size, Unit } from './pack.ts';
import { lineUnits, packEvenly, unitOf } from './pack.ts';

/** A definition from this size on has a chunk of its own; smaller ones share one. */
const ownChunkTokens = 60;
const depthMax = 12;

const closer = /^[)\]}>]|^(?:end|fi|done|esac)\b/;
const attached = /^(?:@|#\[|\/\/|\/\*|\*|#(?!include|define|if)|--|"""|template\s*<|\[[A-Z])/;

/**
 * A structural rule without a grammar: cut at the lines of least indentation that begin something (a definition with its comments and
 * decorators, a line after a blank one), go on inside what is still too long, then join small neighbours. Follows the idea of cAST
 * (Zhang et al. 2025, "cAST: Enhancing Code RAG with Structural Chunking via AST": split large nodes, merge small siblings) on indentation.
 */
export function codePieces(text: string, lines: readonly Line[], definitions: readonly PlacedDefinition[], size: Size): Piece[] {
  const startsAt = new Map(definitions.map((definition) => [definition.lineIndex, definition]));
  const units = splitRange(text, lines, 0, lines.length, size, startsAt, 0);
  return joinSmall(units, size, (unit) => (definitions[firstFrom(definitions, unit.start)]?.start ?? Infinity) < unit.end).map((unit) =>
    pieceOf(text, unit, definitions),
  );
}

/** Index of the first definition at or after the offset. */
function firstFrom(definitions: readonly PlacedDefinition[], offset: number): number {
  let low = 0;
  let high = definitions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((definitions[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rangeOf(text: string, lines: readonly Line[], from: number, to: number): Unit {
  return unitOf(text, lines[from]?.start ?? 0, to < lines.length ? (lines[to]?.start ?? text.length) : text.length);
}

function splitRange(
  text: string,
  lines: readonly Line[],
  from: number,
  to: number,
  size: Size,
  startsAt: ReadonlyMap<number, PlacedDefinition>,
  depth: number,
): Unit[] {
  const whole = rangeOf(text, lines, from, to);
  if (depth > 0 && whole.tokens <= size.max) return [whole];
  if (depth > depthMax || to - from <= 1) return packEvenly(lineUnits(text, whole.start, whole.end, size), size);
  const cuts = cutLines(text, lines, from, to, startsAt, depth > 0);
  if (cuts.length === 0) return whole.tokens <= size.max ? [whole] : packEvenly(lineUnits(text, whole.start, whole.end, size), size);
  const edges = [from, ...cuts, to];
  return edges.slice(0, -1).flatMap((edge, index) => splitRange(text, lines, edge, edges[index + 1] as number, size, startsAt, depth + 1));
}

/** The lines where a new part begins, at the least indentation that gives any. */
function cutLines(
  text: string,
  lines: readonly Line[],
  from: number,
  to: number,
  startsAt: ReadonlyMap<number, PlacedDefinition>,
  inside: boolean,
): number[] {
  const byIndent = new Map<number, number[]>();
  let afterBlank = false;
  let attachedFrom = -1;
  for (let index = from; index < to; index++) {
    const line = lines[index] as Line;
    if (isBlank(text, line)) {
      afterBlank = true;
      attachedFrom = -1;
      continue;
    }
    const content = text.slice(line.start, Math.min(line.end, line.start + 200)).trim();
    const isAttached = attached.test(content);
    const begins = startsAt.has(index) || (afterBlank && !closer.test(content)) || (isAttached && attachedFrom < 0);
    if (begins && index > from) {
      const at = startsAt.has(index) && attachedFrom >= 0 ? attachedFrom : index;
      const indent = indentOf(text, line);
      const known = byIndent.get(indent);
      if (known === undefined) byIndent.set(indent, [at]);
      else if (known.at(-1) !== at) known.push(at);
    }
    attachedFrom = isAttached ? (attachedFrom >= 0 ? attachedFrom : index) : -1;
    afterBlank = false;
  }
  const indents = [...byIndent.keys()].sort((a, b) => a - b);
  const least = indents[0];
  if (least === undefined) return [];
  const cuts = (byIndent.get(least) ?? []).filter((at) => at > from);
  // Inside a definition its own first line does not count; below it the next level does.
  return cuts.length > 0 || !inside ? cuts : (byIndent.get(indents[1] ?? -1) ?? []).filter((at) => at > from);
}

function joinSmall(units: readonly Unit[], size: Size, defines: (unit: Unit) => boolean): Unit[] {
  const joined: Unit[] = [];
  let current: Unit | null = null;
  for (const unit of units) {
    if (current === null) current = unit;
    else if (
      current.tokens + unit.tokens > size.target ||
      (unit.tokens >= ownChunkTokens && current.tokens >= ownChunkTokens && defines(unit))
    ) {
      joined.push(current);
      current = unit;
    } else current = { start: current.start, end: unit.end, tokens: current.tokens + unit.tokens };
  }
  if (current !== null) joined.push(current);
  return joined;
}

function pieceOf(text: string, unit: Unit, definitions: readonly PlacedDefinition[]): Piece {
  const leading = text.slice(unit.start, unit.end).search(/\S/);
  const begin = unit.start + Math.max(0, leading);
  const from = firstFrom(definitions, unit.start);
  const next = definitions[from];
  const first = next !== undefined && next.start < unit.end ? next : null;
  // The innermost one still open: definitions before the piece, the nearest first.
  const enclosing = definitions.slice(0, from).findLast((definition) => definition.end > begin) ?? null;
  const container = first === null ? (enclosing?.qualifiedName ?? '') : first.qualifiedName.split('.').slice(0, -1).join('.');
  return { start: unit.start, end: unit.end, headings: [], symbol: (first ?? enclosing)?.qualifiedName ?? null, header: container };
}
