import type { Line } from './lines.ts';

export interface Heading {
  readonly level: number;
  readonly title: string;
  readonly start: number;
}

const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
export const fence = /^ {0,3}(`{3,}|~{3,})/;
const setext = /^ {0,3}(=+|-+)[ \t]*$/;

/** ATX and setext headings (CommonMark 4.2, 4.3), none inside fenced code or front matter. */
export function headingsOf(text: string, lines: readonly Line[]): Heading[] {
  const headings: Heading[] = [];
  let fencedBy: string | null = null;
  let inFrontMatter = false;
  let previous: Line | null = null;
  lines.forEach((line, index) => {
    // A page break is no part of the first line of its page.
    const content = text.slice(line.start, line.end).replace(/^\f/, '');
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
