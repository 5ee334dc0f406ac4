import { createdAt, idColumn, organizationFilter, primaryId, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';

export type AccountStatus = 'ACTIVE' | 'REAUTH_REQUIRED' | 'PAUSED' | 'DELETING';

const ConnectedAccountSchema = defineEntity({
  name: 'ConnectedAccount',
  tableName: 'connected_accounts',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    id: primaryId('acc'),
    organizationId: idColumn('org'),
    providerKey: p.text(),
    displayName: p.text(),
    /** Null when that person is gone. */
    ownerId: idColumn('usr').nullable(),
    status: p.text().$type<AccountStatus>(),
    problemCode: p.text().nullable(),
    configuration: p.json<unknown>(),
    /** Since when it waits for a new owner. */
    orphanedAt: timestamp().nullable(),
    version: p.integer(),
    createdAt: createdAt(),
  },
  indexes: [{ properties: ['organizationId', 'createdAt'] }],
});

/** Somebody's access to a provider. ACTIVE ⇄ PAUSED, ACTIVE ⇄ REAUTH_REQUIRED, any → DELETING. */
export class ConnectedAccount extends ConnectedAccountSchema.class {
  isWorking(): boolean {
    return this.status === 'ACTIVE';
  }

  pause(problemCode: string | null = null): void {
    if (this.status !== 'DELETING') this.change({ status: 'PAUSED', problemCode });
  }

  resume(): void {
    if (this.status === 'PAUSED') this.change({ status: 'ACTIVE', problemCode: null });
  }

  requireAuthorization(): void {
    if (this.status === 'ACTIVE') this.change({ status: 'REAUTH_REQUIRED', problemCode: 'REAUTH_REQUIRED' });
  }

  /** It waits for a new owner and reads nothing meanwhile. */
  orphan(at: Date): void {
    this.ownerId = null;
    this.orphanedAt = at;
    this.change(this.status === 'DELETING' ? {} : { status: 'PAUSED', problemCode: 'OWNER_LEFT' });
  }

  give(ownerId: string): void {
    this.ownerId = ownerId;
    this.orphanedAt = null;
    this.change(this.problemCode === 'OWNER_LEFT' ? { status: 'ACTIVE', problemCode: null } : {});
  }

  /** Its credentials are gone, its documents stay. */
  shut(): void {
    this.change({ status: 'PAUSED', problemCode: 'DISCONNECTED' });
  }

  reconnect(): void {
    this.change({ status: 'ACTIVE', problemCode: null });
  }

  rename(displayName: string): void {
    this.displayName = displayName;
    this.change({});
  }

  remove(): void {
    this.change({ status: 'DELETING', problemCode: null });
  }

  private change(next: { status?: AccountStatus; problemCode?: string | null }): void {
    Object.assign(this, next);
    this.version += 1;
  }
}
ConnectedAccountSchema.setClass(ConnectedAccount);
