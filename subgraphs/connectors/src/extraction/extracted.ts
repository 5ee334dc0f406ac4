/** The API's kinds of documents. The table extension → kind is a format: a source's digest depends on it. */
export type ExtractedKind = 'CODE' | 'TEXT' | 'PAGE' | 'PDF' | 'SHEET' | 'SLIDES' | 'NOTEBOOK' | 'EMAIL' | 'DATA' | 'OTHER';

export interface ExtractionInput {
  /** Decides kind and language by its last name; the content decides whether it is text. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** As the provider says; where it says nothing the table does. */
  readonly mimeType: string | null;
}

/** What came of reading a text out of bytes. */
export type Extracted =
  | {
      readonly state: 'AVAILABLE';
      /** Decoded, without a byte-order mark, otherwise unchanged: never Unicode-normalised, line ends as they were. */
      readonly text: string;
      /** Its own title (first heading, `<title>`); null: it is called by its file name. */
      readonly title: string | null;
      readonly kind: ExtractedKind;
      /** Linguist's name, lower case; null for prose without mark-up. */
      readonly language: string | null;
      readonly mimeType: string;
      /** What the bytes were decoded from, in lower case: `utf-8`, `utf-16le`, `windows-1252`, `shift_jis` … */
      readonly charset: string;
      /** LF, CRLF and CR end a line; an empty text has one. */
      readonly lineCount: number;
    }
  /** Recognised, and not read: a binary file, or a format that is not understood. `message` says which. */
  | { readonly state: 'UNSUPPORTED'; readonly kind: ExtractedKind; readonly mimeType: string | null; readonly message: string }
  | { readonly state: 'TOO_LARGE'; readonly message: string }
  | { readonly state: 'FAILED'; readonly code: 'EXTRACTION_TIMEOUT' | 'EXTRACTION_FAILED'; readonly message: string };
