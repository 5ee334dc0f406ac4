/** `ENOENT` and its like; undefined for what is not a system error. */
export const errnoOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;

/** The thing is not there (any more), or is now of another kind: not a failure, it is simply not listed. */
export function isVanished(error: unknown): boolean {
  const code = errnoOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP';
}
