import { decode } from './decode.ts';
import type { Extracted, ExtractedKind, ExtractionInput } from './extracted.ts';
import { formatOf, languageOfScript } from './formats.ts';
import { signatureOf } from './signatures.ts';
import { titleOf } from './titles.ts';

/** The text of a file and what it is. Pure: the same bytes under the same name give the same answer, everywhere. */
export function extractDocument({ path, bytes, mimeType }: ExtractionInput, charactersMax: number): Extracted {
  const format = formatOf(path);
  if (format.unread !== null) return unsupported(format.kind, mimeType ?? format.mimeType, format.unread);
  const signature = signatureOf(bytes);
  if (signature !== null) return unsupported(signature.kind, mimeType, signature.what);
  const decoded = decode(bytes);
  if (decoded === null) return unsupported('OTHER', mimeType, 'binary file');
  const { text, charset } = decoded;
  if (text.length > charactersMax)
    return { state: 'TOO_LARGE', message: `Its text has more than ${charactersMax.toLocaleString('en')} characters` };
  const script =
    format.kind === 'TEXT' && format.language === null && text.startsWith('#!')
      ? languageOfScript(text.slice(0, 200).split(/\r|\n/)[0] ?? '')
      : null;
  const language = script ?? format.language;
  return {
    state: 'AVAILABLE',
    text,
    title: titleOf(text, language),
    kind: script === null ? format.kind : 'CODE',
    language,
    mimeType: mimeType ?? format.mimeType,
    charset,
    lineCount: countLines(text),
  };
}

/** LF, CRLF and CR end a line; what follows the last one is a line unless it is empty. An empty text has one line. */
export function countLines(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 10 || (unit === 13 && text.charCodeAt(index + 1) !== 10)) count += 1;
  }
  const last = text.at(-1);
  return last === '\n' || last === '\r' ? count : count + 1;
}

const unsupported = (kind: ExtractedKind, mimeType: string | null, what: string): Extracted => ({
  state: 'UNSUPPORTED',
  kind,
  mimeType,
  message: `The text of this kind of file (${what}) is not read`,
});
