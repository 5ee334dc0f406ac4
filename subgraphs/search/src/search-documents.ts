import { BadUserInputError, ForbiddenError, hasScope, organizationOf, parseId, personOf } from '@conhub/subgraph-kit';
import { pageSize } from '@conhub/subgraph-kit/graphql';
import type { Context } from './context.ts';
import type { SearchAnswer, SearchFilter, SearchQuery } from './index/ranking/query.ts';
import { decodeCursor } from './index/ranking/page-cursor.ts';

export interface SearchInput {
  readonly query: string;
  readonly filter: SearchFilter;
  readonly mode: SearchQuery['mode'];
  readonly orderBy: SearchQuery['orderBy'];
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
}

const queryLengthMax = 1_000;
export const passagesMax = 10;

/** What does the viewer's organization know about this? Only what the viewer may see takes part, in any way. */
export async function searchDocuments({ viewer, index, usage }: Context, input: SearchInput): Promise<SearchAnswer> {
  if (!hasScope(viewer, 'search:read')) throw new ForbiddenError('Searching needs the scope search:read');
  const organizationId = organizationOf(viewer);
  if (organizationId === null) throw new ForbiddenError('Choose an organization first');
  const text = input.query.trim();
  if (text === '' || input.query.length > queryLengthMax) {
    throw BadUserInputError.of(['query'], 'OUT_OF_RANGE', `query has 1 to ${queryLengthMax} characters`);
  }
  const first = pageSize({ first: input.first ?? null }, 10);
  const after = input.after ?? null;
  if (after !== null && decodeCursor(after) === null) {
    throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a cursor of this list');
  }
  input.filter.sourceIds?.forEach((id, position) => parseId('src', id, ['filter', 'sourceIds', position]));
  await usage.count(organizationId, 'SEARCHES', 1);
  const { mode, orderBy, filter } = input;
  return index.search({ organizationId, userId: personOf(viewer), text, mode, orderBy, filter, first, after, passages: passagesMax });
}
