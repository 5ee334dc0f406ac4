import { createdAt, idColumn, organizationFilter, primaryId, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import type { documentKinds } from '../events.ts';
import type { ContentReason } from '../extraction/generated-content.ts';
import type { DocumentMeta } from '../providers/connector.ts';

export type DocumentKind = (typeof documentKinds)[number];
export type DocumentState = 'AVAILABLE' | 'UNSUPPORTED' | 'TOO_LARGE' | 'FAILED' | 'DELETED';

const DocumentSchema = defineEntity({
  name: 'Document',
  tableName: 'documents',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    id: primaryId('doc'),
    organizationId: idColumn('org'),
    sourceId: idColumn('src'),
    /** The id in the connector's operations: stable over moves. */
    providerId: p.text(),
    title: p.text(),
    path: p.text().collation('C'),
    url: p.text().nullable(),
    kind: p.text().$type<DocumentKind>(),
    language: p.text().nullable(),
    mimeType: p.text().nullable(),
    sizeBytes: p.bigint('number').nullable(),
    revision: p.text(),
    state: p.text().$type<DocumentState>(),
    /** SHA-256 of the bytes as read; a blob while AVAILABLE. Null: never read. */
    contentHash: p.text().nullable(),
    /** SHA-256 of the extracted text. Not null exactly while AVAILABLE. */
    textHash: p.text().nullable(),
    /** SHA-256 of the original where ConHub alone has it: a blob with a reference of its own for as long as the document is there. */
    originalHash: p.text().nullable(),
    /** How it was read (`extractionOf`); null: by a ConHub that did not say. */
    extraction: p.text().nullable(),
    /** Why it would be left out by what it holds; it is AVAILABLE only because an `include` pattern names it. */
    generated: p.text().$type<ContentReason>().nullable(),
    /** Who has written it: name and address as its provider or it itself gives them, or the person who made it in ConHub. */
    authorName: p.text().nullable(),
    authorEmail: p.text().nullable(),
    authorId: idColumn('usr').nullable(),
    accessSetId: p.bigint('number'),
    /** Grows with every operation that a page says. */
    version: p.integer(),
    updatedAt: timestamp(),
    createdAt: createdAt(),
    deletedAt: timestamp().nullable(),
  },
  uniques: [{ properties: ['sourceId', 'providerId'] }],
  indexes: [
    { properties: ['organizationId', 'updatedAt', 'id'] },
    { properties: ['sourceId', 'path'] },
    { properties: ['sourceId', 'state'] },
  ],
});

/** A file, page or note of a source, at its newest revision. */
export class Document extends DocumentSchema.class {}
DocumentSchema.setClass(Document);

const DocumentFailureSchema = defineEntity({
  name: 'DocumentFailure',
  tableName: 'document_failures',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    sourceId: idColumn('src').primary(),
    providerId: p.text().primary(),
    organizationId: idColumn('org'),
    path: p.text().collation('C'),
    /** Null: fetching it again by itself is pointless. */
    revision: p.text().nullable(),
    meta: p.json<StoredMeta>().nullable(),
    code: p.text(),
    message: p.text(),
    /** How its text was looked for; null: its bytes could not be had. */
    extraction: p.text().nullable(),
    attempts: p.integer(),
    lastTriedAt: timestamp(),
    /** When it is tried again by itself. Null: it waits for a change or for somebody. */
    retryAt: timestamp().nullable(),
  },
  indexes: [{ properties: ['sourceId', 'lastTriedAt'] }, { properties: ['retryAt'] }],
});

/** Something that could not be read, for as long as that is so. */
export class DocumentFailure extends DocumentFailureSchema.class {}
DocumentFailureSchema.setClass(DocumentFailure);

/** What the connector said of a document that failed, kept for the next try. */
export type StoredMeta = Omit<DocumentMeta, 'createdAt' | 'updatedAt' | 'author'> & {
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
};

const PendingDeletionSchema = defineEntity({
  name: 'PendingDeletion',
  tableName: 'pending_deletions',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    sourceId: idColumn('src').primary(),
    documentId: idColumn('doc').primary(),
    organizationId: idColumn('org'),
    /** The run that missed it last. */
    runId: idColumn('run'),
    /** Missed by a listing of everything, which mentions whatever it finds again. Otherwise every run misses it anew, or it is back. */
    isFromListing: p.boolean(),
  },
});

/** A document that a complete listing did not find: deleted at the end of the run, or when a person has confirmed. */
export class PendingDeletion extends PendingDeletionSchema.class {}
PendingDeletionSchema.setClass(PendingDeletion);
