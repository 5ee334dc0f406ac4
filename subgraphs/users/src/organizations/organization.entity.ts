import { createdAt, primaryId } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';

const schema = defineEntity({
  name: 'Organization',
  tableName: 'organizations',
  policies: rowSecurity.organizations,
  properties: {
    id: primaryId('org'),
    /** Lower-case letters, digits and hyphens, so that unique is unique in any case. */
    slug: p.text().unique(),
    name: p.text(),
    createdAt: createdAt(),
  },
});

/** The tenant. */
export class Organization extends schema.class {}
schema.setClass(Organization);
