import type { Organization } from '../organization.ts';

type PathField = 'path' | 'file' | 'extension' | 'title';

interface Names {
  slot: number;
  path: string | null;
  title: string | null;
}

/**
 * Documents one of whose names fits one of the values, in any case. `path` is found anywhere in the path, from its beginning with a leading
 * `/`; `file` in the last part of it; `extension` at its end; `*` and `?` stand for any characters and for one.
 */
export function slotsOfField({ sqlite, documents }: Organization, field: PathField, values: readonly string[]): Uint8Array {
  const flags = new Uint8Array(documents.slotCount);
  for (const value of values) {
    const fits = fitOf(field, value);
    const rows = sqlite.iterate<Names>(
      `select slot, path, title from documents where instr(lower(${field === 'title' ? 'title' : 'path'}), ?) > 0`,
      literalOf(value),
    );
    for (const row of rows) if (row.slot < flags.length && fits(row)) flags[row.slot] = 1;
  }
  return flags;
}

/** What SQLite can look for: the longest part without a wildcard; letters beyond ASCII it does not fold, so they are left to us. */
function literalOf(value: string): string {
  const parts = value
    .toLowerCase()
    .replace(/^\//, '')
    .split(/[*?]|[^\p{ASCII}]+/u);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function fitOf(field: PathField, value: string): (names: Names) => boolean {
  const wanted = value.toLowerCase();
  const pathOf = (names: Names): string => (names.path ?? '').toLowerCase();
  switch (field) {
    case 'extension':
      return (names) => pathOf(names).endsWith(`.${wanted}`);
    case 'title': {
      const matches = contains(wanted);
      return (names) => matches((names.title ?? '').toLowerCase());
    }
    case 'file': {
      const matches = contains(wanted);
      return (names) => matches(pathOf(names).slice(pathOf(names).lastIndexOf('/') + 1));
    }
    case 'path':
      break;
  }
  const fromRoot = wanted.startsWith('/');
  const pattern = fromRoot ? wanted.slice(1) : wanted;
  if (!/[*?]/.test(pattern)) return (names) => (fromRoot ? pathOf(names).startsWith(pattern) : pathOf(names).includes(pattern));
  const matches = wildcard(pattern);
  if (fromRoot) return (names) => matches(pathOf(names));
  return (names) => {
    const path = pathOf(names);
    for (let at = 0; at >= 0; at = path.indexOf('/', at) + 1 || -1) if (matches(path.slice(at))) return true;
    return false;
  };
}

function contains(wanted: string): (text: string) => boolean {
  return /[*?]/.test(wanted) ? wildcard(wanted) : (text) => text.includes(wanted);
}

/** A whole text against `*` and `?`, without backtracking beyond the last `*`: its time grows with both lengths at most. */
function wildcard(pattern: string): (text: string) => boolean {
  return (text) => {
    let at = 0;
    let inText = 0;
    let star = -1;
    let resumeAt = 0;
    while (inText < text.length) {
      const expected = pattern[at];
      if (expected === '*') {
        star = at++;
        resumeAt = inText;
      } else if (expected === '?' || (expected !== undefined && expected === text[inText])) {
        at++;
        inText++;
      } else if (star >= 0) {
        at = star + 1;
        inText = ++resumeAt;
      } else return false;
    }
    while (pattern[at] === '*') at++;
    return at === pattern.length;
  };
}
