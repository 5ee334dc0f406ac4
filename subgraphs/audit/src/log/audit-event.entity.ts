import { idColumn, organizationFilter, systemOnlyPolicies, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_events',
  policies: tenantPolicies('audit'),
  filters: { organization: organizationFilter },
  properties: {
    /** The id of the event it records: an event is recorded once, however often it is read. */
    id: idColumn('evt').primary(),
    /** `org_00000000000000000000000000`, the nil organization, is the deployment's own log. */
    organizationId: idColumn('org'),
    index: p.bigint('number'),
    action: p.text(),
    outcome: p.text().$type<'SUCCESS' | 'DENIED' | 'FAILURE'>(),
    /** `user`, `apiKey`, `service`, `anonymous`. */
    actorKind: p.text().$type<'user' | 'apiKey' | 'service' | 'anonymous'>(),
    /** A TypeID, or a service's name. */
    actorId: p.text().nullable(),
    onBehalfOf: p.text().nullable(),
    subjectId: p.text().nullable(),
    requestId: p.text().nullable(),
    ipAddress: p.text().nullable(),
    userAgent: p.text().nullable(),
    details: p.json<unknown>(),
    occurredAt: timestamp(),
    salts: p.json<unknown>(),
    leafHash: p.text(),
    redactedFields: p.json<string[]>().defaultRaw(`'[]'`),
  },
  uniques: [{ properties: ['organizationId', 'index'] }],
  indexes: [{ properties: ['organizationId', 'actorId', 'index'] }, { properties: ['organizationId', 'subjectId', 'index'] }],
});

/** One entry of an organization's audit log: a leaf of its tree. Never changed, but for redaction. */
export class AuditEvent extends schema.class {}
schema.setClass(AuditEvent);

/** How many entries an organization's log has; the row is the lock under which the next index is given. */
export const AuditLogSize = defineEntity({
  name: 'AuditLogSize',
  tableName: 'audit_log_sizes',
  policies: [...tenantPolicies('audit').slice(0, 1), ...systemOnlyPolicies('audit')],
  properties: { organizationId: idColumn('org').primary(), size: p.bigint('number') },
});
