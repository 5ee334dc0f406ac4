/** A line's range in the text, its end before the line break. LF, CRLF and CR end a line. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

const lineBreak = /\r\n|\n|\r/g;

export function linesOf(text: string): Line[] {
  return linesWithin(text, 0, text.length);
}

/** The lines of a stretch, with offsets in the whole text. */
export function linesWithin(text: string, from: number, to: number): Line[] {
  const lines: Line[] = [];
  const stretch = from === 0 && to === text.length ? text : text.slice(from, to);
  let start = from;
  for (const match of stretch.matchAll(lineBreak)) {
    lines.push({ start, end: from + match.index });
    start = from + match.index + match[0].length;
  }
  if (start < to || lines.length === 0) lines.push({ start, end: to });
  return lines;
}

/** The 1-based number of the line that holds the offset. */
export function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

export const isBlank = (text: string, line: Line): boolean => text.slice(line.start, line.end).trim() === '';

/** Columns of leading white space, a tab counting four. */
export function indentOf(text: string, line: Line): number {
  let columns = 0;
  for (let index = line.start; index < line.end; index++) {
    const character = text.charCodeAt(index);
    if (character === 32) columns++;
    else if (character === 9) columns += 4;
    else break;
  }
  return columns;
}
