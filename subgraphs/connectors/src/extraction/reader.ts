import type { Author } from './authors.ts';
import type { Decoded } from './decode.ts';
import { TooLong } from './unreadable.ts';

/** What a reader finds in a document. */
export interface ReadText {
  /** Where the format has pages, each but the first begins with U+000C at the start of a line. */
  readonly text: string;
  /** As the document itself says; null: by its file name. */
  readonly title: string | null;
  /** As the document itself says; left out where the format says nothing. */
  readonly author?: Author | null;
  /** Where the content says another one than the name. */
  readonly language?: string | null;
  readonly charset?: string;
}

/** Reads the text of one format. Throws Unreadable, TooLong; anything else that is thrown is a document that the format's library cannot cope with. */
export type Reader = (bytes: Uint8Array, context: ReaderContext) => Promise<ReadText> | ReadText;

export interface ReaderContext {
  /** Of the text that is to be had, in UTF-16 code units. */
  readonly charactersMax: number;
  /** The bytes as text, where the format is one; throws Unreadable where they are none. */
  readonly decoded: () => Decoded;
}

/** Text that grows up to a limit. Throws TooLong. */
export interface TextBuilder {
  add(text: string): void;
  readonly length: number;
  toString(): string;
}

export function createText(charactersMax: number): TextBuilder {
  const pieces: string[] = [];
  let length = 0;
  return {
    add(text) {
      length += text.length;
      if (length > charactersMax) throw new TooLong();
      pieces.push(text);
    },
    get length() {
      return length;
    },
    toString: () => pieces.join(''),
  };
}

/** Pages with U+000C before each but the first, as pdftotext writes them. An empty page counts. */
export const joinPages = (pages: readonly string[]): string => pages.map((page) => page.replaceAll('\f', ' ').trimEnd()).join('\n\f');
