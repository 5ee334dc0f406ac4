import { eachToken } from './analyzer.ts';

/**
 * FTS5's `ascii` tokenizer splits at every ASCII character that is no letter or digit and takes everything from U+0080 on as part of a
 * token. So such characters are moved into the private use area; what FTS5 then sees is exactly our terms.
 */
const separator = /[^a-z0-9\u0080-\uffff]/g;

export const encodeTerm = (term: string): string =>
  term.replace(separator, (character) => String.fromCharCode(0xe000 + character.charCodeAt(0)));

/** A text as a pre-tokenised column. */
export function encodeText(text: string): string {
  const terms: string[] = [];
  eachToken(text, (term) => {
    if (term !== '') terms.push(encodeTerm(term));
  });
  return terms.join(' ');
}
