import type { Batch } from './open-model.ts';

/** Rows of a batch that starts with a text of `longest` ids: as many as fit the budget, counting padding, at least one. */
export const rowsWithin = (tokenBudget: number, longest: number): number => Math.max(1, Math.floor(tokenBudget / longest));

/** Pads every row to the longest. `padId` fills what the mask hides. */
export function packBatch(rows: readonly ArrayLike<number>[], padId: number): Batch {
  const length = rows.reduce((longest, row) => Math.max(longest, row.length), 0);
  const ids = new Int32Array(rows.length * length);
  if (padId !== 0) ids.fill(padId);
  const lengths = new Uint16Array(rows.length);
  for (const [index, row] of rows.entries()) {
    ids.set(row, index * length);
    lengths[index] = row.length;
  }
  return { rows: rows.length, length, ids, lengths };
}
