import { idColumn, organizationFilter, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

/** Of one document; older ones are forgotten. */
export const revisionsMax = 20;

const DocumentRevisionSchema = defineEntity({
  name: 'DocumentRevision',
  tableName: 'document_revisions',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    /** In the order of observation; never in the API. */
    id: p.bigint('number').primary().autoincrement(),
    organizationId: idColumn('org'),
    documentId: idColumn('doc'),
    revision: p.text(),
    path: p.text().collation('C'),
    sizeBytes: p.bigint('number'),
    observedAt: timestamp(),
  },
  indexes: [{ properties: ['documentId', 'id'] }],
});

/** What was observed of a document at one moment: not its content, which goes with the next revision. */
export class DocumentRevision extends DocumentRevisionSchema.class {}
DocumentRevisionSchema.setClass(DocumentRevision);
