import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** A page may declare its encoding within these first bytes (WHATWG HTML, 13.2.3.2). */
const searchedBytes = 1_024;

/**
 * The encoding that a page of HTML or XHTML declares; null where the bytes themselves know better (a byte-order mark, valid UTF-8), or
 * where it names none that exists.
 */
export function declaredCharset(bytes: Uint8Array): string | null {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex');
  if (mark === 'fffe' || mark === 'feff' || isUtf8(bytes)) return null;
  const head = Buffer.from(bytes.subarray(0, searchedBytes)).toString('latin1');
  const name = (
    /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)/i.exec(head)?.[1] ?? /^\s*<\?xml[^>]+encoding\s*=\s*["']([\w:-]+)/i.exec(head)?.[1]
  )?.toLowerCase();
  if (name === undefined || /^utf-?(?:8|16|32)/.test(name)) return null;
  // As the web does: what says ISO-8859-1 is windows-1252.
  const charset =
    name === 'iso-8859-1' || name === 'us-ascii' || name === 'latin1'
      ? 'windows-1252'
      : name === 'gb2312' || name === 'gbk'
        ? 'gb18030'
        : name;
  return iconv.encodingExists(charset) ? charset : null;
}
