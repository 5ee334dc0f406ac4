import { BadUserInputError, ForbiddenError, hasScope, uuidOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { QueryRecording } from './analytics.entities.ts';
import { p95Of } from './measures.ts';

export interface SearchAnalytics {
  readonly organizationId: string;
  readonly from: Date;
  readonly to: Date;
  readonly counts: ReadonlyMap<string, number>;
}

/** What was counted in whole hours that begin in the span. */
export async function readAnalytics({ em, viewer }: Context, organizationId: string, from: Date, to: Date): Promise<SearchAnalytics> {
  if (!hasScope(viewer, 'analytics:read')) throw new ForbiddenError('This needs the scope analytics:read');
  if (to <= from) throw BadUserInputError.of(['to'], 'OUT_OF_RANGE', 'to is after from');
  const rows = await em.execute<{ measure: string; count: string | number }[]>(
    'select measure, sum(count) as count from search.search_counts where organization_id = ? and hour >= ? and hour < ? group by measure',
    [uuidOf(organizationId), from, to],
  );
  return { organizationId, from, to, counts: new Map(rows.map((row) => [row.measure, Number(row.count)])) };
}

export const analyticsView = ({ counts }: SearchAnalytics) => ({
  searchCount: counts.get('SEARCHES') ?? 0,
  withoutResultsCount: counts.get('WITHOUT_RESULTS') ?? 0,
  p95Ms: p95Of(counts),
});

/** The queries most often asked; empty unless the organization has chosen that their texts are kept. */
export async function topQueries({ em }: Context, { organizationId, from, to }: SearchAnalytics, first: number) {
  if (first < 0 || first > 100) throw BadUserInputError.of(['first'], 'OUT_OF_RANGE', 'first is between 0 and 100');
  const rows = await em.execute<{ query: string; count: string | number }[]>(
    `select query, sum(count) as count from search.query_counts where organization_id = ? and hour >= ? and hour < ?
      group by query order by 2 desc, query limit ?`,
    [uuidOf(organizationId), from, to, first],
  );
  return rows.map(({ query, count }) => ({ query, count: Number(count) }));
}

export const isRecording = async ({ em }: Context): Promise<boolean> => (await em.count(QueryRecording)) > 0;
