import { createdAt, idColumn, organizationFilter, primaryId, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import type { SourceVisibility } from '../sources/source.entity.ts';

const UploadSchema = defineEntity({
  name: 'Upload',
  tableName: 'uploads',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    id: primaryId('upl'),
    organizationId: idColumn('org'),
    /** Who hands the file in: nobody else sends its bytes or completes it. */
    userId: idColumn('usr'),
    /** Where it will lie in its source. */
    path: p.text().collation('C'),
    /** As its sender says; null: they say nothing of use. */
    mimeType: p.text().nullable(),
    sizeBytes: p.bigint('number'),
    /** SHA-256 as announced. */
    sha256: p.text().nullable(),
    visibility: p.text().$type<SourceVisibility>(),
    /** SHA-256 of the bytes that have come. Until the upload is completed it holds a reference to that blob. */
    contentHash: p.text().nullable(),
    /** Set when it is completed. */
    documentId: idColumn('doc').nullable(),
    createdAt: createdAt(),
    expiresAt: timestamp(),
  },
  indexes: [{ properties: ['expiresAt'] }],
});

/** A file on its way in: announced, its bytes received, and made a document; or forgotten when its time is over. */
export class Upload extends UploadSchema.class {
  isOver(now: Date): boolean {
    return !this.documentId && this.expiresAt <= now;
  }
}
UploadSchema.setClass(Upload);
