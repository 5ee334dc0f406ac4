/**
 * Why a text cannot be kept, or null. PostgreSQL's `text` has no U+0000; a lone surrogate has no UTF-8 form. Both would fail far from
 * here, so they are refused at the door.
 */
export function faultyText(text: string): string | null {
  if (text.includes('\0')) return 'contains the character U+0000';
  return text.isWellFormed() ? null : 'is not well-formed Unicode (a lone surrogate)';
}

/** What a document that is too long has too much of. */
export type Excess = 'depth' | 'aliases' | 'tokens';

const isNameCharacter = (code: number): boolean =>
  (code > 96 && code < 123) || (code > 64 && code < 91) || code === 95 || (code > 47 && code < 58);

/**
 * Names the most telling limit of a document with too many tokens to parse: one linear pass over the text, no tree.
 * Braces and colons inside parentheses belong to arguments and do not count.
 */
export function excessOf(source: string, limits: { depthMax: number; aliasesMax: number }): Excess {
  let parentheses = 0;
  let depth = 0;
  let deepest = 0;
  let aliases = 0;
  for (let index = 0; index < source.length; index++) {
    const code = source.charCodeAt(index);
    if (isNameCharacter(code)) continue;
    if (code === 35) {
      while (index + 1 < source.length && source.charCodeAt(index + 1) !== 10 && source.charCodeAt(index + 1) !== 13) index++;
    } else if (code === 34) index = endOfString(source, index);
    else if (code === 40) parentheses++;
    else if (code === 41) parentheses--;
    else if (parentheses > 0) continue;
    else if (code === 58) aliases++;
    else if (code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 125) depth--;
  }
  // Braces nest for inline fragments too: a long document that is also this deep is called deep only well beyond the limit.
  if (deepest > limits.depthMax * 4) return 'depth';
  return aliases > limits.aliasesMax ? 'aliases' : 'tokens';
}

function endOfString(source: string, start: number): number {
  if (source.startsWith('"""', start)) {
    for (let index = start + 3; index < source.length; index++) {
      if (source.startsWith('\\"""', index)) index += 3;
      else if (source.startsWith('"""', index)) return index + 2;
    }
    return source.length;
  }
  for (let index = start + 1; index < source.length; index++) {
    const code = source.charCodeAt(index);
    if (code === 92) index++;
    else if (code === 34 || code === 10 || code === 13) return index;
  }
  return source.length;
}
