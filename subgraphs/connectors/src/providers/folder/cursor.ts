import { z } from 'zod';

/**
 * Where a walk stands. The state of the files lies in the snapshot, so a cursor stays small.
 * `at` null: nothing is under way. Otherwise everything with a path ≤ `after` is done in this pass (null: nothing yet).
 */
export const folderCursor = z.strictObject({
  /** Counts the walks of this source. */
  generation: z.int().nonnegative(),
  /** The directory that was walked, to tell a replaced or unmounted one: inode and time of birth. */
  root: z.string(),
  at: z.strictObject({ after: z.string().nullable(), isFull: z.boolean() }).nullable(),
});

export type FolderCursor = z.infer<typeof folderCursor>;
