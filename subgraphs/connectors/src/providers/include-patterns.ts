import ignore, { type Ignore } from 'ignore';

/** One `include` pattern of a source. */
export interface IncludePattern {
  matches(path: string): boolean;
  /** Does a segment of the pattern name this file or folder, other than by a leading wildcard? */
  names(name: string): boolean;
  /** Does its last segment say more than an ending? `*.min.js`, `bundle.js` and `*.lock` do, `*.js` and `**` do not. */
  readonly isParticular: boolean;
}

export const compilePatterns = (patterns: string | readonly string[]): Ignore => ignore({ ignorecase: false }).add(patterns);

export const includePatterns = (patterns: readonly string[]): IncludePattern[] =>
  patterns.filter((pattern) => pattern.trim() !== '').map(includePattern);

/** Endings that only generated files have. */
const generatedEndings = new Set(['.lock', '.lockfile', '.snap', '.ambr', '.map', '.sum']);

function includePattern(pattern: string): IncludePattern {
  const rules = compilePatterns(pattern);
  const segments = pattern.split('/').filter((segment) => segment !== '');
  const naming = segments.filter((segment) => !/^[*?[!]/.test(segment)).map((segment) => compilePatterns(segment));
  const tail = (segments.at(-1) ?? '').replace(/^[*?]+/, '');
  return {
    matches: (path) => rules.ignores(path),
    names: (name) => naming.some((segment) => segment.ignores(name)),
    isParticular: tail !== '' && (generatedEndings.has(tail) || !/^\.[^.]*$/.test(tail)) && !/^[*?]/.test(tail),
  };
}

/** Whether a pattern asks for exactly this file (or such files), so that it is read although a program made it. */
export const namesFile = (patterns: readonly IncludePattern[], path: string): boolean =>
  patterns.some((pattern) => pattern.isParticular && pattern.matches(path));
