import { parseHtml } from './html-document.ts';
import { type PageElement, type PageNode, blockNames, elementNode, isUnseen, textNode, withBlocks } from './page.ts';
import { markdownTable } from './table.ts';

/**
 * HTML as Markdown, for reading and searching: headings, paragraphs, lists, tables, code, quotes, emphasis and links to elsewhere; no picture
 * but its description, no script. Written out here because the usual converter (turndown) joins strings at every node: it takes the square
 * of a page's nodes, minutes for a long one. This one is linear.
 */
export function markdownOf(root: PageElement): string {
  const containers = withBlocks(root);
  return tidied(blocksOf(root, containers).join('\n\n'));
}

/** HTML that another program made of a document, as Markdown. */
export function markdownOfHtml(html: string): string {
  const parsed = parseHtml(html);
  return 'plain' in parsed ? parsed.plain : markdownOf(parsed.page.body);
}

type Containers = ReadonlySet<PageElement>;

/** A line end that is meant, until white space has been collapsed. No text has this character. */
const lineEnd = '\u001D';

/** What stands in an element, block by block. */
function blocksOf(element: PageElement, containers: Containers): string[] {
  const blocks: string[] = [];
  let run: string[] = [];
  const endRun = (): void => {
    const text = collapsed(run.join(''));
    run = [];
    if (text !== '') blocks.push(escaped(text));
  };
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    const child = node.nodeType === elementNode ? (node as PageElement) : null;
    if (child === null || !(blockNames.has(child.nodeName) || containers.has(child))) {
      inline(node, run);
      continue;
    }
    if (isUnseen(child)) continue;
    endRun();
    for (const block of blockOf(child, containers)) blocks.push(block);
  }
  endRun();
  return blocks;
}

function blockOf(element: PageElement, containers: Containers): string[] {
  const name = element.nodeName;
  switch (name) {
    case 'H1':
    case 'H2':
    case 'H3':
    case 'H4':
    case 'H5':
    case 'H6': {
      const text = textIn(element).replaceAll('\n', ' ');
      return text === '' ? [] : [`${'#'.repeat(Number(name[1]))} ${text}`];
    }
    case 'PRE':
      return fenced(element);
    case 'HR':
      return ['---'];
    case 'UL':
    case 'OL':
    case 'MENU':
      return list(element, containers);
    case 'BLOCKQUOTE': {
      const blocks = blocksOf(element, containers);
      return blocks.length === 0 ? [] : [prefixed(blocks.join('\n\n'), '> ', '> ')];
    }
    case 'TABLE':
      return table(element, containers);
    default:
      return blocksOf(element, containers);
  }
}

function list(element: PageElement, containers: Containers): string[] {
  const items: string[] = [];
  let number = Number(element.getAttribute('start') ?? 1) || 1;
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType !== elementNode) continue;
    const item = node as PageElement;
    const blocks = blocksOf(item, containers);
    if (blocks.length === 0) continue;
    const isItem = item.nodeName === 'LI';
    const mark = element.nodeName === 'OL' ? `${number}. ` : '- ';
    // A list within an item follows its text at once.
    const text = blocks.reduce((whole, block) => `${whole}${/^(?:- |\d+\. )/.test(block) ? '\n' : '\n\n'}${block}`);
    items.push(isItem ? prefixed(text, mark, ' '.repeat(mark.length)) : prefixed(text, '  ', '  '));
    if (isItem) number += 1;
  }
  return items.length === 0 ? [] : [items.join('\n')];
}

function fenced(element: PageElement): string[] {
  const code = rawText(element).replace(/^\n+|\s+$/g, '');
  if (code === '') return [];
  const inner = [...element.children].find(({ nodeName }) => nodeName === 'CODE') ?? element;
  const language =
    /(?:^|\s)(?:language-|lang-|highlight-source-)([\w+#-]+)/.exec(
      `${inner.getAttribute('class') ?? ''} ${element.getAttribute('class') ?? ''}`,
    )?.[1] ?? '';
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}\n${code}\n${fence}`];
}

/** A table of data is a table; one that lays out a page (one column, or blocks in its cells) is what stands in it, one after the other. */
function table(element: PageElement, containers: Containers): string[] {
  const rows: string[][][] = [];
  const gather = (parent: PageElement): void => {
    for (const child of parent.children) {
      if (child.nodeName === 'TR') rows.push([...child.children].map((cell) => blocksOf(cell, containers)));
      else if (child.nodeName === 'CAPTION') rows.push([blocksOf(child, containers)]);
      else gather(child);
    }
  };
  gather(element);
  const filled = rows.filter((row) => row.some((cell) => cell.length > 0));
  const isLayout =
    filled.every((row) => row.length < 2) ||
    filled.some((row) => row.some((cell) => cell.some((block) => /^(?:\||#{1,6} |```)/.test(block))));
  if (isLayout) return filled.flat(2);
  const caption = filled[0]?.length === 1 ? filled.shift() : undefined;
  return [...(caption ?? []).flat(), markdownTable(filled.map((row) => row.map((cell) => cell.join(' '))))];
}

function inline(node: PageNode, out: string[]): void {
  if (node.nodeType === textNode) {
    out.push((node.textContent ?? '').replaceAll(lineEnd, ' '));
    return;
  }
  if (node.nodeType !== elementNode) return;
  const element = node as PageElement;
  if (isUnseen(element)) return;
  switch (element.nodeName) {
    case 'BR':
      out.push(lineEnd);
      return;
    case 'IMG':
    case 'SVG':
    case 'PICTURE':
      out.push(element.getAttribute('alt') ?? '');
      return;
    case 'CODE':
    case 'KBD':
    case 'SAMP':
    case 'TT': {
      const code = rawText(element).replace(/\s+/g, ' ').trim();
      if (code !== '') out.push(code.includes('`') ? `\`\` ${code} \`\`` : `\`${code}\``);
      return;
    }
    case 'STRONG':
    case 'B':
      around(element, '**', '**', out);
      return;
    case 'EM':
    case 'I':
      around(element, '*', '*', out);
      return;
    case 'A': {
      const href = (element.getAttribute('href') ?? '').trim();
      const isElsewhere = /^(?:https?:|mailto:)/i.test(href) && href.length <= 500 && !/[\s()]/.test(href);
      around(element, isElsewhere ? '[' : '', isElsewhere ? `](${href})` : '', out);
      return;
    }
    default:
      children(element, out);
  }
}

function children(element: PageElement, out: string[]): void {
  for (let node = element.firstChild; node !== null; node = node.nextSibling) inline(node, out);
}

/** The marks stand at the words, the space around them outside. */
function around(element: PageElement, before: string, after: string, out: string[]): void {
  const inner: string[] = [];
  children(element, inner);
  const text = inner.join('');
  const words = text.trim();
  if (words === '' || before === '') out.push(text);
  else out.push(/^\s/.test(text) ? ' ' : '', before, words, after, /\s$/.test(text) ? ' ' : '');
}

function textIn(element: PageElement): string {
  const out: string[] = [];
  children(element, out);
  return collapsed(out.join(''));
}

/** With its white space, as `<pre>` has it. */
function rawText(element: PageElement): string {
  const out: string[] = [];
  const gather = (parent: PageElement): void => {
    for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
      if (node.nodeType === textNode) out.push(node.textContent ?? '');
      else if (node.nodeName === 'BR') out.push('\n');
      else if (node.nodeType === elementNode) gather(node as PageElement);
    }
  };
  gather(element);
  return out.join('').replaceAll(lineEnd, ' ');
}

const collapsed = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .split(lineEnd)
    .map((line) => line.trim())
    .join('\n')
    .trim();

/** `snake_case` stays as it is: nobody renders this again. Only what would pass for a heading does not. */
const escaped = (text: string): string => text.replace(/^(#{1,6}\s)/gm, '\\$1');

const prefixed = (text: string, first: string, others: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? first : line === '' ? others.trimEnd() : others) + line)
    .join('\n');

/** One blank line at most, none at the ends, and no character that would count as a page. */
export const tidied = (text: string): string =>
  text
    .replaceAll('\f', ' ')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
