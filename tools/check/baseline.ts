import { execFileSync } from 'node:child_process';

const git = (root: string, ...args: readonly string[]): string | null => {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 });
  } catch {
    return null;
  }
};

/** The last release, if there is one. */
export const lastRelease = (root: string): string | null => git(root, 'describe', '--tags', '--abbrev=0', '--match', 'v*')?.trim() ?? null;

/**
 * What clients and stored events already rely on: the last release (a `v…` tag), and until there is one the last commit.
 * Null outside of a Git checkout.
 */
export const baseline = (root: string): string | null => lastRelease(root) ?? git(root, 'rev-parse', 'HEAD')?.trim() ?? null;

/** The files of a folder as they were at a commit: path below the root → content. */
export function filesAt(root: string, commit: string, folder: string): ReadonlyMap<string, string> {
  const names = git(root, 'ls-tree', '-r', '--name-only', commit, `${folder}/`)?.split('\n').filter(Boolean) ?? [];
  return new Map(names.map((name) => [name, git(root, 'show', `${commit}:${name}`) ?? '']));
}
