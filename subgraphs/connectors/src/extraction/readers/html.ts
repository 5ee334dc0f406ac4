import { Readability, isProbablyReaderable } from '@mozilla/readability';
import { limits } from '../limits.ts';
import { type HtmlDocument, parseHtml } from '../markup/html-document.ts';
import { markdownOf } from '../markup/markdown.ts';
import type { Page, PageElement } from '../markup/page.ts';
import type { Reader } from '../reader.ts';
import { titleOf } from '../titles.ts';

/** What surrounds a page's content, where no article is found in it. */
const around = 'nav, aside, footer, [role=navigation], [role=banner], [role=contentinfo], [role=search], [hidden], [aria-hidden=true]';

/**
 * A page's article (Mozilla Readability, as in Firefox's reader view) as Markdown. A page that is none, or of which the article would leave
 * out more than half (an index, a reference, a form), is taken whole without what surrounds it: what is not there is not found.
 */
export const readHtml: Reader = (_bytes, { decoded }) => {
  const { text: html, charset } = decoded();
  const title = titleOf(html, 'html');
  const parsed = parseHtml(html);
  if ('plain' in parsed) return { text: parsed.plain, title, charset };
  const text = textOf(parsed);
  return { text: text === '' ? (title ?? '') : text, title, charset };
};

function textOf({ page, nodes }: Extract<HtmlDocument, { page: unknown }>): string {
  const article = nodes > limits.articleNodesMax ? null : articleOf(page);
  for (const element of page.querySelectorAll(around)) element.remove();
  const whole = markdownOf(page.body);
  return article !== null && article.length >= whole.length / 2 ? article : whole;
}

function articleOf(page: Page): string | null {
  if (!isProbablyReaderable(page as never)) return null;
  // It takes the tree it is given apart.
  const found = new Readability(page.cloneNode(true) as never, { serializer: (node) => node, keepClasses: true }).parse();
  const content = found?.content ?? null;
  return content === null ? null : markdownOf(content as unknown as PageElement);
}
