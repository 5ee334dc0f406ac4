import type { ReaderName } from './formats.ts';
import type { Reader } from './reader.ts';

/** Each is loaded when the first document of its format comes: a hub without PDFs never pays for pdf.js. */
const readers: Readonly<Record<Exclude<ReaderName, 'text'>, () => Promise<Reader>>> = {
  html: async () => (await import('./readers/html.ts')).readHtml,
  pdf: async () => (await import('./readers/pdf.ts')).readPdf,
  docx: async () => (await import('./readers/docx.ts')).readDocx,
  slides: async () => (await import('./readers/slides.ts')).readSlides,
  workbook: async () => (await import('./readers/workbook.ts')).readWorkbook,
  'open-text': async () => (await import('./readers/open-document.ts')).readOpenText,
  'open-slides': async () => (await import('./readers/open-document.ts')).readOpenSlides,
  'open-sheets': async () => (await import('./readers/open-document.ts')).readOpenSheets,
  rtf: async () => (await import('./readers/rtf.ts')).readRtf,
  epub: async () => (await import('./readers/epub.ts')).readEpub,
  notebook: async () => (await import('./readers/notebook.ts')).readNotebook,
  mail: async () => (await import('./readers/mail.ts')).readMail,
  subtitles: async () => (await import('./readers/subtitles.ts')).readSubtitles,
};

export const readerOf = (name: Exclude<ReaderName, 'text'>): Promise<Reader> => readers[name]();
