import { idColumn, organizationFilter, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

const tenant = { policies: tenantPolicies('search'), filters: { organization: organizationFilter } };

/** How often something was so in an hour: searches, those that found nothing, those that took at most so long (see measures.ts). */
export const SearchCount = defineEntity({
  name: 'SearchCount',
  tableName: 'search_counts',
  ...tenant,
  properties: {
    organizationId: idColumn('org').primary(),
    hour: timestamp().primary(),
    measure: p.text().primary(),
    count: p.bigint('number'),
  },
});

/** How often a query was asked in an hour: only while the organization has chosen so. */
export const QueryCount = defineEntity({
  name: 'QueryCount',
  tableName: 'query_counts',
  ...tenant,
  properties: {
    organizationId: idColumn('org').primary(),
    hour: timestamp().primary(),
    query: p.text().primary(),
    count: p.bigint('number'),
  },
});

/** An organization whose queries are counted by their texts. No row: they are not. */
export const QueryRecording = defineEntity({
  name: 'QueryRecording',
  tableName: 'query_recordings',
  ...tenant,
  properties: { organizationId: idColumn('org').primary(), since: timestamp() },
});
