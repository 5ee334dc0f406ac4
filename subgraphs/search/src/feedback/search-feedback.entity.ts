import { idColumn, organizationFilter, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

/** What a person said of a document they found: each kind once, the last time. No query is kept with it. */
export const SearchFeedback = defineEntity({
  name: 'SearchFeedback',
  tableName: 'search_feedback',
  policies: tenantPolicies('search'),
  filters: { organization: organizationFilter },
  properties: {
    organizationId: idColumn('org').primary(),
    userId: idColumn('usr').primary(),
    documentId: idColumn('doc').primary(),
    kind: p.text().primary(),
    givenAt: timestamp(),
  },
});
