import type { ExtractedKind } from './extracted.ts';

interface Signature {
  readonly bytes: string;
  readonly kind: ExtractedKind;
  readonly what: string;
}

/** First bytes of formats that could pass for text, or whose name helps a person more than "binary". */
const signatures: readonly Signature[] = [
  { bytes: '%PDF-', kind: 'PDF', what: 'PDF' },
  { bytes: '{\\rtf', kind: 'PAGE', what: 'RTF document' },
  { bytes: 'PK\x03\x04', kind: 'OTHER', what: 'archive' },
  { bytes: '\x1F\x8B', kind: 'OTHER', what: 'archive' },
  { bytes: 'BZh', kind: 'OTHER', what: 'archive' },
  { bytes: '\xFD7zXZ', kind: 'OTHER', what: 'archive' },
  { bytes: '\x89PNG', kind: 'OTHER', what: 'image' },
  { bytes: '\xFF\xD8\xFF', kind: 'OTHER', what: 'image' },
  { bytes: 'GIF8', kind: 'OTHER', what: 'image' },
  { bytes: '\x7FELF', kind: 'OTHER', what: 'program' },
  { bytes: 'SQLite format 3', kind: 'OTHER', what: 'database' },
];

/** What a file is by its content, where that is no text whatever its name says. */
export function signatureOf(bytes: Uint8Array): Pick<Signature, 'kind' | 'what'> | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return signatures.find((signature) => head.startsWith(signature.bytes)) ?? null;
}
