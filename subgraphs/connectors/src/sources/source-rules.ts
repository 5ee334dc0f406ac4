import { BadUserInputError } from '@conhub/subgraph-kit';
import ignore from 'ignore';

const patternsMax = 200;
const patternLengthMax = 500;

/** Patterns as in .gitignore, checked before they are kept. What is left out or null stays undefined. */
export function checkRules(input: { include?: readonly string[] | null; exclude?: readonly string[] | null }): {
  include?: readonly string[];
  exclude?: readonly string[];
} {
  return { ...checked('include', input.include), ...checked('exclude', input.exclude) };
}

function checked(name: 'include' | 'exclude', patterns: readonly string[] | null | undefined): Record<string, readonly string[]> {
  if (patterns === null || patterns === undefined) return {};
  if (patterns.length > patternsMax) throw BadUserInputError.of(['input', name], 'TOO_MANY', `At most ${patternsMax} patterns`);
  patterns.forEach((pattern, index) => {
    const isBroken = pattern.trim() === '' || pattern.length > patternLengthMax || pattern.includes('\0') || !compiles(pattern);
    if (isBroken)
      throw BadUserInputError.of(
        ['input', name, index],
        'INVALID_PATTERN',
        `A pattern is one line in the manner of .gitignore, at most ${patternLengthMax} characters`,
      );
  });
  return { [name]: patterns };
}

function compiles(pattern: string): boolean {
  try {
    ignore().add(pattern).ignores('a');
    return true;
  } catch {
    return false;
  }
}

export function checkInterval(minutes: number | null | undefined): void {
  if (minutes === null || minutes === undefined) return;
  if (minutes < 1 || minutes > 43_200)
    throw BadUserInputError.of(['input', 'intervalMinutes'], 'OUT_OF_RANGE', 'intervalMinutes is between 1 and 43200 (30 days)');
}
