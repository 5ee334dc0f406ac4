/**
 * How many tokens a subword model will see, without asking one: chunks must not depend on the model, or every change of model would
 * cut every text anew. Fitted to WordPiece's count on English abstracts and Python functions: a run of up to nine letters counts one,
 * each further three one more, digits by threes, every other visible character one (ideographs too). For prose the real count is
 * 0.97–0.98 of the estimate (95 % of texts below 1.07), for code 1.11 (below 1.25): code is cut a little shorter.
 */
const run = /[a-zA-Z\u00c0-\u024f]+|[0-9]+|[^\s\p{L}\p{N}]|\p{L}[\p{M}]*|\p{N}/gu;

function costOf(piece: string): number {
  const length = piece.length;
  if (length === 1) return 1;
  const first = piece.charCodeAt(0);
  if (first >= 48 && first <= 57) return Math.ceil(length / 3);
  return length <= 9 ? 1 : 1 + Math.ceil((length - 9) / 3);
}

export function estimateTokens(text: string): number {
  let count = 0;
  for (const match of text.matchAll(run)) count += costOf(match[0]);
  return count;
}

/** The longest prefix of at most `tokensMax` estimated tokens, as a UTF-16 length; never inside a surrogate pair. */
export function prefixOfTokens(text: string, tokensMax: number): number {
  let count = 0;
  for (const match of text.matchAll(run)) {
    const cost = costOf(match[0]);
    if (count + cost > tokensMax) {
      // A run alone above the limit (base64, a minified line) is cut inside: three letters a token.
      return match.index === 0 ? Math.min(match[0].length, 9 + 3 * Math.max(0, tokensMax - 1)) : match.index;
    }
    count += cost;
  }
  return text.length;
}
