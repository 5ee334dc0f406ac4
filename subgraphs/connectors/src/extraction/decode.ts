import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { wideCharsetOf } from './wide-text.ts';

export interface Decoded {
  readonly text: string;
  readonly charset: string;
}

/** How much of a file is looked at to guess its encoding. */
const sampleBytes = 65_536;

const byteOrderMarks: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** In the order in which they are believed where the guesses are equally good. */
const believed = [
  'windows-1252',
  'shift_jis',
  'gb18030',
  'euc-jp',
  'euc-kr',
  'big5',
  'windows-1251',
  'koi8-r',
  'windows-1250',
  'iso-8859-2',
  'iso-8859-5',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'iso-8859-6',
  'iso-8859-9',
];

/** ISO-8859-1 is decoded as its superset, as the web does (WHATWG Encoding). */
const canonical: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
};

/**
 * The text of a file, or null when it is none. A byte-order mark decides; then UTF-8, which hardly anything else is by accident; then UTF-16
 * without a mark; then the best guess of chardet that decodes without an error. The mark is dropped; nothing is normalised.
 */
export function decode(bytes: Uint8Array): Decoded | null {
  for (const [charset, mark] of byteOrderMarks) {
    if (!mark.every((byte, index) => bytes[index] === byte)) continue;
    return asText(bytes.subarray(mark.length), charset);
  }
  const sample = bytes.subarray(0, sampleBytes);
  const wide = wideCharset(sample);
  if (wide !== null) return bytes.length % 2 === 0 ? asText(bytes, wide) : null;
  const isUtf8Text = isUtf8(bytes) && !bytes.includes(0);
  const unmarked = isUtf8Text ? null : wideCharsetOf(sample.subarray(0, bytes.length <= sampleBytes ? bytes.length : sampleBytes));
  if (unmarked !== null) return asText(bytes, unmarked);
  if (bytes.includes(0)) return null;
  if (isUtf8Text) return iso2022(sample, bytes) ?? asText(bytes, 'utf-8');
  if (controls(sample) > 0) return null;
  return guess(sample, bytes);
}

/** The text in an encoding that is known; null where that cannot be it. */
export const decodeAs = (bytes: Uint8Array, charset: string): Decoded | null => asText(bytes, charset);

function asText(bytes: Uint8Array, charset: string): Decoded | null {
  const text =
    charset === 'utf-8' && isUtf8(bytes)
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
      : iconv.decode(bytes, charset, { stripBOM: false });
  if (text.includes('\0')) return null;
  if (isGarbled(text)) return null;
  return { text: text.toWellFormed(), charset };
}

/** UTF-16 of mostly Latin text without a mark: zeros in every second place. */
function wideCharset(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index += 1) {
    if (sample[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = sample.length / 2;
  if (half < 2) return null;
  if (odd > half * 0.4 && even === 0) return 'utf-16le';
  if (even > half * 0.4 && odd === 0) return 'utf-16be';
  return null;
}

/** Japanese and Korean mail encodings are made of ASCII bytes and escape sequences. */
function iso2022(sample: Uint8Array, bytes: Uint8Array): Decoded | null {
  if (!sample.includes(0x1b)) return null;
  const best = analyse(sample).find(({ name }) => name.startsWith('ISO-2022') && iconv.encodingExists(name));
  return best === undefined || best.confidence < 50 ? null : asText(bytes, best.name.toLowerCase());
}

function guess(sample: Uint8Array, bytes: Uint8Array): Decoded | null {
  if (isThai(sample)) return asText(bytes, 'windows-874');
  const guesses = analyse(sample)
    .map(({ name, confidence }) => ({ charset: canonical[name.toLowerCase()] ?? name.toLowerCase(), confidence }))
    .filter(({ charset }) => believed.includes(charset) && iconv.encodingExists(charset))
    .sort((a, b) => b.confidence - a.confidence || believed.indexOf(a.charset) - believed.indexOf(b.charset));
  for (const { charset, confidence } of guesses) {
    if (confidence < 10) break;
    const decoded = asText(bytes, charset);
    // Box drawing within a word: it is the Ukrainian variety, which has letters there.
    if (charset === 'koi8-r' && decoded !== null && /\p{L}[\u2500-\u257F]\p{L}/u.test(decoded.text)) return asText(bytes, 'koi8-u');
    if (decoded !== null) return decoded;
  }
  return asText(bytes, 'windows-1252');
}

const isThaiConsonant = (byte: number): boolean => byte >= 0xa1 && byte <= 0xce;
const isThaiMark = (byte: number): boolean => byte === 0xd1 || (byte >= 0xd4 && byte <= 0xda) || (byte >= 0xe7 && byte <= 0xee);

/**
 * What chardet does not know: TIS-620 and Windows' Thai. Its marks stand upon a consonant, two at most, and the vowels that are written
 * before their consonant stand there.
 */
function isThai(sample: Uint8Array): boolean {
  let marks = 0;
  let letters = 0;
  let run = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte < 0x80) {
      run = 0;
      continue;
    }
    if (byte < 0xa1 || (byte > 0xda && byte < 0xdf) || byte > 0xfb) return false;
    const before = sample[index - 1] ?? 0;
    if (isThaiMark(byte)) {
      marks += 1;
      run += 1;
      if (run > 2 || !(isThaiConsonant(before) || isThaiMark(before))) return false;
      continue;
    }
    letters += 1;
    run = 0;
    const next = sample[index + 1];
    if (byte >= 0xe0 && byte <= 0xe4 && next !== undefined && !isThaiConsonant(next)) return false;
  }
  return marks >= 8 && letters >= 24;
}

/** Bytes that no text holds: control characters but tab, line ends, form feed, backspace and escape. */
function controls(sample: Uint8Array): number {
  let count = 0;
  for (const byte of sample) if (byte < 32 && !(byte >= 8 && byte <= 13 && byte !== 11) && byte !== 27) count += 1;
  return count;
}

/** Characters that show a wrong decoding: replacement and C1 control characters, more than a slip of the pen. */
function isGarbled(text: string): boolean {
  let bad = 0;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  for (const _ of text.matchAll(/[\uFFFD\u0080-\u0084\u0086-\u009F\u0001-\u0007\u000E-\u001A]/g)) bad += 1;
  return bad > 0 && bad > text.length / 200;
}
