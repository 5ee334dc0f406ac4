import { idColumn, organizationFilter, tenantPolicies } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

const FolderEntrySchema = defineEntity({
  name: 'FolderEntry',
  tableName: 'folder_entries',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    sourceId: idColumn('src').primary(),
    id: p.text().primary(),
    organizationId: idColumn('org'),
    path: p.text().collation('C'),
    rev: p.text(),
    inode: p.text().nullable(),
    hash: p.text().nullable(),
    generation: p.integer(),
  },
  indexes: [{ properties: ['sourceId', 'path'] }, { properties: ['sourceId', 'inode'] }],
});

/** What a source looked like when its last page was committed: `Snapshot` of the connector contract. */
export class FolderEntry extends FolderEntrySchema.class {}
FolderEntrySchema.setClass(FolderEntry);
