import { isStructured, splitIdentifier } from './identifier.ts';
import { stem } from './porter-stemmer.ts';

/** Changes with anything that makes the same text give other terms: the words are rebuilt then. */
export const analyzerVersion = 1;

/** One term of a text. `start` and `end` are UTF-16 offsets in the text as given, end exclusive. */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
  /** A whole identifier, beside its parts: never stemmed. */
  readonly whole: boolean;
}

/** Longer runs are data (base64, minified code), not words. */
export const wordLengthMax = 128;

const word = /[\p{L}\p{M}\p{N}_$]+/gu;
/** Of an ASCII character: what `word` takes. */
export const isWordCharacter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;
// eslint-disable-next-line no-control-regex
const nonAscii = /[^\x00-\x7f]/;
// Scripts written without spaces between words.
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー々]+/gu;
const latinAccents = /(\p{sc=Latin})\p{Mn}+/gu;

/** One spelling for the ways to write a word: compatibility forms, case, accents on Latin letters. */
function fold(text: string): string {
  if (!nonAscii.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(latinAccents, '$1').normalize('NFC').toLowerCase().replaceAll('ß', 'ss');
}

/** Calls `emit` for each term in order of its start. The same for documents and queries, so that engines and languages agree. */
export function eachToken(text: string, emit: (term: string, start: number, end: number, whole: boolean) => void): void {
  word.lastIndex = 0;
  for (let match = word.exec(text); match !== null; match = word.exec(text)) {
    const at = match.index;
    // exec() of a nested call (none today) must not move this scan.
    const next = word.lastIndex;
    emitRun(match[0], at, emit);
    word.lastIndex = next;
  }
}

function emitRun(run: string, at: number, emit: (term: string, start: number, end: number, whole: boolean) => void): void {
  if (!nonAscii.test(run)) {
    emitWord(run, at, emit);
    return;
  }
  let done = 0;
  for (const match of run.matchAll(unspaced)) {
    if (match.index > done) emitWord(run.slice(done, match.index), at + done, emit);
    emitBigrams(match[0], at + match.index, emit);
    done = match.index + match[0].length;
  }
  if (done < run.length) emitWord(run.slice(done), at + done, emit);
}

function emitWord(run: string, at: number, emit: (term: string, start: number, end: number, whole: boolean) => void): void {
  if (run.length > wordLengthMax) return;
  if (!isStructured(run)) {
    emit(stem(fold(run)), at, at + run.length, false);
    return;
  }
  const parts = splitIdentifier(run);
  if (parts.length > 1) {
    emit(parts.map((part) => fold(part.text)).join(''), at, at + run.length, true);
  }
  for (const part of parts) emit(stem(fold(part.text)), at + part.offset, at + part.offset + part.text.length, false);
}

/** Overlapping pairs, and the last character alone, so that a search for one character is a search for a prefix. */
function emitBigrams(run: string, at: number, emit: (term: string, start: number, end: number, whole: boolean) => void): void {
  const characters = Array.from(run);
  let offset = at;
  characters.forEach((character, index) => {
    const next = characters[index + 1] ?? '';
    emit(fold(character + next), offset, offset + character.length + next.length, false);
    offset += character.length;
  });
}

export function analyze(text: string): Token[] {
  const tokens: Token[] = [];
  eachToken(text, (term, start, end, whole) => tokens.push({ term, start, end, whole }));
  return tokens;
}
