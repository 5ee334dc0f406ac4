import type { Ignore } from 'ignore';
import type { Attributed } from './generated-names.ts';
import { compilePatterns } from './include-patterns.ts';

interface Rule {
  readonly patterns: Ignore;
  readonly generated: boolean | null;
  readonly vendored: boolean | null;
}

/** The `.gitattributes` of one directory, as far as they say what is generated or vendored. */
export type GitAttributes = readonly Rule[];

/** Lines `pattern linguist-generated`, `… linguist-vendored=false`, `… -linguist-generated`; everything else is no matter here. */
export function parseGitAttributes(text: string): GitAttributes {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const [pattern, ...attributes] = line.trim().split(/\s+/);
    if (pattern === undefined || pattern === '' || pattern.startsWith('#') || pattern.startsWith('!') || pattern.startsWith('"')) return [];
    const generated = valueOf(attributes, 'linguist-generated');
    const vendored = valueOf(attributes, 'linguist-vendored');
    return generated === null && vendored === null ? [] : [{ patterns: compilePatterns(pattern), generated, vendored }];
  });
}

function valueOf(attributes: readonly string[], name: string): boolean | null {
  const found = attributes.findLast((attribute) => attribute.replace(/^-/, '').split('=')[0] === name);
  if (found === undefined) return null;
  return !found.startsWith('-') && !/=(?:false|0)$/.test(found);
}

/** The last line that says anything about the path, relative to the directory. */
export function attributedBy(attributes: GitAttributes, path: string): Attributed {
  const last = (key: 'generated' | 'vendored'): boolean | null =>
    attributes.findLast((rule) => rule[key] !== null && rule.patterns.ignores(path))?.[key] ?? null;
  return { generated: last('generated'), vendored: last('vendored') };
}
