import type { DocumentKind } from '../documents/document.entity.ts';

/** What came of reading a text out of bytes. */
export type ExtractedDocument =
  | {
      readonly state: 'AVAILABLE';
      readonly text: string;
      /** Its first heading; null: it is called by its file name. */
      readonly title: string | null;
      readonly kind: DocumentKind;
      readonly language: string | null;
      readonly mimeType: string | null;
    }
  | { readonly state: 'UNSUPPORTED'; readonly kind: DocumentKind; readonly mimeType: string | null }
  | { readonly state: 'FAILED'; readonly code: string; readonly message: string }
  | { readonly state: 'TOO_LARGE'; readonly message: string };

export type Extract = (input: {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string | null;
  readonly signal: AbortSignal;
}) => Promise<ExtractedDocument>;
