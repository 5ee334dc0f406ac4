export interface IdentifierPart {
  /** As written. */
  readonly text: string;
  /** UTF-16 offset in the identifier. */
  readonly offset: number;
}

// A part is digits with what follows them in lower case, an acronym before a capitalised word, a word, or letters without case.
const part = /\p{Lu}+(?=\p{Lu}[\p{Ll}])|\p{Lu}?[\p{Ll}\p{M}]+\p{N}*|\p{Lu}+\p{N}*|\p{N}+|[\p{L}\p{M}]+/gu;
const asciiPart = /[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*|[0-9]+/g;
// eslint-disable-next-line no-control-regex
const ascii = /^[\x00-\x7f]*$/;

/** `refreshTokenRotation`, `refresh_token_rotation`, `HTTPServer2`: the words inside, in order. */
export function splitIdentifier(identifier: string): IdentifierPart[] {
  const parts: IdentifierPart[] = [];
  for (const match of identifier.matchAll(ascii.test(identifier) ? asciiPart : part)) parts.push({ text: match[0], offset: match.index });
  return parts;
}

const structured = /_|\$|\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u;

/** Has it inner structure (`camelCase`, `snake_case`, `HTTPServer`)? A capitalised word or an acronym has none. */
export const isStructured = (word: string): boolean => structured.test(word);
