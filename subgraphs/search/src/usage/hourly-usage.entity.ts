import { idColumn, organizationFilter, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

/** What an organization used in one hour. */
export const HourlyUsage = defineEntity({
  name: 'HourlyUsage',
  tableName: 'hourly_usage',
  policies: tenantPolicies('search'),
  filters: { organization: organizationFilter },
  properties: {
    organizationId: idColumn('org').primary(),
    key: p.text().primary(),
    hour: timestamp().primary(),
    used: p.bigint('number'),
  },
});
