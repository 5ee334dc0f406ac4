import type { PlacedSymbol, SymbolKind } from './syntax/symbol.ts';

/** Changes with anything that cuts the same text differently: chunks are made anew then. Vectors are kept by their words (embedding-key.ts). */
export const chunkerVersion = 2;

/** How a document is cut. */
export interface ChunkStyle {
  readonly cut: 'markdown' | 'notebook' | 'prose' | 'code' | 'table' | 'lines';
  /** Of code and data: Linguist's name in lower case. */
  readonly language: string | null;
  /** U+000C begins a new page. */
  readonly isPaged: boolean;
}

/** For comparison: another name, another cut. */
export const styleName = ({ cut, language, isPaged }: ChunkStyle): string => `${cut}/${language ?? ''}${isPaged ? '/pages' : ''}`;

/** What a chunker says of a piece: where it is and under what. */
export interface Piece {
  /** UTF-16 range in the document's text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The headings it stands under, outermost first; those inside the piece included where one covers all of it. */
  readonly headings: readonly string[];
  /** Container and name of the definition it is of, for example `Session.refresh`. */
  readonly symbol: string | null;
  readonly symbolKind: SymbolKind | null;
  /** What the embedded text begins with: only what the piece does not say itself, and only from the document. */
  readonly header: string;
}

export interface Chunk extends Piece {
  /** From 1; 0 is the head of the whole document. */
  readonly ordinal: number;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** 1-based, where it begins; null where the document has no pages. */
  readonly page: number | null;
  /** The piece's text, trimmed of outer white space and without page breaks: the passage that is shown. */
  readonly text: string;
  readonly embeddedText: string;
}

export interface Definition extends Pick<PlacedSymbol, 'name' | 'kind' | 'start' | 'weight'> {
  /** Container and name. */
  readonly qualifiedName: string;
  readonly line: number;
}

export interface ChunkedDocument {
  /** What stands for the whole document: its first 256 tokens. Equal to the only chunk's embedded text where there is one chunk. */
  readonly head: string | null;
  readonly chunks: readonly Chunk[];
  readonly definitions: readonly Definition[];
  /** True where the text is longer than what is indexed. */
  readonly truncated: boolean;
}
