import type { Chunk, ChunkedDocument, ChunkStyle, Definition, Piece } from './chunk.ts';
import { codePieces } from './code-chunks.ts';
import { outlineOfLines } from './line-outline.ts';
import type { Line } from './lines.ts';
import { lineAt, linesOf } from './lines.ts';
import { blocksOf } from './markdown-blocks.ts';
import { fenceOutline, markdownPieces } from './markdown-chunks.ts';
import { codeSize, proseSize } from './pack.ts';
import { pageAt, pagePieces, pagesOf } from './pages.ts';
import { linePieces, prosePieces } from './prose-chunks.ts';
import type { Grammars } from './syntax/grammars.ts';
import { languageOfFence } from './syntax/grammars.ts';
import type { Outline } from './syntax/outline.ts';
import type { PlacedSymbol } from './syntax/symbol.ts';
import { qualifiedName } from './syntax/symbol.ts';
import { tablePieces } from './table-chunks.ts';
import { prefixOfTokens } from './token-estimate.ts';

/** What is indexed of one document at most; the rest is not searchable, which `truncated` tells. */
export const textLengthMax = 2_000_000;
export const chunksMax = 2_500;
const definitionsMax = 10_000;
/** What a model of 256 tokens sees of the whole text. */
const headTokens = 256;

const markdownExtensions = /\.(?:md|markdown|mdx|mdown|mkd|rmd|qmd)$/i;
const tableExtensions = /\.(?:csv|tsv)$/i;
const lineExtensions = /\.(?:jsonl|ndjson|json5|log)$/i;
const paged = new Set(['PDF', 'SLIDES', 'SHEET']);
/** Their text comes as Markdown. */
const markdownKinds = new Set(['PAGE', 'NOTE', 'SLIDES', 'ISSUE']);

/** How a document is cut, by what connectors say of it. */
export function chunkStyle(document: { kind: string; language: string | null; path: string }): ChunkStyle {
  const { kind, language, path } = document;
  const isPaged = paged.has(kind);
  const style = (cut: ChunkStyle['cut']): ChunkStyle => ({ cut, language: cut === 'code' ? language : null, isPaged });
  if (kind === 'NOTEBOOK') return style('notebook');
  if (kind === 'SHEET' || tableExtensions.test(path)) return style('table');
  if (language === 'markdown' || markdownKinds.has(kind) || markdownExtensions.test(path)) return style('markdown');
  if (lineExtensions.test(path)) return style('lines');
  return style(kind === 'CODE' || kind === 'DATA' ? 'code' : 'prose');
}

/** The languages whose grammars a document needs. */
export function languagesIn(text: string, { cut, language }: ChunkStyle): string[] {
  if (cut === 'code') return language === null ? [] : [language];
  if (cut !== 'markdown' && cut !== 'notebook') return [];
  const found = new Set<string>();
  for (const match of text.slice(0, textLengthMax).matchAll(/^ {0,3}(?:`{3,}|~{3,})[ \t]*\{?\.?([\w#+-]+)/gm))
    found.add(languageOfFence((match[1] ?? '').toLowerCase()));
  return [...found];
}

function piecesOf(text: string, style: ChunkStyle, outline: Outline | null, grammars: Grammars): Piece[] {
  const within = (cut: (text: string, from: number, to: number) => Piece[]): Piece[] =>
    style.isPaged ? pagePieces(text, cut) : cut(text, 0, text.length);
  switch (style.cut) {
    case 'markdown':
    case 'notebook':
      return style.isPaged
        ? within((whole, from, to) => shifted(markdownPieces(whole.slice(from, to), proseSize, grammars), from))
        : markdownPieces(text, proseSize, grammars);
    case 'prose':
      return within((whole, from, to) => prosePieces(whole, from, to, proseSize));
    case 'table':
      return within((whole, from, to) => tablePieces(whole, from, to, codeSize));
    case 'lines':
      return linePieces(text, 0, text.length, codeSize);
    case 'code':
      return outline === null ? linePieces(text, 0, text.length, codeSize) : codePieces(text, 0, text.length, outline, codeSize);
  }
}

const shifted = (pieces: readonly Piece[], by: number): Piece[] =>
  pieces.map((piece) => ({ ...piece, start: piece.start + by, end: piece.end + by }));

/** Cut at a character boundary. */
function bounded(text: string): string {
  if (text.length <= textLengthMax) return text;
  const code = text.charCodeAt(textLengthMax - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? textLengthMax - 1 : textLengthMax);
}

/**
 * Cuts a document. Deterministic, linear in the text, bounded for any input; the chunks' ranges are disjoint, ascending, and hold every
 * visible character of what is indexed. The grammars of `languagesIn` must have been loaded; without one, lines decide.
 */
export function chunkDocument(fullText: string, style: ChunkStyle, grammars: Grammars): ChunkedDocument {
  const text = bounded(fullText);
  let truncated = text.length < fullText.length;
  if (text.trim() === '') return { head: null, chunks: [], definitions: [], truncated };
  const lines = linesOf(text);
  const outline = style.cut === 'code' ? (grammars.outline(text, style.language ?? '') ?? outlineOfLines(text, lines)) : null;
  const pages = style.isPaged ? pagesOf(text) : null;
  const chunks: Chunk[] = [];
  for (const piece of piecesOf(text, style, outline, grammars)) {
    const chunk = chunkOf(text, piece, lines, pages, chunks.length + 1);
    if (chunk === null) continue;
    if (chunks.length === chunksMax) {
      truncated = true;
      break;
    }
    chunks.push(chunk);
  }
  const only = chunks.length === 1 ? chunks[0] : undefined;
  const symbols = style.cut === 'notebook' ? notebookSymbols(text, grammars) : (outline?.symbols ?? []);
  return { head: only?.embeddedText ?? headOf(text), chunks, definitions: definitionsFrom(symbols, lines), truncated };
}

function headOf(text: string): string {
  const start = text.slice(0, headTokens * 80).trimStart();
  return withoutPageBreaks(start.slice(0, prefixOfTokens(start.slice(0, headTokens * 40), headTokens))).trimEnd();
}

/** Code in a notebook is code. */
function notebookSymbols(text: string, grammars: Grammars): PlacedSymbol[] {
  return blocksOf(text, 0, text.length).flatMap((block) => fenceOutline(text, block, grammars)?.symbols ?? []);
}

function definitionsFrom(symbols: readonly PlacedSymbol[], lines: readonly Line[]): Definition[] {
  return symbols
    .filter(({ kind }) => kind !== 'key')
    .slice(0, definitionsMax)
    .map((symbol) => {
      const { name, kind, start, weight } = symbol;
      return { name, kind, start, weight, qualifiedName: qualifiedName(symbol), line: lineAt(lines, start) };
    });
}

const withoutPageBreaks = (text: string): string => (text.includes('\f') ? text.replaceAll('\f', '') : text);

function chunkOf(text: string, piece: Piece, lines: readonly Line[], pages: readonly number[] | null, ordinal: number): Chunk | null {
  const raw = text.slice(piece.start, piece.end);
  // Outer blank lines go, the first line's indentation stays: code is shown as it stands.
  const trimmedEnd = raw.trimEnd();
  const leading = /^(?:[^\S\r\n]*(?:\r\n|\n|\r))*\f*/.exec(trimmedEnd)?.[0].length ?? 0;
  const body = trimmedEnd.slice(leading);
  if (body.trim() === '') return null;
  const start = piece.start + leading;
  const end = start + body.length;
  const shown = withoutPageBreaks(body);
  return {
    ...piece,
    start,
    end,
    ordinal,
    startLine: lineAt(lines, start),
    endLine: lineAt(lines, end - 1),
    page: pages === null ? null : pageAt(pages, start),
    text: shown,
    embeddedText: piece.header === '' ? shown : `${piece.header}\n${shown}`,
  };
}
