/** A line's range in the text, its end before the line break. LF, CRLF and CR end a line. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

const lineBreak = /\r\n|\n|\r/g;

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(lineBreak)) {
    lines.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  if (start < text.length || lines.length === 0) lines.push({ start, end: text.length });
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
