import { getDocumentProxy } from 'unpdf';
import { usableTitle } from '../archive/office-package.ts';
import { type Author, authorOf } from '../authors.ts';
import { limits } from '../limits.ts';
import { type Reader, createText, joinPages } from '../reader.ts';
import { TooLong, damaged, empty, encrypted } from '../unreadable.ts';
import { type PdfItem, joinedWords, linesOf, largestLine } from './pdf-lines.ts';

type Proxy = Awaited<ReturnType<typeof getDocumentProxy>>;

/** A PDF by pdf.js (in unpdf's build), page by page. */
export const readPdf: Reader = async (bytes, { charactersMax }) => {
  const pdf = await opened(bytes);
  try {
    if (pdf.numPages > limits.pagesMax) throw new TooLong();
    const size = createText(charactersMax);
    const pages: string[] = [];
    let heading: string | null = null;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const items = await itemsOf(pdf, number);
      if (number === 1) heading = largestLine(items);
      const page = linesOf(items);
      size.add(page);
      pages.push(page);
    }
    if (size.toString().trim() === '')
      throw empty(
        pdf.numPages === 1
          ? 'Its page is a picture: there is no text in it'
          : `Its ${pdf.numPages} pages are pictures: there is no text in them`,
      );
    const { title, author } = await propertiesOf(pdf);
    return { text: joinPages(joinedWords(pages)), title: title ?? heading, author, charset: 'utf-8' };
  } finally {
    await pdf.loadingTask.destroy();
  }
};

async function opened(bytes: Uint8Array): Promise<Proxy> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: false,
      maxImageSize: 0,
      verbosity: 0,
    });
  } catch (error) {
    if ((error as Error).name === 'PasswordException') throw encrypted();
    throw damaged('It is not a whole PDF');
  }
}

async function itemsOf(pdf: Proxy, number: number): Promise<PdfItem[]> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    return items.flatMap((item) => ('str' in item ? [item as PdfItem] : []));
  } catch {
    throw damaged(`Its page ${number} cannot be read`);
  }
}

async function propertiesOf(pdf: Proxy): Promise<{ title: string | null; author: Author | null }> {
  try {
    const { info } = await pdf.getMetadata();
    const { Title: title, Author: author } = info as { Title?: unknown; Author?: unknown };
    return {
      title: typeof title === 'string' ? usableTitle(title) : null,
      author: typeof author === 'string' ? authorOf(author) : null,
    };
  } catch {
    return { title: null, author: null };
  }
}
