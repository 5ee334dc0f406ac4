import { BadUserInputError } from '@conhub/subgraph-kit';
import type { Services } from '../services.ts';
import type { Document } from './document.entity.ts';

/** Of one answer: lines, and characters (UTF-16 code units). */
export const textLimits = { linesMax: 5_000, charactersMax: 1_000_000 } as const;

export interface DocumentText {
  readonly content: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly lineCount: number;
  readonly isTruncated: boolean;
}

/** An extracted text by the hash in a fact; null when it is not there (any more). */
export async function readText({ blobs }: Pick<Services, 'blobs'>, organizationId: string, textHash: string): Promise<string | null> {
  return (await blobs.get(organizationId, textHash))?.toString('utf8') ?? null;
}

/** Lines `startLine` to `endLine` of a document's text, counted from 1, both included. Null when it has none. */
export async function readLines(
  services: Pick<Services, 'blobs'>,
  document: Document,
  range: { startLine?: number | null; endLine?: number | null },
): Promise<DocumentText | null> {
  const from = range.startLine ?? 1;
  if (from < 1) throw BadUserInputError.of(['startLine'], 'OUT_OF_RANGE', 'Lines are counted from 1');
  if (typeof range.endLine === 'number' && range.endLine < from)
    throw BadUserInputError.of(['endLine'], 'OUT_OF_RANGE', 'endLine is not before startLine');
  if (document.state !== 'AVAILABLE' || !document.textHash) return null;
  const text = await readText(services, document.organizationId, document.textHash);
  return text === null ? null : linesOf(text, from, range.endLine ?? Number.POSITIVE_INFINITY);
}

/** LF, CRLF and CR end a line; a text that ends with one has no empty line after it. An empty text has one empty line. */
export function linesOf(text: string, from: number, to: number): DocumentText {
  const ends = lineEnds(text);
  const lineCount = ends.length;
  const startLine = Math.min(from, lineCount + 1);
  const wanted = Math.min(to, lineCount);
  const begin = startLine === 1 ? 0 : (ends[startLine - 2] ?? text.length);
  let endLine = startLine - 1;
  while (endLine < wanted && endLine - startLine + 1 < textLimits.linesMax && (ends[endLine] ?? 0) - begin <= textLimits.charactersMax)
    endLine += 1;
  // One line that is longer than an answer is cut: there is no other way past it.
  const isCut = endLine < startLine && startLine <= wanted;
  if (isCut)
    return { content: text.slice(begin, begin + textLimits.charactersMax), startLine, endLine: startLine, lineCount, isTruncated: true };
  return {
    content: text.slice(begin, endLine < startLine ? begin : ends[endLine - 1]),
    startLine,
    endLine,
    lineCount,
    isTruncated: endLine < wanted,
  };
}

/** For each line the offset after its end. */
function lineEnds(text: string): number[] {
  const ends: number[] = [];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) ends.push(match.index + match[0].length);
  if (ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}
