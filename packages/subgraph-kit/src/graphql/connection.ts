import { BadUserInputError } from '../errors.ts';

export interface ConnectionArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A Relay connection, forward only. Edges and nodes are the same things twice, for clients of either habit. */
export interface Connection<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly nodes: Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counted only when asked: resolvers may be functions. */
  readonly totalCount: number | null | (() => Promise<number>);
}

/** `first` between 0 and 100. */
export function pageSize({ first }: ConnectionArguments, fallback = 20): number {
  const size = first ?? fallback;
  if (size < 0 || size > 100) throw BadUserInputError.of(['first'], 'OUT_OF_RANGE', 'first is between 0 and 100');
  return size;
}

/** Opaque to clients: base64url of a JSON array of the sort key. */
export const encodeCursor = (key: readonly (string | number | null)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws BadUserInputError for anything `encodeCursor` did not make with `length` parts. */
export function decodeCursor(after: string | null | undefined, length: number): (string | number | null)[] | null {
  if (after === null || after === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => part === null || typeof part === 'string' || typeof part === 'number')
    ) {
      return key as (string | number | null)[];
    }
  } catch {
    // falls through to the same answer
  }
  throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a cursor of this list');
}

/** Makes a connection from one row more than the page holds: `rows` were asked for with `limit: size + 1`. */
export function connectionOf<Node>(
  rows: readonly Node[],
  size: number,
  cursor: (node: Node) => readonly (string | number | null)[],
  options: { readonly hasPreviousPage?: boolean; readonly totalCount?: Connection<Node>['totalCount'] } = {},
): Connection<Node> {
  const nodes = rows.slice(0, size);
  const edges = nodes.map((node) => ({ cursor: encodeCursor(cursor(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: options.hasPreviousPage ?? false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: options.totalCount ?? null,
  };
}
