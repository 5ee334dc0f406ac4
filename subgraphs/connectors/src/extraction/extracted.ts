import type { Author } from './authors.ts';
import type { ContentReason } from './generated-content.ts';

/** The API's kinds of documents. The table extension → kind is a format: a source's digest depends on it. */
export type ExtractedKind = 'CODE' | 'TEXT' | 'PAGE' | 'PDF' | 'SHEET' | 'SLIDES' | 'NOTEBOOK' | 'EMAIL' | 'DATA' | 'OTHER';

export interface ExtractionInput {
  /** Decides kind and language by its last name; the content decides whether it is text. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** As the provider says; where it says nothing the table does. */
  readonly mimeType: string | null;
  /** It is wanted although it may be generated: an `include` pattern names it. */
  readonly isNamed?: boolean;
}

/** What came of reading a text out of bytes. */
export type Extracted =
  | {
      readonly state: 'AVAILABLE';
      /**
       * Of what is text: decoded, without a byte-order mark, otherwise unchanged. Of other formats: what their reader makes of them, Markdown
       * where they have headings. Never Unicode-normalised. In paged formats (PDF, slides, workbooks) every page but the first begins with
       * U+000C at the start of a line; it ends no line.
       */
      readonly text: string;
      /** Its own title (properties, subject, first heading, `<title>`); null: it is called by its file name. */
      readonly title: string | null;
      /** As the document itself says (properties, sender). What is text as it stands says nothing. */
      readonly author: Author | null;
      readonly kind: ExtractedKind;
      /** Linguist's name, lower case; null for prose without mark-up. */
      readonly language: string | null;
      readonly mimeType: string;
      /** What the bytes were decoded from, in lower case: `utf-8`, `utf-16le`, `windows-1252`, `shift_jis` … */
      readonly charset: string;
      /** LF, CRLF and CR end a line; an empty text has one. */
      readonly lineCount: number;
      /** Why it would be left out by what it holds, had it not been named. */
      readonly generated: ContentReason | null;
    }
  /** Recognised, and not read: a binary file, or a format that is not understood. `message` says which. */
  | { readonly state: 'UNSUPPORTED'; readonly kind: ExtractedKind; readonly mimeType: string | null; readonly message: string }
  | { readonly state: 'TOO_LARGE'; readonly message: string }
  /** Recognised as nobody's own writing, and left out: generated, minified. `kind` is what it would be. */
  | {
      readonly state: 'KEPT_OUT';
      readonly reason: ContentReason;
      readonly kind: ExtractedKind;
      readonly mimeType: string | null;
    }
  | { readonly state: 'FAILED'; readonly code: ExtractionCode; readonly message: string };

/** Why a document gave no text. Its bytes say so; only the last two may be otherwise another time. */
export type ExtractionCode =
  | 'DOCUMENT_ENCRYPTED'
  | 'DOCUMENT_DAMAGED'
  | 'DOCUMENT_EMPTY'
  | 'DOCUMENT_BOMB'
  | 'EXTRACTION_MEMORY'
  | 'EXTRACTION_TIMEOUT'
  | 'EXTRACTION_FAILED';
