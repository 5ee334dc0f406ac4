import iconv from 'iconv-lite';

const codePages: Readonly<Record<number, string>> = {
  437: 'cp437',
  850: 'cp850',
  852: 'cp852',
  866: 'cp866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  10_000: 'macintosh',
  65_001: 'utf-8',
};

/** Windows' and DOS' code pages. */
export function charsetOfCodePage(page: number): string {
  const name = codePages[page] ?? `windows-${page}`;
  return iconv.encodingExists(name) ? name : 'windows-1252';
}

/** `\fcharset`: Windows' character sets of fonts. Null: the document's. */
const fontCharsets: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gb18030',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};

export const charsetOfFont = (charset: number): string | null => fontCharsets[charset] ?? null;

export const decodeBytes = (bytes: Buffer, charset: string): string => iconv.decode(bytes, charset, { stripBOM: false });
