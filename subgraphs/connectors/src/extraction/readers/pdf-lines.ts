/** What pdf.js says of a run of characters. `transform` is the matrix that places it: [4] and [5] are x and y, y upwards. */
export interface PdfItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly height: number;
  readonly hasEOL: boolean;
}

interface PdfLine {
  readonly text: string;
  readonly y: number;
  readonly height: number;
}

/** A gap of so many line heights begins a paragraph. */
const paragraphGap = 1.65;

function linesIn(items: readonly PdfItem[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let text = '';
  let y: number | null = null;
  let height = 0;
  const end = (): void => {
    if (text.trim() !== '') lines.push({ text: text.trimEnd(), y: y ?? 0, height });
    text = '';
    y = null;
    height = 0;
  };
  for (const item of items) {
    text += item.str.replaceAll(/[\0-\x1f]/g, ' ');
    if (item.str.trim() !== '') {
      y ??= item.transform[5] ?? 0;
      height = Math.max(height, item.height);
    }
    if (item.hasEOL) end();
  }
  end();
  return lines;
}

/** A page's lines; where the space above one is wider than between lines, an empty line stands before it. */
export function linesOf(items: readonly PdfItem[]): string {
  const lines = linesIn(items);
  return lines
    .map((line, index) => {
      const before = lines[index - 1];
      if (before === undefined) return line.text;
      const gap = before.y - line.y;
      const isParagraph = gap < 0 || gap > paragraphGap * Math.max(line.height, before.height);
      return `${isParagraph ? '\n\n' : '\n'}${line.text}`;
    })
    .join('');
}

/** The largest line of a first page, where it is clearly larger than the text: its title, if no better one is known. */
export function largestLine(items: readonly PdfItem[]): string | null {
  const lines = linesIn(items);
  const heights = lines.map(({ height }) => height).toSorted((a, b) => a - b);
  const usual = heights[Math.floor(heights.length / 2)] ?? 0;
  const largest = heights.at(-1) ?? 0;
  if (lines.length < 3 || largest < usual * 1.25) return null;
  const first = lines.findIndex(({ height }) => height === largest);
  const next = lines[first + 1];
  const title = [lines[first]?.text ?? '', next !== undefined && next.height === largest ? next.text : '']
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return title.length >= 3 && title.length <= 200 ? title : null;
}

/**
 * Words that were divided at the end of a line are one word again, and stay in the first line. A hyphen that the document writes elsewhere
 * within a line (`self-hosted`) is kept.
 */
export function joinedWords(pages: readonly string[]): string[] {
  const compounds = new Set<string>();
  for (const page of pages) for (const match of page.matchAll(/\p{L}{1,40}-\p{L}{1,40}/gu)) compounds.add(match[0].toLowerCase());
  return pages.map((page) =>
    page.replace(/(\p{L}{1,40})[-\u00ad]\n(\p{Ll}{1,40})([^\s]*)[^\S\n]?/gu, (_match, begin: string, rest: string, tail: string) => {
      const hyphen = compounds.has(`${begin}-${rest}`.toLowerCase()) ? '-' : '';
      return `${begin}${hyphen}${rest}${tail}\n`;
    }),
  );
}
