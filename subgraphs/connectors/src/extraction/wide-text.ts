export type WideCharset = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** Scripts whose letters make up a text of one language, with what it borrows. */
const scripts: readonly RegExp[] = [
  /^[\p{Script=Latin}\p{M}]$/u,
  /^[\p{Script=Cyrillic}\p{M}]$/u,
  /^[\p{Script=Greek}\p{M}]$/u,
  /^[\p{Script=Hebrew}\p{M}]$/u,
  /^[\p{Script=Arabic}\p{M}]$/u,
  /^[\p{Script=Thai}\p{M}]$/u,
  /^[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{M}]$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30FC]$/u,
  /^[\p{Script=Hangul}\p{Script=Han}]$/u,
];
/** How much is looked at, in characters; fewer than the least prove nothing. */
const sampleMax = 2_000;
const sampleMin = 16;

/**
 * UTF-16 or UTF-32 without a byte-order mark; null: neither. UTF-32 shows by its zeros; UTF-16 by being, in one of the two byte orders and not in the
 * other, a text in one script: of bytes by chance a third are ideographs and the rest of a hundred scripts.
 */
export function wideCharsetOf(sample: Uint8Array): WideCharset | null {
  if (sample.length >= 8 && sample.length % 4 === 0) {
    if (isEvery(sample, 3, 2)) return 'utf-32le';
    if (isEvery(sample, 0, 1)) return 'utf-32be';
  }
  if (sample.length < sampleMin * 2 || sample.length % 2 !== 0) return null;
  const little = spacesOf(new TextDecoder('utf-16le').decode(sample.subarray(0, sampleMax * 2)));
  const big = spacesOf(new TextDecoder('utf-16be').decode(sample.subarray(0, sampleMax * 2)));
  // Greek read in the wrong order is Korean, but without a space.
  return little === big ? null : little > big ? 'utf-16le' : 'utf-16be';
}

/** Of each four bytes one is zero, and one of a plane that exists. */
function isEvery(sample: Uint8Array, zero: number, plane: number): boolean {
  for (let at = 0; at + 3 < sample.length; at += 4) if (sample[at + zero] !== 0 || (sample[at + plane] ?? 0) > 0x10) return false;
  return true;
}

/** How many spaces, line ends and commas a text in one script has; -1: it is none, or has hardly any. */
function spacesOf(text: string): number {
  const spaces = text.match(/[ \r\n\u3000-\u3002\uFF0C]/g)?.length ?? 0;
  return spaces > text.length / 200 && isOneScript(text) ? spaces : -1;
}

function isOneScript(text: string): boolean {
  const characters = Array.from(text).filter((character) => !/[\s\p{P}\p{N}\p{S}]/u.test(character));
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\0-\x08\x0E-\x1F\uFFFD\uFFFE\uFFFF]|\p{Cn}|\p{Co}/u.test(text.slice(0, -1)) || characters.length < sampleMin / 2) return false;
  return scripts.some((script) => {
    const strange = characters.filter((character) => !script.test(character) && !/^[A-Za-z]$/.test(character)).length;
    return strange <= characters.length / 20;
  });
}
