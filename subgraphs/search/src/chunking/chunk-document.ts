import type { Chunk, ChunkedDocument, ChunkStyle, Piece } from './chunk.ts';
import { codePieces } from './code-chunks.ts';
import type { PlacedDefinition } from './definitions.ts';
import { placedDefinitions } from './definitions.ts';
import type { Line } from './lines.ts';
import { lineAt, linesOf } from './lines.ts';
import { markdownPieces } from './markdown-chunks.ts';
import { codeSize, proseSize } from './pack.ts';
import { linePieces, prosePieces, tablePieces } from './text-chunks.ts';
import { prefixOfTokens } from './token-estimate.ts';

/** What is indexed of one document at most; the rest is not searchable, which `truncated` tells. */
export const textLengthMax = 2_000_000;
export const chunksMax = 2_500;
const definitionsMax = 10_000;
/** What a model of 256 tokens sees of the whole text. */
const headTokens = 256;

const markdownExtensions = /\.(?:md|markdown|mdx|mdown|mkd|rmd|qmd)$/i;
const tableExtensions = /\.(?:csv|tsv)$/i;
const dataExtensions = /\.(?:jsonl?|ndjson|json5|log)$/i;

/** How a document is cut, by what connectors say of it. */
export function chunkStyle(document: { kind: string; language: string | null; path: string }): ChunkStyle {
  const { kind, language, path } = document;
  if (language === 'markdown' || markdownExtensions.test(path)) return 'markdown';
  if (kind === 'SHEET' || tableExtensions.test(path)) return 'table';
  if (dataExtensions.test(path)) return 'lines';
  if (kind === 'CODE') return 'code';
  return kind === 'DATA' ? 'code' : 'prose';
}

function piecesOf(text: string, style: ChunkStyle, lines: readonly Line[], definitions: readonly PlacedDefinition[]): Piece[] {
  switch (style) {
    case 'markdown':
      return markdownPieces(text, proseSize);
    case 'prose':
      return prosePieces(text, proseSize);
    case 'table':
      return tablePieces(text, codeSize);
    case 'lines':
      return linePieces(text, codeSize);
    case 'code':
      return codePieces(text, lines, definitions, codeSize);
  }
}

/** Cut at a character boundary. */
function bounded(text: string): string {
  if (text.length <= textLengthMax) return text;
  const code = text.charCodeAt(textLengthMax - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? textLengthMax - 1 : textLengthMax);
}

/**
 * Cuts a document. Deterministic, linear in the text, bounded for any input; the chunks' ranges are disjoint, ascending, and hold every
 * visible character of what is indexed.
 */
export function chunkDocument(fullText: string, style: ChunkStyle): ChunkedDocument {
  const text = bounded(fullText);
  if (text.trim() === '') return { head: null, chunks: [], definitions: [], truncated: text.length < fullText.length };
  const lines = linesOf(text);
  const definitions = style === 'code' ? placedDefinitions(text, lines, definitionsMax) : [];
  const chunks: Chunk[] = [];
  let truncated = text.length < fullText.length;
  for (const piece of piecesOf(text, style, lines, definitions)) {
    const chunk = chunkOf(text, piece, lines, chunks.length + 1);
    if (chunk === null) continue;
    if (chunks.length === chunksMax) {
      truncated = true;
      break;
    }
    chunks.push(chunk);
  }
  const only = chunks.length === 1 ? chunks[0] : undefined;
  const head =
    only === undefined
      ? text
          .trimStart()
          .slice(0, prefixOfTokens(text.trimStart().slice(0, headTokens * 40), headTokens))
          .trimEnd()
      : only.embeddedText;
  return { head, chunks, definitions, truncated };
}

function chunkOf(text: string, piece: Piece, lines: readonly Line[], ordinal: number): Chunk | null {
  const raw = text.slice(piece.start, piece.end);
  // Outer blank lines go, the first line's indentation stays: code is shown as it stands.
  const trimmedEnd = raw.trimEnd();
  const leading = /^(?:[^\S\r\n]*(?:\r\n|\n|\r))*/.exec(trimmedEnd)?.[0].length ?? 0;
  const body = trimmedEnd.slice(leading);
  if (body.trim() === '') return null;
  const start = piece.start + leading;
  const end = start + body.length;
  return {
    ...piece,
    start,
    end,
    ordinal,
    startLine: lineAt(lines, start),
    endLine: lineAt(lines, end - 1),
    text: body,
    embeddedText: piece.header === '' ? body : `${piece.header}\n${body}`,
  };
}
