import ignore, { type Ignore } from 'ignore';
import type { SourceRules } from '../connector.ts';
import { type KeptOutReason, keptOutByName } from './default-rules.ts';

/** Decides, directory by directory, what of a source is read. Immutable: `enter` makes the scope of a sub-directory. */
export interface Scope {
  /** Null: it is read. Otherwise why not. */
  keptOut(name: string, isDirectory: boolean): KeptOutReason | null;
  /** The scope of the directory `name` in this one. `patterns`: the text of its ignore files, in rising precedence. */
  enter(name: string, patterns: readonly string[]): Scope;
}

interface IncludePattern {
  matches(path: string): boolean;
  /** Does a segment of the pattern name this file or folder, other than by a leading wildcard? */
  names(name: string): boolean;
}

/** The ignore rules of one directory, for paths relative to it. */
interface IgnoreLevel {
  readonly prefixLength: number;
  readonly rules: Ignore;
}

const compile = (patterns: string | readonly string[]): Ignore => ignore({ ignorecase: false }).add(patterns);

export function createScope(rules: SourceRules, patterns: readonly string[]): Scope {
  const includes = rules.include.filter((pattern) => pattern.trim() !== '').map(includePattern);
  const exclude = rules.exclude.length === 0 ? null : compile(rules.exclude);
  return scopeAt({ includes, exclude }, '', includes.length === 0 ? null : includes, withLevel([], 0, patterns));
}

function scopeAt(
  source: { readonly includes: readonly IncludePattern[]; readonly exclude: Ignore | null },
  prefix: string,
  /** The include patterns that may still admit something here; null: no pattern is needed. */
  admitting: readonly IncludePattern[] | null,
  levels: readonly IgnoreLevel[],
): Scope {
  /** Which patterns may admit `name`, if it is kept out by default those that name it. */
  const admittingFor = (name: string, isDirectory: boolean): readonly IncludePattern[] | null =>
    keptOutByName(name, isDirectory) === null ? admitting : (admitting ?? []).filter((pattern) => pattern.names(name));

  return {
    keptOut(name, isDirectory) {
      const path = prefix + name;
      const byName = keptOutByName(name, isDirectory);
      const patterns = admittingFor(name, isDirectory);
      if (byName !== null && (patterns === null || patterns.length === 0)) return byName;
      if (source.exclude?.ignores(isDirectory ? `${path}/` : path) === true) return 'EXCLUDED';
      if (isIgnored(levels, path, isDirectory)) return 'IGNORED';
      if (!isDirectory && patterns !== null && !patterns.some((pattern) => pattern.matches(path))) return byName ?? 'NOT_INCLUDED';
      return null;
    },
    enter(name, patterns) {
      const path = `${prefix}${name}/`;
      return scopeAt(source, path, admittingFor(name, true), withLevel(levels, path.length, patterns));
    },
  };
}

function withLevel(levels: readonly IgnoreLevel[], prefixLength: number, patterns: readonly string[]): readonly IgnoreLevel[] {
  return patterns.length === 0
    ? levels
    : [{ prefixLength, rules: patterns.reduce((rules, text) => rules.add(text), ignore({ ignorecase: false })) }, ...levels];
}

/** As git decides it: the deepest file that says anything about the path wins; within a file the last line. */
function isIgnored(levels: readonly IgnoreLevel[], path: string, isDirectory: boolean): boolean {
  for (const { prefixLength, rules } of levels) {
    const relative = path.slice(prefixLength);
    const verdict = rules.test(isDirectory ? `${relative}/` : relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

function includePattern(pattern: string): IncludePattern {
  const rules = compile(pattern);
  const naming = pattern
    .split('/')
    .filter((segment) => segment !== '' && !/^[*?[!]/.test(segment))
    .map((segment) => compile(segment));
  return { matches: (path) => rules.ignores(path), names: (name) => naming.some((segment) => segment.ignores(name)) };
}
