import { idColumn, organizationFilter, systemOnlyPolicies, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

const BlobReferenceSchema = defineEntity({
  name: 'BlobReference',
  tableName: 'blob_references',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    organizationId: idColumn('org').primary(),
    hash: p.text().primary(),
    size: p.bigint('number'),
    /** How many documents name it; the row goes with the last. */
    count: p.integer(),
  },
});

/** How often a blob is named. What is in the store and not here is an orphan. */
export class BlobReference extends BlobReferenceSchema.class {}
BlobReferenceSchema.setClass(BlobReference);

const UsageSchema = defineEntity({
  name: 'Usage',
  tableName: 'usage',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    organizationId: idColumn('org').primary(),
    documents: p.bigint('number'),
    storageBytes: p.bigint('number'),
    recordedAt: timestamp().nullable(),
  },
});

/** What an organization uses, changed in the transactions that use it. */
export class Usage extends UsageSchema.class {}
UsageSchema.setClass(Usage);

const FolderRootSchema = defineEntity({
  name: 'FolderRoot',
  tableName: 'folder_roots',
  policies: systemOnlyPolicies('connectors'),
  properties: { path: p.text().primary(), addedAt: timestamp() },
});

/** A folder of this machine that its operator named: sources may lie under it. It belongs to the deployment. */
export class FolderRoot extends FolderRootSchema.class {}
FolderRootSchema.setClass(FolderRoot);
