import type { Piece } from './chunk.ts';
import type { Line } from './lines.ts';
import { linesOf } from './lines.ts';
import type { Size, Unit } from './pack.ts';
import { packEvenly, proseSize, proseUnits, unitOf } from './pack.ts';

interface Heading {
  readonly level: number;
  readonly title: string;
  readonly start: number;
}

interface Section {
  readonly unit: Unit;
  /** Outermost first, the section's own heading last; empty before the first heading. */
  readonly path: readonly Heading[];
}

const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const fence = /^ {0,3}(`{3,}|~{3,})/;
const setext = /^ {0,3}(=+|-+)[ \t]*$/;

/** ATX and setext headings (CommonMark 4.2, 4.3), none inside fenced code or front matter. */
function headingsOf(text: string, lines: readonly Line[]): Heading[] {
  const headings: Heading[] = [];
  let fencedBy: string | null = null;
  let inFrontMatter = false;
  let previous: Line | null = null;
  lines.forEach((line, index) => {
    const content = text.slice(line.start, line.end);
    if (index === 0 && content.trim() === '---') inFrontMatter = true;
    else if (inFrontMatter) inFrontMatter = content.trim() !== '---';
    else {
      const mark = fence.exec(content)?.[1];
      if (fencedBy !== null) {
        if (mark !== undefined && mark.startsWith(fencedBy) && content.trim() === mark) fencedBy = null;
      } else if (mark !== undefined) fencedBy = mark;
      else {
        const found = headingAt(text, content, line, previous);
        if (found !== null) headings.push(found);
        previous = found !== null || content.trim() === '' ? null : line;
        return;
      }
    }
    previous = null;
  });
  return headings;
}

function headingAt(text: string, content: string, line: Line, previous: Line | null): Heading | null {
  if (content.length > 1000) return null;
  const hashes = atx.exec(content);
  if (hashes !== null) return { level: hashes[1]?.length ?? 1, title: plain(hashes[2] ?? ''), start: line.start };
  const underline = previous === null ? null : setext.exec(content);
  if (underline === null || previous === null) return null;
  const title = text.slice(previous.start, previous.end).trim();
  // A list item, quote or table row above dashes is no heading.
  if (title.length > 200 || /^(?:[-*+>|]|\d+[.)])/.test(title)) return null;
  return { level: underline[1]?.startsWith('=') ? 1 : 2, title: plain(title), start: previous.start };
}

/** A heading's words without the commonest inline marks. */
const plain = (title: string): string =>
  title
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]+|<[^>]{1,80}>/g, '')
    .trim();

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

/** By headings: small neighbouring sections under one parent are joined, long ones cut by paragraphs. */
export function markdownPieces(text: string, size: Size): Piece[] {
  const sections = sectionsOf(text);
  const pieces: Piece[] = [];
  let index = 0;
  while (index < sections.length) {
    const first = withLoneHeading(sections, index);
    if (first.unit.tokens > size.max) {
      for (const unit of packEvenly(proseUnits(text, first.unit.start, first.unit.end, size), size)) pieces.push(pieceOf(unit, first.path));
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

function pieceOf(unit: Unit, path: readonly Heading[]): Piece {
  const named = path.filter((heading) => heading.title !== '');
  const above = named.filter((heading) => heading.start < unit.start);
  return {
    start: unit.start,
    end: unit.end,
    headings: named.map((heading) => heading.title),
    symbol: null,
    header: above.map((heading) => heading.title).join(' > '),
  };
}
