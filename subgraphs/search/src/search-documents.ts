import { BadUserInputError, ForbiddenError, hasScope, organizationOf, parseId, personOf } from '@conhub/subgraph-kit';
import { pageSize } from '@conhub/subgraph-kit/graphql';
import { parseQuery } from './analyzer/parse-query.ts';
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
  readonly isExplained?: boolean;
}

/** An answer with the question it answers. */
export interface AnsweredSearch extends SearchAnswer {
  readonly question: SearchQuery;
}

const queryLengthMax = 1_000;
export const passagesMax = 10;

/** What does the viewer's organization know about this? Only what the viewer may see takes part, in any way. */
export async function searchDocuments(context: Context, input: SearchInput): Promise<AnsweredSearch> {
  const question = questionOf(context, input);
  await context.usage.count(question.organizationId, 'SEARCHES', 1);
  const answer = await context.index.search(question);
  const { organizationId, text, after } = question;
  const isFirstPage = after === null;
  context.analytics.searched({ organizationId, query: text, hasResults: answer.hits.length > 0, tookMs: answer.tookMs, isFirstPage });
  // What a program asks with a key is no history of the person's.
  if (isFirstPage && context.viewer.kind === 'user') context.recent.remember(organizationId, context.viewer.userId, text);
  return { ...answer, question };
}

/** Checks who asks and what for. */
export function questionOf({ viewer }: Pick<Context, 'viewer'>, input: SearchInput): SearchQuery {
  const organizationId = searcherOf(viewer);
  const nowMs = Date.now();
  checkQuery(input.query, nowMs);
  checkFilter(input.filter);
  const first = pageSize({ first: input.first ?? null }, 10);
  const after = input.after ?? null;
  if (after !== null && decodeCursor(after) === null) {
    throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a cursor of this list');
  }
  const { mode, orderBy, filter, isExplained = false } = input;
  const text = input.query.trim();
  return { organizationId, userId: personOf(viewer), text, mode, orderBy, filter, first, after, passages: passagesMax, nowMs, isExplained };
}

/** The organization that the viewer searches in. @throws DomainError FORBIDDEN without the scope, or without an organization */
export function searcherOf(viewer: Context['viewer']): string {
  if (!hasScope(viewer, 'search:read')) throw new ForbiddenError('Searching needs the scope search:read');
  const organizationId = organizationOf(viewer);
  if (organizationId === null) throw new ForbiddenError('Choose an organization first');
  return organizationId;
}

export function checkQuery(query: string, nowMs: number, path: readonly string[] = ['query']): void {
  if (query.trim() === '' || query.length > queryLengthMax)
    throw BadUserInputError.of(path, 'OUT_OF_RANGE', `${path.join('.')} has 1 to ${queryLengthMax} characters`);
  const { faults } = parseQuery(query, nowMs);
  if (faults.length > 0) throw new BadUserInputError(faults.map((message) => ({ path, code: 'INVALID_VALUE', message })));
}

export function checkFilter({ sourceIds, accountIds }: SearchFilter, path: readonly string[] = ['filter']): void {
  sourceIds?.forEach((id, position) => parseId('src', id, [...path, 'sourceIds', position]));
  accountIds?.forEach((id, position) => parseId('acc', id, [...path, 'accountIds', position]));
}
