/** Where a page ended: the hit's place in the order, and the hit, since an order may shift a little under writes. */
export interface PageCursor {
  readonly rank: number;
  readonly documentId: string;
}

export const encodeCursor = ({ rank, documentId }: PageCursor): string =>
  Buffer.from(JSON.stringify([rank, documentId])).toString('base64url');

/** Null for anything that is not one of ours. */
export function decodeCursor(cursor: string): PageCursor | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(value) || value.length !== 2) return null;
    const [rank, documentId] = value as unknown[];
    return typeof rank === 'number' && Number.isFinite(rank) && typeof documentId === 'string' ? { rank, documentId } : null;
  } catch {
    return null;
  }
}

/** The index of the first hit after the cursor: after the same document where it is still there, else after the last that ranked as high. */
export function indexAfter(cursor: PageCursor, ordered: readonly { readonly rank: number; readonly id: string }[]): number {
  const same = ordered.findIndex((hit) => hit.id === cursor.documentId);
  if (same >= 0) return same + 1;
  const next = ordered.findIndex((hit) => hit.rank < cursor.rank || (hit.rank === cursor.rank && hit.id > cursor.documentId));
  return next < 0 ? ordered.length : next;
}
