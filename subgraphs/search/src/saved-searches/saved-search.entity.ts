import { createdAt, idColumn, organizationFilter, primaryId, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import type { SearchFilter, SearchQuery } from '../index/ranking/query.ts';

const schema = defineEntity({
  name: 'SavedSearch',
  tableName: 'saved_searches',
  policies: tenantPolicies('search'),
  filters: { organization: organizationFilter },
  properties: {
    id: primaryId('sav'),
    organizationId: idColumn('org'),
    ownerId: idColumn('usr'),
    name: p.text(),
    query: p.text(),
    filter: p.json<SearchFilter>(),
    mode: p.text().$type<SearchQuery['mode']>(),
    /** With everybody in the organization. */
    isShared: p.boolean(),
    createdAt: createdAt(),
    updatedAt: timestamp(),
  },
  indexes: [{ properties: ['organizationId', 'createdAt', 'id'] }, { properties: ['organizationId', 'ownerId'] }],
});

/** A query that somebody keeps under a name. What it finds is always what its reader may see. */
export class SavedSearch extends schema.class {}
schema.setClass(SavedSearch);
