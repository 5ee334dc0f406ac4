import { organizationOf } from '@conhub/subgraph-kit';
import { analyticsView, isRecording, readAnalytics, topQueries } from '../analytics/read-analytics.ts';
import { setQueryRecording } from '../analytics/set-query-recording.ts';
import { recordFeedback } from '../feedback/record-feedback.ts';
import type { MutationResolvers, OrganizationResolvers, SearchAnalyticsResolvers } from './types.generated.ts';

export const SearchAnalytics: SearchAnalyticsResolvers = {
  searchCount: (analytics) => analyticsView(analytics).searchCount,
  withoutResultsCount: (analytics) => analyticsView(analytics).withoutResultsCount,
  p95Ms: (analytics) => analyticsView(analytics).p95Ms,
  isRecordingQueries: (_analytics, _args, context) => isRecording(context),
  topQueries: (analytics, { first }, context) => topQueries(context, analytics, first),
};

export const searchAnalyticsOf: NonNullable<OrganizationResolvers['searchAnalytics']> = ({ id }, { from, to }, context) =>
  organizationOf(context.viewer) === id ? readAnalytics(context, id, from, to) : null;

export const analyticsMutations: Pick<MutationResolvers, 'recordSearchFeedback' | 'setQueryRecording'> = {
  recordSearchFeedback: async (_parent, { input }, context) => ({ hitId: await recordFeedback(context, input) }),
  setQueryRecording: async (_parent, { input }, context) => ({ isEnabled: await setQueryRecording(context, input.isEnabled) }),
};
