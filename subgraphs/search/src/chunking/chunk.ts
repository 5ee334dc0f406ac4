/** Changes with anything that cuts the same text differently; part of every embedding key. */
export const chunkerVersion = 1;

export type ChunkStyle = 'markdown' | 'prose' | 'code' | 'table' | 'lines';

/** What a chunker says of a piece: where it is and under what. */
export interface Piece {
  /** UTF-16 range in the document's text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The headings it stands under, outermost first; those inside the piece included where one covers all of it. */
  readonly headings: readonly string[];
  /** Container and name of the definition it is of, for example `Session.refresh`. */
  readonly symbol: string | null;
  /** What the embedded text begins with: only what the piece does not say itself, and only from the document. */
  readonly header: string;
}

export interface Chunk extends Piece {
  /** From 1; 0 is the head of the whole document. */
  readonly ordinal: number;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** The piece's text, trimmed of outer white space: the passage that is shown. `start` and `end` are its range. */
  readonly text: string;
  readonly embeddedText: string;
}

export interface Definition {
  readonly name: string;
  /** Container and name. */
  readonly qualifiedName: string;
  /** Offset of the line that defines it. */
  readonly start: number;
  readonly line: number;
  /** Higher: more of a definition (a class over a constant, top level over a member). */
  readonly weight: number;
}

export interface ChunkedDocument {
  /** What stands for the whole document: its first 256 tokens. Equal to the only chunk's embedded text where there is one chunk. */
  readonly head: string | null;
  readonly chunks: readonly Chunk[];
  readonly definitions: readonly Definition[];
  /** True where the text is longer than what is indexed. */
  readonly truncated: boolean;
}
