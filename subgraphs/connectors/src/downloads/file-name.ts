const nameMax = 150;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unsafe = /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF/\\:*?"<>|]/g;

/** A file name that no system takes for a path, a device, a hidden file or something with another ending. */
export function safeFileName(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const name = last
    .toWellFormed()
    .replace(unsafe, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot <= 0 || name.length - dot > 20 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  // No half of a character that takes two code units.
  const short = stem.slice(0, nameMax - ending.length).replace(/[\uD800-\uDBFF]$/, '');
  if (short === '') return `document${ending}`;
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(short.split('.')[0] ?? '') ? `_${short}${ending}` : `${short}${ending}`;
}

/** The header of RFC 6266: a name of plain characters for old programs, the real one by RFC 8187 for all others. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7E]|[%"\\;]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
