import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** ConHub's own sources, by path: no tests, nothing generated. */
export function sources(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!['node_modules', 'test', 'generated'].includes(entry.name)) walk(path);
      } else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.generated.ts'))
        found.set(relative(root, path), readFileSync(path, 'utf8'));
    }
  };
  for (const folder of ['packages', 'subgraphs', 'router', 'standalone', 'cli']) walk(join(root, folder));
  return found;
}

/** Where a code is given away: to a client of the graph, in a problem, at a start, by the terminal client. */
const givers: readonly RegExp[] = [
  /new StartFault\(\s*'([A-Z_]+)'/g,
  /new CliFailure\(\s*\d,\s*'([A-Z_]+)'/g,
  /\brefusal\(\s*(?:\d{3},\s*)?'([A-Z_]+)'/g,
  /new DomainError\(\s*'([A-Z_]+)'/g,
  /BadUserInputError\.of\([^;]{0,160}?'([A-Z][A-Z_]+)'/g,
  /\bbadInput\(\[[^;]{0,160}?'([A-Z][A-Z_]+)'/g,
  // CODE is a kind of document.
  /\bcode: '(?!CODE')([A-Z][A-Z_]+)'/g,
];

/** Unions and tables of codes, whole: the file, and where in it they begin and end. */
const lists: readonly (readonly [file: string, from: RegExp, to: RegExp])[] = [
  ['packages/subgraph-kit/src/errors.ts', /export type ErrorCode =/, /;/],
  ['router/src/engine/failure.ts', /export type RouterErrorCode =/, /;/],
  ['subgraphs/connectors/src/problems.ts', /const known/, /\n};/],
  ['subgraphs/connectors/src/providers/connector.ts', /DocumentProblemCode =/, /;/],
];

/** Every code that the sources give away, with a file where they do. */
export function codesInSource(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const texts = sources();
  for (const [file, text] of texts)
    for (const giver of givers) for (const [, code] of text.matchAll(giver)) found.set(code as string, file);
  for (const [file, from, to] of lists) {
    const text = texts.get(file) ?? '';
    const start = text.search(from);
    if (start < 0) throw new Error(`${file} holds no list of codes any more`);
    const rest = text.slice(start);
    const part = rest.slice(0, rest.search(to));
    for (const [, quoted, key] of part.matchAll(/'([A-Z][A-Z_]+)'|^ {2}([A-Z][A-Z_]+):/gm)) found.set((quoted ?? key) as string, file);
  }
  return found;
}
