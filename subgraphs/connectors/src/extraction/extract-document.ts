import { type Decoded, decode, decodeAs } from './decode.ts';
import type { Extracted, ExtractedKind, ExtractionInput } from './extracted.ts';
import { type Format, formatOf, languageOfScript } from './formats.ts';
import { type ContentReason, generatedByContent } from './generated-content.ts';
import { declaredCharset } from './markup/declared-charset.ts';
import { type ReadText, type ReaderContext } from './reader.ts';
import { readerOf } from './readers.ts';
import { signatureOf } from './signatures.ts';
import { titleOf } from './titles.ts';
import { TooLong, Unreadable, damaged } from './unreadable.ts';

/** Formats that are text beneath: an empty file is an empty one of them. */
const isText: ReadonlySet<string> = new Set(['html', 'notebook', 'subtitles']);

/** The text of a file and what it is. Pure: the same bytes under the same name give the same answer, everywhere. */
export async function extractDocument(input: ExtractionInput, charactersMax: number): Promise<Extracted> {
  const format = formatOf(input.path);
  if (format.unread !== null) return unsupported(format.kind, input.mimeType ?? format.mimeType, format.unread);
  if (format.reader === 'text') return extractText(input, format, charactersMax);
  if (input.bytes.length === 0 && !isText.has(format.reader))
    return { state: 'FAILED', code: 'DOCUMENT_EMPTY', message: 'It is an empty file' };
  if (input.bytes.length === 0) return available(input, format, { text: '', title: null }, 'utf-8', null);
  try {
    const read = await (await readerOf(format.reader))(input.bytes, contextOf(input, charactersMax));
    return available(input, format, checked(read, charactersMax), charsetOf(read));
  } catch (error) {
    if (error instanceof TooLong) return tooLong(charactersMax);
    if (error instanceof Unreadable) return { state: 'FAILED', code: error.code, message: error.message };
    // What a library throws at bytes it did not expect is about the bytes.
    return { state: 'FAILED', code: 'DOCUMENT_DAMAGED', message: 'It is damaged, or not what its name says' };
  }
}

function extractText(input: ExtractionInput, format: Format, charactersMax: number): Extracted {
  const { bytes, mimeType } = input;
  const signature = signatureOf(bytes);
  if (signature !== null) return unsupported(signature.kind, mimeType, signature.what);
  const decoded = decode(bytes);
  if (decoded === null) return unsupported('OTHER', mimeType, 'binary file');
  const { text, charset } = decoded;
  if (text.length > charactersMax) return tooLong(charactersMax);
  const script =
    format.kind === 'TEXT' && format.language === null && text.startsWith('#!')
      ? languageOfScript(text.slice(0, 200).split(/\r|\n/)[0] ?? '')
      : null;
  const language = script ?? format.language;
  const kind = script === null ? format.kind : 'CODE';
  const generated = generatedByContent(input.path, kind, text);
  if (generated !== null && input.isNamed !== true)
    return { state: 'KEPT_OUT', reason: generated, kind, mimeType: mimeType ?? format.mimeType };
  return available(input, { ...format, kind, language }, { text, title: titleOf(text, language) }, charset, generated);
}

function contextOf({ bytes }: ExtractionInput, charactersMax: number): ReaderContext {
  return {
    charactersMax,
    decoded(): Decoded {
      const declared = declaredCharset(bytes);
      const decoded = (declared === null ? null : decodeAs(bytes, declared)) ?? decode(bytes);
      if (decoded === null) throw damaged('It is not what its name says');
      if (decoded.text.length > charactersMax) throw new TooLong();
      return decoded;
    },
  };
}

/** What a format's library gives may hold anything: no NUL, no control character, no half of a character. */
function checked(read: ReadText, charactersMax: number): ReadText {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const text = read.text.replace(/[\u0000-\u0008\u000B\u000E-\u001F\uFEFF]/g, '').toWellFormed();
  if (text.length > charactersMax) throw new TooLong();
  return { ...read, text };
}

const charsetOf = ({ charset }: ReadText): string => charset ?? 'utf-8';

const available = (
  input: ExtractionInput,
  format: Format,
  read: ReadText,
  charset: string,
  generated: ContentReason | null = null,
): Extracted => ({
  state: 'AVAILABLE',
  text: read.text,
  title: read.title,
  author: read.author ?? null,
  kind: format.kind,
  language: read.language ?? format.language,
  mimeType: input.mimeType ?? format.mimeType,
  charset,
  lineCount: countLines(read.text),
  generated,
});

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

const tooLong = (charactersMax: number): Extracted => ({
  state: 'TOO_LARGE',
  message: `Its text has more than ${charactersMax.toLocaleString('en')} characters`,
});

const unsupported = (kind: ExtractedKind, mimeType: string | null, what: string): Extracted => ({
  state: 'UNSUPPORTED',
  kind,
  mimeType,
  message: `The text of this kind of file (${what}) is not read`,
});
