import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';
import { limits } from '../limits.ts';
import type { Page } from './page.ts';

/** A page as a tree, or as plain text where its tree would be too deep or too large to walk. */
export type HtmlDocument = { readonly page: Page; readonly nodes: number } | { readonly plain: string };

const voidOrPlain = /<(title|script|style|a|span|div|p|i|b|em|strong|td|th|li|ul|ol|h[1-6]|iframe|textarea|section|svg)\b([^<>]*)\/>/gi;

/** Parses a page. What XHTML closes at once (`<title/>`) is closed, which HTML would leave open to the end. */
export function parseHtml(html: string): HtmlDocument {
  const nodes = measure(html);
  if (nodes === null) return { plain: plainText(html) };
  const source = html.replace(voidOrPlain, '<$1$2></$1>');
  const { document } = parseHTML(withBody(source)) as unknown as { readonly document: Page };
  return { page: document, nodes };
}

/** HTML lets an author leave out `<html>` and `<body>`; the parser does not put them there. */
function withBody(html: string): string {
  const hasBody = /<body[\s>]/i.test(html);
  const root = /<html(?:\s[^<>]*)?>/i.exec(html);
  if (hasBody) return root === null ? `<html>${html}</html>` : html;
  const head = /<\/head\s*>/i.exec(html);
  const at = head !== null ? head.index + head[0].length : root !== null ? root.index + root[0].length : 0;
  return `${root === null ? '<html>' : ''}${html.slice(0, at)}<body>${html.slice(at)}`;
}

class TooMuch extends Error {}

/** How many nodes its tree would have; null: too many, or too deep. It stops there: the parser's own stack is slow when it is deep. */
function measure(html: string): number | null {
  let depth = 0;
  let nodes = 0;
  const count = (): void => {
    nodes += 1;
    if (depth > limits.htmlDepthMax || nodes > limits.htmlNodesMax) throw new TooMuch();
  };
  const parser = new Parser({
    onopentagname() {
      depth += 1;
      count();
    },
    ontext: count,
    onclosetag() {
      depth -= 1;
    },
  });
  try {
    parser.end(html);
    return nodes;
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}

const hidden = /^<(script|style|noscript|template|svg|head)[\s/>]/i;
const inLine = /^<\/?(?:a|abbr|b|code|em|font|i|kbd|mark|s|small|span|strong|sub|sup|time|tt|u)[\s/>]/i;

/** What stands between the tags, in one pass and without a tree. */
function plainText(html: string): string {
  const pieces: string[] = [];
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    pieces.push(html.slice(at, open === -1 ? html.length : open));
    if (open === -1) break;
    const head = html.slice(open, open + 12);
    const name = hidden.exec(head)?.[1];
    const end = name !== undefined ? html.indexOf(`</${name}`, open) : head.startsWith('<!--') ? html.indexOf('-->', open) : open;
    const close = html.indexOf('>', end === -1 ? html.length : end);
    if (!inLine.test(head)) pieces.push('\n');
    at = close === -1 ? html.length : close + 1;
  }
  return pieces
    .join('')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, (entity, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? entity;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
    })
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
