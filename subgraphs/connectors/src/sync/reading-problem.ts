import type { Extracted, ExtractionCode } from '../extraction/extracted.ts';
import type { DocumentProblem } from '../providers/connector.ts';

/** A connector's trouble with a document, or extraction's. */
export type ReadingProblem = Omit<DocumentProblem, 'code'> & { readonly code: DocumentProblem['code'] | ExtractionCode };

/** Why it gave no text, and whether it may give one another time. */
export function problemOfText(extracted: Extract<Extracted, { state: 'FAILED' | 'TOO_LARGE' }>): ReadingProblem {
  const code = extracted.state === 'TOO_LARGE' ? 'DOCUMENT_TOO_LARGE' : extracted.code;
  return { code, message: extracted.message, isRetryable: code === 'EXTRACTION_TIMEOUT' || code === 'EXTRACTION_FAILED' };
}
