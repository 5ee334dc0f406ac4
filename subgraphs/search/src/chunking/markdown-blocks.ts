import { linesWithin } from './lines.ts';
import { fence } from './markdown-headings.ts';
import type { Size, Unit } from './pack.ts';
import { proseUnits, unitOf } from './pack.ts';
import { tableRule } from './table-chunks.ts';

/** What stays together: a stretch of prose, a fenced block, a table. */
export interface Block {
  readonly kind: 'prose' | 'fence' | 'table';
  readonly unit: Unit;
  /** A fence's language, as it is written. */
  readonly language: string | null;
}

const opening = /^ {0,3}(?:`{3,}|~{3,})[ \t]*\{?\.?([\w#+-]*)/;
const looksLikeRow = /^[ \t]*\|.*\||^[^|\n]+\|/;

/** A section's blocks, in order, covering it. */
export function blocksOf(text: string, start: number, end: number): Block[] {
  const lines = linesWithin(text, start, end);
  const blocks: Block[] = [];
  let from = start;
  const close = (to: number, kind: Block['kind'], language: string | null = null): void => {
    if (to > from) blocks.push({ kind, unit: unitOf(text, from, to), language });
    from = to;
  };
  const endOf = (index: number): number => lines[index + 1]?.start ?? end;
  const contentOf = (index: number): string => {
    const line = lines[index];
    return line === undefined ? '' : text.slice(line.start, Math.min(line.end, line.start + 1_000));
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as { start: number };
    const content = contentOf(index);
    const mark = fence.exec(content)?.[1];
    if (mark !== undefined) {
      close(line.start, 'prose');
      const language = opening.exec(content)?.[1]?.toLowerCase() ?? '';
      do index++;
      while (index < lines.length && !closes(contentOf(index), mark));
      close(endOf(Math.min(index, lines.length - 1)), 'fence', language === '' ? null : language);
    } else if (
      content.includes('|') &&
      contentOf(index + 1).includes('-') &&
      tableRule.test(contentOf(index + 1)) &&
      looksLikeRow.test(content)
    ) {
      close(line.start, 'prose');
      index++;
      while (index + 1 < lines.length && contentOf(index + 1).includes('|')) index++;
      close(endOf(index), 'table');
    }
  }
  close(end, 'prose');
  return blocks;
}

const closes = (content: string, mark: string): boolean => {
  const trimmed = content.trim();
  return trimmed.startsWith(mark) && trimmed.replaceAll(mark.charAt(0), '') === '';
};

/** The lines between a fence's marks. */
export function insideFence(text: string, { unit }: Block): { start: number; end: number } {
  const lines = linesWithin(text, unit.start, unit.end).filter((line) => text.slice(line.start, line.end).trim() !== '');
  const start = lines[1]?.start ?? unit.end;
  const last = lines.at(-1);
  const isClosed = last !== undefined && lines.length > 1 && /^\s*(?:`{3,}|~{3,})\s*$/.test(text.slice(last.start, last.end));
  return { start, end: Math.max(start, isClosed ? last.start : unit.end) };
}

/** Units no larger than a chunk; a fence or a table that is small enough is one. */
export function unitsOf(text: string, block: Block, size: Size): Unit[] {
  return block.kind === 'prose' ? proseUnits(text, block.unit.start, block.unit.end, size) : [block.unit];
}
