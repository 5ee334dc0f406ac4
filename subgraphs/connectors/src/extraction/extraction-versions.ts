import { type ReaderName, formatOf } from './formats.ts';

/**
 * How each format is read, counted up when a reader gives another text, title, author, language or reason to leave it out for the same bytes.
 * Documents (and failures) that were read in another way are read again once, by the next run of their source, from the bytes in the blob
 * store where they are there.
 */
const readerVersions: Readonly<Record<ReaderName, number>> = {
  text: 2,
  html: 1,
  pdf: 2,
  docx: 2,
  slides: 2,
  workbook: 2,
  'open-text': 2,
  'open-slides': 2,
  'open-sheets': 2,
  rtf: 2,
  epub: 2,
  notebook: 2,
  mail: 2,
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
