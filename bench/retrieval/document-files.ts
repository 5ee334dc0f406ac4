import type { SetLayout, TestDocument } from './test-set.ts';

export interface DocumentFile {
  readonly documentId: string;
  /** Relative, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** File systems allow 255 bytes; UTF-8 needs up to 4 for a character. */
const nameLengthMax = 60;
const filesPerFolder = 1_000;

/** One file for each document. A title stands where the set says: as the first heading, or as the file's name. */
export function documentFiles(documents: readonly TestDocument[], { extension, titleAs }: SetLayout): DocumentFile[] {
  const taken = new Map<string, number>();
  return documents.map((document, index) => {
    if (titleAs === 'heading') {
      const title = document.title.replaceAll(/\s+/g, ' ').trim();
      // Names that say nothing: a number that a query might hold would be a hint.
      const path = `${folderName(Math.floor(index / filesPerFolder))}/${String(index).padStart(6, '0')}.${extension}`;
      return { documentId: document.id, path, content: `${title === '' ? '' : `# ${title}\n\n`}${document.text}\n` };
    }
    const name = fileName(document.title);
    // Compared without case: some file systems take two names that differ in case for one.
    const key = name.toLowerCase();
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    // The second of a name lies in the second folder, so that no name is changed to be unique.
    return { documentId: document.id, path: `${folderName(before)}/${name}.${extension}`, content: `${document.text}\n` };
  });
}

const folderName = (number: number): string =>
  String.fromCharCode(97 + (Math.floor(number / 26) % 26), 97 + (number % 26)) + (number < 676 ? '' : String(Math.floor(number / 676)));

/** A title as a name that every system takes and no default rule keeps out (hidden files, environment files). */
function fileName(title: string): string {
  const safe = title
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex -- control characters are what must go
    .replaceAll(/[\u0000-\u001f\u007f/\\:*?"<>|]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^[.~]+/, '');
  const short = Array.from(safe)
    .slice(0, nameLengthMax)
    .join('')
    .replace(/[. ]+$/, '');
  return short === '' ? 'untitled' : short;
}
