import { idColumn, organizationFilter, tenantPolicies } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

const AccessSetSchema = defineEntity({
  name: 'AccessSet',
  tableName: 'access_sets',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    /** From connectors' sequence: the only id of a set, in facts and index; never in the API. 0 means nobody and is no row. */
    id: p.bigint('number').primary().autoincrement(),
    organizationId: idColumn('org'),
    version: p.integer().default(0),
    everyone: p.boolean().default(false),
  },
});

/** Who may see a group of documents. Its id is stable: a changed membership changes members, not documents. */
export class AccessSet extends AccessSetSchema.class {}
AccessSetSchema.setClass(AccessSet);

const AccessSetMemberSchema = defineEntity({
  name: 'AccessSetMember',
  tableName: 'access_set_members',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    accessSetId: p.bigint('number').primary(),
    userId: idColumn('usr').primary(),
    organizationId: idColumn('org'),
  },
  indexes: [{ properties: ['organizationId', 'userId'] }],
});

/** The expansion of a set to people: what the facts say too. */
export class AccessSetMember extends AccessSetMemberSchema.class {}
AccessSetMemberSchema.setClass(AccessSetMember);

const SourceGranteeSchema = defineEntity({
  name: 'SourceGrantee',
  tableName: 'source_grantees',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    sourceId: idColumn('src').primary(),
    userId: idColumn('usr').primary(),
    organizationId: idColumn('org'),
  },
  indexes: [{ properties: ['organizationId', 'userId'] }],
});

/** What was said: this source is shared with this person. Kept while they are no member, so that coming back changes it no further. */
export class SourceGrantee extends SourceGranteeSchema.class {}
SourceGranteeSchema.setClass(SourceGrantee);

const MemberSchema = defineEntity({
  name: 'Member',
  tableName: 'members',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    organizationId: idColumn('org').primary(),
    userId: idColumn('usr').primary(),
  },
});

/** Who belongs to an organization, as users' facts say. */
export class Member extends MemberSchema.class {}
MemberSchema.setClass(Member);
