import ignore, { type Ignore } from 'ignore';
import type { SourceRules } from '../connector.ts';
import { type Attributed, generatedByName } from '../generated-names.ts';
import { type GitAttributes, attributedBy, parseGitAttributes } from '../git-attributes.ts';
import { type IncludePattern, compilePatterns, includePatterns } from '../include-patterns.ts';
import { type KeptOutReason, keptOutByName } from './default-rules.ts';

/** Decides, directory by directory, what of a source is read. Immutable: `enter` makes the scope of a sub-directory. */
export interface Scope {
  /** Null: it is read. Otherwise why not. */
  keptOut(name: string, isDirectory: boolean): KeptOutReason | null;
  /** The scope of the directory `name` in this one. */
  enter(name: string, rules: DirectoryRules): Scope;
}

/** What a directory's own files say about what is in it. */
export interface DirectoryRules {
  /** The text of its ignore files, in rising precedence. */
  readonly patterns: readonly string[];
  readonly attributes: GitAttributes;
}

/** Files that say what of their directory is read; ignore files in rising precedence. */
export const ruleFiles = ['.gitignore', '.conhubignore', '.gitattributes'];

export const noRules: DirectoryRules = { patterns: [], attributes: [] };

/** The rules in a directory's files, by their names. */
export function directoryRules(texts: ReadonlyMap<string, string>): DirectoryRules {
  const attributes = texts.get('.gitattributes');
  return {
    patterns: ruleFiles.flatMap((name) => (name === '.gitattributes' ? [] : (texts.get(name) ?? []))),
    attributes: attributes === undefined ? [] : parseGitAttributes(attributes),
  };
}

/** The ignore rules of one directory, for paths relative to it. */
interface IgnoreLevel {
  readonly prefixLength: number;
  readonly rules: Ignore;
}

interface AttributesLevel {
  readonly prefixLength: number;
  readonly attributes: GitAttributes;
}

/** The nearest directory first. */
interface Levels {
  readonly ignore: readonly IgnoreLevel[];
  readonly attributes: readonly AttributesLevel[];
}

export function createScope(rules: SourceRules, directory: DirectoryRules): Scope {
  const includes = includePatterns(rules.include);
  const exclude = rules.exclude.length === 0 ? null : compilePatterns(rules.exclude);
  return scopeAt(
    { includes, exclude },
    '',
    includes.length === 0 ? null : includes,
    withLevel({ ignore: [], attributes: [] }, 0, directory),
  );
}

function scopeAt(
  source: { readonly includes: readonly IncludePattern[]; readonly exclude: Ignore | null },
  prefix: string,
  /** The include patterns that may still admit something here; null: no pattern is needed. */
  admitting: readonly IncludePattern[] | null,
  levels: Levels,
): Scope {
  /** Which patterns may admit `name`, if it is kept out by default those that name it. */
  const admittingFor = (name: string, isDirectory: boolean): readonly IncludePattern[] | null =>
    keptOutByName(name, isDirectory) === null ? admitting : (admitting ?? []).filter((pattern) => pattern.names(name));

  /** It comes in where a pattern names it, or the folder that makes it so. */
  function generated(path: string): KeptOutReason | null {
    const found = generatedByName(path, attributedAt(levels.attributes, path));
    if (found === null) return null;
    const { folder } = found;
    const isWanted = source.includes.some(
      (pattern) => pattern.matches(path) && (pattern.isParticular || (folder !== null && pattern.names(folder))),
    );
    return isWanted ? null : found.reason;
  }

  return {
    keptOut(name, isDirectory) {
      const path = prefix + name;
      const byName = keptOutByName(name, isDirectory);
      const patterns = admittingFor(name, isDirectory);
      if (byName !== null && (patterns === null || patterns.length === 0)) return byName;
      if (source.exclude?.ignores(isDirectory ? `${path}/` : path) === true) return 'EXCLUDED';
      if (isIgnored(levels.ignore, path, isDirectory)) return 'IGNORED';
      if (!isDirectory && patterns !== null && !patterns.some((pattern) => pattern.matches(path))) return byName ?? 'NOT_INCLUDED';
      return isDirectory ? null : generated(path);
    },
    enter(name, directory) {
      const path = `${prefix}${name}/`;
      return scopeAt(source, path, admittingFor(name, true), withLevel(levels, path.length, directory));
    },
  };
}

function withLevel(levels: Levels, prefixLength: number, { patterns, attributes }: DirectoryRules): Levels {
  const rules = patterns.length === 0 ? null : patterns.reduce((all, text) => all.add(text), ignore({ ignorecase: false }));
  return {
    ignore: rules === null ? levels.ignore : [{ prefixLength, rules }, ...levels.ignore],
    attributes: attributes.length === 0 ? levels.attributes : [{ prefixLength, attributes }, ...levels.attributes],
  };
}

function attributedAt(levels: readonly AttributesLevel[], path: string): Attributed {
  let attributed: Attributed = { generated: null, vendored: null };
  for (const { prefixLength, attributes } of levels) {
    const said = attributedBy(attributes, path.slice(prefixLength));
    attributed = { generated: attributed.generated ?? said.generated, vendored: attributed.vendored ?? said.vendored };
  }
  return attributed;
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
