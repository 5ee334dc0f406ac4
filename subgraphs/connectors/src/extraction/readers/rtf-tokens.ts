export type RtfToken =
  | { readonly t: 'open' | 'close' | 'ignorable' }
  | { readonly t: 'word'; readonly name: string; readonly value: number | null }
  /** A byte in the charset of the moment: `\'e9`. */
  | { readonly t: 'byte'; readonly value: number }
  /** Characters below U+0100, each a byte in the charset of the moment. */
  | { readonly t: 'text'; readonly text: string };

/** The tokens of RTF that was read byte by byte (latin1). Bytes of pictures are stepped over. */
export function* tokensOf(source: string): Generator<RtfToken> {
  const plain = /[^\\{}\r\n]+/y;
  const control = /\\([a-z]{1,32})(-?\d{1,10})?[ ]?/iy;
  for (let at = 0; at < source.length;) {
    const character = source[at];
    if (character === '{' || character === '}') {
      yield { t: character === '{' ? 'open' : 'close' };
      at += 1;
    } else if (character === '\r' || character === '\n') at += 1;
    else if (character === '\\') {
      control.lastIndex = at;
      const match = control.exec(source);
      if (match !== null) {
        const value = match[2] === undefined ? null : Number(match[2]);
        at = control.lastIndex;
        if (match[1] === 'bin') at += Math.max(0, value ?? 0);
        else yield { t: 'word', name: match[1] as string, value };
        continue;
      }
      const next = source[at + 1] ?? '';
      if (next === "'") {
        const value = Number.parseInt(source.slice(at + 2, at + 4), 16);
        if (!Number.isNaN(value)) yield { t: 'byte', value };
        at += 4;
      } else {
        if (next === '*') yield { t: 'ignorable' };
        else if (next === '\n' || next === '\r') yield { t: 'word', name: 'par', value: null };
        else if (next === '~' || next === '_') yield { t: 'word', name: next, value: null };
        else if (next === '\\' || next === '{' || next === '}') yield { t: 'text', text: next };
        at += 2;
      }
    } else {
      plain.lastIndex = at;
      const text = plain.exec(source)?.[0] ?? (character as string);
      yield { t: 'text', text };
      at += text.length;
    }
  }
}
