import { Buffer } from 'node:buffer';
import { usableTitle } from '../archive/office-package.ts';
import { authorOf } from '../authors.ts';
import { limits } from '../limits.ts';
import { tidied } from '../markup/markdown.ts';
import { markdownTable } from '../markup/table.ts';
import { type Reader, createText } from '../reader.ts';
import { titleOf } from '../titles.ts';
import { bomb, damaged, empty } from '../unreadable.ts';
import { type RtfToken, tokensOf } from './rtf-tokens.ts';
import { charsetOfCodePage, charsetOfFont, decodeBytes } from './rtf-charsets.ts';

/** Groups that hold no text of the document. Those that begin with `\*` are skipped as well, as the specification asks of unknown ones. */
const apart = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'info',
  'pict',
  'object',
  'header',
  'headerl',
  'headerr',
  'headerf',
  'footer',
  'footerl',
  'footerr',
  'footerf',
  'themedata',
  'datastore',
  'listtable',
  'listoverridetable',
  'revtbl',
  'rsidtbl',
  'generator',
  'xmlnstbl',
  'filetbl',
  'fldinst',
  'latentstyles',
  'nonshppict',
  'pgdsctbl',
  'listtext',
  'pntext',
  'bkmkstart',
  'bkmkend',
]);

const symbols: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
  '~': '\u00a0',
  _: '-',
};

/** What programs write before the lines of a list. */
const mark = /^[•·▪◦]\s+/;

interface State {
  destination: 'TEXT' | 'SKIP' | 'FONTS' | 'STYLES' | 'TITLE' | 'AUTHOR' | 'INFO';
  /** How many characters stand for a `\u` where it is not known. */
  fallback: number;
  charset: string;
}

/** An RTF document (specification 1.9.1) as Markdown: headings by their outline level or style, lists, tables. */
export const readRtf: Reader = (bytes, { charactersMax }) => {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!source.startsWith('{\\rtf')) throw damaged('It is not what its name says');
  const found = read(tokensOf(source), charactersMax);
  const text = tidied(found.text);
  if (text === '') throw empty('It holds no text');
  return { text, title: usableTitle(found.title) ?? titleOf(text, 'markdown'), author: authorOf(found.author), charset: found.charset };
};

function read(tokens: Iterable<RtfToken>, charactersMax: number): { text: string; title: string; author: string; charset: string } {
  const text = createText(charactersMax);
  const stack: State[] = [];
  let state: State = { destination: 'TEXT', fallback: 1, charset: 'windows-1252' };
  let codePage = 'windows-1252';
  let isIgnorable = false;
  let skipCharacters = 0;
  let pending: number[] = [];
  let paragraph = '';
  let title = '';
  let author = '';
  let level: number | null = null;
  let isInList = false;
  let wasItem = false;
  let font = 0;
  const fonts = new Map<number, string>();
  let style = 0;
  let styleName = '';
  const headings = new Map<number, number>();
  let rows: string[][] = [];
  let cells: string[] = [];
  let isInTable = false;

  const write = (piece: string): void => {
    if (state.destination === 'TEXT') paragraph += piece;
    else if (state.destination === 'TITLE') title += piece;
    else if (state.destination === 'AUTHOR') author += piece;
    else if (state.destination === 'STYLES') styleName += piece;
  };
  const flush = (): void => {
    if (pending.length === 0) return;
    const bytes = pending;
    pending = [];
    write(decodeBytes(Buffer.from(bytes), state.charset));
  };
  const endTable = (): void => {
    if (rows.length > 0) text.add(`\n${markdownTable(rows)}\n\n`);
    rows = [];
    cells = [];
  };
  const endParagraph = (): void => {
    const line = paragraph.replace(/\s+/g, ' ').trim();
    paragraph = '';
    if (isInTable) {
      if (line !== '') cells.push(`${cells.pop() ?? ''} ${line}`);
      return;
    }
    endTable();
    if (line === '') return;
    // A list's own marks stand in groups that are skipped.
    if (level !== null && level < 9) text.add(`\n${'#'.repeat(Math.min(6, level + 1))} ${line}\n\n`);
    else {
      const isItem = isInList || mark.test(line);
      text.add(isItem ? `${wasItem ? '' : '\n'}- ${line.replace(mark, '')}\n` : `\n${line}\n`);
      wasItem = isItem;
      return;
    }
    wasItem = false;
  };

  function word(name: string, value: number | null): void {
    if (apart.has(name)) {
      state.destination = name === 'fonttbl' ? 'FONTS' : name === 'stylesheet' ? 'STYLES' : name === 'info' ? 'INFO' : 'SKIP';
      return;
    }
    switch (name) {
      case 'ansicpg':
        codePage = charsetOfCodePage(value ?? 1252);
        state.charset = codePage;
        return;
      case 'mac':
      case 'pc':
      case 'pca':
        codePage = charsetOfCodePage(name === 'mac' ? 10_000 : name === 'pc' ? 437 : 850);
        state.charset = codePage;
        return;
      case 'title':
        if (state.destination === 'INFO') state.destination = 'TITLE';
        return;
      case 'author':
        if (state.destination === 'INFO') state.destination = 'AUTHOR';
        return;
      case 'f':
        font = value ?? 0;
        if (state.destination !== 'FONTS') state.charset = fonts.get(font) ?? codePage;
        return;
      case 'fcharset':
        if (state.destination === 'FONTS') fonts.set(font, charsetOfFont(value ?? 0) ?? codePage);
        return;
      case 'plain':
        state.charset = codePage;
        return;
      case 'uc':
        state.fallback = value ?? 1;
        return;
      case 'u':
        write(String.fromCharCode(((value ?? 0) + 65_536) % 65_536));
        skipCharacters = state.fallback;
        return;
      case 's':
        style = value ?? 0;
        if (state.destination !== 'STYLES') level = headings.get(style) ?? level;
        return;
      case 'outlinelevel':
        if (state.destination === 'STYLES') headings.set(style, value ?? 9);
        else level = value;
        return;
      case 'pard':
        level = null;
        isInList = false;
        isInTable = false;
        return;
      case 'ls':
      case 'pnlvlblt':
      case 'pnlvlbody':
        isInList = true;
        return;
      case 'intbl':
        isInTable = true;
        return;
      case 'cell':
      case 'nestcell': {
        const line = paragraph.replace(/\s+/g, ' ').trim();
        paragraph = '';
        cells.push(`${isCellOpen() ? (cells.pop() ?? '') : ''} ${line}`.trim(), '');
        return;
      }
      case 'row':
      case 'nestrow':
        if (cells.at(-1) === '') cells.pop();
        if (cells.length > 0) rows.push(cells);
        cells = [];
        return;
      case 'par':
      case 'sect':
      case 'page':
        endParagraph();
        return;
      case 'line':
      case 'softline':
        write(' ');
        return;
      default:
        if (symbols[name] !== undefined) write(symbols[name]);
    }
  }
  const isCellOpen = (): boolean => cells.length > 0;

  for (const token of tokens) {
    if (token.t !== 'byte' && token.t !== 'text') flush();
    switch (token.t) {
      case 'open':
        if (stack.length > limits.xmlDepthMax * 10) throw bomb('It is nested too deeply');
        stack.push({ ...state });
        break;
      case 'close':
        if (state.destination === 'STYLES') {
          const match = /^\s*heading (\d)/i.exec(styleName);
          if (match !== null && !headings.has(style)) headings.set(style, Number(match[1]) - 1);
          styleName = '';
          style = 0;
        }
        state = stack.pop() ?? state;
        break;
      case 'ignorable':
        isIgnorable = true;
        continue;
      case 'word':
        if (isIgnorable) state.destination = 'SKIP';
        else if (state.destination !== 'SKIP') word(token.name, token.value);
        break;
      case 'byte':
        if (skipCharacters > 0) skipCharacters -= 1;
        else pending.push(token.value);
        break;
      case 'text': {
        const skipped = Math.min(skipCharacters, token.text.length);
        skipCharacters -= skipped;
        for (let index = skipped; index < token.text.length; index += 1) pending.push(token.text.charCodeAt(index));
        break;
      }
    }
    isIgnorable = false;
  }
  flush();
  endParagraph();
  endTable();
  return { text: text.toString().replaceAll('\0', ''), title, author, charset: codePage };
}
