import { createdAt, idColumn, organizationFilter, primaryId, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

export type SourceStatus = 'ACTIVE' | 'PAUSED' | 'DELETING';
export type SourceVisibility = 'OWNER' | 'SHARED' | 'ORGANIZATION' | 'PROVIDER';
export type ContainerKind = 'REPOSITORY' | 'DRIVE' | 'FOLDER' | 'GROUP' | 'BUILT_IN';

export const emptyDigest = '0'.repeat(64);

const SourceSchema = defineEntity({
  name: 'Source',
  tableName: 'sources',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    id: primaryId('src'),
    organizationId: idColumn('org'),
    accountId: idColumn('acc'),
    providerKey: p.text(),
    /** The provider's own, canonical id; for a folder the real path. */
    containerId: p.text(),
    kind: p.text().$type<ContainerKind>(),
    name: p.text(),
    path: p.text(),
    url: p.text().nullable(),
    status: p.text().$type<SourceStatus>(),
    visibility: p.text().$type<SourceVisibility>(),
    accessSetId: p.bigint('number'),
    include: p.json<readonly string[]>(),
    exclude: p.json<readonly string[]>(),
    intervalMinutes: p.integer().nullable(),
    nextSyncAt: timestamp().nullable(),
    /** The place after the last committed page, in the connector's own words. Null: never read. */
    cursor: p.json<unknown>().nullable(),
    cursorVersion: p.integer().nullable(),
    /** Set while everything is being listed: the watermark that was taken before. `cursor` is then the place in that listing, or null. */
    watermark: p.json<unknown>().nullable(),
    /** The next run lists everything again, whatever the cursor says. */
    needsBaseline: p.boolean().default(false),
    /** Counts the pages committed. */
    page: p.integer().default(0),
    documentCount: p.integer().default(0),
    digest: p.text().default(emptyDigest),
    checkpointAt: timestamp().nullable(),
    /** Set while deletions wait for a person; it stands for exactly those. */
    deletionToken: p.text().nullable(),
    version: p.integer(),
    createdAt: createdAt(),
  },
  indexes: [{ properties: ['organizationId', 'createdAt'] }, { properties: ['accountId'] }, { properties: ['nextSyncAt'] }],
  uniques: [{ name: 'sources_account_container_unique', properties: ['accountId', 'containerId'], where: `status <> 'DELETING'` }],
});

/** One chosen container: the unit of sync, sharing and freshness. ACTIVE ⇄ PAUSED, either → DELETING. */
export class Source extends SourceSchema.class {
  touch(): void {
    this.version += 1;
  }

  setPaused(isPaused: boolean): void {
    this.status = isPaused ? 'PAUSED' : 'ACTIVE';
  }

  setRules(rules: { include?: readonly string[]; exclude?: readonly string[] }): void {
    if (rules.include !== undefined) this.include = rules.include;
    if (rules.exclude !== undefined) this.exclude = rules.exclude;
    this.needsBaseline = true;
  }

  scheduleFrom(now: Date): void {
    this.nextSyncAt = !this.intervalMinutes || this.status !== 'ACTIVE' ? null : new Date(now.getTime() + this.intervalMinutes * 60_000);
  }

  remove(): void {
    this.status = 'DELETING';
    this.nextSyncAt = null;
    this.version += 1;
  }
}
SourceSchema.setClass(Source);
