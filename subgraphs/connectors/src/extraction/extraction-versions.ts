import { type ReaderName, formatOf } from './formats.ts';

/**
 * How each format is read, counted up when a reader gives another text, title or language for the same bytes. Documents (and failures) that were
 * read in another way are read again once, by the next run of their source, from the bytes in the blob store where they are there.
 */
const readerVersions: Readonly<Record<ReaderName, number>> = {
  text: 1,
  html: 1,
  pdf: 1,
  docx: 1,
  slides: 1,
  workbook: 1,
  'open-text': 1,
  'open-slides': 1,
  'open-sheets': 1,
  rtf: 1,
  epub: 1,
  notebook: 1,
  mail: 1,
  subtitles: 1,
};

/** Of what is not read by its name. Counted up when a format is read that was not. */
const unread = 'unread@1';

const current = (reader: ReaderName): string => `${reader}@${readerVersions[reader]}`;

/** How a document of this name is read now: `pdf@1`. Kept with what came of it. */
export function extractionOf(path: string): string {
  const format = formatOf(path);
  return format.unread === null ? current(format.reader) : unread;
}

/** Every way of reading that is current. */
export const currentExtractions: readonly string[] = [unread, ...(Object.keys(readerVersions) as ReaderName[]).map(current)];
