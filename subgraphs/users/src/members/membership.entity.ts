import { idColumn, organizationFilter, primaryId, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';
import type { RoleKey } from './role.ts';

const schema = defineEntity({
  name: 'Membership',
  tableName: 'memberships',
  policies: rowSecurity.memberships,
  filters: { organization: organizationFilter },
  properties: {
    id: primaryId('mem'),
    organizationId: idColumn('org'),
    userId: idColumn('usr'),
    roleKey: p.text().$type<RoleKey>(),
    version: p.integer(),
    joinedAt: timestamp(),
    endedAt: timestamp().nullable(),
  },
  uniques: [{ name: 'memberships_active', properties: ['organizationId', 'userId'], where: 'ended_at is null' }],
  indexes: [{ properties: ['userId'] }, { properties: ['organizationId', 'joinedAt', 'id'] }],
});

/** A person in an organization. The row outlives the membership: names stay readable beside what somebody did. */
export class Membership extends schema.class {
  changeRole(roleKey: RoleKey): boolean {
    if (this.roleKey === roleKey) return false;
    this.roleKey = roleKey;
    this.version += 1;
    return true;
  }

  end(now: Date): void {
    this.endedAt = now;
    this.version += 1;
  }
}
schema.setClass(Membership);
