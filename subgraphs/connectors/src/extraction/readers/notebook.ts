import { type Author, authorOf, namedAuthor } from '../authors.ts';
import { limits } from '../limits.ts';
import { tidied } from '../markup/markdown.ts';
import { type Reader, createText } from '../reader.ts';
import { titleOf } from '../titles.ts';
import { damaged } from '../unreadable.ts';

type Json = Readonly<Record<string, unknown>>;

/** A Jupyter notebook (nbformat 4, and 3's worksheets) as Markdown: texts as they are, code and its printed results as fenced blocks. */
export const readNotebook: Reader = (_bytes, { decoded, charactersMax }) => {
  const { text: source, charset } = decoded();
  const notebook = parsed(source);
  const language = languageOf(notebook);
  const text = createText(charactersMax);
  for (const cell of cellsOf(notebook)) for (const block of blocksOf(cell, language)) text.add(`${block}\n\n`);
  const whole = tidied(text.toString());
  return { text: whole, title: titleOf(whole, 'markdown'), author: authorsOf(notebook), language, charset };
};

function parsed(source: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw damaged('It is not a whole notebook');
  }
  if (!isObject(value) || !(Array.isArray(value['cells']) || Array.isArray(value['worksheets']))) throw damaged('It is not a notebook');
  return value;
}

function languageOf({ metadata }: Json): string {
  const about = isObject(metadata) ? metadata : {};
  const names = [about['language_info'], about['kernelspec'], about].map((part) =>
    isObject(part) ? (part['name'] === undefined || part === about['kernelspec'] ? part['language'] : part['name']) : undefined,
  );
  const name = names.find((candidate) => typeof candidate === 'string' && candidate !== '');
  return typeof name === 'string' ? name.toLowerCase() : 'python';
}

/** The first of `metadata.authors` (nbformat 4): `{ "name": … }`, or the name itself. */
function authorsOf({ metadata }: Json): Author | null {
  const authors = isObject(metadata) ? metadata['authors'] : undefined;
  const first: unknown = Array.isArray(authors) ? authors[0] : undefined;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return isObject(first) ? namedAuthor(text(first['name']), text(first['email'])) : authorOf(text(first));
}

function cellsOf(notebook: Json): Json[] {
  const { cells, worksheets } = notebook;
  const all = Array.isArray(cells)
    ? cells
    : (worksheets as unknown[]).flatMap((sheet) => (isObject(sheet) && Array.isArray(sheet['cells']) ? sheet['cells'] : []));
  return all.filter(isObject);
}

function blocksOf(cell: Json, language: string): string[] {
  const source = joined(cell['source'] ?? cell['input']);
  switch (cell['cell_type']) {
    case 'code': {
      const outputs = Array.isArray(cell['outputs']) ? cell['outputs'].filter(isObject).map(printed) : [];
      return [
        source.trim() === '' ? '' : fenced(source, language),
        ...outputs.filter((text) => text.trim() !== '').map((text) => fenced(text, 'text')),
      ];
    }
    case 'heading':
      return [`${'#'.repeat(Math.min(6, Math.max(1, Number(cell['level'] ?? 1) || 1)))} ${source}`];
    default:
      return [source];
  }
}

/** What a cell printed, as far as it is text: the beginning of it. */
function printed(output: Json): string {
  const data = isObject(output['data']) ? output['data'] : output;
  const text =
    output['output_type'] === 'error' || output['output_type'] === 'pyerr'
      ? `${joined(output['ename'])}: ${joined(output['evalue'])}`
      : joined(data['text/plain'] ?? output['text']);
  // oxlint-disable-next-line no-control-regex -- colours of a terminal
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '');
  return plain.length <= limits.notebookOutputMax ? plain : `${plain.slice(0, limits.notebookOutputMax).toWellFormed()}…`;
}

function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code.replace(/\n+$/, '')}\n${fence}`;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const joined = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.filter((part) => typeof part === 'string').join('') : '';
